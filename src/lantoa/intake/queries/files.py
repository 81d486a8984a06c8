"""Sent files: which ones someone may see, what became of their records, which cells to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, When
from django.http import Http404
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.intake import permissions
from lantoa.intake.choices import FileState, Severity, Verdict
from lantoa.intake.models import Batch, Problem, SentFile, sheet_key
from lantoa.intake.shapes import FILE_SHAPES, VERDICT_SHAPES
from lantoa.ui.components import StatusKind

FILES_A_PAGE = 25
PROBLEMS_SHOWN = 50


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


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A row of a list of files."""

    file: SentFile
    tally: Tally
    shows_batch: bool

    @property
    def status(self) -> StatusKind:
        return FILE_SHAPES[self.file.state]


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """How many records fall under one verdict, in the words of before or after applying."""

    status: StatusKind
    word: str
    count: int


def files_for(user: User) -> QuerySet[SentFile]:
    """Return the files `user` may see, newest first, with what a list row shows."""
    return (
        SentFile.objects.visible_to(user)
        .select_related("batch__sent_by", "unit", "applied_by")
        .order_by("-pk")
    )


def files_of(batch: Batch) -> QuerySet[SentFile]:
    """Return the files of a batch in the order sent."""
    return batch.files.select_related("batch", "unit", "applied_by").order_by("pk")


def only_file_of(batch: Batch) -> SentFile | None:
    """Return the file that was sent alone and is read; None for several, or while it waits."""
    found = list(files_of(batch)[:2])
    return found[0] if len(found) == 1 and found[0].state != FileState.RECEIVED else None


def page_of_files(user: User, *, before: int | None) -> tuple[list[ListedFile], int | None]:
    """Return a page of the files `user` may see, and the key before which the next one starts."""
    files = files_for(user) if before is None else files_for(user).filter(pk__lt=before)
    found = list(files[: FILES_A_PAGE + 1])
    following = found[FILES_A_PAGE - 1].pk if len(found) > FILES_A_PAGE else None
    return listed(user, found[:FILES_A_PAGE]), following


def listed(user: User, files: Iterable[SentFile]) -> list[ListedFile]:
    """Return files as the rows of a list that `user` looks at."""
    return [
        ListedFile(file, tally(file), permissions.can_see_batch(user, file.batch)) for file in files
    ]


def get_file(user: User, pk: int) -> SentFile:
    """Return one file; 404 where `user` may not see it."""
    file = files_for(user).select_related("stored").filter(pk=pk).first()
    if file is None:
        raise Http404
    return file


def file_by_key(pk: int) -> SentFile | None:
    return SentFile.objects.select_related("batch", "stored", "unit").filter(pk=pk).first()


def tally(file: SentFile, *, kind: str | None = None) -> Tally:
    """Return the counts of the last reading, of one kind of record or of all."""
    summary = file.summary
    return tally_of(summary if kind is None else {kind: summary.get(kind, {})})


def tally_of(summary: Mapping[str, Mapping[str, int]]) -> Tally:
    """Add up counts of records by kind and verdict."""
    counts = dict.fromkeys(Verdict.values, 0)
    for of_kind in summary.values():
        for verdict, number in of_kind.items():
            counts[verdict] += number
    return Tally(
        counts[Verdict.NEW],
        counts[Verdict.CHANGED],
        counts[Verdict.UNCHANGED],
        counts[Verdict.HELD],
    )


def verdicts_of(file: SentFile) -> list[VerdictLine]:
    """Return how many records of a file fall under each verdict."""
    counted = tally(file)
    words = {verdict: str(verdict.label) for verdict in Verdict}
    if file.state == FileState.APPLIED:
        words |= {Verdict.NEW: _("Đã thêm"), Verdict.CHANGED: _("Đã sửa bản cũ")}
    counts = (counted.new, counted.changed, counted.unchanged, counted.held)
    return [
        VerdictLine(VERDICT_SHAPES[verdict], words[verdict], count)
        for verdict, count in zip(Verdict, counts, strict=True)
    ]


def earlier_applied(file: SentFile) -> SentFile | None:
    """Return another sent file of the very same bytes that is applied, while this one waits."""
    if file.stored_id is None or file.state != FileState.READ:
        return None
    same = SentFile.objects.filter(stored=file.stored_id, state=FileState.APPLIED)
    return same.exclude(pk=file.pk).select_related("applied_by").order_by("-applied_at").first()


def problems_of(file: SentFile) -> tuple[list[Problem], int]:
    """Return the first problems of a file, errors before warnings, and how many there are."""
    place = Case(
        *(When(sheet=sheet_key(sheet["name"]), then=at) for at, sheet in enumerate(file.sheets)),
        default=-1,
        output_field=IntegerField(),
    )
    order = Case(When(severity=Severity.ERROR, then=0), default=1, output_field=IntegerField())
    found = file.problems.order_by(order, place, "row", "pk")[:PROBLEMS_SHOWN]
    return list(found), file.problems.count()
