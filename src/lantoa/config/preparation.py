"""What must be true before the first request: the schema is current, static files are collected.

Run as a process of its own (`python -m lantoa.config.preparation`), so that the supervisor
never loads Django and stays small and single-threaded.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import django
from django.core.management import call_command

# Any constant does: two programs that start at once on one database take turns.
_MIGRATION_LOCK = 7_316_502_118


def main() -> None:
    """Prepare the database and the static files of the data folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    django.setup()
    migrate()
    collect_static()


def migrate() -> None:
    """Bring the schema and the catalogues to this release's; nothing when they are there."""
    from django.db import connection  # noqa: PLC0415 -- needs the settings
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                call_command("migrate", interactive=False, verbosity=0)
            call_command("sync_reference")
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])


def collect_static() -> None:
    """Copy, hash and compress the static files; nothing when no source has changed."""
    from django.conf import settings  # noqa: PLC0415 -- needs the settings

    mark = Path(settings.STATIC_ROOT) / ".collected"
    state = _state_of_sources()
    if mark.exists() and mark.read_text(encoding="ascii") == state:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(state, encoding="ascii")


def close_connections() -> None:
    """Give back what this process holds, so that the server can stop at once."""
    from django.db import connections  # noqa: PLC0415 -- needs the settings
    from django.db.backends.postgresql.base import DatabaseWrapper  # noqa: PLC0415

    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


def _state_of_sources() -> str:
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415

    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = Path(storage.path(path)).stat()
            found.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return found.hexdigest()


if __name__ == "__main__":
    main()
