"""The tree of errors.

    Exception
    └── DomainError        something a user can cause; its message is fit to show
        ├── Conflict       the data moved since the user looked, or a rule forbids it (409)
        └── (each module's own, defined where it is raised)

Anything else that is raised is a defect and crashes loudly.
"""

from __future__ import annotations


class DomainError(Exception):
    """Something a user can cause; `str(error)` is a Vietnamese sentence fit to show."""


class Conflict(DomainError):
    """The record changed since the user looked at it."""
