"""Bring every app's reference data into the database; safe to repeat."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

import lantoa

_PACKAGE = Path(lantoa.__file__).parent
# Lower layers first: a catalogue may name rows of an app below its own.
_APPS = (
    "organization",
    "rulebook",
    "decisions",
    "movements",
    "initiatives",
    "contests",
    "assessments",
    "awards",
    "statistics",
)


class Command(BaseCommand):
    help = "Thêm dữ liệu danh mục còn thiếu; không ghi đè những gì quản trị viên đã sửa."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 -- Django's signature
        for app in _APPS:
            if (_PACKAGE / app / "actions" / "reference.py").exists():
                import_module(f"lantoa.{app}.actions.reference").sync_reference_data()
