"""Đoàn viên: lines and rows of people."""

from __future__ import annotations

from lantoa.documents.sheets import Value
from lantoa.intake.kinds.shared import require, stated
from lantoa.intake.understanding.book import Book
from lantoa.intake.understanding.recognition import Line
from lantoa.intake.understanding.words import NO, YES
from lantoa.organization.rows import PersonRow


def state(line: Line, unit_id: int, _book: Book) -> PersonRow | None:
    if not require(line):
        return None
    return PersonRow(
        unit_id=unit_id,
        **stated(
            line,
            "code",
            "full_name",
            "born",
            "gender",
            "union_joined",
            "category",
            "position",
            "rank",
            "trade",
            "workplace",
            "is_union_member",
            "since",
        ),
    )


def cells(row: PersonRow, book: Book) -> list[dict[str, Value]]:
    member = None if row.is_union_member is None else (YES if row.is_union_member else NO)
    return [
        {
            "unit": book.unit_code(row.unit_id),
            "code": row.code,
            "full_name": row.full_name,
            "born": row.born,
            "gender": book.words["gender"].label_of(row.gender),
            "category": book.words["category"].label_of(row.category),
            "rank": row.rank,
            "position": row.position,
            "trade": row.trade,
            "workplace": row.workplace,
            "union_joined": row.union_joined,
            "is_union_member": member,
            "since": row.since,
        }
    ]
