"""Every question about figures that pages, reports and commands ask."""

from lantoa.statistics.queries.breakdowns import (
    Cell,
    UnitRow,
    by_unit,
    by_value,
    by_year,
    part_of,
)
from lantoa.statistics.queries.dashboard import (
    SERIES,
    TILES,
    Dashboard,
    GradeShare,
    dashboard,
    extent,
)
from lantoa.statistics.queries.figures import (
    Figure,
    card_url,
    figure,
    figures,
    rows_of,
    scope_params,
)
from lantoa.statistics.queries.figures import url_of as rows_address
from lantoa.statistics.queries.silence import Silent, silent_unions

__all__ = [
    "SERIES",
    "TILES",
    "Cell",
    "Dashboard",
    "Figure",
    "GradeShare",
    "Silent",
    "UnitRow",
    "by_unit",
    "by_value",
    "by_year",
    "card_url",
    "dashboard",
    "extent",
    "figure",
    "figures",
    "part_of",
    "rows_address",
    "rows_of",
    "scope_params",
    "silent_unions",
]
