"""Our own PostgreSQL: made in the data folder, run as a child, reached by a private socket.

    <data folder>/postgres/     the cluster, mode 0700, owned by the account that runs it
    <data folder>/run/          the socket, mode 0700 (elsewhere when the path is too long)
    <data folder>/logs/         what PostgreSQL says
    <data folder>/keys/         passwords of its two roles, mode 0600

It listens on no network address, trusts nobody (SCRAM for everyone, also on the socket) and
dies with the process that started it. Folders that we did not make keep their permissions.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from lantoa.config import binaries, orphans, system_user
from lantoa.config import environment as env
from lantoa.config.system_user import Account
from lantoa.shared.errors import DomainError

DATABASE = ROLE = "lantoa"
ADMIN_ROLE = "postgres"
_STARTING_SECONDS = 600  # recovery after a power cut may have gigabytes to replay
_STOPPING_SECONDS = 60
_LOG_LIMIT = 16 * 1024 * 1024

# Nothing but the socket, and a password even there.
_ACCESS = "local all all scram-sha-256\n"


class ServerFailed(DomainError):
    """PostgreSQL did not start, or the data in the folder are not for this version."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL that is our child."""

    folder: Path
    account: Account
    process: subprocess.Popen[bytes]


def cluster(folder: Path) -> Path:
    """Return where the rows of a data folder lie."""
    return folder / "postgres"


def start(folder: Path, *, options: Mapping[str, str] | None = None) -> Server:
    """Start PostgreSQL on a data folder, making the cluster, the role and the database once.

    Call it from the main thread and hold the folder's lock: the child lives as long as both.
    """
    env.make_data_dir(folder)
    account = system_user.account_for(cluster(folder))
    system_user.require_reach(account, folder)
    programs = binaries.bin_folder_for(account, data_folder=folder)
    _require_same_major(folder)
    if not cluster(folder).exists():
        _make_cluster(folder, account, programs)
    _wait_for_predecessor(folder)
    _make_socket_folder(folder, account)
    _configure(folder, account, options or {})
    server = Server(folder, account, _launch(folder, account, programs))
    try:
        _wait_until_ready(server)
        _ensure_role_and_database(folder)
    except BaseException:
        stop(server)
        raise
    return server


def stop(server: Server) -> None:
    """Stop PostgreSQL: open work is rolled back, acknowledged work is on disk."""
    for how, patience in (
        (signal.SIGINT, _STOPPING_SECONDS),
        (signal.SIGQUIT, 10),
        (signal.SIGKILL, 10),
    ):
        if server.process.poll() is not None:
            return
        server.process.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(patience)


def is_answering(folder: Path) -> bool:
    """Tell whether the PostgreSQL of a data folder takes our connections now."""
    if not (env.socket_dir(folder) / ".s.PGSQL.5432").exists():
        return False
    try:
        connect(folder).close()
    except psycopg.OperationalError:
        return False
    return True


def connect(
    folder: Path, *, role: str = ROLE, database: str = DATABASE
) -> psycopg.Connection[tuple[object, ...]]:
    """Open a connection in autocommit mode, as the program or as the server's administrator."""
    key = "database" if role == ROLE else "database-admin"
    return psycopg.connect(
        host=str(env.socket_dir(folder)),
        user=role,
        dbname=database,
        password=env.secret(key, folder=folder),
        connect_timeout=10,
        autocommit=True,
    )


def _require_same_major(folder: Path) -> None:
    marker = cluster(folder) / "PG_VERSION"
    if not marker.exists():
        return
    found = marker.read_text(encoding="ascii").strip()
    if found != str(binaries.MAJOR):
        raise ServerFailed(
            f"Dữ liệu trong {folder} thuộc PostgreSQL {found}, còn bản Lan Tỏa này chạy "
            f"PostgreSQL {binaries.MAJOR}. Hãy dùng bản Lan Tỏa cũ chạy “lantoa backup”, rồi dùng "
            "bản này chạy “lantoa restore” vào một thư mục dữ liệu mới."
        )


def _make_cluster(folder: Path, account: Account, programs: Path) -> None:
    """Run initdb aside and move the result into place, so a cut leaves no half cluster."""
    draft = folder / "postgres.new"
    password = folder / "postgres.new.password"
    if draft.exists():
        shutil.rmtree(draft)
    password.unlink(missing_ok=True)
    draft.mkdir(mode=0o700)
    account.own(draft)
    descriptor = os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(env.secret("database-admin", folder=folder) + "\n")
    account.own(password)
    done = subprocess.run(  # noqa: S603 -- our program, our arguments
        [
            programs / "initdb", f"--pgdata={draft}", f"--username={ADMIN_ROLE}",
            f"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8",
            "--data-checksums", "--no-instructions",
        ],
        cwd="/",
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
        **account.identity(),
    )  # fmt: skip
    password.unlink()
    if done.returncode != 0:
        shutil.rmtree(draft)
        raise ServerFailed(f"Không tạo được cơ sở dữ liệu trong {folder}: {done.stderr.strip()}")
    draft.rename(cluster(folder))


def _wait_for_predecessor(folder: Path) -> None:
    """Let a PostgreSQL whose supervisor was killed finish stopping; we hold the lock."""
    pid_file = cluster(folder) / "postmaster.pid"
    until = time.monotonic() + _STOPPING_SECONDS
    asked = False
    while (pid := _recorded_pid(pid_file)) is not None and orphans.is_alive(pid):
        if not _is_postgres(pid):
            # The number went to another program after a reboot; PostgreSQL would refuse it.
            pid_file.unlink(missing_ok=True)
            return
        if not asked:
            os.kill(pid, signal.SIGINT)
            asked = True
        if time.monotonic() > until:
            raise ServerFailed(
                f"PostgreSQL cũ (tiến trình {pid}) của {folder} chưa dừng. Hãy chờ, rồi chạy lại."
            )
        time.sleep(0.05)


