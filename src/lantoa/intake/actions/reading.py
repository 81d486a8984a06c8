"""Reading a sent file: what it states, what would become of it, which cells to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.intake import permissions
from lantoa.intake.actions.copying import copy_in
from lantoa.intake.actions.disk import disk_full_in_words
from lantoa.intake.choices import FileState, Verdict
from lantoa.intake.models import Batch, Problem, SentFile, SheetRow, sheet_key
from lantoa.intake.queries.register import default_unit_of
from lantoa.intake.reading.opening import Upload, read_workbook
from lantoa.intake.reading.tables import Refused, Workbook
from lantoa.intake.understanding.cells import shown
from lantoa.intake.understanding.statements import MayWrite, Stated, Understanding
from lantoa.intake.understanding.understand import understand
from lantoa.organization.permissions import can_write_records

SMALL_BYTES, SMALL_FILES = 1_000_000, 5
_ROW_FIELDS = ("file", "sheet", "number", "cells", "kind", "first", "verdict", "differences")
_PROBLEM_FIELDS = (
    "file",
    "sheet",
    "row",
    "column",
    "kind",
    "severity",
    "written",
    "message",
)


def start_reading(batch: Batch, *, actor: User, at: datetime) -> None:
    """Read a batch: a small one while its sender waits, else by the worker.

    Raises `PermissionDenied`, and `DiskFull`; then what was not read yet is read later.
    """
    if not permissions.can_apply_batch(actor, batch):
        raise PermissionDenied
    sizes = list(batch.files.values_list("stored__size", flat=True))
    if len(sizes) <= SMALL_FILES and sum(size or 0 for size in sizes) <= SMALL_BYTES:
        read_batch(batch, at=at)
    else:
        _queue_reading(batch, at=at)


def read_again(file: SentFile, *, actor: User, at: datetime) -> None:
    """Look at a file anew, after something else changed in the system.

    It is still understood with the rights of its sender. Raises `PermissionDenied` and `DiskFull`.
    """
    if not permissions.can_read_again(actor, file):
        raise PermissionDenied
    read_file(file, at=at)


def read_batch(
    batch: Batch, *, at: datetime, each: Callable[[SentFile], None] | None = None
) -> None:
    """Read every file of a batch that was not read yet; safe to repeat.

    Not an act of anybody: it is what the program does with files that were taken in.
    """
    waiting = batch.files.filter(state=FileState.RECEIVED).select_related(
        "stored", "batch__sent_by"
    )
    for file in waiting.order_by("pk"):
        read_file(file, at=at)
        if each is not None:
            each(file)
    Batch.objects.filter(pk=batch.pk).update(busy_since=None)


@transaction.atomic
def _queue_reading(batch: Batch, *, at: datetime) -> None:
    from lantoa.intake import tasks  # noqa: PLC0415 -- enqueue

    Batch.objects.filter(pk=batch.pk).update(busy_since=at)
    tasks.read_batch.defer(batch_id=batch.pk)


def read_file(file: SentFile, *, at: datetime) -> None:
    """Read a file and keep the preview: nothing is written to any register.

    It is understood with the rights of its sender. A file that cannot be read is marked refused
    with the reason. Raises `DiskFull`.
    """
    sender = file.batch.sent_by
    try:
        workbook = workbook_of(file)
        found = understood(file, workbook, actor=sender, at=at)
    except Refused as refused:
        _keep_refusal(file, refused, at=at)
        return
    _keep_preview(file, found, at=at)


def workbook_of(file: SentFile) -> Workbook:
    """Return the cells of a sent file. Raises `Refused`."""
    if file.stored is None:
        raise Refused("too_large", file.refusal)
    with file.stored.content.open("rb") as stream:
        return read_workbook(Upload(file.name, stream.read()))


def understood(
    file: SentFile, workbook: Workbook, *, actor: User | None, at: datetime
) -> Understanding:
    """Understand a workbook with the rights of `actor`. Raises `Refused`."""
    return understand(
        workbook,
        on=timezone.localdate(at),
        may_write=may_write_as(actor),
        default_unit=default_unit_of(file.batch.sent_by),
    )


def may_write_as(actor: User | None) -> MayWrite:
    if actor is None:
        return lambda _unit: True
    return lambda unit: can_write_records(actor, unit)


@transaction.atomic
def _keep_refusal(file: SentFile, refused: Refused, *, at: datetime) -> None:
    SentFile.objects.filter(pk=file.pk, state__in=[FileState.RECEIVED, FileState.READ]).update(
        state=FileState.REFUSED,
        refusal=str(refused),
        refusal_reason=refused.reason,
        read_at=at,
    )
    file.refresh_from_db()


@disk_full_in_words()
@transaction.atomic
def _keep_preview(file: SentFile, found: Understanding, *, at: datetime) -> None:
    """Replace the preview, unless the file was applied meanwhile."""
    locked = SentFile.objects.select_for_update(of=["self"]).get(pk=file.pk)
    if locked.state == FileState.APPLIED:
        return
    locked.rows.all().delete()
    copy_in(SheetRow, _ROW_FIELDS, _sheet_rows(file, found))
    keep_findings(file, found)
    SentFile.objects.filter(pk=file.pk).update(
        state=FileState.UNDONE if locked.state == FileState.UNDONE else FileState.READ,
        refusal="",
        refusal_reason="",
        read_at=at,
        unit=found.unit,
        units=sorted(found.book.units),
        summary=found.summary(),
        sheets=[
            {
                "name": sheet.table.name,
                "kind": sheet.layout.key,
                "head": sheet.head + 1,
                "rows": len(sheet.table.rows),
            }
            for sheet in found.sheets
        ],
    )
    file.refresh_from_db()


def keep_findings(file: SentFile, found: Understanding) -> None:
    """Replace the cells to mend by those of this understanding."""
    file.problems.all().delete()
    copy_in(
        Problem,
        _PROBLEM_FIELDS,
        (
            (
                file.pk,
                sheet_key(finding.sheet),
                finding.row,
                finding.letters,
                finding.kind.value,
                finding.severity.value,
                finding.written[:1000],
                finding.message,
            )
            for finding in found.all_findings
        ),
    )


def _sheet_rows(file: SentFile, found: Understanding) -> Iterator[tuple[Any, ...]]:
    """Yield every row of the known sheets as sent, with what would become of it."""
    by_row: dict[tuple[str, int], Stated] = {
        (line.sheet.table.name, line.number): stated
        for stated in found.stated
        for line in stated.lines
    }
    loose = {(line.sheet.table.name, line.number) for line in found.loose}
    for sheet in found.sheets:
        name = sheet.table.name
        for number, cells in enumerate(sheet.table.rows, start=1):
            texts = [shown(cell) for cell in cells]
            if not any(texts):
                continue
            own = (file.pk, sheet_key(name), number, texts)
            stated = by_row.get((name, number))
            if stated is not None:
                first, verdict = stated.first.number, stated.verdict.value
                yield (*own, stated.kind.key, first, verdict, stated.differences)
            elif (name, number) in loose:
                yield (*own, sheet.layout.key, number, Verdict.HELD.value, [])
            else:
                yield (*own, "", None, "", [])
