from __future__ import annotations

import hashlib
from datetime import datetime
from typing import BinaryIO

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.attachments.models import StoredFile
from lantoa.shared.errors import DomainError, is_disk_full


class NoRoom(DomainError):
    """The disk is full; nothing was kept."""

    status = 507


def store_file(
    stream: BinaryIO, *, name: str, media_type: str, actor: User | None, at: datetime
) -> StoredFile:
    """Keep a file once by its checksum and return its record.

    The bytes go to disk before the transaction, so that none waits for a disk. Raises `NoRoom`
    when the file store is full. A file that loses its record to a crash is an orphan that
    `lantoa verify` names; no record ever lacks its file.
    """
    digest = _digest(stream)
    known = StoredFile.objects.filter(sha256=digest).first()
    if known:
        return known
    stream.seek(0)
    record = StoredFile(sha256=digest, media_type=media_type, stored_at=at, stored_by=actor, size=0)
    suffix = name.rsplit(".", 1)[-1].lower() if "." in name else "bin"
    try:
        record.content.save(f"{digest}.{suffix[:8]}", File(stream), save=False)
    except OSError as error:
        if is_disk_full(error):
            raise NoRoom(
                _(
                    "Ổ đĩa của máy chủ đã đầy, tệp chưa được giữ. "
                    "Báo quản trị viên dọn ổ đĩa rồi gửi lại."
                )
            ) from error
        raise
    record.size = record.content.size
    with transaction.atomic():
        kept, created = StoredFile.objects.get_or_create(
            sha256=digest,
            defaults={
                "size": record.size,
                "media_type": media_type,
                "content": record.content.name,
                "stored_at": at,
                "stored_by": actor,
            },
        )
    if not created:
        record.content.storage.delete(str(record.content.name))
    return kept


def _digest(stream: BinaryIO) -> str:
    found = hashlib.sha256()
    while piece := stream.read(1024 * 1024):
        found.update(piece)
    return found.hexdigest()
