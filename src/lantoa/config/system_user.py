"""Under which system account PostgreSQL runs, and what that account can reach.

PostgreSQL refuses to run as root. An ordinary user runs it as themselves; root runs it as
`postgres` where the machine has that account, else as an account made for it.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from lantoa.shared.errors import DomainError

OWN_ACCOUNT = "lantoa-db"


class NoAccount(DomainError):
    """PostgreSQL has no system account to run under."""


class Unreachable(DomainError):
    """The account that runs PostgreSQL cannot enter a folder on the way to its data."""


class Identity(TypedDict, total=False):
    """What `subprocess` takes to start a child under another account."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class Account:
    """A system account."""

    name: str
    uid: int
    gid: int

    def identity(self) -> Identity:
        """Return the arguments for `subprocess`; none when we are that account already."""
        if self.uid == os.geteuid():
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a file or folder that we made to this account."""
        if self.uid != os.geteuid():
            os.chown(path, self.uid, self.gid)


def account_for(cluster: Path) -> Account:
    """Return the account that owns the data in `cluster`, or the one to make it with."""
    if os.geteuid() != 0:
        return _by_uid(os.geteuid())
    if cluster.exists():
        owner = cluster.stat().st_uid
        if owner == 0:
            raise NoAccount(
                f"Thư mục {cluster} thuộc root, mà PostgreSQL không chạy bằng root. "
                f"Hãy trả lại chủ cũ: chown -R postgres {cluster}"
            )
        return _by_uid(owner)
    for name in ("postgres", OWN_ACCOUNT):
        found = _by_name(name)
        if found is not None:
            return found
    return _create_account()


def require_reach(account: Account, folder: Path) -> None:
    """Refuse when `account` cannot enter `folder`, naming the folder that stops it."""
    for step in [*reversed(folder.parents), folder]:
        if not _can_enter(account, step):
            raise Unreachable(
                f"PostgreSQL chạy bằng tài khoản “{account.name}” mà tài khoản này không vào "
                f"được thư mục {step}. Hãy chạy: chmod o+x {step} — hoặc đặt LANTOA_DATA_DIR "
                "tới thư mục khác, ví dụ /var/lib/lantoa."
            )


def can_run(account: Account, program: Path) -> bool:
    """Tell whether `account` can start a program where it lies."""
    try:
        done = subprocess.run(  # noqa: S603 -- a fixed program with a fixed argument
            [program, "--version"],
            cwd="/",
            capture_output=True,
            check=False,
            **account.identity(),
        )
    except PermissionError:
        return False
    return done.returncode == 0


def _can_enter(account: Account, folder: Path) -> bool:
    done = subprocess.run(  # noqa: S603 -- fixed words, the folder is an argument
        ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)],
        cwd="/",
        capture_output=True,
        check=False,
        **account.identity(),
    )
    return done.returncode == 0


def _by_uid(uid: int) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise NoAccount(
            f"Tài khoản hệ thống số {uid} không có tên trong /etc/passwd nên PostgreSQL không "
            "chạy được. Hãy dùng một tài khoản có tên, hoặc đặt LANTOA_DATABASE_URL."
        ) from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _by_name(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _create_account() -> Account:
    ways = (
        ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
         "--shell", "/usr/sbin/nologin", OWN_ACCOUNT],
        ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", OWN_ACCOUNT],
    )  # fmt: skip
    for program, *arguments in ways:
        found = shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if found is not None:
            subprocess.run([found, *arguments], check=False, capture_output=True)  # noqa: S603
            made = _by_name(OWN_ACCOUNT)
            if made is not None:
                return made
    raise NoAccount(
        "PostgreSQL không chạy bằng root và máy này không tạo được tài khoản hệ thống. Hãy tạo "
        f"tài khoản “{OWN_ACCOUNT}”, hoặc chạy Lan Tỏa bằng một tài khoản thường, hoặc đặt "
        "LANTOA_DATABASE_URL."
    )
