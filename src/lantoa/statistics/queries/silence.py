"""Which grassroots unions are silent, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from lantoa.initiatives.models import Initiative
from lantoa.organization.models import Unit
from lantoa.organization.models.unit import PATH_STEP, below
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.queries.figures import rows_of
from lantoa.statistics.scope import Scope

MOST_DATED = 200


@dataclass(frozen=True, slots=True)
class Silent:
    """A union that sent nothing in a period; when it last sent an initiative, if it ever did."""

    unit: Unit
    last_on: date | None


def silent_unions(unions: Indicator, sent: Indicator, scope: Scope) -> list[Silent]:
    """Return the units counted by `unions` at or under which `sent` has no row, by name.

    The last day is told for the first `MOST_DATED`.
    """
    found = rows_of(unions, scope).only("pk", "code", "name", "path", "sort_key")
    units = sorted(found, key=lambda unit: (unit.sort_key, unit.pk))
    if not units:
        return []
    active = rows_of(sent, scope).order_by().values_list("unit__path", flat=True).distinct()
    covered = {above for path in active for above in _at_and_above(path)}
    quiet = [unit for unit in units if unit.path not in covered]
    last = _last_days(quiet[:MOST_DATED], scope)
    return [Silent(unit, last.get(unit.path)) for unit in quiet]


def _last_days(units: list[Unit], scope: Scope) -> dict[str, date]:
    """Return the day of the last initiative at or under each unit before the period's end."""
    if not units:
        return {}
    rows = (
        Initiative.objects.visible_to(scope.user)
        .filter(below([unit.path for unit in units], field="unit__path"))
        .filter(counted_on__lte=scope.last_day)
        .order_by()
        .values_list("unit__path")
        .annotate(last=Max("counted_on"))
    )
    last: dict[str, date] = {}
    for path, day in rows:
        for here in _at_and_above(path):
            last[here] = max(day, last.get(here, day))
    return last


def _at_and_above(path: str) -> list[str]:
    """Return the path of a unit and of each unit above it, the root first."""
    return [path[:end] for end in range(PATH_STEP, len(path) + 1, PATH_STEP)]
