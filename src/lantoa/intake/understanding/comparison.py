"""What would become of each stated record: new, changed field by field, unchanged, or held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lantoa.decisions.queries import decisions_by_identity, row_of
from lantoa.decisions.rows import DecisionRow
from lantoa.decisions.rules import identity
from lantoa.documents.sheets import Value
from lantoa.intake.choices import ProblemKind, Severity, Verdict
from lantoa.intake.kinds.catalogue import GRADINGS, PEOPLE, RecordKind
from lantoa.intake.layout import CellKind
from lantoa.intake.queries import register
from lantoa.intake.understanding.book import Book
from lantoa.intake.understanding.findings import Difference, repeats
from lantoa.intake.understanding.statements import MayWrite, Stated, ready
from lantoa.shared.dates import show_date, show_partial
from lantoa.shared.errors import DomainError
from lantoa.shared.numbers import decimal_comma, group_digits


def compare(kind: RecordKind, records: list[Stated], book: Book, may_write: MayWrite) -> None:
    """Set key, verdict and differences of the records of one kind; hold those that clash."""
    _prepare(kind, records)
    _hold_repeated(kind, records)
    sound = ready(records)
    if not sound:
        return
    stored = kind.stock.stored([record.row for record in sound])
    _hold_foreign(kind, sound, stored, may_write)
    for record in ready(sound):
        found = stored.get(kind.stock.key(record.row))
        if found is None:
            record.verdict = Verdict.NEW
            continue
        record.key, record.before = found
        try:
            after = kind.stock.merge(record.before, record.row)
        except DomainError as error:
            record.refuse(error)
            continue
        if after == record.before:
            record.verdict = Verdict.UNCHANGED
            continue
        record.verdict = Verdict.CHANGED
        record.differences = differences(kind, record.before, after, book)
        if kind is GRADINGS and after.grade != record.before.grade:
            _warn_of_other_grade(record, book)


def _prepare(kind: RecordKind, records: list[Stated]) -> None:
    """Let the app tidy and check each row, and name decisions as the register does."""
    for record in ready(records):
        try:
            record.row = kind.stock.prepare(record.row)
        except DomainError as error:
            record.refuse(error)
    sound = ready(records)
    names = _filed_names([one for record in sound for one in _decisions_of(record.row)])
    if names:
        for record in sound:
            record.row = _with_names(record.row, names)


def _decisions_of(row: Any) -> list[DecisionRow]:  # noqa: ANN401 -- a row of any kind
    single: DecisionRow | None = getattr(row, "decision", None)
    several = [one.decision for one in getattr(row, "recognitions", ())]
    return several if single is None else [single, *several]


def _filed_names(stated: list[DecisionRow]) -> dict[DecisionRow, DecisionRow]:
    """Return how the register names these decisions, where it does so otherwise than the file."""
    if not stated:
        return {}
    known = decisions_by_identity(list(dict.fromkeys(stated)))
    names = {}
    for decision in dict.fromkeys(stated):
        found = known.get(identity(decision.number, decision.signed_on, decision.issuer))
        if found is not None:
            names[decision] = row_of(found)
    return names


def _with_names(row: Any, names: dict[DecisionRow, DecisionRow]) -> Any:  # noqa: ANN401 -- a row of any kind
    changes: dict[str, Any] = {}
    if getattr(row, "decision", None) in names:
        changes["decision"] = names[row.decision]
    recognitions = getattr(row, "recognitions", ())
    if recognitions:
        changes["recognitions"] = tuple(
            replace(one, decision=names.get(one.decision, one.decision)) for one in recognitions
        )
    return replace(row, **changes) if changes else row


def differences(kind: RecordKind, before: Any, after: Any, book: Book) -> list[Difference]:  # noqa: ANN401 -- a row of any kind
    """Return heading, old and new text of each field in which two rows of a record differ."""
    old, new = kind.cells(before, book), kind.cells(after, book)
    found = []
    for column in kind.layout.columns:
        texts = [_texts(lines, column.field, column.kind) for lines in (old, new)]
        if texts[0] != texts[1]:
            found.append((column.heading, texts[0], texts[1]))
    return found


def _texts(lines: list[dict[str, Value]], name: str, kind: CellKind) -> str:
    return "; ".join(text for line in lines if (text := _text(line.get(name), kind)))


def _text(value: Value, kind: CellKind) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        is_date = kind in {CellKind.BIRTH, CellKind.PARTIAL}
        return show_partial(value) if is_date else value
    if isinstance(value, int):
        return group_digits(value) if kind is CellKind.MONEY else str(value)
    return decimal_comma(value) if isinstance(value, Decimal) else show_date(value)


def _hold_repeated(kind: RecordKind, records: Sequence[Stated]) -> None:
    """Keep the first of lines that say the same twice; hold all that contradict each other."""
    groups: dict[object, list[Stated]] = {}
    for record in ready(records):
        groups.setdefault(kind.stock.key(record.row), []).append(record)
    for group in groups.values():
        if len(group) == 1:
            continue
        first, *others = group
        name = _telling_column(kind)
        if all(other.row == first.row for other in others):
            for other in others:
                other.hold(
                    name,
                    ProblemKind.DUPLICATE_ROW,
                    repeats(first.first.number),
                    severity=Severity.WARNING,
                )
                other.row, other.verdict = None, Verdict.UNCHANGED
            continue
        numbers = [record.first.number for record in group]
        for record in group:
            rest = ", ".join(str(number) for number in numbers if number != record.first.number)
            record.hold(name, ProblemKind.DUPLICATE_ROW, _contradiction(kind, rest))


def _contradiction(kind: RecordKind, rows: str) -> str:
    if kind is GRADINGS:
        return _(
            "Xếp loại của đơn vị trong năm này còn ghi ở dòng %(rows)s với nội dung khác. Giữ lại "
            "một dòng."
        ) % {"rows": rows}
    return _("Bản ghi này còn ghi ở dòng %(rows)s với nội dung khác. Giữ lại một dòng.") % {
        "rows": rows
    }


def _telling_column(kind: RecordKind) -> str:
    """Return the column that tells records of a kind apart best: there a clash is marked."""
    telling = {
        "person": "code",
        "movement": "code",
        "initiative": "title",
        "contest_entry": "contestant",
        "grading": "grade",
        "award": "recipient_name",
        "nomination": "recipient_name",
        "activity": "form",
        "training": "name",
        "registration": "person",
        "solution": "number",
    }
    return telling[kind.key]


def _hold_foreign(
    kind: RecordKind,
    records: Sequence[Stated],
    stored: Any,  # noqa: ANN401 -- rows of any kind by their key
    may_write: MayWrite,
) -> None:
    """Hold rows that would take a record away from a unit."""
    elsewhere: dict[int, list[Stated]] = {}
    for record in records:
        found = stored.get(kind.stock.key(record.row))
        if found is not None and found[1].unit_id != record.row.unit_id:
            elsewhere.setdefault(found[1].unit_id, []).append(record)
    for unit_id, unit in register.units_by_key(set(elsewhere)).items():
        for record in elsewhere[unit_id]:
            code = record.first.written("code")
            if not may_write(unit):
                record.hold(
                    "code",
                    ProblemKind.FORBIDDEN_UNIT,
                    _(
                        "Mã “%(code)s” đang thuộc đơn vị khác mà bạn không ghi được. Sửa mã, hoặc "
                        "nhờ cấp trên chuyển."
                    )
                    % {"code": code},
                )
            elif kind is PEOPLE and record.row.since is None:
                record.hold(
                    "code",
                    ProblemKind.DIFFERS,
                    _(
                        "Mã “%(code)s” đang thuộc %(unit)s. Nếu đã chuyển về đây, ghi cột “Về đơn "
                        "vị từ ngày”; nếu không, sửa mã."
                    )
                    % {"code": code, "unit": unit.name},
                )


def _warn_of_other_grade(record: Stated, book: Book) -> None:
    record.hold(
        "grade",
        ProblemKind.DIFFERS,
        _(
            "Hệ thống đang ghi “%(stored)s” cho năm %(year)s. Ghi tệp này sẽ thay kết quả đó; nếu "
            "nhầm năm hoặc đơn vị thì sửa ô."
        )
        % {
            "stored": book.words["grade"].label_of(record.before.grade),
            "year": record.before.year,
        },
        severity=Severity.WARNING,
    )
