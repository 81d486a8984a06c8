"""One file that holds an installation: rows, files and keys, each with its checksum.

    database.dump     pg_dump's custom format
    files/…           what people attached
    keys/…            mode 0600; whoever has them can sign in as anybody
    manifest.json     written last: what the file must hold

A backup is complete or it does not exist; a restore is complete or the folder is as it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple, NoReturn, cast

import psycopg
from psycopg.conninfo import make_conninfo
from tqdm import tqdm

from lantoa.config import binaries, embedded, lock
from lantoa.config import environment as env
from lantoa.shared.errors import DomainError

_FORMAT = 1
_DUMP = "database.dump"
_MANIFEST = "manifest.json"
_PARTS = ("files", "keys")
_CHUNK = 1024 * 1024


class BadBackup(DomainError):
    """The backup cannot be made, or a file is not a whole backup of this program."""


class NotEmpty(DomainError):
    """A restore would overwrite data."""


class _Entry(NamedTuple):
    size: int
    sha256: str


def back_up(target: Path, *, at: datetime, quiet: bool = False) -> None:
    """Write a backup of the data folder; the database must be answering."""
    folder = env.data_dir()
    if target.exists():
        raise BadBackup(f"Tệp {target} đã có. Hãy chọn tên khác.")
    if not target.parent.is_dir():
        raise BadBackup(f"Không có thư mục {target.parent}. Hãy tạo trước, hoặc chọn nơi khác.")
    draft = target.with_name(target.name + ".part")
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".lantoa-") as work:
            dump = Path(work) / _DUMP
            _dump_database(dump)
            _write(draft, folder, dump, at=at, quiet=quiet)
        draft.rename(target)
    except OSError as error:
        raise BadBackup(f"Không ghi được {target}: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def restore(source: Path, *, quiet: bool = False) -> None:
    """Fill an empty data folder from a backup; raises `NotEmpty` or `BadBackup`.

    The schema is left as it was backed up: whoever calls brings it to this release's.
    """
    folder = env.data_dir()
    with lock.hold(folder, "restore"):
        _require_empty(folder)
        entries = _verified(source, quiet=quiet)
        made: list[Path] = []
        try:
            _extract(source, folder, entries, made=made, quiet=quiet)
            with _running(folder, made):
                _restore_database(folder / _DUMP)
        except BaseException:
            for path in made:
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
            raise
        finally:
            (folder / _DUMP).unlink(missing_ok=True)


def _dump_database(dump: Path) -> None:
    conninfo, secrets = _connection()
    fault = _run(
        "pg_dump", "--format=custom", f"--file={dump}", f"--dbname={conninfo}", environment=secrets
    )
    if fault:
        raise BadBackup(f"Không sao lưu được cơ sở dữ liệu: {fault}")


def _restore_database(dump: Path) -> None:
    conninfo, secrets = _connection()
    whole = ("--exit-on-error", "--single-transaction")
    fault = _run("pg_restore", *whole, f"--dbname={conninfo}", str(dump), environment=secrets)
    if fault:
        raise BadBackup(f"Không khôi phục được cơ sở dữ liệu: {fault}")


def _run(program: str, *arguments: str, environment: dict[str, str]) -> str:
    """Run a program of PostgreSQL and return what it complained of, or nothing."""
    done = subprocess.run(  # noqa: S603 -- our program, our arguments
        [str(binaries.bin_folder() / program), "--no-owner", "--no-privileges", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stderr.strip() or program) if done.returncode else ""


def _connection() -> tuple[str, dict[str, str]]:
    """Return the address of the database and an environment with its password.

    A password among the arguments would be seen by every user of the machine.
    """
    folder = env.data_dir()
    given = env.database(
        env.text("LANTOA_DATABASE_URL"),
        socket_dir=env.socket_dir(folder),
        password=env.secret("database"),
    )
    options = {
        name: str(value)
        for name, value in cast("dict[str, object]", given["OPTIONS"]).items()
        if name != "pool"
    }
    conninfo = make_conninfo(
        "",
        dbname=str(given["NAME"]),
        user=str(given["USER"]),
        host=str(given["HOST"]),
        port=str(given.get("PORT") or "5432"),
        **options,
    )
    return conninfo, os.environ | {"PGPASSWORD": str(given["PASSWORD"])}


def _write(draft: Path, folder: Path, dump: Path, *, at: datetime, quiet: bool) -> None:
    sources = [(_DUMP, dump)]
    for part in _PARTS:
        sources += [
            (path.relative_to(folder).as_posix(), path)
            for path in sorted((folder / part).rglob("*"))
            if path.is_file() and not path.is_symlink()
        ]
    entries: dict[str, _Entry] = {}
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        total = sum(path.stat().st_size for _, path in sources)
        with tarfile.open(fileobj=raw, mode="w") as tar, _bar(total, "Sao lưu", quiet) as bar:
            for name, path in sources:
                entries[name] = _add(tar, name, path, bar)
            manifest = {
                "format": _FORMAT,
                "program": version("lantoa"),
                "made_at": at.isoformat(),
                "demo": env.demo_mark(),
                "entries": {name: entry._asdict() for name, entry in entries.items()},
            }
            content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
            info = tarfile.TarInfo(_MANIFEST)
            info.size, info.mode = len(content), 0o600
            tar.addfile(info, io.BytesIO(content))
        raw.flush()
        os.fsync(raw.fileno())


def _add(tar: tarfile.TarFile, name: str, path: Path, bar: tqdm[NoReturn]) -> _Entry:
    with path.open("rb") as handle:
        info = tarfile.TarInfo(name)
        info.size, info.mode = os.fstat(handle.fileno()).st_size, 0o600
        reader = _Measured(handle, bar)
        tar.addfile(info, cast("IO[bytes]", reader))
    return _Entry(info.size, reader.sum.hexdigest())


class _Measured:
    """A readable file that sums what is read and moves a progress bar."""

    def __init__(self, handle: IO[bytes], bar: tqdm[NoReturn]) -> None:
        self.handle, self.bar, self.sum = handle, bar, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.handle.read(size)
        self.sum.update(data)
        self.bar.update(len(data))
        return data


def _require_empty(folder: Path) -> None:
    for name in ("postgres", "files", "DEMO"):
        if (folder / name).exists():
            raise NotEmpty(
                f"Thư mục {folder} đã có dữ liệu ({name}). Hãy đặt LANTOA_DATA_DIR tới một thư "
                "mục trống rồi khôi phục vào đó."
            )
    if env.text("LANTOA_DATABASE_URL"):
        conninfo, secrets = _connection()
        with psycopg.connect(conninfo, password=secrets["PGPASSWORD"]) as database:
            found = database.execute(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' LIMIT 1"
            ).fetchone()
        if found:
            raise NotEmpty(
                "Cơ sở dữ liệu ở LANTOA_DATABASE_URL đã có bảng. Hãy dùng một cơ sở dữ liệu trống."
            )


def _verified(source: Path, *, quiet: bool) -> dict[str, _Entry]:
    """Return what the backup holds after reading all of it against its manifest."""
    found: dict[str, _Entry] = {}
    manifest: dict[str, object] = {}
    try:
        with (
            tarfile.open(source, mode="r:") as tar,
            _bar(source.stat().st_size, "Kiểm tra", quiet) as bar,
        ):
            for member in tar:
                handle = tar.extractfile(member) if member.isreg() else None
                if handle is None:
                    raise BadBackup(f"{source} có mục lạ “{member.name}”, không phải bản sao lưu.")
                if member.name == _MANIFEST:
                    manifest = json.loads(handle.read())
                    continue
                reader = _Measured(handle, bar)
                while reader.read(_CHUNK):
                    pass
                found[member.name] = _Entry(member.size, reader.sum.hexdigest())
    except FileNotFoundError:
        raise BadBackup(f"Không có tệp {source}.") from None
    except (tarfile.TarError, ValueError, OSError) as error:
        raise BadBackup(f"{source} không đọc được hoặc bị cụt: {error}.") from error
    _compare(source, manifest, found)
    return found


def _compare(source: Path, manifest: dict[str, object], found: dict[str, _Entry]) -> None:
    if manifest.get("format") != _FORMAT:
        raise BadBackup(f"{source} không phải bản sao lưu của Lan Tỏa, hoặc bị cụt ở cuối.")
    if _as_numbers(str(manifest["program"])) > _as_numbers(version("lantoa")):
        raise BadBackup(
            f"{source} do bản Lan Tỏa {manifest['program']} tạo, mới hơn bản này "
            f"({version('lantoa')}). Hãy cài bản mới rồi khôi phục."
        )
    entries = cast("dict[str, dict[str, object]]", manifest["entries"])
    promised = {
        name: _Entry(int(str(entry["size"])), str(entry["sha256"]))
        for name, entry in entries.items()
    }
    for name in sorted(promised.keys() | found.keys()):
        if promised.get(name) != found.get(name):
            raise BadBackup(f"{source} bị hỏng ở “{name}”: nội dung không khớp tổng kiểm tra.")
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or path.parts[0] not in {_DUMP, *_PARTS}:
            raise BadBackup(f"{source} có mục lạ “{name}”, không phải bản sao lưu.")


def _as_numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdecimal())


def _extract(
    source: Path, folder: Path, entries: dict[str, _Entry], *, made: list[Path], quiet: bool
) -> None:
    made += [folder / part for part in _PARTS]
    if (folder / "keys").exists():
        shutil.rmtree(folder / "keys")  # made by a first look at an empty folder; they open nothing
    total = sum(entry.size for entry in entries.values())
    with tarfile.open(source, mode="r:") as tar, _bar(total, "Khôi phục", quiet) as bar:
        for member in tar:
            handle = tar.extractfile(member)
            target = folder / member.name
            if handle is None:
                continue
            if member.name == _MANIFEST:
                demo = json.loads(handle.read())["demo"]
                if demo is not None:
                    made.append(folder / "DEMO")
                    (folder / "DEMO").write_text(demo, encoding="utf-8")
                continue
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as output:
                shutil.copyfileobj(_Measured(handle, bar), output, _CHUNK)


@contextlib.contextmanager
def _running(folder: Path, made: list[Path]) -> Iterator[None]:
    """Keep a database up for the restore: our own, unless one is named."""
    if env.text("LANTOA_DATABASE_URL"):
        yield
        return
    made.append(embedded.cluster(folder))
    server = embedded.start(folder)
    try:
        yield
    finally:
        embedded.stop(server)


def _bar(total: int, label: str, quiet: bool) -> tqdm[NoReturn]:  # noqa: FBT001 -- private
    return tqdm(total=total, desc=label, unit="B", unit_scale=True, disable=quiet or None)
