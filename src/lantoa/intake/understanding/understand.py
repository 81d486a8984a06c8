"""A workbook of the product's own layout, understood against the register of this moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from django.utils.translation import gettext as _

from lantoa.awards.choices import Recipient
from lantoa.intake.choices import ProblemKind, Severity
from lantoa.intake.kinds.catalogue import (
    BY_KEY,
    INITIATIVES,
    KINDS,
    MOVEMENTS,
    PEOPLE,
    RecordKind,
)
from lantoa.intake.kinds.initiatives import grouped
from lantoa.intake.layout import AWARDS, NOMINATIONS, UNIT_SHEET
from lantoa.intake.queries import register
from lantoa.intake.reading.tables import Workbook
from lantoa.intake.understanding.book import Book, Known
from lantoa.intake.understanding.cells import Reader, shown
from lantoa.intake.understanding.comparison import compare
from lantoa.intake.understanding.findings import BadCell, Finding
from lantoa.intake.understanding.recognition import KnownSheet, Line, lines_of, recognize
from lantoa.intake.understanding.statements import MayWrite, Stated, Understanding
from lantoa.organization.models import Unit
from lantoa.shared.text import fold, tidy

Placed = tuple[Line, int]


def understand(
    workbook: Workbook, *, on: date, may_write: MayWrite, default_unit: Unit | None
) -> Understanding:
    """Say what every row of a workbook would become if it were applied now.

    `may_write` answers for the one who would apply it; `default_unit` is taken where the file
    names none. Raises `Refused` when no sheet is known.
    """
    recognized = recognize(workbook)
    words = register.vocabularies()
    book = Book(on, words, movements=set(words["movement"].labels))
    _add_new_movements(recognized.sheets, book)
    reader = Reader(on, words)
    lines = [line for sheet in recognized.sheets for line in lines_of(sheet, reader)]
    placing = _place(lines, recognized.unit, default_unit, may_write)
    book.units = placing.units
    book.people = register.people_of(_units_with_people(placing.placed))
    book.initiatives = register.initiatives_of(*_named_initiatives(placing.placed))
    found = Understanding(
        workbook,
        recognized.sheets,
        placing.unit,
        book,
        [*_mended(workbook), *recognized.findings, *placing.findings],
        loose=placing.loose,
    )
    keys = count(-1, -1)
    for kind in KINDS:
        of_kind = [pair for pair in placing.placed if pair[0].sheet.layout is kind.layout]
        if of_kind:
            records = _stated(kind, of_kind, book, keys.__next__)
            compare(kind, records, book, may_write)
            _remember(kind, records, book)
            found.stated += records
    return found


def _mended(workbook: Workbook) -> Iterator[Finding]:
    """Say which sheets came in an old encoding: no letter is changed in silence."""
    for table in workbook.tables:
        if table.mended is None:
            continue
        said = _(
            "Chữ viết bằng bảng mã %(encoding)s, đã đổi sang Unicode: “%(before)s” thành "
            "“%(after)s”. Xem lại vài ô; nếu chữ sai, lưu tệp bằng Unicode rồi gửi lại."
        ) % {
            "encoding": table.mended.encoding,
            "before": table.mended.before,
            "after": table.mended.after,
        }
        kind, severity = ProblemKind.MENDED, Severity.WARNING
        yield Finding(table.name, None, None, kind, severity, table.mended.before, said)


def _add_new_movements(sheets: Iterable[KnownSheet], book: Book) -> None:
    """Let cells name the movements that the file itself brings."""
    for sheet in sheets:
        if sheet.layout is not MOVEMENTS.layout:
            continue
        for row in sheet.table.rows[sheet.head + 1 :]:
            code, name = (
                tidy(shown(row[place])) if (place := sheet.columns[field]) < len(row) else ""
                for field in ("code", "name")
            )
            if code:
                book.words["movement"].add(code, name or code)


@dataclass(slots=True)
class _Placing:
    """Where the lines of a file belong."""

    placed: list[Placed] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    unit: Unit | None = None
    findings: list[Finding] = field(default_factory=list)
    units: dict[int, Unit] = field(default_factory=dict)


def _place(lines: list[Line], stated: str, default: Unit | None, may_write: MayWrite) -> _Placing:
    """Find the unit of each line; those without one, or with a forbidden one, stay loose."""
    names = {line.values["unit"] for line in lines if "unit" in line.values}
    known = register.units_named({*names, stated} - {""})
    found = _Placing(unit=default)
    if stated:
        try:
            found.unit = _unit_meant(stated, known, may_write)
        except BadCell as bad:
            found.unit = None
            found.findings.append(
                Finding(UNIT_SHEET, None, None, bad.kind, Severity.ERROR, stated, bad.sentence)
            )
    for line in lines:
        unit = found.unit
        if "unit" in line.values:
            try:
                unit = _unit_meant(line.values["unit"], known, may_write)
            except BadCell as bad:
                line.remark("unit", bad.kind, bad.sentence)
                unit = None
        elif unit is None:
            _remark_no_unit(line, stated)
        if unit is None:
            found.loose.append(line)
        else:
            found.units[unit.pk] = unit
            found.placed.append((line, unit.pk))
    return found


def _remark_no_unit(line: Line, stated_unit: str) -> None:
    """Say why a line has no unit; the unit's sheet is marked once, not again on every line."""
    if not stated_unit and not line.has_error:
        line.remark(
            "unit",
            ProblemKind.UNKNOWN_UNIT,
            _("Chưa rõ dòng này của đơn vị nào. Ghi mã đơn vị ở cột “Đơn vị”."),
        )


