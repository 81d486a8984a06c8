from __future__ import annotations

import errno
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from lantoa.attachments.actions import NoRoom, store_file
from lantoa.attachments.models import StoredFile
from tests.factories.accounts import UserFactory
from tests.factories.organization import NOON

pytestmark = pytest.mark.django_db


def _store(content: bytes, name: str = "Sổ.XLSX") -> StoredFile:
    return store_file(io.BytesIO(content), name=name, media_type="x/y", actor=None, at=NOON)


def test_a_file_is_kept_privately_under_its_checksum() -> None:
    user = UserFactory()

    kept = store_file(
        io.BytesIO(b"abc"), name="Sổ của đơn vị.XLSX", media_type="x/y", actor=user, at=NOON
    )

    assert kept.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (kept.size, kept.stored_by, kept.stored_at) == (3, user, NOON)
    path = Path(kept.content.path)
    assert path.name == f"{kept.sha256}.xlsx"
    assert path.read_bytes() == b"abc"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.is_relative_to(settings.DATA_DIR / "files")


def test_the_same_bytes_are_kept_once_whatever_their_name() -> None:
    assert _store(b"nhu nhau", "mot.xlsx") == _store(b"nhu nhau", "hai.csv")
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b.x/../y", "không-có-đuôi", ".bashrc"])
def test_a_sent_name_never_decides_where_the_file_lies(name: str) -> None:
    kept = _store(name.encode(), name)

    assert Path(kept.content.path).is_relative_to(settings.DATA_DIR / "files")


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_in_words_and_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def full(*_args: Any, **_kwargs: Any) -> str:
        raise OSError(code, "full")

    monkeypatch.setattr(FileSystemStorage, "_save", full)

    with pytest.raises(NoRoom, match="Ổ đĩa của máy chủ đã đầy"):
        _store(b"khong con cho")

    assert not StoredFile.objects.exists()


def test_another_fault_of_the_disk_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> str:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(FileSystemStorage, "_save", broken)

    with pytest.raises(OSError, match="broken"):
        _store(b"hong")
