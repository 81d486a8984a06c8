"""Receiving uploads: a file beyond the allowance is not written to the disk at all."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

REFUSED = "refused_uploads"


class CappedUploadHandler(FileUploadHandler):
    """Stands before Django's own handlers and drops the rest of a file that is too large.

    The names of what was dropped stay with the request, so that the page can say so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > settings.LANTOA_MAX_UPLOAD_BYTES:
            if self.request is not None:
                names = refused_names(self.request)
                self.request.META[REFUSED] = [*names, self.file_name]
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the whole file to the handlers behind."""
        del file_size


def refused_names(request: HttpRequest) -> list[str]:
    """Return the names of the uploads of this request that were too large to take."""
    names: list[str] = request.META.get(REFUSED, [])
    return names


def most_megabytes() -> int:
    """Return how large one file may be."""
    megabytes: int = settings.LANTOA_MAX_UPLOAD_BYTES // 1024 // 1024
    return megabytes
