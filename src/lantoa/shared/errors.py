"""The tree of errors.

    Exception
    └── DomainError        something a user can cause; its message is fit to show (409)
        ├── Conflict       the data moved since the user looked, or a rule forbids it (409)
        ├── Malformed      what was sent cannot be read (422)
        └── (each module's own, defined where it is raised)

Anything else that is raised is a defect and crashes loudly.
"""

from __future__ import annotations

import errno
from typing import ClassVar

_DISK_FULL = "53100"  # SQLSTATE disk_full


class DomainError(Exception):
    """Something a user can cause; `str(error)` is a Vietnamese sentence fit to show.

    `status` is what a page or an API answers when nobody caught it.
    """

    status: ClassVar[int] = 409


class Conflict(DomainError):
    """The record changed since the user looked at it."""


class Malformed(DomainError):
    """What was sent cannot be read; the sentence says what to send instead."""

    status = 422


def is_disk_full(error: BaseException) -> bool:
    """Tell whether a file store or the database says that its disk is full."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    return getattr(error.__cause__, "sqlstate", "") == _DISK_FULL
