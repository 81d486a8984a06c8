"""Everything that changes the tree of units through time."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.organization import permissions
from lantoa.organization.choices import SuccessionKind
from lantoa.organization.models import Placement, Succession, Unit, UnitAlias, UnitKind, UnitName
from lantoa.organization.models.unit import below
from lantoa.organization.rules import BEGINNING, path_step
from lantoa.shared.dates import show_date
from lantoa.shared.errors import DomainError
from lantoa.shared.text import fold, sort_key, tidy


class UnitRefused(DomainError):
    """The tree cannot be changed in this way."""


def _lock_tree() -> None:
    """Let one change of the tree run at a time: each touches the paths of many units."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organization.tree'))")


def _search_text(unit: Unit) -> str:
    aliases = [alias.name for alias in unit.aliases.all()] if unit.pk else []
    return fold(" ".join([unit.code, unit.name, unit.short_name, *aliases]))


@transaction.atomic
def create_unit(
    *,
    code: str,
    name: str,
    kind: UnitKind,
    parent: Unit | None,
    actor: User | None,
    at: datetime,
    short_name: str = "",
    founded_on: date | None = None,
    aliases: tuple[str, ...] = (),
) -> Unit:
    """Add a unit under `parent` from its founding day on (from the beginning when unknown).

    A root is made only by the program itself (`actor` None). Raises `PermissionDenied` and
    `UnitRefused` when the code is taken or the parent has ended.
    """
    if actor is not None and (parent is None or not permissions.can_manage_units(actor, parent)):
        raise PermissionDenied
    _lock_tree()
    if Unit.objects.filter(code=code).exists():
        raise UnitRefused(_("Mã đơn vị “%(code)s” đã có. Chọn mã khác.") % {"code": code})
    if parent is not None and parent.ended_on is not None:
        raise UnitRefused(
            _("%(unit)s đã kết thúc ngày %(day)s. Chọn đơn vị cấp trên đang hoạt động.")
            % {"unit": parent.name, "day": show_date(parent.ended_on)}
        )
    with acting(actor, "unit.created"):
        unit = Unit(
            code=code,
            name=tidy(name),
            short_name=tidy(short_name),
            kind=kind,
            parent=parent,
            founded_on=founded_on,
            sort_key=sort_key(name),
            path=f"~{code}",
        )
        unit.search_text = fold(" ".join([code, name, short_name, *aliases]))
        unit.save()
        unit.path = (parent.path if parent else "") + path_step(unit.pk)
        unit.present = unit
        unit.save(update_fields=["path", "present"])
        valid = DateRange(founded_on or BEGINNING, None)
        UnitName.objects.create(unit=unit, name=unit.name, valid=valid)
        Placement.objects.create(unit=unit, parent=parent, path=unit.path, valid=valid)
        UnitAlias.objects.bulk_create(
            UnitAlias(unit=unit, name=alias, folded=fold(alias)) for alias in dict.fromkeys(aliases)
        )
    record("unit.created", unit, actor=actor, at=at, unit_id=unit.pk, code=code)
    return unit


