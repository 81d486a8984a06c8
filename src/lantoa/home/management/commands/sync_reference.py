"""Bring every app's reference data into the database; safe to repeat."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from lantoa.home.actions import sync_reference_data


class Command(BaseCommand):
    help = "Thêm dữ liệu danh mục còn thiếu; không ghi đè những gì quản trị viên đã sửa."

    def handle(self, *_args: Any, **_options: Any) -> None:  # noqa: ANN401 -- Django's signature
        sync_reference_data(at=timezone.now())
