"""Khen thưởng and Đề nghị khen thưởng: who is honoured must be known."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from lantoa.awards.choices import Recipient
from lantoa.awards.rows import AwardRow, NominationRow
from lantoa.documents.sheets import Value
from lantoa.intake.choices import ProblemKind
from lantoa.intake.kinds.shared import (
    counted,
    decision_cells,
    decision_of,
    partial_of,
    require,
    stated,
)
from lantoa.intake.understanding.book import Book
from lantoa.intake.understanding.findings import BadCell
from lantoa.intake.understanding.recognition import Line
from lantoa.shared.text import fold

_COMMON = ("reason", "position", "category", "occasion")


def state_award(line: Line, unit_id: int, book: Book) -> AwardRow | None:
    decision = decision_of(line)
    recipient = _recipient(line, unit_id, book)
    if not require(line) or decision is None:
        return None
    return AwardRow(
        unit_id=unit_id,
        kind=line.values["kind"],
        decision=decision,
        **recipient,
        **stated(line, "year", *_COMMON),
    )


def state_nomination(line: Line, unit_id: int, book: Book) -> NominationRow | None:
    recipient = _recipient(line, unit_id, book)
    if not require(line):
        return None
    day, precision = counted(line.values.get("counted"))
    return NominationRow(
        unit_id=unit_id,
        kind=line.values["kind"],
        year=line.values["year"],
        counted_on=day,
        counted_precision=precision,
        **recipient,
        **stated(line, "state", "proposal_number", *_COMMON),
    )


def _recipient(line: Line, unit_id: int, book: Book) -> dict[str, Any]:
    """Return who is honoured; what cannot be resolved is an error at its cell."""
    kind = line.values.get("recipient")
    try:
        return {"recipient": kind, **_meant(line, unit_id, book)}
    except BadCell as bad:
        by_code = "person_code" in line.values and kind == Recipient.PERSON
        line.remark("person_code" if by_code else "recipient_name", bad.kind, bad.sentence)
        return {}


def _meant(line: Line, unit_id: int, book: Book) -> dict[str, int]:
    kind = line.values.get("recipient")
    name, code = line.values.get("recipient_name"), line.values.get("person_code")
    if kind == Recipient.PERSON:
        if name is None and code is None:
            raise BadCell(ProblemKind.MISSING_REQUIRED, _("Ghi họ tên người được khen."))
        return {"person_id": book.people.find(unit_id, name=name, code=code)}
    if kind == Recipient.INITIATIVE:
        if name is None:
            raise BadCell(ProblemKind.MISSING_REQUIRED, _("Ghi tên sáng kiến được khen."))
        return {"initiative_id": book.initiatives.find(unit_id, name)}
    if kind == Recipient.COLLECTIVE and name is not None:
        _check_collective(name, unit_id, book)
    return {}


def _check_collective(name: str, unit_id: int, book: Book) -> None:
    unit = book.units[unit_id]
    if fold(name) not in {fold(unit.name), fold(unit.code), fold(unit.short_name)}:
        raise BadCell(
            ProblemKind.UNKNOWN_UNIT,
            _("Tập thể được khen là chính đơn vị (%(unit)s). Để trống, hoặc sửa cột “Đơn vị”.")
            % {"unit": unit.name},
        )


def _recipient_cells(row: AwardRow | NominationRow, book: Book) -> dict[str, Value]:
    name = book.people.name_of(row.person_id)
    key = row.person_id
    needs_code = key is not None and book.people.needs_code(row.unit_id, key, name)
    return {
        "unit": book.unit_code(row.unit_id),
        "recipient": book.words["recipient"].label_of(row.recipient),
        "person_code": book.people.code_of(key) if needs_code else None,
        "recipient_name": name or book.initiatives.shown(row.unit_id, row.initiative_id),
        "kind": book.words["award"].label_of(row.kind),
        "year": row.year,
        "reason": row.reason,
        "position": row.position,
        "category": row.category,
        "occasion": book.words["occasion"].label_of(row.occasion),
    }


def award_cells(row: AwardRow, book: Book) -> list[dict[str, Value]]:
    return [_recipient_cells(row, book) | dict(decision_cells(row.decision))]


def nomination_cells(row: NominationRow, book: Book) -> list[dict[str, Value]]:
    return [
        _recipient_cells(row, book)
        | {
            "counted": partial_of(row.counted_on, row.counted_precision),
            "proposal_number": row.proposal_number,
            "state": book.words["nomination-state"].label_of(row.state),
        }
    ]
