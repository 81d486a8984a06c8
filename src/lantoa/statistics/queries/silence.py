"""Which grassroots unions are silent, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from lantoa.initiatives.models import Initiative
from lantoa.organization.models import Unit
from lantoa.organization.models.unit import PATH_STEP, below
from lantoa.statistics.catalogue import Indicator
from lantoa.statistics.queries.figures import rows_of
from lantoa.statistics.scope import Scope

MOST_DATED = 200


@dataclass(frozen=True, slots=True)
class Silent:
    """A union that gave nothing in a period; the day of its last gift, if there ever was one."""

    unit: Unit
    last_on: date | None


def silent_unions(unions: Indicator, given: Indicator, scope: Scope) -> list[Silent]:
    """Return the units counted by `unions` at or under which `given` has no row, by name.

    The last day is told for the first two hundred.
    """
    units = sorted(rows_of(unions, scope).only("pk", "code", "name", "path", "sort_key"),
                   key=lambda unit: (unit.sort_key, unit.pk))  # fmt: skip
    if not units:
        return []
    active = rows_of(given, scope).order_by().values_list("unit__path", flat=True).distinct()
    covered = {path[:end] for path in active for end in range(PATH_STEP, len(path) + 1, PATH_STEP)}
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
        for end in range(PATH_STEP, len(path) + 1, PATH_STEP):
            here = path[:end]
            last[here] = max(day, last.get(here, day))
    return last
