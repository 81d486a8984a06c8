"""Applying a file: everything good in one transaction, the rest held back and listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import record
from lantoa.intake import permissions
from lantoa.intake.actions.copying import copy_in
from lantoa.intake.actions.disk import disk_full_in_words
from lantoa.intake.actions.reading import keep_findings, understood, workbook_of
from lantoa.intake.choices import FileState, ProblemKind, Verdict
from lantoa.intake.kinds.catalogue import KINDS, RecordKind
from lantoa.intake.layout import SHEETS
from lantoa.intake.models import AppliedChange, Batch, SentFile, SheetRow, sheet_key
from lantoa.intake.queries.files import tally, tally_of
from lantoa.intake.reading.tables import Refused, Workbook
from lantoa.intake.understanding.statements import Stated, Understanding, ready
from lantoa.organization.models import Unit
from lantoa.shared.errors import Conflict, DomainError
from lantoa.shared.rows import Change

SOON_ROWS, SOON_FILES = 3_000, 5
_PIECE = 2_000
_NAMING = ("recipient_name", "person", "contestant", "authors")


class NotReady(DomainError):
    """The file was not read, or cannot be."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What applying a file did, in records."""

    created: int
    updated: int
    unchanged: int
    held: int


def apply_file(file: SentFile, *, actor: User | None, at: datetime) -> Applied:
    """Write what the file states to the registers, through the apps' own write paths.

    The file is understood anew in the transaction, with the rights of `actor`, so what others
    wrote meanwhile counts. Raises `PermissionDenied`, `NotReady`, `Conflict` when somebody
    else has applied it, and `DiskFull`; then nothing is written.
    """
    if actor is not None and not permissions.can_apply_file(actor, file):
        raise PermissionDenied
    try:
        workbook = workbook_of(file)
    except Refused as refused:
        raise NotReady(str(refused)) from refused
    return _apply(file, workbook, actor=actor, at=at)


def start_applying(batch: Batch, *, actor: User, at: datetime) -> int | None:
    """Apply what waits in a batch: at once when it is little, else by the worker.

    Return how many files were applied, None when the worker was asked. Raises `PermissionDenied`
    and what applying a file raises.
    """
    if not permissions.can_apply_batch(actor, batch):
        raise PermissionDenied
    waiting = list(batch.files.filter(state=FileState.READ))
    if len(waiting) > SOON_FILES or sum(tally(file).total for file in waiting) > SOON_ROWS:
        _queue_applying(batch, actor=actor, at=at)
        return None
    return apply_batch(batch, actor=actor, at=at)


def apply_batch(
    batch: Batch,
    *,
    actor: User | None,
    at: datetime,
    each: Callable[[SentFile], None] | None = None,
) -> int:
    """Apply every file of a batch that waits, each in its own transaction; safe to repeat.

    Files that bring people come before those that name them. A file that another applied
    meanwhile is passed over. Return how many were applied. Raises `PermissionDenied` and what
    applying a file raises.
    """
    if actor is not None and not permissions.can_apply_batch(actor, batch):
        raise PermissionDenied
    order = {sheet.key: place for place, sheet in enumerate(SHEETS)}
    waiting = sorted(
        batch.files.filter(state=FileState.READ).select_related("stored", "batch__sent_by", "unit"),
        key=lambda file: (min((order[name] for name in file.summary), default=0), file.pk),
    )
    applied = 0
    for file in waiting:
        try:
            apply_file(file, actor=actor, at=at)
            applied += 1
        except Conflict:
            file.refresh_from_db()
        if each is not None:
            each(file)
    Batch.objects.filter(pk=batch.pk).update(busy_since=None)
    return applied


@transaction.atomic
def _queue_applying(batch: Batch, *, actor: User, at: datetime) -> None:
    from lantoa.intake import tasks  # noqa: PLC0415 -- enqueue

    Batch.objects.filter(pk=batch.pk).update(busy_since=at)
    tasks.apply_batch.defer(batch_id=batch.pk, user_id=actor.pk)


@disk_full_in_words()
@transaction.atomic
def _apply(file: SentFile, workbook: Workbook, *, actor: User | None, at: datetime) -> Applied:
    locked = SentFile.objects.select_for_update(of=["self"]).get(pk=file.pk)
    _check_waiting(locked)
    # Whoever applies another file of these units waits here, and then sees what was written.
    units = Unit.objects.select_for_update(no_key=True).filter(pk__in=locked.units)
    list(units.order_by("pk"))
    found = understood(file, workbook, actor=actor, at=at)
    file.changes.all().delete()
    keys: dict[int, int] = {}
    for kind in KINDS:
        records = [
            stated for stated in ready(found.of(kind)) if stated.verdict is not Verdict.UNCHANGED
        ]
        if records:
            written = _write(kind, records, keys, actor=actor, at=at)
            _keep_changes(file, kind, written)
    counted = tally_of(found.summary())
    _keep_outcome(file, found, actor=actor, at=at)
    record(
        "file.applied",
        file,
        actor=actor,
        at=at,
        unit_id=found.unit.pk if found.unit else None,
        created=counted.new,
        updated=counted.changed,
        held=counted.held,
    )
    return Applied(counted.new, counted.changed, counted.unchanged, counted.held)