def _unit_meant(written: str, known: dict[str, list[Unit]], may_write: MayWrite) -> Unit:
    units = known.get(fold(written), [])
    if not units:
        raise BadCell(
            ProblemKind.UNKNOWN_UNIT,
            _("Không có đơn vị “%(name)s”. Ghi mã hoặc tên đơn vị như trong danh sách đơn vị.")
            % {"name": written},
        )
    if len(units) > 1:
        raise BadCell(
            ProblemKind.UNKNOWN_UNIT,
            _("Có %(count)s đơn vị tên “%(name)s”. Ghi mã thay cho tên: %(codes)s.")
            % {
                "count": len(units),
                "name": written,
                "codes": ", ".join(sorted(unit.code for unit in units)),
            },
        )
    if not may_write(units[0]):
        raise BadCell(
            ProblemKind.FORBIDDEN_UNIT,
            _("Bạn không ghi được số liệu của “%(name)s”. Sửa đơn vị, hoặc gửi qua cấp trên.")
            % {"name": written},
        )
    return units[0]


def _units_with_people(placed: Iterable[Placed]) -> set[int]:
    return {unit_id for line, unit_id in placed if BY_KEY[line.sheet.layout.key].names_people}


def _named_initiatives(placed: Iterable[Placed]) -> tuple[set[int], set[str]]:
    """Return the units and titles of the lines that honour an initiative."""
    units: set[int] = set()
    names: set[str] = set()
    for line, unit_id in placed:
        honours = line.sheet.layout in {AWARDS, NOMINATIONS}
        if honours and line.values.get("recipient") == Recipient.INITIATIVE:
            units.add(unit_id)
            names.add(line.values.get("recipient_name", ""))
    return units, names


def _stated(
    kind: RecordKind, placed: list[Placed], book: Book, next_key: Callable[[], int]
) -> list[Stated]:
    groups = grouped(placed) if kind is INITIATIVES else (([line], unit) for line, unit in placed)
    records = []
    for lines, unit_id in groups:
        row = kind.state(lines, unit_id, book)
        if any(line.has_error for line in lines):
            row = None
        records.append(Stated(kind, lines, unit_id, row, next_key()))
    return records


def _remember(kind: RecordKind, records: list[Stated], book: Book) -> None:
    """Let later sheets name what this one brings."""
    for record in records:
        if kind is PEOPLE:
            _remember_person(record, book)
        elif kind is INITIATIVES and record.row is not None:
            known = Known(record.key, record.row.code or "", record.row.title)
            book.initiatives.add(record.unit_id, known)
        elif kind is MOVEMENTS and record.row is not None:
            book.movements.add(record.row.code)


def _remember_person(record: Stated, book: Book) -> None:
    if record.row is not None:
        known = Known(record.key, record.row.code, record.row.full_name)
        book.people.add(record.unit_id, known)
        return
    name = record.first.values.get("full_name")
    marked = next((finding for finding in record.first.findings if finding.is_error), None)
    if name and marked:
        place = f"{marked.sheet}!{marked.letters}{marked.row}"
        book.people.held[record.unit_id, fold(name)] = place
