"""One embedded PostgreSQL for a whole test run, and no network beyond this machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_socket import socket_allow_hosts

from lantoa.config import embedded

_SERVER = pytest.StashKey[embedded.Server]()
_NO_DURABILITY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the server in the first process; workers of pytest-xdist only use it."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    folder = Path(os.environ["LANTOA_DATA_DIR"])
    config.stash[_SERVER] = embedded.start(folder, options=_NO_DURABILITY)
    with embedded.connect(folder, role=embedded.ADMIN_ROLE, database="postgres") as admin:
        admin.execute("ALTER ROLE lantoa CREATEDB")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, also after Ctrl-C."""
    server = config.stash.get(_SERVER, None)
    if server is not None:
        embedded.stop(server)


def pytest_runtest_setup() -> None:
    """Allow Unix sockets and this machine; a request to another host fails the test."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
