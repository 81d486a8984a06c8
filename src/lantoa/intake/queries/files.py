"""What the pages of sent files show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When
from django.http import Http404

from lantoa.accounts.models import User
from lantoa.intake import permissions
from lantoa.intake.choices import FileState, Severity, Verdict
from lantoa.intake.layout import SHEETS, SheetLayout
from lantoa.intake.models import AppliedChange, Batch, Problem, SentFile, SheetRow
from lantoa.intake.reading.tables import column_letters
from lantoa.ui.components import StatusKind

ROWS_A_PAGE = 100
FILES_A_PAGE = 25
PROBLEMS_SHOWN = 50
_LAYOUTS = {sheet.key: sheet for sheet in SHEETS}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of a file fall under each verdict."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    held: int = 0

    @property
    def ready(self) -> int:
        return self.new + self.changed

    @property
    def total(self) -> int:
        return self.ready + self.unchanged + self.held


STATUS_OF: dict[str, StatusKind] = {
    Verdict.NEW: "met",
    Verdict.CHANGED: "active",
    Verdict.UNCHANGED: "draft",
    Verdict.HELD: "returned",
}


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
    is_first: bool
    problems: tuple[Problem, ...]
    differences: tuple[tuple[str, str, str], ...]

    @property
    def status(self) -> StatusKind | None:
        return STATUS_OF.get(self.verdict)

    @property
    def word(self) -> str:
        return str(Verdict(self.verdict).label)


@dataclass(frozen=True, slots=True)
class SheetView:
    """A part of a sheet: column letters and rows; `previous` and `next` start other parts."""

    name: str
    letters: tuple[str, ...]
    rows: tuple[MarkedRow, ...]
    previous: int | None
    next: int | None


def files_for(user: User) -> QuerySet[SentFile]:
    """Return the files `user` may see, newest first, with what a list row shows."""
    return (
        SentFile.objects.visible_to(user)
        .select_related("batch__sent_by", "unit", "applied_by")
        .order_by("-pk")
    )


def files_of(batch: Batch) -> QuerySet[SentFile]:
    """Return the files of a batch in the order sent, each with the number of its errors."""
    return (
        batch.files.select_related("batch", "unit", "applied_by")
        .annotate(errors=Count("problems", filter=Q(problems__severity=Severity.ERROR)))
        .order_by("pk")
    )


def get_file(user: User, pk: int) -> SentFile:
    """Return one file; 404 where `user` may not see it."""
    file = files_for(user).select_related("stored").filter(pk=pk).first()
    if file is None:
        raise Http404
    return file


def get_batch(user: User, pk: int) -> Batch:
    """Return one batch; 404 where `user` may not see it."""
    batch = Batch.objects.select_related("sent_by").filter(pk=pk).first()
    if batch is None or not permissions.can_see_batch(user, batch):
        raise Http404
    return batch


def batch_by_key(pk: int) -> Batch:
    return Batch.objects.select_related("sent_by").get(pk=pk)


def file_by_key(pk: int) -> SentFile | None:
    return SentFile.objects.select_related("batch", "stored", "unit").filter(pk=pk).first()


def user_by_key(pk: int) -> User:
    return User.objects.get(pk=pk)


def user_by_name(username: str) -> User | None:
    return User.objects.filter(username__iexact=username, is_active=True).first()


def tally(file: SentFile, *, kind: str | None = None) -> Tally:
    """Return the counts of the last reading, of one kind of record or of all."""
    counts = dict.fromkeys(Verdict.values, 0)
    for key, of_kind in file.summary.items():
        if kind is None or key == kind:
            for verdict, number in of_kind.items():
                counts[verdict] += number
    return Tally(
        counts[Verdict.NEW],
        counts[Verdict.CHANGED],
        counts[Verdict.UNCHANGED],
        counts[Verdict.HELD],
    )


def earlier_applied(file: SentFile) -> SentFile | None:
    """Return another sent file of the very same bytes that is applied now."""
    if file.stored_id is None:
        return None
    same = SentFile.objects.filter(stored=file.stored_id, state=FileState.APPLIED)
    return same.exclude(pk=file.pk).select_related("applied_by").order_by("-applied_at").first()


def problems_of(file: SentFile) -> tuple[list[Problem], int]:
    """Return the first problems of a file, errors before warnings, and how many there are."""
    place = Case(
        *(When(sheet=sheet["name"][:100], then=at) for at, sheet in enumerate(file.sheets)),
        default=-1,
        output_field=IntegerField(),
    )
    order = Case(When(severity=Severity.ERROR, then=0), default=1, output_field=IntegerField())
    found = file.problems.order_by(order, place, "row", "pk")[:PROBLEMS_SHOWN]
    return list(found), file.problems.count()


def problem_of(file: SentFile, pk: int) -> Problem | None:
    return file.problems.filter(pk=pk).first() if pk else None


def sheet_view(file: SentFile, sheet: dict[str, Any], *, start: int, only_held: bool) -> SheetView:
    """Return a page of a sheet from row `start` on; with `only_held` just the rows to mend."""
    rows = file.rows.filter(sheet=sheet["name"][:100])
    if only_held:
        rows = rows.filter(Q(number__lte=sheet["head"]) | Q(verdict=Verdict.HELD))
    shown = list(rows.filter(number__gte=start).order_by("number")[: ROWS_A_PAGE + 1])
    following = shown[ROWS_A_PAGE].number if len(shown) > ROWS_A_PAGE else None
    shown = shown[:ROWS_A_PAGE]
    before = list(
        rows.filter(number__lt=start)
        .order_by("-number")
        .values_list("number", flat=True)[:ROWS_A_PAGE]
    )
    numbers = [row.number for row in shown]
    problems: dict[int, list[Problem]] = {}
    for problem in file.problems.filter(sheet=sheet["name"][:100], row__in=numbers):
        problems.setdefault(problem.row or 0, []).append(problem)
    width = max((len(row.cells) for row in shown), default=0)
    return SheetView(
        sheet["name"],
        tuple(column_letters(place) for place in range(width)),
        tuple(_marked(row, problems.get(row.number, []), sheet["head"], width) for row in shown),
        before[-1] if before else None,
        following,
    )


def get_row(file: SentFile, sheet: dict[str, Any], number: int) -> MarkedRow | None:
    """Return one row of a sheet with everything that is said of its record."""
    row = file.rows.filter(sheet=sheet["name"][:100], number=number).first()
    if row is None:
        return None
    problems = list(file.problems.filter(sheet=sheet["name"][:100], row=number).order_by("pk"))
    return _marked(row, problems, sheet["head"], len(row.cells))


def _marked(row: SheetRow, problems: Sequence[Problem], head: int, width: int) -> MarkedRow:
    worst: dict[str, Problem] = {}
    for problem in problems:
        known = worst.get(problem.column)
        if known is None or known.severity == Severity.WARNING:
            worst[problem.column] = problem
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    return MarkedRow(
        row.number,
        tuple(MarkedCell(text, worst.get(column_letters(at))) for at, text in enumerate(cells)),
        row.verdict,
        row.number == head,
        row.first == row.number,
        tuple(problems),
        tuple((heading, old, new) for heading, old, new in row.differences),
    )


def layout_of(sheet: dict[str, Any]) -> SheetLayout:
    return _LAYOUTS[sheet["kind"]]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What a file did to one record, with the row that said so."""

    change: AppliedChange
    sheet: str
    words: str
    differences: tuple[tuple[str, str, str], ...]


def changes_of(file: SentFile, *, after: int = 0) -> tuple[list[ShownChange], int | None]:
    """Return a page of what a file did, in order, and the key after which the next one starts."""
    found = list(file.changes.filter(pk__gt=after).order_by("pk")[: ROWS_A_PAGE + 1])
    following = found[ROWS_A_PAGE - 1].pk if len(found) > ROWS_A_PAGE else None
    found = found[:ROWS_A_PAGE]
    places = {(change.sheet, change.row) for change in found}
    rows = file.rows.filter(
        sheet__in={sheet for sheet, _row in places}, number__in={row for _sheet, row in places}
    )
    by_place = {(row.sheet, row.number): row for row in rows}
    return [_shown(change, by_place) for change in found], following


def _shown(change: AppliedChange, rows: dict[tuple[str, int], SheetRow]) -> ShownChange:
    row = rows.get((change.sheet, change.row or 0))
    filled = [text for text in row.cells if text] if row else []
    differences = row.differences if row and change.kind == "updated" else []
    return ShownChange(
        change,
        _LAYOUTS[change.record_kind].name,
        " · ".join(filled[:4]),
        tuple((heading, old, new) for heading, old, new in differences),
    )
