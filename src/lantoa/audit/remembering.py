"""Remembering what was computed until the data change: exactly, by the state of the journal.

Every act that changes records appends to the journal in its own transaction. Sealed entries never
change, so the last seal together with the entries not yet sealed says precisely which acts a
reader sees. The mark is read before the data: what is computed is at least as new as its mark.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

from django.conf import settings
from django.db import connection

T = TypeVar("T")
MOST_KEPT = 512

_kept: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()


def journal_mark() -> Hashable:
    """Return a mark that differs whenever another set of acts is visible; one small query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT max(id) FROM audit_seal), count(*), max(id), sum(id) "
            "FROM audit_entry WHERE seal_id IS NULL"
        )
        row: tuple[object, ...] = cursor.fetchone()
    return row


def remembered(key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` returned for this key over the same acts, or make it now.

    The key must say everything that the answer rests on beside the records: the question, the
    rights of who asks, the language.
    """
    if not settings.REMEMBERS:
        return make()
    full = (key, journal_mark())
    with _lock:
        if full in _kept:
            _kept.move_to_end(full)
            return _kept[full]  # type: ignore[return-value]
    made = make()
    with _lock:
        _kept[full] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget_everything() -> None:
    """Drop what is remembered, as after rows were written past the journal."""
    with _lock:
        _kept.clear()
