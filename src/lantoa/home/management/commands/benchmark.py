from __future__ import annotations

import subprocess
import sys
from argparse import REMAINDER, ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

SOURCE = Path(__file__).resolve().parents[5]


class Command(BaseCommand):
    """Run the benchmarks of a source checkout on a database of their own."""

    help = "đo tốc độ trên dữ liệu lớn sinh ra để đo"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rest", nargs=REMAINDER, help="đối số của benchmarks.run")

    def handle(self, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        if not (SOURCE / "benchmarks" / "run.py").exists():
            raise CommandError("Chỉ đo được từ bản mã nguồn: thư mục benchmarks không có ở đây.")
        command = [sys.executable, "-m", "benchmarks.run", *options["rest"]]
        done = subprocess.run(command, cwd=SOURCE, check=False)  # noqa: S603 -- our own module
        sys.exit(done.returncode)
