"""Taking files in: each is kept as it came, before anybody looks inside."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePosixPath

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.attachments.actions import store_file
from lantoa.attachments.models import StoredFile
from lantoa.audit.actions import record
from lantoa.intake import permissions
from lantoa.intake.actions.disk import disk_full_in_words
from lantoa.intake.choices import FileState
from lantoa.intake.models import Batch, SentFile
from lantoa.intake.reading.opening import MEDIA_TYPES, Upload, unpacked
from lantoa.intake.reading.tables import Refused, too_large
from lantoa.intake.uploads import most_megabytes
from lantoa.shared.errors import DomainError

MOST_AT_ONCE = 500


class NothingSent(DomainError):
    """No file came with the form."""


def receive_files(uploads: Iterable[Upload], *, actor: User | None, at: datetime) -> Batch:
    """Keep files that were sent together, those inside a ZIP each by itself.

    `actor` None is the program's own command. Raises `PermissionDenied` unless the actor is an
    officer somewhere, `NothingSent`, and `NoRoom` or `DiskFull`; then nothing is kept.
    """
    if actor is not None and not permissions.can_send_files(actor):
        raise PermissionDenied
    files = [file for upload in uploads for file in _kept(upload, actor=actor, at=at)]
    if not files:
        raise NothingSent(
            _("Chưa chọn tệp nào. Chọn tệp Excel, .ods, .csv, Word .docx hoặc .zip rồi gửi.")
        )
    if len(files) > MOST_AT_ONCE:
        raise NothingSent(
            _("Một lần gửi nhiều nhất %(most)s tệp. Chia thành nhiều lần gửi.")
            % {"most": MOST_AT_ONCE}
        )
    return _keep_batch(files, actor=actor, at=at)


@disk_full_in_words()
@transaction.atomic
def _keep_batch(files: list[SentFile], *, actor: User | None, at: datetime) -> Batch:
    batch = Batch.objects.create(sent_by=actor, sent_at=at)
    for file in files:
        file.batch = batch
    SentFile.objects.bulk_create(files)
    record("file.sent", batch, actor=actor, at=at, names=[file.name for file in files])
    return batch


def _kept(upload: Upload, *, actor: User | None, at: datetime) -> list[SentFile]:
    """Store what was sent and return the files to read; one that is refused says why."""
    if len(upload.content) > settings.LANTOA_MAX_UPLOAD_BYTES:
        error = too_large(_("trên %(most)s MB") % {"most": most_megabytes()})
        return [_refused(upload, None, error)]
    try:
        parts = unpacked(upload)
    except Refused as error:
        return [_refused(upload, _stored(upload, actor=actor, at=at), error)]
    return [
        SentFile(name=_short(part.name), stored=_stored(part, actor=actor, at=at)) for part in parts
    ]


def _refused(upload: Upload, stored: StoredFile | None, error: Refused) -> SentFile:
    return SentFile(
        name=_short(upload.name),
        stored=stored,
        state=FileState.REFUSED,
        refusal=str(error),
        refusal_reason=error.reason,
    )


def _stored(upload: Upload, *, actor: User | None, at: datetime) -> StoredFile:
    suffix = PurePosixPath(upload.name).suffix.lstrip(".").lower()
    return store_file(
        io.BytesIO(upload.content),
        name=upload.name,
        media_type=MEDIA_TYPES.get(suffix, "application/octet-stream"),
        actor=actor,
        at=at,
    )


def _short(name: str) -> str:
    """Keep the end of a long name: the kind of file stands there."""
    bare = "".join(
        sign for sign in PurePosixPath(name.replace("\\", "/")).name if sign.isprintable()
    )
    return bare[-255:] or _("tệp không tên")
