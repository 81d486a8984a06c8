"""Reach the database for the length of one command, whether or not `lantoa serve` runs."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from lantoa.config import embedded, lock
from lantoa.config import environment as env

_JOIN_SECONDS = 120


@contextlib.contextmanager
def database(purpose: str, *, folder: Path | None = None) -> Iterator[bool]:
    """Keep PostgreSQL up inside the block and tell whether it is ours alone.

    Three cases: a server named by LANTOA_DATABASE_URL (nothing to do); a PostgreSQL that another
    process runs on the data folder (join it); none (run one, and stop it at the end).
    """
    if env.text("LANTOA_DATABASE_URL"):
        yield False
        return
    place = folder or env.data_dir()
    until = time.monotonic() + _JOIN_SECONDS
    while True:
        with contextlib.ExitStack() as stack:
            try:
                stack.enter_context(lock.hold(place, purpose))
            except lock.Busy:
                stack.enter_context(lock.use(place))
                if embedded.is_answering(place):
                    yield False
                    return
                if time.monotonic() > until:
                    raise
            else:
                server = embedded.start(place)
                stack.callback(_stop_without_guests, server)
                yield True
                return
        time.sleep(0.2)


def _stop_without_guests(server: embedded.Server) -> None:
    with lock.without_guests(server.folder):
        embedded.stop(server)
