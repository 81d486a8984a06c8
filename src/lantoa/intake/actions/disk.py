"""A full disk is told in words, wherever the database meets it: a decorator above `atomic`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from django.utils.translation import gettext as _

from lantoa.shared.errors import DomainError, is_disk_full


class DiskFull(DomainError):
    """The database's disk is full; the transaction was rolled back whole."""

    status = 507


@contextmanager
def disk_full_in_words() -> Iterator[None]:
    """Turn the database's "disk full" (SQLSTATE 53100) into a sentence."""
    try:
        yield
    except OperationalError as error:
        if not is_disk_full(error):
            raise
        raise DiskFull(
            _(
                "Ổ đĩa của máy chủ đã đầy nên chưa ghi gì, dữ liệu cũ còn nguyên. Báo quản trị "
                "viên dọn ổ đĩa rồi làm lại."
            )
        ) from error
