"""What an applied file did to the registers, record by record."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.intake.layout import SHEETS
from lantoa.intake.models import AppliedChange, SentFile, SheetRow
from lantoa.intake.understanding.findings import Difference

CHANGES_A_PAGE = 100
_NAMES = {sheet.key: sheet.name for sheet in SHEETS}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """What a file did to one record, with the row that said so."""

    change: AppliedChange
    sheet: str
    words: str
    differences: tuple[Difference, ...]


def changes_of(file: SentFile, *, after: int) -> tuple[list[ShownChange], int | None]:
    """Return a page of what a file did, in order, and the key after which the next one starts."""
    found = list(file.changes.filter(pk__gt=after).order_by("pk")[: CHANGES_A_PAGE + 1])
    following = found[CHANGES_A_PAGE - 1].pk if len(found) > CHANGES_A_PAGE else None
    found = found[:CHANGES_A_PAGE]
    places = {(change.sheet, change.row) for change in found}
    rows = file.rows.filter(
        sheet__in={sheet for sheet, _row in places}, number__in={row for _sheet, row in places}
    )
    by_place = {(row.sheet, row.number): row for row in rows}
    return [_shown(change, by_place) for change in found], following


def _shown(change: AppliedChange, rows: dict[tuple[str, int], SheetRow]) -> ShownChange:
    row = rows.get((change.sheet, change.row or 0))
    filled = [text for text in row.cells if text] if row else []
    differences = row.differences if row and change.kind == "updated" else []
    return ShownChange(
        change,
        _NAMES[change.record_kind],
        " · ".join(filled[:4]),
        tuple((heading, old, new) for heading, old, new in differences),
    )
