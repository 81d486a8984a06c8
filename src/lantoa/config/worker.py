"""The task worker as `lantoa serve` starts it: it ends with its supervisor."""

from __future__ import annotations

import asyncio
import os
from typing import cast

import django

from lantoa.config import environment, lock
from lantoa.config.orphans import follow_supervisor

GRACE_SECONDS = 8  # for a task in hand when a stop is asked; a task cut off is run again


def main() -> None:
    """Run tasks until a signal asks to stop."""
    follow_supervisor()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    django.setup()
    lock.await_preparation(environment.data_dir())
    asyncio.run(_work())


async def _work() -> None:
    from procrastinate.contrib.django import app  # noqa: PLC0415 -- exists after setup
    from procrastinate.contrib.django.django_connector import DjangoConnector  # noqa: PLC0415

    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(connector):
        async with app.open_async():
            await app.run_worker_async(shutdown_graceful_timeout=GRACE_SECONDS)


if __name__ == "__main__":
    main()
