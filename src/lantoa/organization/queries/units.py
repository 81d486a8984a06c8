"""Every question about units: which one may see, mean, write for, and how each came to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import F, QuerySet
from django.db.models.functions import Length
from django.http import Http404

from lantoa.accounts.models import User
from lantoa.organization.models import (
    Placement,
    Succession,
    Unit,
    UnitAlias,
    UnitKind,
    UnitName,
)
from lantoa.organization.models.unit import PATH_STEP, UnitQuerySet, below
from lantoa.organization.scopes import SEEING_ROLES, WRITING_ROLES, scope_of
from lantoa.shared.text import fold

MOST_MEANT = 50

MOST_OFFERED = 60

MOST_SUGGESTED = 200


def units_for(user: User) -> UnitQuerySet:
    """Return the units that `user` may see, in the order of the tree."""
    scope = scope_of(user, SEEING_ROLES)
    units = Unit.objects.select_related("kind", "parent")
    if not scope.everything:
        units = units.filter(below(scope.paths))
    return units.order_by("path")


def units_written_by(user: User) -> UnitQuerySet:
    """Return the units whose records `user` may write."""
    return Unit.objects.filter(below(scope_of(user, WRITING_ROLES).paths)).order_by("path")


def units_offered(user: User) -> UnitQuerySet:
    """Return the first units whose records `user` may write, offered by a form while one types.

    Any other is found by its code or name.
    """
    return units_written_by(user)[:MOST_OFFERED]


def get_unit(user: User, code: str) -> Unit:
    """Return the unit with this code; 404 where `user` may not see it."""
    unit = units_for(user).filter(code=code).first()
    if unit is None:
        raise Http404
    return unit


def root_unit() -> Unit | None:
    """Return the root of the organization: the first one made."""
    return Unit.objects.filter(parent__isnull=True).order_by("pk").first()


def home_unit(user: User) -> Unit | None:
    """Return the highest unit at which `user` holds a role: where their pages begin."""
    scope = scope_of(user, SEEING_ROLES)
    units = Unit.objects.filter(path__in=scope.paths)
    return units.order_by(F("ended_on").desc(nulls_first=True), "path").first()


def ancestors_of(unit: Unit) -> QuerySet[Unit]:
    """Return the units above, from the root down, by the structure of today."""
    paths = [unit.path[:end] for end in range(PATH_STEP, len(unit.path), PATH_STEP)]
    return Unit.objects.filter(path__in=paths).order_by("path")


def ancestors_seen(user: User, unit: Unit) -> QuerySet[Unit]:
    """Return those of the units above that `user` may see: the way back to their own."""
    return ancestors_of(unit).filter(below(scope_of(user, SEEING_ROLES).paths))


def units_by_name(names: Iterable[str]) -> Mapping[str, list[Unit]]:
    """Return, for each folded name, the units that carry it as code, name or alias."""
    wanted = {fold(name) for name in names}
    found: dict[str, list[Unit]] = {name: [] for name in wanted}
    for unit in Unit.objects.all():
        for name in {fold(unit.code), fold(unit.name), fold(unit.short_name)} & wanted:
            found[name].append(unit)
    for alias in UnitAlias.objects.filter(folded__in=wanted).select_related("unit"):
        if alias.unit not in found[alias.folded]:
            found[alias.folded].append(alias.unit)
    return found


def units_meant(user: User, text: str) -> list[Unit]:
    """Return the units a person may mean by a code or a full name; by part of one if none fits."""
    units = units_for(user)
    exact = list(units.filter(code__iexact=text.strip())[:1])
    if exact:
        return exact
    found = list(units.named(text)[:MOST_MEANT])
    folded = fold(text)
    same = [unit for unit in found if folded in {fold(unit.name), fold(unit.short_name)}]
    return same or found


def placements_of(unit: Unit) -> QuerySet[Placement]:
    return unit.placements.select_related("parent").order_by("-valid")


def names_of(unit: Unit) -> QuerySet[UnitName]:
    return unit.names.order_by("-valid")


def aliases_of(unit: Unit) -> list[str]:
    return list(unit.aliases.order_by("name").values_list("name", flat=True))


def predecessors_of(unit: Unit) -> QuerySet[Succession]:
    return unit.precessions.select_related("predecessor").order_by("-happened_on", "pk")


def successors_of(unit: Unit) -> QuerySet[Succession]:
    return unit.successions.select_related("successor").order_by("-carries_results", "pk")


def units_suggested(user: User) -> list[tuple[str, str]]:
    """Return the living units nearest to the user's own, to choose from while typing."""
    units = units_for(user).filter(ended_on__isnull=True).order_by(Length("path"), "sort_key")
    return list(units.values_list("code", "name")[:MOST_SUGGESTED])


def unit_kinds() -> QuerySet[UnitKind]:
    return UnitKind.objects.order_by("level", "code")
