"""Bring every app's reference data into the database; safe to repeat."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.core.management.base import BaseCommand

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
            module = f"lantoa.{app}.actions"
            parent = find_spec(module)
            if parent and parent.submodule_search_locations and find_spec(f"{module}.reference"):
                import_module(f"{module}.reference").sync_reference_data()
