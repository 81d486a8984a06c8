"""Hội thi and Xếp loại: entries with their prizes, yearly grades."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from lantoa.assessments.rows import GradingRow
from lantoa.contests.rows import EntryRow
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


def state_entry(line: Line, unit_id: int, book: Book) -> EntryRow | None:
    values = line.values
    if "contestant" not in values and "title" not in values and "person_code" not in values:
        line.remark(
            "contestant",
            ProblemKind.MISSING_REQUIRED,
            _("Ghi người dự thi hoặc tên bài dự thi."),
        )
    person, contestant = _contestant(line, unit_id, book)
    if not require(line):
        return None
    day, precision = counted(values.get("counted"))
    return EntryRow(
        unit_id=unit_id,
        contest=values["contest"],
        year=values["year"],
        level=values["level"],
        contestant=contestant,
        person_id=person,
        counted_on=day,
        counted_precision=precision,
        **stated(
            line, "edition", "title", "theory_score", "practice_score", "total_score", "prize"
        ),
    )


def _contestant(line: Line, unit_id: int, book: Book) -> tuple[int | None, str | None]:
    """Return the person where it is one; a team or someone unknown stays as written."""
    name, code = line.values.get("contestant"), line.values.get("person_code")
    if code is None:
        known = book.people.by_name.get((unit_id, fold(name or "")), [])
        return (known[0].key if len(known) == 1 else None), name
    try:
        person = book.people.find(unit_id, name=name, code=code)
    except BadCell as bad:
        line.remark("person_code", bad.kind, bad.sentence)
        return None, name
    return person, name or book.people.name_of(person)


def state_grading(line: Line, unit_id: int, _book: Book) -> GradingRow | None:
    decision = decision_of(line)
    if not require(line):
        return None
    return GradingRow(
        unit_id=unit_id,
        year=line.values["year"],
        grade=line.values["grade"],
        score=line.values.get("score"),
        decision=decision,
    )


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def entry_cells(row: EntryRow, book: Book) -> list[dict[str, Value]]:
    key = row.person_id
    name = row.contestant or book.people.name_of(key)
    needs_code = key is not None and book.people.needs_code(row.unit_id, key, name)
    return [
        {
            "unit": book.unit_code(row.unit_id),
            "contest": row.contest,
            "edition": row.edition,
            "year": row.year,
            "level": book.words["contest-level"].label_of(row.level),
            "person_code": book.people.code_of(key) if needs_code else None,
            "contestant": name,
            "title": row.title,
            "theory_score": _decimal(row.theory_score),
            "practice_score": _decimal(row.practice_score),
            "total_score": _decimal(row.total_score),
            "prize": book.words["prize"].label_of(row.prize),
            "counted": partial_of(row.counted_on, row.counted_precision),
        }
    ]


def grading_cells(row: GradingRow, book: Book) -> list[dict[str, Value]]:
    return [
        {
            "unit": book.unit_code(row.unit_id),
            "year": row.year,
            "grade": book.words["grade"].label_of(row.grade),
            "score": _decimal(row.score),
            **decision_cells(row.decision),
        }
    ]
