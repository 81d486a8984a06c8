"""Fill an empty schema with the demo; its sign-ins go to stdout, its progress to stderr."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from tqdm import tqdm

from lantoa.home.demo import building
from lantoa.home.demo.places import UNIONS


class Command(BaseCommand):
    help = "Dựng bản trình diễn vào một cơ sở dữ liệu trống."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the switch that silences the progress bar."""
        parser.add_argument("--quiet", action="store_true", help="không vẽ tiến độ")

    def handle(self, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Build the demo from its seed."""
        call_command("sync_reference")
        total = len(UNIONS) + 4
        with tqdm(total=total, unit=" phần", disable=options["quiet"] or None) as bar:

            def step(name: str) -> None:
                bar.set_description(name)
                bar.update()

            said = building.build(
                folder=settings.DATA_DIR / "workbooks", at=timezone.now(), step=step
            )
        self.stdout.write(said)
