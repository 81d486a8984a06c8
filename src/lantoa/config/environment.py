"""Every setting that an administrator may give through the environment, in one table.

`docs/admin/settings.md` documents each name; `tests/test_docs.py` says so.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import platformdirs

from lantoa.shared.errors import DomainError


class BadSetting(DomainError):
    """An environment variable holds something the program cannot use."""


class NotOurs(DomainError):
    """The data folder belongs to an installation that runs under another account."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, its default as text, and what it does."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("LANTOA_DATA_DIR", "", "Thư mục dữ liệu: CSDL, khóa, tệp, bản sao lưu."),
    Setting("LANTOA_DATABASE_URL", "", "PostgreSQL có sẵn; để trống thì tự chạy PostgreSQL."),
    Setting("LANTOA_HOST", "127.0.0.1", "Địa chỉ máy chủ web nghe."),
    Setting("LANTOA_PORT", "8000", "Cổng máy chủ web nghe."),
    Setting("LANTOA_WEB_WORKERS", "1", "Số tiến trình web."),
    Setting("LANTOA_WEB_THREADS", "4", "Số luồng trong mỗi tiến trình web."),
    Setting("LANTOA_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]", "Tên máy được phép gọi."),
    Setting("LANTOA_HTTPS", "0", "1: cookie chỉ đi qua HTTPS, gửi HSTS."),
    Setting("LANTOA_DEBUG", "0", "1: trang lỗi của lập trình viên; không bao giờ dùng thật."),
    Setting("LANTOA_MAX_UPLOAD_MB", "64", "Cỡ lớn nhất của một tệp gửi lên, MiB."),
    Setting("LANTOA_LOCKOUT_FAILURES", "5", "Số lần sai mật khẩu trước khi khóa."),
    Setting("LANTOA_LOCKOUT_MINUTES", "15", "Số phút khóa sau khi sai mật khẩu."),
)
_LONGEST_SOCKET_DIR = 85
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def text(name: str) -> str:
    """Return the value of a documented setting, or its default."""
    return os.environ.get(name, "").strip() or _DEFAULTS[name]


def number(name: str) -> int:
    """Return a whole, positive number; raises `BadSetting` for anything else."""
    value = text(name)
    if not (value.isascii() and value.isdecimal()) or int(value) < 1:
        raise BadSetting(f"{name} phải là số nguyên dương, đang là “{value}”.")
    return int(value)


def flag(name: str) -> bool:
    """Return whether a switch is on (1, true, yes)."""
    return text(name).lower() in {"1", "true", "yes"}


def data_dir() -> Path:
    """Return the data folder without making it.

    As root /var/lib/lantoa (the database runs as a system user, who may not enter a home of
    mode 700); as an ordinary user the platform's own data folder.
    """
    given = text("LANTOA_DATA_DIR")
    if given:
        return Path(given).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/lantoa")
    return Path(platformdirs.user_data_dir("lantoa", appauthor=False))


def make_data_dir(folder: Path) -> None:
    """Make the data folder where it is missing, with the parents that are missing too.

    Made by root it can be passed through (0711), because PostgreSQL runs as another account;
    what lies inside is private by itself. A folder that exists is left as it is, and refused
    when its installation is another account's: our files in it would shut that account out.
    """
    _require_own_installation(folder)
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        path.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _require_own_installation(folder: Path) -> None:
    try:
        owner = (folder / "keys").stat().st_uid
    except FileNotFoundError:
        return
    except PermissionError:
        raise NotOurs(
            f"Không đọc được thư mục dữ liệu {folder}. Hãy chạy bằng tài khoản đã tạo ra nó."
        ) from None
    if owner != os.geteuid():
        name = _name_of(owner)
        raise NotOurs(
            f"Thư mục dữ liệu {folder} thuộc tài khoản “{name}”. Hãy chạy lệnh bằng tài khoản đó, "
            f"ví dụ: runuser -u {name} -- env LANTOA_DATA_DIR={folder} lantoa …"
        )


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def socket_dir(folder: Path) -> Path:
    """Return the folder of PostgreSQL's socket: in the data folder where the path is short.

    A socket's path has at most 107 bytes on Linux. The other place depends on nothing but the
    data folder, so that every process of an installation finds the same.
    """
    inside = folder / "run"
    if len(os.fsencode(inside)) <= _LONGEST_SOCKET_DIR:
        return inside
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path("/tmp") / f"lantoa-{mark}"  # noqa: S108 -- made with 0700, its owner is checked


def secret(name: str, *, folder: Path | None = None) -> str:
    """Return a key of the data folder, made at first use; the file has mode 0600.

    Two processes may ask at once: the file is made complete under another name and linked
    into place, so nobody ever reads half a key.
    """
    root = folder or data_dir()
    keys = root / "keys"
    path = keys / name
    make_data_dir(root)
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    keys.mkdir(mode=0o700, exist_ok=True)
    draft = keys / f".{name}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text(encoding="ascii").strip()


def is_demo() -> bool:
    """Tell whether the data folder is marked as holding the demo."""
    return demo_mark() is not None


def demo_mark() -> str | None:
    """Return what the mark of a demo says, or None when the folder is no demo's."""
    mark = data_dir() / "DEMO"
    return mark.read_text(encoding="utf-8") if mark.exists() else None


def database(url: str, *, socket_dir: Path, password: str) -> dict[str, object]:
    """Return Django's settings of the one database.

    With `url` empty: the embedded server behind its private socket. Otherwise
    `postgresql://user:password@host:port/name?sslmode=require`.
    """
    common: dict[str, object] = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }
    pool = {"min_size": 1, "max_size": max(4, number("LANTOA_WEB_THREADS") + 2), "timeout": 10}
    if not url:
        return common | {
            "NAME": "lantoa",
            "USER": "lantoa",
            "PASSWORD": password,
            "HOST": str(socket_dir),
            "OPTIONS": {"pool": pool},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting("LANTOA_DATABASE_URL phải bắt đầu bằng postgresql://.")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    return common | {
        "NAME": unquote(parts.path.lstrip("/")) or "lantoa",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(str(options.pop("host", "") or parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options | {"pool": pool},
    }
