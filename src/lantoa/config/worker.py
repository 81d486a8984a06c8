"""The task worker as `lantoa serve` starts it: it ends with its supervisor."""

from __future__ import annotations

import os

import django
from django.core.management import call_command

from lantoa.config.orphans import follow_supervisor

GRACE_SECONDS = 8  # for a task in hand when a stop is asked; a task cut off is run again


def main() -> None:
    """Run tasks until a signal asks to stop."""
    follow_supervisor()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    django.setup()
    call_command("procrastinate", "worker", f"--shutdown-graceful-timeout={GRACE_SECONDS}")


if __name__ == "__main__":
    main()
