"""Taking back a whole file: created records go, changed ones become what they were."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import record
from lantoa.intake import permissions
from lantoa.intake.actions.disk import disk_full_in_words
from lantoa.intake.choices import FileState
from lantoa.intake.kinds.catalogue import KINDS
from lantoa.intake.models import AppliedChange, SentFile
from lantoa.shared.errors import Conflict
from lantoa.shared.rows import Change


@disk_full_in_words()
@transaction.atomic
def undo_file(file: SentFile, *, actor: User | None, at: datetime) -> None:
    """Take back everything that applying the file did; its cells stay to be looked at.

    Raises `PermissionDenied`, `DiskFull`, and `Conflict` when it is not applied, or when a record
    was changed or used since; then nothing is taken back.
    """
    if actor is not None and not permissions.can_undo_file(actor, file):
        raise PermissionDenied
    locked = SentFile.objects.select_for_update(of=["self"]).get(pk=file.pk)
    if locked.state != FileState.APPLIED:
        raise Conflict(_("Tệp này chưa ghi, hoặc đã hoàn tác rồi. Mở lại trang để xem."))
    by_kind: dict[str, list[Change]] = {}
    for change in file.changes.order_by("pk"):
        by_kind.setdefault(change.record_kind, []).append(_change(change))
    for kind in reversed(KINDS):
        changes = by_kind.get(kind.key)
        if changes:
            kind.undo(changes, actor=actor, at=at)
    SentFile.objects.filter(pk=file.pk).update(
        state=FileState.UNDONE, undone_at=at, undone_by=actor
    )
    record(
        "file.undone",
        file,
        actor=actor,
        at=at,
        unit_id=locked.unit_id,
        count=sum(map(len, by_kind.values())),
    )
    file.refresh_from_db()


def _change(kept: AppliedChange) -> Change:
    return Change(
        kept.record_id,
        "created" if kept.kind == "created" else "updated",
        kept.before,
        kept.after,
    )