def _check_waiting(file: SentFile) -> None:
    if file.state == FileState.APPLIED:
        raise Conflict(
            _("Tệp này đã được %(name)s ghi lúc %(time)s. Mở lại trang để xem.")
            % {
                "name": file.applied_by or _("lệnh của máy chủ"),
                "time": f"{timezone.localtime(file.applied_at):%H:%M %d/%m/%Y}",
            }
        )
    if file.state not in {FileState.READ, FileState.UNDONE}:
        raise NotReady(_("Tệp chưa đọc xong nên chưa ghi được. Chờ một lát rồi mở lại trang."))


Written = list[tuple[Stated, Change]]


def _write(
    kind: RecordKind,
    records: Sequence[Stated],
    keys: dict[int, int],
    *,
    actor: User | None,
    at: datetime,
) -> Written:
    """Write rows of one kind; the ones that the app refuses are found by halving, and held."""
    records = [stated for stated in records if not _hold_dangling(stated, keys)]
    if not records:
        return []
    try:
        with transaction.atomic():
            rows = [linked(stated.row, keys) for stated in records]
            outcome = kind.apply(rows, actor=actor, at=at)
    except Conflict:
        raise
    except DomainError as error:
        if len(records) == 1:
            records[0].refuse(error)
            return []
        middle = len(records) // 2
        return [
            *_write(kind, records[:middle], keys, actor=actor, at=at),
            *_write(kind, records[middle:], keys, actor=actor, at=at),
        ]
    changes = {change.key: change for change in outcome.changes}
    written = []
    for stated, key in zip(records, outcome.keys, strict=True):
        keys[stated.key] = key
        stated.key = key
        change = changes.pop(key, None)
        if change is None:
            stated.verdict = Verdict.UNCHANGED
        else:
            stated.verdict = Verdict.NEW if change.kind == "created" else Verdict.CHANGED
            written.append((stated, change))
    return written


def linked(row: Any, keys: dict[int, int]) -> Any:  # noqa: ANN401 -- a row of any kind
    """Put the keys that were given in place of those that stood for new records."""
    changes: dict[str, Any] = {
        name: keys[key]
        for name in ("person_id", "initiative_id")
        if (key := getattr(row, name, None)) is not None and key in keys
    }
    authors = getattr(row, "authors", ())
    if any(author.person_id in keys for author in authors):
        changes["authors"] = tuple(
            replace(author, person_id=keys.get(author.person_id, author.person_id))
            for author in authors
        )
    return replace(row, **changes) if changes else row


def _hold_dangling(stated: Stated, keys: dict[int, int]) -> bool:
    """Hold a record that names someone of this file who was refused just now."""
    row = stated.row
    named = [
        getattr(row, "person_id", None),
        getattr(row, "initiative_id", None),
        *(author.person_id for author in getattr(row, "authors", ())),
    ]
    is_dangling = any(key is not None and key < 0 and key not in keys for key in named)
    if is_dangling:
        place = next(name for name in _NAMING if name in stated.first.sheet.columns)
        stated.hold(
            place,
            ProblemKind.UNKNOWN_PERSON,
            _("Người hoặc sáng kiến nêu ở đây chưa ghi được. Sửa dòng của họ trước."),
        )
    return is_dangling


def _keep_changes(file: SentFile, kind: RecordKind, written: Written) -> None:
    copy_in(
        AppliedChange,
        ("file", "record_kind", "record_id", "kind", "before", "after", "sheet", "row"),
        (
            (
                file.pk,
                kind.key,
                change.key,
                change.kind,
                change.before,
                change.after,
                sheet_key(stated.first.sheet.table.name),
                stated.first.number,
            )
            for stated, change in written
        ),
    )


def _keep_outcome(
    file: SentFile, found: Understanding, *, actor: User | None, at: datetime
) -> None:
    keep_findings(file, found)
    _keep_verdicts(file, found)
    SentFile.objects.filter(pk=file.pk).update(
        state=FileState.APPLIED,
        applied_at=at,
        applied_by=actor,
        summary=found.summary(),
        undone_at=None,
        undone_by=None,
    )
    file.refresh_from_db()


def _keep_verdicts(file: SentFile, found: Understanding) -> None:
    """Correct the rows whose preview had grown old when the file was applied."""
    now = {
        (sheet_key(line.sheet.table.name), line.number): stated
        for stated in found.stated
        for line in stated.lines
    }
    changed = []
    kept = file.rows.exclude(kind="").values_list("pk", "sheet", "number", "verdict")
    for pk, sheet, number, verdict in kept:
        stated = now.get((sheet, number))
        if stated is not None and stated.verdict != verdict:
            changed.append(SheetRow(pk=pk, verdict=stated.verdict, differences=stated.differences))
    SheetRow.objects.bulk_update(changed, ["verdict", "differences"], batch_size=_PIECE)
