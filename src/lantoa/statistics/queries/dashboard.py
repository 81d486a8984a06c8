"""What a leader sees in a minute: figures, years, grades, a fair comparison, who is silent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.queries.breakdowns import UnitRow, by_unit, by_year
from lantoa.statistics.queries.figures import Figure, figures
from lantoa.statistics.queries.grades import GradeShare, grade_shares
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
class Dashboard:
    """One page of figures of a unit and its subtree; `silent` gave nothing in the last year."""

    scope: Scope
    figures: Mapping[str, Figure]
    years: Mapping[int, Mapping[str, Figure]]
    grades: Sequence[GradeShare]
    compared: Sequence[UnitRow]
    silent: Sequence[Silent]


def dashboard_of(scope: Scope) -> Dashboard:
    """Return what the dashboard shows, in a constant number of queries."""
    found = figures([CATALOGUE[code] for code in SHOWN], scope)
    last_year = scope.of_year(scope.last_day.year)
    compared = by_unit([CATALOGUE[code] for code in COMPARED], scope)
    return Dashboard(
        scope=scope,
        figures=found,
        years=by_year([CATALOGUE[code] for code in SERIES], scope),
        grades=grade_shares(scope),
        compared=sorted(compared, key=_by_rate),
        silent=silent_unions(CATALOGUE["unions"], CATALOGUE["initiatives_sent"], last_year),
    )


def _by_rate(row: UnitRow) -> tuple[float, str]:
    """Sort by initiatives on 100 members, highest first; units without a rate come last."""
    rate = row.figures["recognized_per_100_members"].value
    return (-float(rate or 0), row.unit.sort_key)
