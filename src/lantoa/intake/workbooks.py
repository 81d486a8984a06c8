"""The product's own workbook as plain sheets: blank, or with what the system knows of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from lantoa.documents import sheets as documents
from lantoa.documents.delimited import csv_lines
from lantoa.documents.sheets import Kind, Properties, Sheet, Value
from lantoa.documents.xlsx import xlsx_bytes
from lantoa.intake.kinds.catalogue import KINDS
from lantoa.intake.layout import (
    SHEETS,
    UNIT_CODE,
    UNIT_NAME,
    UNIT_SHEET,
    CellKind,
    Column,
    SheetLayout,
)
from lantoa.intake.queries import register
from lantoa.intake.reading.opening import Upload, packed
from lantoa.intake.understanding.book import Book
from lantoa.intake.understanding.words import Vocabulary
from lantoa.organization.models import Unit

SPARE_ROWS = 300
# A partial date is text: Excel would make a whole day of "03/2021".
_KINDS = {
    CellKind.INTEGER: Kind.INTEGER,
    CellKind.DECIMAL: Kind.DECIMAL,
    CellKind.MONEY: Kind.MONEY,
    CellKind.DAY: Kind.DATE,
}
_PARTIAL = {CellKind.BIRTH, CellKind.PARTIAL}

Lines = Mapping[str, Iterable[Mapping[str, Value]]]


def workbook_sheets(
    unit_code: str, unit_name: str, lines: Lines, words: Mapping[str, Vocabulary]
) -> list[Sheet]:
    """Return the sheets of a unit's workbook; `lines` gives the filled rows by kind of record."""
    return [
        _unit_sheet(unit_code, unit_name),
        *(_record_sheet(layout, lines.get(layout.key, ()), words) for layout in SHEETS),
    ]


def lines_of_unit(unit: Unit, *, on: date) -> tuple[Lines, Mapping[str, Vocabulary]]:
    """Return everything the system knows of a unit as lines of its workbook."""
    words = register.vocabularies()
    book = Book(on, words, units={unit.pk: unit}, people=register.people_of([unit.pk]))
    book.initiatives = register.all_initiatives_of(unit)
    found: dict[str, list[dict[str, Value]]] = {}
    for kind in KINDS:
        rows = kind.stock.by_pk(register.record_keys(unit, kind.key))
        found[kind.key] = [line for pk in sorted(rows) for line in kind.cells(rows[pk], book)]
    return found, words


def as_xlsx(sheets: Sequence[Sheet], *, title: str, at: datetime) -> bytes:
    return xlsx_bytes(sheets, properties=Properties(title=title, author="Lan Tỏa", made_at=at))


def as_csv_zip(sheets: Sequence[Sheet]) -> bytes:
    """Return the same tables as CSV files in a ZIP, one for each sheet."""
    tables = (Upload(f"{sheet.name}.csv", b"".join(csv_lines(sheet))) for sheet in sheets)
    return packed(tables)


def unit_file(unit: Unit, *, suffix: str, blank: bool, at: datetime) -> bytes:
    """Return the workbook to hand to a unit as a file: "xlsx", or "zip" for CSV."""
    sheets = unit_workbook(unit, blank=blank, at=at)
    return as_csv_zip(sheets) if suffix == "zip" else as_xlsx(sheets, title=unit.name, at=at)


@override("vi")  # it goes out to the units, whose sheets are Vietnamese
def unit_workbook(unit: Unit, *, blank: bool, at: datetime) -> list[Sheet]:
    """Return the workbook to hand to a unit."""
    lines, words = lines_of_unit(unit, on=timezone.localdate(at))
    return workbook_sheets(unit.code, unit.name, {} if blank else lines, words)


def _unit_sheet(code: str, name: str) -> Sheet:
    return Sheet(
        name=UNIT_SHEET,
        columns=(
            documents.Column("what", _("Mục"), width=22),
            documents.Column("value", _("Nội dung"), width=60),
        ),
        rows=[{"what": UNIT_CODE, "value": code}, {"what": UNIT_NAME, "value": name}],
        notes=(
            _("Mỗi trang là một loại số liệu. Điền từ dòng dưới tiêu đề; không sửa tên cột."),
            _("Ô có mũi tên: chọn trong danh sách."),
            _("Ngày ghi ngày/tháng/năm; chỉ biết năm thì chỉ ghi năm."),
            _("Tác giả: Nguyễn Văn A (60%); Trần Thị B (40%). Cộng đúng 100%."),
            _("Sáng kiến có nhiều năm lợi ích, nhiều cấp công nhận: thêm dòng dưới, để trống tên."),
            _("Tiền ghi cả số đồng, như 12.500.000. Không có thì để trống, không ghi 0."),
            _("Gửi lại tệp này bao nhiêu lần cũng được: dòng đã có, không đổi thì không ghi lại."),
        ),
        autofilter=False,
    )


def _record_sheet(
    layout: SheetLayout,
    lines: Iterable[Mapping[str, Value]],
    words: Mapping[str, Vocabulary],
) -> Sheet:
    names = [(column.field, column.kind) for column in layout.columns]
    return Sheet(
        name=layout.name,
        columns=tuple(_column(column, words) for column in layout.columns),
        rows=({name: _value(line.get(name), kind) for name, kind in names} for line in lines),
        frozen_columns=min(3, len(names)),
        spare_rows=SPARE_ROWS,
    )


def _value(value: Value, kind: CellKind) -> Value:
    if kind in _PARTIAL and isinstance(value, str):
        return "/".join(reversed(value.split("-")))
    return value


def _column(column: Column, words: Mapping[str, Vocabulary]) -> documents.Column:
    choices = tuple(words[column.words].labels.values()) if column.words else ()
    return documents.Column(
        column.field,
        column.heading,
        kind=_KINDS.get(column.kind, Kind.TEXT),
        width=column.width,
        choices=choices,
        note=column.note,
    )
