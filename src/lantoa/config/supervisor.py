"""`lantoa serve`: PostgreSQL, the web server and a task worker in one process tree.

Stopping goes from the outside in: web, worker, database. A child that dies is started again,
a few times; then everything stops with a sentence, because a loop of deaths hides its cause.
The supervisor loads no Django and runs no thread: the death signal of a child is tied to the
thread that started it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lantoa.config import embedded, lock, orphans
from lantoa.config import environment as env
from lantoa.shared.errors import DomainError

_RESTARTS = 5
_RESTART_WINDOW_SECONDS = 60
_PORT_SECONDS = 60
_GRACE_SECONDS = 10


class CannotServe(DomainError):
    """The site cannot be served as asked."""


@dataclass(slots=True)
class _Tree:
    """The processes of one installation."""

    folder: Path
    host: str
    port: int
    database: embedded.Server | None = None
    web: subprocess.Popen[bytes] | None = None
    worker: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=deque)


def serve(host: str, port: int, *, say: Callable[[str], None]) -> None:
    """Serve until a signal asks to stop; raises a `DomainError` when that is not possible."""
    folder = env.data_dir()
    if env.is_demo() and host != "127.0.0.1":
        raise CannotServe(
            "Thư mục dữ liệu này là bản trình diễn, có tài khoản ai cũng biết mật khẩu, nên chỉ "
            f"chạy trên 127.0.0.1, không chạy trên {host}. Hãy bỏ LANTOA_HOST, hoặc đặt "
            "LANTOA_DATA_DIR tới một thư mục thật."
        )
    _require_free_port(host, port)
    tree = _Tree(folder, host, port)
    with lock.hold(folder, "serve"), _signals() as asked_to_stop:
        try:
            _start(tree)
            if _wait_for_port(tree, asked_to_stop):
                say(f"Lan Tỏa chạy tại http://{host}:{port} (dừng: Ctrl-C)")
                _watch(tree, asked_to_stop, say)
        finally:
            _stop(tree)


def _start(tree: _Tree) -> None:
    if not env.text("LANTOA_DATABASE_URL"):
        tree.database = embedded.start(tree.folder)
    with lock.preparing(tree.folder):
        # The web server loads meanwhile, and waits for the lock before its first answer.
        tree.web = _spawn(_web_command(tree.host, tree.port))
        done = subprocess.run(
            [sys.executable, "-m", "lantoa.config.preparation"],
            check=False,
            preexec_fn=orphans.dying_with_parent(signal.SIGKILL),
        )
    if done.returncode != 0:
        raise CannotServe("Không chuẩn bị được cơ sở dữ liệu hoặc tệp tĩnh; xem lỗi ở trên.")
    tree.worker = _spawn([sys.executable, "-m", "lantoa.config.worker"])


def _web_command(host: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "lantoa.config.wsgi:application",
        "--host", host, "--port", str(port), "--workers", env.text("LANTOA_WEB_WORKERS"),
        "--blocking-threads", env.text("LANTOA_WEB_THREADS"), "--no-ws", "--respawn-failed-workers",
        "--workers-kill-timeout", "5", "--log-level", "warning",
    ]  # fmt: skip


def _spawn(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 -- our own modules
        command,
        stdin=subprocess.DEVNULL,
        env=os.environ | {orphans.SUPERVISOR_VARIABLE: str(os.getpid())},
        start_new_session=True,  # Ctrl-C is for us; and the whole group can be ended at once
        preexec_fn=orphans.dying_with_parent(signal.SIGKILL),  # noqa: PLW1509 -- one thread
    )


def _watch(tree: _Tree, asked_to_stop: Callable[[float], bool], say: Callable[[str], None]) -> None:
    while not asked_to_stop(0.25):
        if tree.database is not None and tree.database.process.poll() is not None:
            _count_death(tree, "PostgreSQL", say)
            tree.database = embedded.start(tree.folder)
        if tree.web is not None and tree.web.poll() is not None:
            _count_death(tree, "Máy chủ web", say)
            _kill_group(tree.web)  # its own children may still hold the port
            tree.web = _spawn(_web_command(tree.host, tree.port))
        if tree.worker is not None and tree.worker.poll() is not None:
            _count_death(tree, "Tiến trình việc nền", say)
            tree.worker = _spawn([sys.executable, "-m", "lantoa.config.worker"])


def _count_death(tree: _Tree, name: str, say: Callable[[str], None]) -> None:
    now = time.monotonic()
    tree.deaths.append(now)
    while now - tree.deaths[0] > _RESTART_WINDOW_SECONDS:
        tree.deaths.popleft()
    if len(tree.deaths) > _RESTARTS:
        raise CannotServe(
            f"{name} dừng liên tiếp nhiều lần nên Lan Tỏa dừng hẳn. Hãy xem các dòng lỗi ở trên "
            f"và {tree.folder / 'logs'}."
        )
    say(f"{name} đã dừng bất ngờ và được khởi động lại.")


def _stop(tree: _Tree) -> None:
    for child in (tree.web, tree.worker):
        if child is not None and child.poll() is None:
            child.terminate()
    until = time.monotonic() + _GRACE_SECONDS
    for child in (tree.web, tree.worker):
        while child is not None and child.poll() is None and time.monotonic() < until:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(1)
            # The web server loses a signal that comes in its first seconds, for good.
            child.terminate()
    for child in (tree.web, tree.worker):
        if child is not None:
            _kill_group(child)
    if tree.database is not None:
        embedded.stop(tree.database)


def _kill_group(child: subprocess.Popen[bytes]) -> None:
    """End a child and whatever it started; each has a session, so a group, of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


@contextlib.contextmanager
def _signals() -> Iterator[Callable[[float], bool]]:
    """Turn INT, TERM and HUP into an answer: `asked(seconds)` waits so long and tells."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    kinds = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup means: stay
        kinds.append(signal.SIGHUP)
    before = {kind: signal.signal(kind, lambda *_: None) for kind in kinds}
    earlier = signal.set_wakeup_fd(writer)

    def asked(seconds: float) -> bool:
        return bool(select.select([reader], [], [], seconds)[0])

    try:
        yield asked
    finally:
        signal.set_wakeup_fd(earlier)
        for kind, handler in before.items():
            signal.signal(kind, handler)
        os.close(reader)
        os.close(writer)


def _wait_for_port(tree: _Tree, asked_to_stop: Callable[[float], bool]) -> bool:
    """Return True once the site answers, False when a stop was asked meanwhile."""
    until = time.monotonic() + _PORT_SECONDS
    while not _answers(tree.host, tree.port):
        if asked_to_stop(0.05):
            return False
        if (tree.web is not None and tree.web.poll() is not None) or time.monotonic() > until:
            raise CannotServe("Máy chủ web không khởi động được; xem lỗi ở trên.")
    return True


def _require_free_port(host: str, port: int) -> None:
    """Refuse a port in use: the web server would share it with a stranger without an error."""
    if _answers(host, port):
        raise CannotServe(
            f"Cổng {port} trên {host} đã có chương trình khác trả lời. Hãy dừng chương trình đó, "
            "hoặc đặt LANTOA_PORT thành số khác."
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            why = "cần quyền cao hơn" if error.errno == errno.EACCES else str(error.strerror)
            raise CannotServe(
                f"Không mở được cổng {port} trên {host}: {why}. Hãy đặt LANTOA_PORT hoặc "
                "LANTOA_HOST khác."
            ) from None


def _answers(host: str, port: int) -> bool:
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared
    try:
        socket.create_connection((reachable, port), timeout=1).close()
    except OSError:
        return False
    return True
