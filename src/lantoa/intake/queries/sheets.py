"""A sheet as it was sent, page by page: its cells marked, and what becomes of each row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from lantoa.intake.choices import Severity, Verdict
from lantoa.intake.models import Problem, SentFile, SheetRow, sheet_key
from lantoa.intake.queries.files import tally
from lantoa.intake.reading.tables import column_letters
from lantoa.intake.shapes import VERDICT_SHAPES
from lantoa.intake.understanding.findings import Difference
from lantoa.ui.components import StatusKind

ROWS_A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Look:
    """At which sheet of a file (by its place), from which row, which row's fate (0: none's)."""

    place: int
    start: int = 0
    number: int = 0
    only_held: bool = False


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """A cell as sent, with the worst problem in it."""

    text: str
    problem: Problem | None

    @property
    def css(self) -> str:
        if self.problem is None:
            return ""
        is_error = self.problem.severity == Severity.ERROR
        return "lt-cells__bad" if is_error else "lt-cells__unclear"


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """A row as sent, its cells marked, and what becomes of its record."""

    number: int
    cells: tuple[MarkedCell, ...]
    verdict: str
    is_head: bool
    problems: tuple[Problem, ...]
    differences: tuple[Difference, ...]

    @property
    def status(self) -> StatusKind | None:
        return VERDICT_SHAPES.get(self.verdict)

    @property
    def word(self) -> str:
        return str(Verdict(self.verdict).label)


@dataclass(frozen=True, slots=True)
class SheetView:
    """A part of a sheet: column letters and rows; `previous` and `next` start other parts."""

    name: str
    head: int
    letters: tuple[str, ...]
    rows: tuple[MarkedRow, ...]
    previous: int | None
    next: int | None
    row: MarkedRow | None  # the one whose fate is told


def look_at_problem(file: SentFile, pk: int) -> Look | None:
    """Return where a problem of a file stands; None where it stands in no row."""
    problem = file.problems.filter(pk=pk).first() if pk else None
    names = [sheet_key(sheet["name"]) for sheet in file.sheets]
    if problem is None or not problem.row or problem.sheet not in names:
        return None
    start = problem.row if problem.row > ROWS_A_PAGE else 0
    return Look(names.index(problem.sheet), start, problem.row)


def first_filled(file: SentFile) -> int:
    """Return the sheet to begin with: the first that has rows to mend, else any rows."""
    tallies = [tally(file, kind=sheet["kind"]) for sheet in file.sheets]
    held = [place for place, counted in enumerate(tallies) if counted.held]
    filled = [place for place, counted in enumerate(tallies) if counted.total]
    return [*held, *filled, 0][0]


def sheet_totals(file: SentFile) -> list[tuple[str, int]]:
    """Return the name of each sheet of a file with the number of its records."""
    return [(sheet["name"], tally(file, kind=sheet["kind"]).total) for sheet in file.sheets]


def sheet_view(file: SentFile, look: Look) -> SheetView:
    """Return a page of a sheet from a row on; with `only_held` just the rows to mend."""
    sheet = file.sheets[look.place]
    rows = _rows_of(file, sheet)
    if look.only_held:
        rows = rows.filter(Q(number__lte=sheet["head"]) | Q(verdict=Verdict.HELD))
    shown = list(rows.filter(number__gte=look.start).order_by("number")[: ROWS_A_PAGE + 1])
    following = shown[ROWS_A_PAGE].number if len(shown) > ROWS_A_PAGE else None
    shown = shown[:ROWS_A_PAGE]
    before = list(
        rows.filter(number__lt=look.start)
        .order_by("-number")
        .values_list("number", flat=True)[:ROWS_A_PAGE]
    )
    width = max((len(row.cells) for row in shown), default=0)
    return SheetView(
        sheet["name"],
        sheet["head"],
        tuple(column_letters(place) for place in range(width)),
        tuple(_marked(file, sheet, shown, width)),
        before[-1] if before else None,
        following,
        _row_told(file, sheet, look.number) if look.number else None,
    )


def _row_told(file: SentFile, sheet: dict[str, Any], number: int) -> MarkedRow | None:
    """Return one row of a sheet with everything that is said of its record."""
    found = list(_rows_of(file, sheet).filter(number=number))
    return next(iter(_marked(file, sheet, found, 0)), None)


def _rows_of(file: SentFile, sheet: dict[str, Any]) -> QuerySet[SheetRow]:
    return file.rows.filter(sheet=sheet_key(sheet["name"]))


def _marked(
    file: SentFile, sheet: dict[str, Any], rows: Sequence[SheetRow], width: int
) -> list[MarkedRow]:
    """Mark the cells of these rows, each row filled up to `width` cells."""
    found = file.problems.filter(
        sheet=sheet_key(sheet["name"]), row__in=[row.number for row in rows]
    )
    problems: dict[int, list[Problem]] = {}
    for problem in found.order_by("pk"):
        problems.setdefault(problem.row or 0, []).append(problem)
    return [
        MarkedRow(
            row.number,
            _marked_cells(row, problems.get(row.number, []), width),
            row.verdict,
            row.number == sheet["head"],
            tuple(problems.get(row.number, [])),
            tuple((heading, old, new) for heading, old, new in row.differences),
        )
        for row in rows
    ]


def _marked_cells(row: SheetRow, problems: Sequence[Problem], width: int) -> tuple[MarkedCell, ...]:
    worst: dict[str, Problem] = {}
    for problem in problems:
        known = worst.get(problem.column)
        if known is None or known.severity == Severity.WARNING:
            worst[problem.column] = problem
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    return tuple(MarkedCell(text, worst.get(column_letters(at))) for at, text in enumerate(cells))
