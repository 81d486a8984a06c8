"""Merging and splitting units: one goes on as another, and its past stays where it was earned."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.organization import permissions
from lantoa.organization.actions.units import UnitRefused, check_day, check_living, lock_tree
from lantoa.organization.choices import SuccessionKind
from lantoa.organization.models import Membership, Succession, Unit
from lantoa.organization.writing import rewrite
from lantoa.shared.dates import show_date


@transaction.atomic
def succeed_units(
    predecessors: list[Unit],
    successors: list[Unit],
    *,
    on: date,
    actor: User | None,
    at: datetime,
    basis: str = "",
) -> None:
    """End the predecessors on `on` and let the successors go on for them.

    Several into one is a merge: the people of that day go over to the successor. One into
    several is a split: who goes where is stated by the next lists of members. The first
    successor carries past results in the structure of today. Raises `UnitRefused` where units
    under a predecessor are still in place: they are moved first.
    """
    units = [*predecessors, *successors]
    if actor is not None and not all(permissions.can_manage_units(actor, unit) for unit in units):
        raise PermissionDenied
    lock_tree()
    _check_pairing(predecessors, successors)
    check_day(on, at)
    for unit in units:
        unit.refresh_from_db()
        check_living(unit)
    for unit in predecessors:
        _check_ending(unit, on)
    for unit in successors:
        _check_going_on(unit, on)
    kind = SuccessionKind.MERGE if len(successors) == 1 else SuccessionKind.SPLIT
    with acting(actor, "unit.succeeded"):
        for unit in predecessors:
            unit.ended_on = on
            unit.save()
            Succession.objects.bulk_create(
                Succession(
                    predecessor=unit,
                    successor=successor,
                    kind=kind,
                    happened_on=on,
                    carries_results=place == 0,
                    basis=basis,
                )
                for place, successor in enumerate(successors)
            )
            if kind == SuccessionKind.MERGE:
                _take_over_members(unit, successors[0], on)
        refresh_present_units()
    for unit in units:
        unit.refresh_from_db()
        record(
            "unit.succeeded",
            unit,
            actor=actor,
            at=at,
            unit_id=unit.pk,
            predecessors=[predecessor.code for predecessor in predecessors],
            successors=[successor.code for successor in successors],
            on=str(on),
        )


def _check_pairing(predecessors: list[Unit], successors: list[Unit]) -> None:
    if not predecessors or not successors:
        raise UnitRefused(_("Chọn ít nhất một đơn vị kết thúc và một đơn vị tiếp nối."))
    if len(predecessors) > 1 and len(successors) > 1:
        raise UnitRefused(
            _("Ghi từng việc một: nhiều đơn vị nhập vào một, hoặc một đơn vị tách thành nhiều.")
        )
    if {unit.pk for unit in predecessors} & {unit.pk for unit in successors}:
        raise UnitRefused(_("Một đơn vị không thể tiếp nối chính nó."))


def _check_ending(unit: Unit, on: date) -> None:
    """Refuse to end a unit that holds others, or that began later."""
    if unit.children.filter(ended_on__isnull=True).exists():
        raise UnitRefused(
            _("%(unit)s còn đơn vị cấp dưới. Chuyển các đơn vị đó đi trước.") % {"unit": unit.name}
        )
    if unit.founded_on is not None and on <= unit.founded_on:
        raise UnitRefused(
            _("%(unit)s thành lập ngày %(day)s. Chọn ngày muộn hơn.")
            % {"unit": unit.name, "day": show_date(unit.founded_on)}
        )


def _check_going_on(unit: Unit, on: date) -> None:
    """Refuse a successor that was not founded yet."""
    if unit.founded_on is not None and on < unit.founded_on:
        raise UnitRefused(
            _("%(unit)s thành lập ngày %(day)s. Chọn ngày từ đó trở đi.")
            % {"unit": unit.name, "day": show_date(unit.founded_on)}
        )


def _take_over_members(unit: Unit, successor: Unit, on: date) -> None:
    """Close the memberships of the day before, and open the same ones at the successor."""
    leaving = list(
        Membership.objects.filter(unit=unit, valid__upper_inf=True, valid__startswith__lt=on)
    )
    Membership.objects.filter(unit=unit, valid__startswith__gte=on).update(unit=successor)
    for membership in leaving:
        membership.valid = DateRange(membership.valid.lower, on)
    rewrite(leaving, ["valid"])
    for membership in leaving:
        membership.pk = None
        membership.unit = successor
        membership.valid = DateRange(on, None)
    Membership.objects.bulk_create(leaving)


def refresh_present_units() -> None:
    """Point every unit to the living unit that stands for it today, through all successions."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE way(unit_id, now_id) AS (
                SELECT id, id FROM organization_unit
                UNION ALL
                SELECT way.unit_id, s.successor_id FROM way
                JOIN organization_succession s
                  ON s.predecessor_id = way.now_id AND s.carries_results
            ) CYCLE now_id SET looped USING seen
            UPDATE organization_unit u SET present_id = way.now_id FROM way
            WHERE way.unit_id = u.id AND NOT way.looped AND NOT EXISTS (
                SELECT 1 FROM organization_succession s
                WHERE s.predecessor_id = way.now_id AND s.carries_results
            ) AND u.present_id IS DISTINCT FROM way.now_id
            """
        )
