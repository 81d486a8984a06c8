"""A file store whose disk is full: the kernel itself says so, through /dev/full."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class FullDisk(FileSystemStorage):
    def _save(self, name: str, content: File[Any]) -> str:
        with Path("/dev/full").open("wb") as target:
            target.write(content.read())
        return name
