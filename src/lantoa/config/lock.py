"""Who may run PostgreSQL on a data folder, and who is using it at the moment.

One lock is for the process that runs PostgreSQL (`hold`), the other is shared by commands that
joined it (`use`): whoever runs PostgreSQL for a single command waits for the guests at the end.
The kernel gives both locks back when their process dies, however it dies.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from lantoa.config import environment as env
from lantoa.shared.errors import DomainError


class Busy(DomainError):
    """Another process runs PostgreSQL on this data folder."""


@contextlib.contextmanager
def hold(folder: Path, purpose: str) -> Iterator[None]:
    """Be the one process that runs PostgreSQL on `folder`; raises `Busy` at once."""
    with _opened(folder, "lantoa.lock") as descriptor:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(
                f"Thư mục dữ liệu {folder} đang được dùng bởi {_holder(descriptor)}. Hãy dừng "
                "tiến trình đó, hoặc đặt LANTOA_DATA_DIR tới thư mục khác."
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"“lantoa {purpose}” (tiến trình {os.getpid()})".encode())
        yield


@contextlib.contextmanager
def use(folder: Path) -> Iterator[None]:
    """Be a guest of a running PostgreSQL, so that a single command does not stop it."""
    with _opened(folder, "guests.lock") as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield


@contextlib.contextmanager
def without_guests(folder: Path) -> Iterator[None]:
    """Wait until no guest is left, and let none in inside the block."""
    with _opened(folder, "guests.lock") as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def preparing(folder: Path) -> Iterator[None]:
    """Keep web and task processes from their work while the schema is brought up to date."""
    with _opened(folder, "preparing.lock") as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield


def await_preparation(folder: Path) -> None:
    """Return when nobody is bringing the schema of this data folder up to date."""
    with _opened(folder, "preparing.lock") as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_SH)


@contextlib.contextmanager
def _opened(folder: Path, name: str) -> Iterator[int]:
    env.make_data_dir(folder)
    descriptor = os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    text = os.pread(descriptor, 200, 0).decode("utf-8", errors="replace")
    return text or "một tiến trình khác"
