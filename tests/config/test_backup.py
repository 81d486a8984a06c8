from __future__ import annotations

import io
import json
import stat
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lantoa.config import embedded
from tests.config.conftest import Installation

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def archive(installation: Installation) -> Path:
    """Return a backup of an installation with one table and one attached file."""
    (installation.folder / "files").mkdir()
    (installation.folder / "files/đính kèm.txt").write_text("nội dung")
    server = embedded.start(installation.folder)
    try:
        with embedded.connect(installation.folder) as database:
            database.execute("CREATE TABLE kept AS SELECT 'Lan Tỏa' AS word")
    finally:
        embedded.stop(server)
    installation.run("manage", "sync_reference")  # makes the keys that the program itself needs
    target = installation.folder.parent / "sao-luu.tar"
    installation.run("backup", str(target), "--quiet")
    return target


def elsewhere(installation: Installation, folder: Path) -> Installation:
    return replace(installation, folder=folder)


def test_a_restored_backup_has_the_rows_the_files_and_the_keys(
    installation: Installation, archive: Path, place: Path
) -> None:
    new = elsewhere(installation, place / "data")

    new.run("restore", str(archive), "--quiet")

    server = embedded.start(new.folder)
    try:
        with embedded.connect(new.folder) as database:
            rows = database.execute("SELECT word FROM kept").fetchall()
            owner = database.execute(
                "SELECT tableowner FROM pg_tables WHERE tablename = 'kept'"
            ).fetchone()
    finally:
        embedded.stop(server)
    assert rows == [("Lan Tỏa",)]
    assert owner == ("lantoa",)
    assert (new.folder / "files/đính kèm.txt").read_text() == "nội dung"
    for key in ("database", "database-admin", "django"):
        old_key, new_key = installation.folder / "keys" / key, new.folder / "keys" / key
        assert new_key.read_text() == old_key.read_text()
        assert stat.S_IMODE(new_key.stat().st_mode) == 0o600
    assert not (new.folder / "database.dump").exists()


def test_a_backup_is_readable_by_its_owner_only(archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600


def test_a_backup_never_replaces_a_file(installation: Installation, archive: Path) -> None:
    before = archive.stat()

    said = installation.run("backup", str(archive), "--quiet", code=2)

    assert "đã có" in said
    assert archive.stat() == before


def test_a_backup_can_be_made_while_the_site_is_served(
    installation: Installation, place: Path
) -> None:
    with installation.serving():
        said = installation.run("backup", str(place / "nóng.tar"), "--quiet")

    assert "chứa cả khóa" in said
    assert (place / "nóng.tar").stat().st_size > 10_000


def test_a_restore_refuses_a_folder_with_data(installation: Installation, archive: Path) -> None:
    said = installation.run("restore", str(archive), "--quiet", code=2)

    assert "đã có dữ liệu" in said


def flip_a_byte(whole: bytes) -> bytes:
    return whole[:200_000] + bytes([whole[200_000] ^ 1]) + whole[200_001:]


def cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def without_manifest(whole: bytes) -> bytes:
    return whole[: whole.rindex(b"manifest.json")]


def nothing(whole: bytes) -> bytes:
    return b"not a backup" * 100


@pytest.mark.parametrize("damage", [flip_a_byte, cut, without_manifest, nothing])
def test_a_damaged_backup_is_refused_and_nothing_is_left_behind(
    installation: Installation, archive: Path, place: Path, damage: Callable[[bytes], bytes]
) -> None:
    bad = place / "hỏng.tar"
    bad.write_bytes(damage(archive.read_bytes()))
    new = elsewhere(installation, place / "data")

    said = new.run("restore", str(bad), "--quiet", code=2)

    assert str(bad) in said
    assert not (new.folder / "postgres").exists()
    assert not (new.folder / "files").exists()


def test_a_name_that_leads_out_of_the_folder_is_refused(
    installation: Installation, place: Path
) -> None:
    bad = place / "lạ.tar"
    content = b"x"
    entry = {
        "size": 1,
        "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    }
    manifest = {
        "format": 1,
        "program": "0.1.0",
        "demo": None,
        "entries": {"files/../../outside": entry},
    }
    with tarfile.open(bad, "w") as tar:
        for name, data in (
            ("files/../../outside", content),
            ("manifest.json", json.dumps(manifest).encode()),
        ):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))

    said = elsewhere(installation, place / "data").run("restore", str(bad), "--quiet", code=2)

    assert "mục lạ" in said
    assert not (place / "outside").exists()


def test_a_backup_of_a_newer_program_is_refused(
    installation: Installation, archive: Path, place: Path
) -> None:
    newer = place / "mới.tar"
    with tarfile.open(archive) as old, tarfile.open(newer, "w") as new:
        for member in old:
            handle = old.extractfile(member)
            assert handle is not None
            data = handle.read()
            if member.name == "manifest.json":
                data = json.dumps(json.loads(data) | {"program": "999.0"}).encode()
                member.size = len(data)
            new.addfile(member, io.BytesIO(data))

    said = elsewhere(installation, place / "data").run("restore", str(newer), "--quiet", code=2)

    assert "mới hơn bản này" in said
