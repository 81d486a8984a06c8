"""Everything that changes the tree of units through time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.organization import permissions
from lantoa.organization.models import Placement, Unit, UnitAlias, UnitKind, UnitName
from lantoa.organization.models.unit import MOST_LEVELS, PATH_STEP, below
from lantoa.organization.rules import BEGINNING, path_step
from lantoa.organization.writing import rewrite
from lantoa.shared.dates import show_date
from lantoa.shared.errors import DomainError
from lantoa.shared.text import fold, sort_key, tidy


class UnitRefused(DomainError):
    """The tree cannot be changed in this way."""


def lock_tree() -> None:
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
    """Add a unit under `parent`; by the structure of an earlier day it stands where that stood.

    A root is made only by the program itself (`actor` None). Raises `PermissionDenied` and
    `UnitRefused` when the code is taken, the parent has ended, or the tree would be too deep.
    """
    if actor is not None and (parent is None or not permissions.can_manage_units(actor, parent)):
        raise PermissionDenied
    lock_tree()
    code = tidy(code)
    if parent is not None:
        parent.refresh_from_db()
        _check_room(parent)
    if Unit.objects.filter(code__iexact=code).exists():
        raise UnitRefused(_("Mã đơn vị “%(code)s” đã có. Chọn mã khác.") % {"code": code})
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
        UnitName.objects.create(unit=unit, name=unit.name, valid=DateRange(BEGINNING, None))
        _place_with(unit, parent)
        UnitAlias.objects.bulk_create(
            UnitAlias(unit=unit, name=alias, folded=fold(alias)) for alias in dict.fromkeys(aliases)
        )
    record("unit.created", unit, actor=actor, at=at, unit_id=unit.pk, code=code)
    return unit


def _place_with(unit: Unit, parent: Unit | None) -> None:
    """Place a new unit under `parent` for all time, along the parent's own placements."""
    step = path_step(unit.pk)
    if parent is None:
        places = [("", DateRange(BEGINNING, None))]
    else:
        places = list(parent.placements.order_by("valid").values_list("path", "valid"))
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=parent, path=path + step, valid=valid) for path, valid in places
    )


def _check_room(parent: Unit, *, depth: int = 1) -> None:
    """Refuse a place under a unit that has ended, or that would be too deep."""
    if parent.ended_on is not None:
        raise UnitRefused(
            _("%(unit)s đã kết thúc ngày %(day)s. Chọn đơn vị cấp trên đang hoạt động.")
            % {"unit": parent.name, "day": show_date(parent.ended_on)}
        )
    if parent.depth + depth >= MOST_LEVELS:
        raise UnitRefused(
            _("Cây đơn vị sâu nhất %(levels)s cấp. Chọn đơn vị cấp trên cao hơn.")
            % {"levels": MOST_LEVELS}
        )


def check_day(on: date, at: datetime) -> None:
    """Refuse a day to come: the tree says how things stand, not what is planned."""
    if on > timezone.localdate(at):
        raise UnitRefused(
            _("Ngày %(day)s chưa tới. Ghi thay đổi vào ngày nó có hiệu lực.")
            % {"day": show_date(on)}
        )


@transaction.atomic
def move_unit(unit: Unit, *, to: Unit, on: date, actor: User | None, at: datetime) -> None:
    """Place `unit`, with all that is under it, under `to` from `on`; what was before stays.

    Raises `UnitRefused` for a place under itself, for a unit that has ended, and when a unit of
    the subtree already has a later placement.
    """
    if actor is not None and not (
        permissions.can_manage_units(actor, unit) and permissions.can_manage_units(actor, to)
    ):
        raise PermissionDenied
    lock_tree()
    unit.refresh_from_db()
    to.refresh_from_db()
    if to.path.startswith(unit.path):
        raise UnitRefused(_("Không thể đặt một đơn vị dưới chính nó. Chọn đơn vị khác."))
    if unit.parent_id == to.pk:
        raise UnitRefused(_("%(unit)s đang ở dưới đơn vị này rồi.") % {"unit": unit.name})
    check_living(unit)
    check_day(on, at)
    deepest = max(map(len, Unit.objects.below(unit.path).values_list("path", flat=True)))
    _check_room(to, depth=(deepest - len(unit.path)) // PATH_STEP + 1)
    stands_since = to.placements.filter(valid__upper_inf=True).get().valid.lower
    if on < stands_since:
        raise UnitRefused(
            _("%(unit)s ở vị trí hiện nay từ %(day)s. Chọn ngày từ đó trở đi.")
            % {"unit": to.name, "day": show_date(stands_since)}
        )
    below_unit = Placement.objects.filter(below([unit.path]), valid__upper_inf=True)
    if below_unit.filter(valid__startswith__gte=on).exists():
        raise UnitRefused(
            _("Đơn vị hoặc cấp dưới đã có vị trí từ ngày %(day)s trở đi. Chọn ngày muộn hơn.")
            % {"day": show_date(on)}
        )
    with acting(actor, "unit.moved"):
        _replace_subtree(unit, to, on, list(below_unit.select_related("unit")))
    unit.refresh_from_db()
    record("unit.moved", unit, actor=actor, at=at, unit_id=unit.pk, to=to.code, on=str(on))


def _replace_subtree(unit: Unit, to: Unit, on: date, moved: list[Placement]) -> None:
    """Close every placement at or under `unit` on `on`, and open the new ones."""
    old, new = unit.path, to.path + path_step(unit.pk)
    for placement in moved:
        placement.valid = DateRange(placement.valid.lower, on)
    rewrite(moved, ["valid"])
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


def check_living(unit: Unit) -> None:
    if unit.ended_on is not None:
        raise UnitRefused(
            _("%(unit)s đã kết thúc ngày %(day)s nên không đổi được nữa.")
            % {"unit": unit.name, "day": show_date(unit.ended_on)}
        )


@transaction.atomic
def rename_unit(unit: Unit, *, name: str, on: date, actor: User | None, at: datetime) -> None:
    """Give the unit a new name from `on`; the old one stays known as an alias.

    Raises `UnitRefused` for a unit that has ended, a day to come, and a day before the present
    name began.
    """
    if actor is not None and not permissions.can_manage_units(actor, unit):
        raise PermissionDenied
    lock_tree()
    unit.refresh_from_db()
    check_living(unit)
    check_day(on, at)
    current = unit.names.filter(valid__upper_inf=True).get()
    if on <= current.valid.lower:
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
def describe_unit(
    unit: Unit,
    *,
    kind: UnitKind,
    short_name: str,
    aliases: Sequence[str],
    actor: User | None,
    at: datetime,
) -> None:
    """Correct what has no history of its own: the kind, the short name and the other spellings."""
    if actor is not None and not permissions.can_manage_units(actor, unit):
        raise PermissionDenied
    wanted = {fold(name): tidy(name) for name in aliases if fold(name)}
    with acting(actor, "unit.described"):
        unit.kind, unit.short_name = kind, tidy(short_name)
        unit.aliases.exclude(folded__in=wanted).delete()
        known = set(unit.aliases.values_list("folded", flat=True))
        UnitAlias.objects.bulk_create(
            UnitAlias(unit=unit, name=name, folded=folded)
            for folded, name in wanted.items()
            if folded not in known
        )
        unit.search_text = _search_text(unit)
        unit.save()
    record("unit.described", unit, actor=actor, at=at, unit_id=unit.pk)
