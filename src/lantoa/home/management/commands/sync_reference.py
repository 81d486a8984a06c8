"""Bring every app's reference data into the database; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from lantoa.assessments.actions import reference as assessments
from lantoa.awards.actions import reference as awards
from lantoa.organization.actions import reference as organization


class Command(BaseCommand):
    help = "Thêm dữ liệu danh mục còn thiếu; không ghi đè những gì quản trị viên đã sửa."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 -- Django's signature
        # Lower layers first: a catalogue may name rows of an app below its own.
        for app in (organization, assessments, awards):
            app.sync_reference_data()
