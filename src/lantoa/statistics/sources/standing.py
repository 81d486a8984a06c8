"""The rows of the lists that no record app has, and where they stand: units, members, money.

A unit or a membership stands somewhere on a day; money stands where its initiative was earned.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from lantoa.accounts.models import User
from lantoa.initiatives.models import Benefit, Initiative
from lantoa.organization.choices import Structure
from lantoa.organization.models import Membership, Placement, Unit
from lantoa.organization.models.unit import UnitQuerySet, below
from lantoa.organization.queries.units import units_for
from lantoa.organization.scopes import PERSONAL_ROLES, paths_through_time, scope_of
from lantoa.shared.dates import Period


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its subtree, or `alone`, by a structure; no unit: everywhere."""

    unit: Unit | None = None
    structure: Structure = Structure.THEN
    alone: bool = False


def units_seen(user: User) -> UnitQuerySet:
    """Return the units that `user` may see, bare and in no order yet."""
    return units_for(user).select_related(None).order_by()


def units_standing(rows: UnitQuerySet, place: Place, *, day: date) -> UnitQuerySet:
    """Keep the units that existed on `day` and stood at the place, then or as of today."""
    found = rows.existing_on(day)
    unit, today = place.unit, place.structure is Structure.TODAY
    if unit is None:
        return found
    if place.alone:
        return found.filter(present=unit) if today else found.filter(pk=unit.pk)
    if today:
        return found.filter(below([unit.path], field="present__path"))
    there = Placement.objects.filter(
        below(paths_through_time(unit)), unit=OuterRef("pk"), valid__contains=day
    )
    return found.filter(Exists(there))


def members_seen(user: User) -> QuerySet[Membership]:
    """Return the union memberships that `user` may see by name."""
    reach = scope_of(user, PERSONAL_ROLES)
    rows = Membership.objects.filter(is_union_member=True)
    return rows if reach.everything else rows.filter(below(reach.paths, field="unit__path"))


def members_standing(
    rows: QuerySet[Membership], place: Place, *, day: date
) -> QuerySet[Membership]:
    """Keep the memberships that held on `day` at the place, then or as of today."""
    found = rows.filter(valid__contains=day)
    unit, today = place.unit, place.structure is Structure.TODAY
    if unit is None:
        return found
    if place.alone:
        return found.filter(**{"unit__present" if today else "unit": unit})
    if today:
        return found.filter(below([unit.path], field="unit__present__path"))
    there = Placement.objects.filter(below(paths_through_time(unit)), valid__contains=day)
    return found.filter(unit__in=there.values("unit"))


def benefits_seen(user: User) -> QuerySet[Benefit]:
    """Return the accepted money of the recognized initiatives that `user` may see."""
    seen = Initiative.objects.visible_to(user).recognized()
    return Benefit.objects.filter(initiative__in=seen, accepted_vnd__isnull=False)


def benefits_within(rows: QuerySet[Benefit], place: Place, *, period: Period) -> QuerySet[Benefit]:
    """Keep the money of initiatives earned at the place that count in `period`."""
    initiatives = Initiative.objects.in_period(period)
    if place.unit is not None:
        earned = initiatives.of_unit_alone if place.alone else initiatives.of_unit
        initiatives = earned(place.unit, place.structure)
    return rows.filter(initiative__in=initiatives)
