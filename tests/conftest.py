"""One embedded PostgreSQL for a whole test run, and no network beyond this machine."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils import translation
from playwright.sync_api import Browser
from pytest_socket import socket_allow_hosts

from lantoa.config import binaries, embedded
from lantoa.config import environment as env
from tests.browser import chromium

_SERVER = pytest.StashKey[embedded.Server]()
_NO_DURABILITY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_ROOT = Path(__file__).parent.parent


def _sync_reference(app_config: object, **_kwargs: object) -> None:
    """Fill in reference data once the schema stands, and again after a flush took it away."""
    if getattr(app_config, "label", "") == "organization":
        from lantoa.home.actions import CATALOGUES  # noqa: PLC0415 -- it needs the apps

        for catalogue in CATALOGUES:  # not in the journal, whose tests begin with an empty one
            catalogue.sync_reference_data()


post_migrate.connect(_sync_reference)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the server in the first process; workers of pytest-xdist only use it."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    folder = Path(os.environ["LANTOA_DATA_DIR"])
    config.stash[_SERVER] = embedded.start(folder, options=_NO_DURABILITY)
    with embedded.connect(folder, role=embedded.ADMIN_ROLE, database="postgres") as admin:
        admin.execute("ALTER ROLE lantoa CREATEDB")
    fill_with_schema(folder)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, also after Ctrl-C."""
    server = config.stash.get(_SERVER, None)
    if server is not None:
        embedded.stop(server)


def pytest_runtest_setup() -> None:
    """Begin in Vietnamese, whatever was read last; a request to another host fails the test."""
    socket_allow_hosts(["127.0.0.1", "::1"], allow_unix_socket=True)
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run one Chromium for everything that is looked at in a real browser.

    While it runs, this thread has a running loop: Django would refuse the tests their database, and
    keeps its connections apart from those of before and after, so they are closed on each change.
    """
    connections.close_all()
    with pytest.MonkeyPatch.context() as patch, chromium() as running:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield running
        connections.close_all()


def fill_with_schema(folder: Path) -> None:
    """Give the database of a running server the schema, as test databases are copied from it.

    Running all migrations takes ten seconds, so their result is kept until one of them changes.
    """
    kept = _ROOT / ".lantoa/test-schema" / f"{_digest_of_migrations()}.dump"
    address = f"host={env.socket_dir(folder)} user={embedded.ROLE} dbname={embedded.DATABASE}"
    secrets = os.environ | {"PGPASSWORD": env.secret("database", folder=folder)}
    if kept.exists():
        program = binaries.bin_folder() / "pg_restore"
        subprocess.run([program, "--exit-on-error", "-d", address, kept], env=secrets, check=True)
        return
    subprocess.run([sys.executable, _ROOT / "manage.py", "migrate", "-v0"], check=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    program = binaries.bin_folder() / "pg_dump"
    subprocess.run([program, "-Fc", "-f", draft, "-d", address], env=secrets, check=True)
    draft.replace(kept)


def _digest_of_migrations() -> str:
    found = hashlib.sha256()
    for pattern in ("src/lantoa/*/migrations/*.py", "requirements/dev.txt"):
        for path in sorted(_ROOT.glob(pattern)):
            found.update(f"{path.relative_to(_ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]