def _recorded_pid(pid_file: Path) -> int | None:
    try:
        first = pid_file.read_text(encoding="ascii").split("\n", 1)[0].strip()
    except FileNotFoundError:
        return None
    return int(first) if first.isdecimal() else None


def _is_postgres(pid: int) -> bool:
    """Tell whether a process is a PostgreSQL; without /proc it is taken to be one."""
    try:
        return Path(f"/proc/{pid}/comm").read_text(encoding="utf-8").strip() == "postgres"
    except FileNotFoundError:
        return not Path("/proc/self").exists()


def _make_socket_folder(folder: Path, account: Account) -> None:
    """Make the private socket folder, or refuse one that somebody else put there first."""
    path = env.socket_dir(folder)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
        account.own(path)
    found = path.lstat()
    if path.is_symlink() or found.st_uid != account.uid or found.st_mode & 0o077:
        raise ServerFailed(
            f"Thư mục {path} phải của tài khoản “{account.name}” và có quyền 0700. Hãy xóa thư "
            "mục đó rồi chạy lại."
        )


def _configure(folder: Path, account: Account, options: Mapping[str, str]) -> None:
    """Write PostgreSQL's settings anew at each start; local.conf is the administrator's."""
    settings = _default_options(folder) | dict(options)
    lines = ["# Viết lại mỗi lần khởi động; thiết lập riêng đặt trong local.conf cùng thư mục.\n"]
    lines += [f"{name} = '{value}'\n" for name, value in settings.items()]
    lines.append("include_if_exists 'local.conf'\n")
    for name, content in (("postgresql.conf", "".join(lines)), ("pg_hba.conf", _ACCESS)):
        path = cluster(folder) / name
        path.write_text(content, encoding="utf-8")
        path.chmod(0o600)
        account.own(path)


def _default_options(folder: Path) -> dict[str, str]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**2
    return {
        "listen_addresses": "",
        "unix_socket_directories": str(env.socket_dir(folder)),
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "max_connections": "60",
        "shared_buffers": f"{min(max(memory // 8, 128), 2048)}MB",
        "effective_cache_size": f"{max(memory // 2, 256)}MB",
        "work_mem": f"{min(max(memory // 256, 8), 32)}MB",
        "maintenance_work_mem": f"{min(max(memory // 32, 64), 256)}MB",
        "max_wal_size": "2GB",
        "checkpoint_completion_target": "0.9",
        "random_page_cost": "1.1",
        "jit": "off",
        "idle_in_transaction_session_timeout": "10min",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] ",
        "cluster_name": "lantoa",
    }


def _launch(folder: Path, account: Account, programs: Path) -> subprocess.Popen[bytes]:
    log = _open_log(folder)
    try:
        return subprocess.Popen(  # noqa: S603 -- our program, our arguments
            [programs / "postgres", "-D", cluster(folder)],
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is for the supervisor, which stops it in order
            preexec_fn=orphans.dying_with_parent(signal.SIGINT),  # noqa: PLW1509 -- main thread
            **account.identity(),
        )
    finally:
        os.close(log)


def _log_path(folder: Path) -> Path:
    return folder / "logs" / "postgresql.log"


def _open_log(folder: Path) -> int:
    path = _log_path(folder)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_suffix(".old.log"))
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _environment() -> dict[str, str]:
    """Return a small environment: a stray PGDATA or LC_ALL must not reach the server."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _wait_until_ready(server: Server) -> None:
    until = time.monotonic() + _STARTING_SECONDS
    socket = env.socket_dir(server.folder) / ".s.PGSQL.5432"
    while time.monotonic() < until:
        if server.process.poll() is not None:
            raise ServerFailed(
                "PostgreSQL không khởi động được. Những dòng cuối của "
                f"{_log_path(server.folder)}:\n{_last_lines(_log_path(server.folder))}"
            )
        if socket.exists() and _accepts(server.folder):
            return
        time.sleep(0.02)
    raise ServerFailed(
        f"PostgreSQL chưa sẵn sàng sau {_STARTING_SECONDS} giây; xem {_log_path(server.folder)}."
    )


def _accepts(folder: Path) -> bool:
    """Tell whether the server is past recovery; a refused password is an answer too."""
    try:
        connect(folder, role=ADMIN_ROLE, database="postgres").close()
    except psycopg.OperationalError as error:
        text = str(error)
        return "password authentication failed" in text
    return True


def _last_lines(path: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])


def _ensure_role_and_database(folder: Path) -> None:
    """Make the program's own role, which is no superuser, and its database, where missing."""
    try:
        connect(folder).close()
    except psycopg.OperationalError:
        pass
    else:
        return
    try:
        admin = connect(folder, role=ADMIN_ROLE, database="postgres")
    except psycopg.OperationalError as error:
        raise ServerFailed(
            f"Khóa trong {folder / 'keys'} không khớp với dữ liệu. Hãy lấy lại thư mục keys từ "
            "bản sao lưu."
        ) from error
    with admin:
        password = sql.Literal(env.secret("database", folder=folder))
        known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
        statement = (
            "ALTER ROLE {} LOGIN PASSWORD {}" if known else "CREATE ROLE {} LOGIN PASSWORD {}"
        )
        admin.execute(sql.SQL(statement).format(sql.Identifier(ROLE), password))
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            admin.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(
                    sql.Identifier(DATABASE), sql.Identifier(ROLE)
                )
            )
            admin.execute(
                sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE))
            )
