"""Whether every record has its file, and every file its record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage

from lantoa.attachments.models import StoredFile

# A file is on disk a moment before its record is in the database.
SETTLED = timedelta(hours=1)


def missing_files() -> Iterator[StoredFile]:
    """Yield the records whose file is gone."""
    for file in StoredFile.objects.iterator():
        if not file.content.storage.exists(str(file.content.name)):
            yield file


def orphan_files(*, at: datetime) -> Iterator[str]:
    """Yield the names of files that lost their record to a crash; files of the last hour wait.

    A store that is no folder is not looked through.
    """
    if not isinstance(default_storage, FileSystemStorage):
        return
    root = Path(default_storage.location)
    known = set(StoredFile.objects.values_list("content", flat=True))
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not path.is_file() or name in known:
            continue
        if datetime.fromtimestamp(path.stat().st_mtime, tz=at.tzinfo) < at - SETTLED:
            yield name
