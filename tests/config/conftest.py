"""Data folders and running installations for the tests of the embedded server."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from lantoa.config import embedded
from tests.conftest import fill_with_schema


@pytest.fixture
def place() -> Iterator[Path]:
    """Return a folder of this test that every account may pass through, with a short path."""
    with _place() as path:
        yield path


@pytest.fixture(scope="module")
def installation(made_installation: Path) -> Iterator[Installation]:
    """Return an installation with a current schema; it is not running."""
    with _place() as path:
        # With cp: the owners stay, and a cluster does not know where it lies.
        subprocess.run(["cp", "-a", made_installation, path / "data"], check=True)
        yield Installation(path / "data", free_port())


@pytest.fixture(scope="session")
def made_installation() -> Iterator[Path]:
    """Return a data folder with a current schema, to be copied."""
    with _place() as path:
        server = embedded.start(path / "data", options={"fsync": "off"})
        try:
            fill_with_schema(path / "data")
        finally:
            embedded.stop(server)
        yield path / "data"


@dataclass(frozen=True)
class Installation:
    """A data folder and the port its site is served on."""

    folder: Path
    port: int

    def environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("LANTOA_")}
        return own | {
            "LANTOA_DATA_DIR": str(self.folder),
            "LANTOA_PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "lantoa.config.settings",
        }

    def run(self, *words: str, stdin: str = "", code: int = 0) -> str:
        """Run one verb to its end and return what it said, on both streams."""
        done = subprocess.run(
            [sys.executable, "-m", "lantoa.config.cli", *words],
            env=self.environment(),
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=240,
        )
        assert done.returncode == code, done.stdout
        return done.stdout

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        """Start one verb without waiting for it."""
        return subprocess.Popen(
            [sys.executable, "-m", "lantoa.config.cli", *words], env=self.environment()
        )

    @contextlib.contextmanager
    def serving(self) -> Iterator[subprocess.Popen[bytes]]:
        """Serve inside the block; at its end stop what is left."""
        supervisor = self.begin("serve")
        try:
            self.wait_until_ready(supervisor)
            yield supervisor
        finally:
            supervisor.terminate()
            supervisor.wait(60)

    def wait_until_ready(self, supervisor: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + 120
        while self.status("san-sang") != 200:
            assert supervisor.poll() is None, "the supervisor ended"
            assert time.monotonic() < until, "not ready in time"
            time.sleep(0.1)

    def status(self, page: str) -> int:
        """Return the status of a page, or 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{page}", timeout=10) as got:
                return int(got.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            return 0

    def is_listening(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


def tree_of(pid: int) -> list[psutil.Process]:
    """Return a process with everything it started."""
    top = psutil.Process(pid)
    return [top, *top.children(recursive=True)]


@contextlib.contextmanager
def _place() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="lantoa-place-", dir="/tmp"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
