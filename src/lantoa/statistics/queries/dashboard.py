"""What a leader sees in a minute: figures, years, grades, a fair comparison, who is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min

from lantoa.accounts.models import User
from lantoa.assessments.models import Grading
from lantoa.awards.models import Award
from lantoa.initiatives.models import Initiative
from lantoa.shared.dates import Period
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.queries.breakdowns import UnitRow, by_unit, by_year
from lantoa.statistics.queries.figures import Figure, figures, rows_of
from lantoa.statistics.queries.silence import Silent, silent_unions
from lantoa.statistics.scope import Scope

TILES = ("recognised_by_ministry", "tuoi_tre_sang_tao", "ban_tay_vang", "collective_tcct")
SERIES = ("topics_and_products", "initiatives_and_works")
SHOWN = (
    "unions",
    "initiatives_and_works",
    "topics_and_products",
    "benefit_vnd",
    "pct_vm_2022",
    "pct_vmxs_2022",
    *TILES,
    "individual_awards",
    "members",
    "initiatives_recognized",
    "nominations_pending",
)
COMPARED = (
    "initiatives_recognized",
    "individual_awards",
    "members",
    "recognized_per_100_members",
    "awards_per_100_members",
)


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many unions got a grade in the last year; code and name empty: not graded."""

    code: str
    name: str
    count: int
    is_strong: bool


@dataclass(frozen=True, slots=True)
class Dashboard:
    """One page of figures of a unit and its subtree; `silent` gave nothing in the last year."""

    scope: Scope
    figures: Mapping[str, Figure]
    years: Mapping[int, Mapping[str, Figure]]
    grades: Sequence[GradeShare]
    compared: Sequence[UnitRow]
    silent: Sequence[Silent]


def dashboard(scope: Scope) -> Dashboard:
    """Return what the dashboard shows, in a constant number of queries."""
    found = figures([CATALOGUE[code] for code in SHOWN], scope)
    last_year = scope.of_year(scope.last_day.year)
    compared = by_unit([CATALOGUE[code] for code in COMPARED], scope)
    return Dashboard(
        scope=scope,
        figures=found,
        years=by_year([CATALOGUE[code] for code in SERIES], scope),
        grades=_grades(scope),
        compared=sorted(compared, key=_by_rate),
        silent=silent_unions(CATALOGUE["unions"], CATALOGUE["initiatives_sent"], last_year),
    )


def _by_rate(row: UnitRow) -> tuple[float, str]:
    rate = row.figures["recognized_per_100_members"].value
    return (-float(rate or 0), row.unit.sort_key)


def _grades(scope: Scope) -> list[GradeShare]:
    unions = rows_of(CATALOGUE["unions"], scope)
    graded = (
        Grading.objects.filter(unit__in=unions.values("pk"), year=scope.last_day.year)
        .order_by("grade__scheme_id", "grade__order")
        .values_list("grade__code", "grade__name", "grade__is_strong")
        .annotate(count=Count("pk"))
    )
    shares = [GradeShare(code, name, count, strong) for code, name, strong, count in graded]
    missing = unions.count() - sum(share.count for share in shares)
    if missing > 0:
        shares.append(GradeShare("", "", missing, is_strong=False))
    return shares


def extent(user: User, *, on: date) -> Period:
    """Return the whole years in which `user` may see initiatives or awards; else this year."""
    first, last = on, on
    for rows in (Initiative.objects.visible_to(user), Award.objects.visible_to(user)):
        found = rows.order_by().aggregate(first=Min("counted_on"), last=Max("counted_on"))
        if found["first"] and first == last == on:
            first, last = found["first"], found["last"]
        elif found["first"]:
            first, last = min(first, found["first"]), max(last, found["last"])
    return Period.of_years(first.year, last.year)
