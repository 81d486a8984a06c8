"""Which sheets of a file are ours, where their heads stand, and what each row says cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from lantoa.intake.choices import ProblemKind, Severity
from lantoa.intake.layout import (
    SHEETS,
    UNIT_CODE,
    UNIT_SHEET,
    CellKind,
    Column,
    SheetLayout,
    sheet_named,
)
from lantoa.intake.reading.tables import Cell, Refused, Table, Workbook
from lantoa.intake.understanding.cells import Reader, looks_like_formula, shown
from lantoa.intake.understanding.findings import BadCell, Finding
from lantoa.shared.text import fold, tidy

_HEAD_ROWS = 15
_TEXTS = {CellKind.TEXT, CellKind.CODE, CellKind.NAMES, CellKind.AUTHORS}


@dataclass(frozen=True, slots=True)
class KnownSheet:
    """A sheet whose kind is known: where its head is, and which column holds which field."""

    layout: SheetLayout
    table: Table
    head: int  # place of the head row, counted from 0
    columns: dict[str, int]  # field → place of its column


@dataclass(slots=True)
class Line:
    """One row of a sheet: values by field, and what is wrong with its cells."""

    sheet: KnownSheet
    number: int  # as Excel counts, from 1
    cells: list[Cell]
    values: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)

    @property
    def has_error(self) -> bool:
        return any(finding.is_error for finding in self.findings)

    def written(self, name: str) -> str:
        column = self.sheet.columns.get(name)
        if column is None or column >= len(self.cells):
            return ""
        return shown(self.cells[column])

    def remark(
        self,
        name: str,
        kind: ProblemKind,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a finding at the cell of a field (at the row where the field has no column)."""
        self.findings.append(
            Finding(
                self.sheet.table.name,
                self.number,
                self.sheet.columns.get(name),
                kind,
                severity,
                self.written(name),
                message,
            )
        )


@dataclass(frozen=True, slots=True)
class Recognized:
    """The sheets that are understood, the unit the file names, and remarks on the rest."""

    sheets: tuple[KnownSheet, ...]
    unit: str
    findings: tuple[Finding, ...]


def recognize(workbook: Workbook) -> Recognized:
    """Find the sheets of the product's own layout. Raises `Refused` when there is none."""
    sheets: list[KnownSheet] = []
    findings: list[Finding] = []
    unit = ""
    for table in workbook.tables:
        if fold(table.name) == fold(UNIT_SHEET):
            unit = unit or _unit_of(table)
            continue
        layout = sheet_named(table.name)
        if layout is None:
            findings += _stranger(table)
            continue
        known = _head_of(table, layout, findings)
        if known is not None:
            sheets.append(known)
    if not sheets and not findings:
        raise Refused("empty", _("Tệp không có dòng nào. Điền vào sổ rồi gửi lại."))
    if not sheets and not any(finding.is_error for finding in findings):
        names = ", ".join(f"“{sheet.name}”" for sheet in SHEETS)
        raise Refused(
            "not_spreadsheet",
            _(
                "Không nhận ra trang nào của sổ. Tải sổ của đơn vị ở trang Nhập tệp rồi điền vào, "
                "hoặc đặt tên trang là một trong: %(names)s."
            )
            % {"names": names},
        )
    order = {sheet.key: place for place, sheet in enumerate(SHEETS)}
    sheets.sort(key=lambda sheet: order[sheet.layout.key])
    return Recognized(tuple(sheets), unit, tuple(findings))


def lines_of(sheet: KnownSheet, reader: Reader) -> Iterator[Line]:
    """Yield the rows under the head that say something, each cell read by its column."""
    by_place = [(place, sheet.layout.column(name)) for name, place in sheet.columns.items()]
    for at in range(sheet.head + 1, len(sheet.table.rows)):
        cells = sheet.table.rows[at]
        if not any(cell != "" and not (isinstance(cell, str) and cell.isspace()) for cell in cells):
            continue
        line = Line(sheet, at + 1, cells, {})
        for place, column in by_place:
            if place < len(cells) and cells[place] != "":
                _read_cell(line, column, cells[place], reader)
        yield line