@transaction.atomic
def move_unit(unit: Unit, *, to: Unit, on: date, actor: User, at: datetime) -> None:
    """Place `unit`, with all that is under it, under `to` from `on`; what was before stays.

    Raises `UnitRefused` for a place under itself, and when a unit of the subtree already has a
    later placement.
    """
    if not (permissions.can_manage_units(actor, unit) and permissions.can_manage_units(actor, to)):
        raise PermissionDenied
    _lock_tree()
    unit.refresh_from_db()
    to.refresh_from_db()
    if to.path.startswith(unit.path):
        raise UnitRefused(_("Không thể đặt một đơn vị dưới chính nó. Chọn đơn vị khác."))
    below_unit = Placement.objects.filter(below([unit.path]), valid__upper_inf=True)
    if below_unit.filter(valid__startswith__gte=on).exists():
        raise UnitRefused(
            _("Đơn vị hoặc cấp dưới đã có vị trí từ ngày %(day)s trở đi. Chọn ngày muộn hơn.")
            % {"day": show_date(on)}
        )
    old, new = unit.path, to.path + path_step(unit.pk)
    with acting(actor, "unit.moved"):
        moved = list(below_unit.select_related("unit"))
        for placement in moved:
            placement.valid = DateRange(placement.valid.lower, on)
        Placement.objects.bulk_update(moved, ["valid"])
        Placement.objects.bulk_create(
            Placement(
                unit=placement.unit,
                parent=to if placement.unit_id == unit.pk else placement.parent,
                path=new + placement.path[len(old) :],
                valid=DateRange(on, None),
            )
            for placement in moved
        )
        Unit.objects.filter(below([old])).update(
            path=Concat(Value(new), Substr(F("path"), len(old) + 1))
        )
        Unit.objects.filter(pk=unit.pk).update(parent=to)
    unit.refresh_from_db()
    record("unit.moved", unit, actor=actor, at=at, unit_id=unit.pk, to=to.code, on=str(on))


@transaction.atomic
def rename_unit(unit: Unit, *, name: str, on: date, actor: User, at: datetime) -> None:
    """Give the unit a new name from `on`; the old one stays known as an alias."""
    if not permissions.can_manage_units(actor, unit):
        raise PermissionDenied
    current = unit.names.select_for_update().filter(valid__upper_inf=True).get()
    if current.valid.lower is not None and on <= current.valid.lower:
        raise UnitRefused(
            _("Tên hiện nay có từ %(day)s. Chọn ngày muộn hơn.")
            % {"day": show_date(current.valid.lower)}
        )
    with acting(actor, "unit.renamed"):
        current.valid = DateRange(current.valid.lower, on)
        current.save()
        UnitName.objects.create(unit=unit, name=tidy(name), valid=DateRange(on, None))
        UnitAlias.objects.get_or_create(
            unit=unit, folded=fold(unit.name), defaults={"name": unit.name}
        )
        unit.name, unit.sort_key = tidy(name), sort_key(name)
        unit.search_text = _search_text(unit)
        unit.save()
    record("unit.renamed", unit, actor=actor, at=at, unit_id=unit.pk, name=unit.name, on=str(on))


@transaction.atomic
def succeed_units(
    predecessors: list[Unit],
    successors: list[Unit],
    *,
    on: date,
    actor: User,
    at: datetime,
    basis: str = "",
) -> None:
    """End the predecessors on `on` and let the successors go on for them.

    Several into one is a merge, one into several a split; the first successor carries past
    results in the structure of today. Raises `UnitRefused` where units under a predecessor are
    still in place: they are moved first.
    """
    units = [*predecessors, *successors]
    if not all(permissions.can_manage_units(actor, unit) for unit in units):
        raise PermissionDenied
    _lock_tree()
    kind = SuccessionKind.MERGE if len(successors) == 1 else SuccessionKind.SPLIT
    with acting(actor, "unit.succeeded"):
        for unit in predecessors:
            _end_unit(unit, on)
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
        refresh_present_units()
    for unit in predecessors:
        record(
            "unit.succeeded",
            unit,
            actor=actor,
            at=at,
            unit_id=unit.pk,
            successors=[successor.code for successor in successors],
            on=str(on),
        )


def _end_unit(unit: Unit, on: date) -> None:
    unit.refresh_from_db()
    if unit.children.filter(ended_on__isnull=True).exists():
        raise UnitRefused(
            _("%(unit)s còn đơn vị cấp dưới. Chuyển các đơn vị đó đi trước.") % {"unit": unit.name}
        )
    if unit.ended_on is not None:
        raise UnitRefused(_("%(unit)s đã kết thúc từ trước.") % {"unit": unit.name})
    for placement in unit.placements.filter(valid__upper_inf=True):
        placement.valid = DateRange(placement.valid.lower, on)
        placement.save()
    for name in unit.names.filter(valid__upper_inf=True):
        name.valid = DateRange(name.valid.lower, on)
        name.save()
    unit.ended_on = on
    unit.save()


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
