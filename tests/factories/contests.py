"""Contest entries, written the way everybody writes them."""

from __future__ import annotations

from typing import Any

from lantoa.contests.actions import apply_rows
from lantoa.contests.models import Entry
from lantoa.contests.rows import EntryRow
from lantoa.organization.models import Unit
from tests.factories.organization import NOON, UnitFactory


def entry_row(unit: Unit | None = None, **fields: Any) -> EntryRow:
    """Return a plain row: an entry of a skills contest of the Region in 2021."""
    given: dict[str, Any] = {
        "unit_id": (unit or UnitFactory()).pk,
        "contest": "Hội thi thợ giỏi",
        "year": 2021,
        "level": "quan_khu",
        "contestant": "Trần Văn Lộc",
    }
    return EntryRow(**{**given, **fields})


def make_entry(unit: Unit | None = None, **fields: Any) -> Entry:
    """Return an entry that is stored."""
    outcome = apply_rows([entry_row(unit, **fields)], actor=None, at=NOON)
    return Entry.objects.get(pk=outcome.keys[0])
