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

from django.db.models import Count, Max, Sum

from lantoa.audit.models import Entry, Seal
from lantoa.organization.scopes import PERSONAL_ROLES, SEEING_ROLES, scope_of
from lantoa.statistics.scope import Scope

T = TypeVar("T")
MOST_KEPT = 128

_kept: OrderedDict[Hashable, object] = OrderedDict()
_lock = Lock()


def journal_mark() -> Hashable:
    """Return a mark that differs whenever another set of acts is visible; two small queries."""
    sealed = Seal.objects.aggregate(last=Max("pk"))["last"]
    fresh = Entry.objects.filter(seal__isnull=True).aggregate(
        number=Count("pk"), last=Max("pk"), total=Sum("pk")
    )
    return (sealed, fresh["number"], fresh["last"], fresh["total"])


def sight_of(scope: Scope) -> Hashable:
    """Return what decides which rows a scope's figures count: question and rights together."""
    seeing, naming = (scope_of(scope.user, roles) for roles in (SEEING_ROLES, PERSONAL_ROLES))
    question = (scope.unit.pk, scope.unit.path, scope.period, scope.structure, scope.alone)
    return (question, seeing, naming)


def remembered(what: str, scope: Scope, make: Callable[[], T], *, language: str) -> T:
    """Return what `make` returned for this sight of the data, or make it now."""
    key = (what, language, sight_of(scope), journal_mark())
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]  # type: ignore[return-value]
    made = make()
    with _lock:
        _kept[key] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def forget_everything() -> None:
    """Drop what is remembered, as after rows were written past the journal."""
    with _lock:
        _kept.clear()