def _read_cell(line: Line, column: Column, cell: Cell, reader: Reader) -> None:
    try:
        value = reader.read(column, cell)
    except BadCell as bad:
        line.remark(column.field, bad.kind, bad.sentence)
        return
    if value is None or value == ():
        return
    line.values[column.field] = value
    if column.kind in _TEXTS and isinstance(cell, str) and looks_like_formula(cell):
        line.remark(
            column.field,
            ProblemKind.FORMULA,
            _("Chữ này giống công thức. Lan Tỏa giữ là chữ, không tính; sửa ô nếu gõ nhầm."),
            severity=Severity.WARNING,
        )


def _unit_of(table: Table) -> str:
    """Return what stands right of "Mã đơn vị" on the unit's sheet."""
    wanted = fold(UNIT_CODE)
    for row in table.rows:
        for place, cell in enumerate(row[:-1]):
            if isinstance(cell, str) and fold(cell) == wanted:
                return tidy(shown(row[place + 1]))
    return ""


def _stranger(table: Table) -> list[Finding]:
    if table.is_hidden or not any(cell != "" for row in table.rows for cell in row):
        return []
    return [
        Finding(
            table.name,
            None,
            None,
            ProblemKind.UNKNOWN_COLUMN,
            Severity.WARNING,
            table.name,
            _(
                "Trang “%(name)s” không có trong sổ nên không được đọc. Chép dữ liệu vào trang của "
                "sổ."
            )
            % {"name": table.name},
        )
    ]


def _head_of(table: Table, layout: SheetLayout, findings: list[Finding]) -> KnownSheet | None:
    """Find the head row: the one among the first that holds the most headings."""
    names = {name: column.field for column in layout.columns for name in column.names}
    best: tuple[int, dict[str, int]] = (0, {})
    for at, row in enumerate(table.rows[:_HEAD_ROWS]):
        found: dict[str, int] = {}
        for place, cell in enumerate(row):
            known = names.get(fold(cell)) if isinstance(cell, str) and cell else None
            if known is not None:
                found.setdefault(known, place)
        if len(found) > len(best[1]):
            best = (at, found)
    at, columns = best
    if not columns and not any(cell != "" for row in table.rows for cell in row):
        return None
    missing = [
        column.heading
        for column in layout.columns
        if column.is_required and column.field not in columns
    ]
    if missing:
        findings.append(_missing_columns(table, layout, missing, at))
        return None
    findings += _strange_columns(table, at, set(columns.values()))
    return KnownSheet(layout, table, at, columns)


def _missing_columns(table: Table, layout: SheetLayout, missing: list[str], at: int) -> Finding:
    return Finding(
        table.name,
        at + 1,
        None,
        ProblemKind.MISSING_REQUIRED,
        Severity.ERROR,
        "",
        _(
            "Trang “%(sheet)s” thiếu cột %(columns)s nên chưa đọc. Thêm cột, ghi đúng tên ở dòng "
            "đầu."
        )
        % {
            "sheet": layout.name,
            "columns": ", ".join(f"“{heading}”" for heading in missing),
        },
    )


def _strange_columns(table: Table, at: int, known: set[int]) -> list[Finding]:
    order = {"stt", "so tt", "tt", "ghi chu"}
    return [
        Finding(
            table.name,
            at + 1,
            place,
            ProblemKind.UNKNOWN_COLUMN,
            Severity.WARNING,
            shown(cell),
            _("Cột “%(heading)s” không có trong sổ nên bị bỏ qua. Sửa tên cột nếu ghi nhầm.")
            % {"heading": tidy(shown(cell))},
        )
        for place, cell in enumerate(table.rows[at])
        if cell != "" and place not in known and fold(shown(cell)) not in order
    ]
