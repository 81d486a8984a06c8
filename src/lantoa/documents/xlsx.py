"""Sheets as XLSX, in constant memory.

Text is always written as text: nothing a user typed can become a formula or a link.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from tempfile import TemporaryDirectory
from typing import IO

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lantoa.documents.sheets import HOME_ZONE, Kind, Properties, Sheet, Value
from lantoa.shared.dates import show_date, show_partial
from lantoa.shared.errors import DomainError

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHOICES_SHEET = "Danh mục"  # not translated: a file sent back is read by this name
LONGEST_CELL = 32_767
LONGEST_NAME = 31
MOST_ROWS = 1_048_576
_EXACT_BELOW = 10**15  # Excel keeps 15 digits of a number
_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_TRUE_DAY = 61  # 1 March 1900: before it Excel counts a 29 February that never was
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_UNNAMED_SHEET = "Trang"
_RESERVED_NAME = "history"
_A4 = 9
_MARGINS_INCHES = {"left": 0.8, "right": 0.6, "top": 0.8, "bottom": 0.6}
_WIDTHS = {
    Kind.TEXT: 28,
    Kind.INTEGER: 10,
    Kind.MONEY: 18,
    Kind.DECIMAL: 12,
    Kind.PERCENT: 9,
    Kind.DATE: 12,
    Kind.MOMENT: 17,
    Kind.PARTIAL_DATE: 12,
}
_DAY = "dd/mm/yyyy"
_NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.INTEGER: "#,##0",
    Kind.MONEY: "#,##0",
    Kind.DECIMAL: "#,##0.0#",
    Kind.PERCENT: "0.0%",
    Kind.DATE: _DAY,
    Kind.MOMENT: f"{_DAY} hh:mm",
    Kind.PARTIAL_DATE: _DAY,
}
_LONGEST_ERROR_TITLE = 32
_LETTERS = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}


class DoesNotFitSheet(DomainError):
    """XLSX cannot hold this: too many rows, or too long a text for one cell."""


def xlsx_bytes(sheets: Iterable[Sheet], *, properties: Properties) -> bytes:
    target = io.BytesIO()
    write_xlsx(sheets, target=target, properties=properties)
    return target.getvalue()


def write_xlsx(sheets: Iterable[Sheet], *, target: IO[bytes], properties: Properties) -> None:
    """Write a workbook to `target`, reading the rows of one sheet after the other.

    Raises `DoesNotFitSheet`; then nothing has been written to `target`.
    """
    with TemporaryDirectory(prefix="lantoa-xlsx-") as folder:
        workbook = xlsxwriter.Workbook(
            target,
            {
                "constant_memory": True,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        try:
            _fill(workbook, sheets, properties)
        except BaseException:
            workbook.filename = io.BytesIO()
            with suppress(Exception):
                workbook.close()  # only to let go of its files
            raise
        workbook.close()


def fit_sheet_name(wanted: str, *, taken: set[str]) -> str:
    """Return a name Excel accepts and no other sheet has, and add it to `taken` in lower case."""
    name = _FORBIDDEN_IN_NAME.sub(" ", wanted)
    name = " ".join(name.split()).strip("'")[:LONGEST_NAME].strip(" '") or _UNNAMED_SHEET
    candidate, count = name, 1
    while candidate.casefold() in taken or candidate.casefold() == _RESERVED_NAME:
        count += 1
        tail = f" ({count})"
        candidate = name[: LONGEST_NAME - len(tail)].rstrip() + tail
    taken.add(candidate.casefold())
    return candidate


def _fill(workbook: xlsxwriter.Workbook, sheets: Iterable[Sheet], properties: Properties) -> None:
    made_at = properties.made_at.astimezone(UTC).replace(tzinfo=None)
    workbook.set_properties(
        {
            "title": properties.title,
            "author": properties.author,
            "comments": properties.comments,
            "created": made_at,
        }
    )
    formats = _Formats(workbook)
    taken: set[str] = set()
    choices = _Choices(fit_sheet_name(CHOICES_SHEET, taken=taken))
    for sheet in sheets:
        name = fit_sheet_name(sheet.name, taken=taken)
        worksheet = workbook.add_worksheet(name)
        _SheetWriter(worksheet, sheet, formats=formats, choices=choices).write()
    choices.write(workbook)


class _Formats:
    """The looks of cells, each made once a file."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        def look(**more: object) -> Format:
            return workbook.add_format(_LETTERS | more)

        ruled = {"border": 1, "border_color": "#8D8172"}
        self.title = look(bold=True, font_size=14)
        self.note = look(italic=True)
        self.heading = look(
            bold=True, align="center", valign="vcenter", bg_color="#ECE6DB", text_wrap=True, **ruled
        )
        self.rows = {
            kind: look(num_format=number, text_wrap=kind is Kind.TEXT, **ruled)
            for kind, number in _NUMBER_FORMATS.items()
        }
        self.spare = {kind: look(num_format=number) for kind, number in _NUMBER_FORMATS.items()}
        self.totals = {
            kind: look(num_format=number, bold=True, **ruled)
            for kind, number in _NUMBER_FORMATS.items()
        }


class _Choices:
    """The lists to pick from, on a hidden sheet of their own.

    Inside a cell's own rule a list could not pass 255 characters nor hold a comma.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._lists: dict[tuple[str, ...], int] = {}

    def source(self, choices: tuple[str, ...]) -> str:
        at = self._lists.setdefault(choices, len(self._lists))
        column = xl_col_to_name(at, col_abs=True)
        return f"='{self._name}'!{column}$1:{column}${len(choices)}"

    def write(self, workbook: xlsxwriter.Workbook) -> None:
        if not self._lists:
            return
        worksheet = workbook.add_worksheet(self._name)
        worksheet.hide()
        for row in range(max(map(len, self._lists))):
            for choices, at in self._lists.items():
                if row < len(choices):
                    worksheet.write_string(row, at, choices[row])


class _SheetWriter:
    def __init__(
        self, worksheet: Worksheet, sheet: Sheet, formats: _Formats, choices: _Choices
    ) -> None:
        self._worksheet = worksheet
        self._sheet = sheet
        self._formats = formats
        self._choices = choices
        self._row = 0

    def write(self) -> None:
        sheet = self._sheet
        self._set_widths()
        self._write_lines(sheet.title_lines, self._formats.title)
        self._row += bool(sheet.title_lines)
        heading = self._row
        self._write_headings()
        for row in sheet.rows:
            self._write_row(row, self._formats.rows)
        last = self._row - 1
        if sheet.total is not None:
            self._write_row(sheet.total, self._formats.totals)
        self._row += bool(sheet.notes)
        self._write_lines(sheet.notes, self._formats.note)
        self._offer_choices(first=heading + 1, last=last + sheet.spare_rows)
        self._arrange(heading=heading, last=last)
        self._set_up_print(heading=heading)

    def _set_widths(self) -> None:
        for at, column in enumerate(self._sheet.columns):
            width = _WIDTHS[column.kind] if column.width is None else column.width
            # What is typed below the rows keeps its kind: "03/2021" stays text, not a whole day.
            look = self._formats.spare[column.kind] if self._sheet.spare_rows else None
            self._worksheet.set_column(at, at, width, look, {"hidden": column.hidden})

    def _write_lines(self, lines: Iterable[str], look: Format) -> None:
        for line in lines:
            self._write_text(0, line, look)
            self._row += 1

    def _write_headings(self) -> None:
        for at, column in enumerate(self._sheet.columns):
            self._write_text(at, column.heading, self._formats.heading)
            if column.note:
                self._worksheet.write_comment(self._row, at, column.note)
        self._row += 1

    def _write_row(self, row: Mapping[str, Value], looks: Mapping[Kind, Format]) -> None:
        if self._row >= MOST_ROWS:
            raise DoesNotFitSheet(
                _("Một trang Excel chứa nhiều nhất %(most)s dòng. Lọc bớt hoặc xuất ra CSV.")
                % {"most": _show_count(MOST_ROWS)}
            )
        for at, column in enumerate(self._sheet.columns):
            self._write_value(at, column.kind, row[column.key], looks)
        self._row += 1

    def _write_value(self, at: int, kind: Kind, value: Value, looks: Mapping[Kind, Format]) -> None:
        if kind is Kind.PARTIAL_DATE and isinstance(value, str) and value:
            whole = value.count("-") == 2
            value = date.fromisoformat(value) if whole else show_partial(value)
        if value is None or value == "":
            self._worksheet.write_blank(self._row, at, None, looks[kind])
        elif isinstance(value, str):
            self._write_text(at, value, looks[Kind.TEXT])
        elif isinstance(value, date):
            self._write_date(at, value, looks[kind])
        elif kind is Kind.TEXT or not -_EXACT_BELOW < value < _EXACT_BELOW:
            self._write_text(at, str(value), looks[Kind.TEXT])
        else:
            number = value / 100 if kind is Kind.PERCENT else value
            self._worksheet.write_number(self._row, at, number, looks[kind])

    def _write_date(self, at: int, day: date, look: Format) -> None:
        days = day.toordinal() - _DAY_ZERO
        if days < _FIRST_TRUE_DAY:
            self._write_text(at, show_date(day), look)
        elif isinstance(day, datetime):
            local = day.astimezone(HOME_ZONE)
            seconds = local.hour * 3600 + local.minute * 60 + local.second
            days = local.toordinal() - _DAY_ZERO
            self._worksheet.write_number(self._row, at, days + seconds / 86_400, look)
        else:
            self._worksheet.write_number(self._row, at, days, look)

    def _write_text(self, at: int, text: str, look: Format) -> None:
        if len(text) > LONGEST_CELL:
            raise DoesNotFitSheet(
                _(
                    "Ô %(cell)s của trang “%(sheet)s” dài %(length)s ký tự, một ô Excel chứa nhiều "
                    "nhất %(most)s. Bỏ cột ấy hoặc xuất ra CSV."
                )
                % {
                    "cell": xl_rowcol_to_cell(self._row, at),
                    "sheet": self._worksheet.get_name(),
                    "length": _show_count(len(text)),
                    "most": _show_count(LONGEST_CELL),
                }
            )
        self._worksheet.write_string(self._row, at, text, look)

    def _offer_choices(self, *, first: int, last: int) -> None:
        if last < first:
            return
        for at, column in enumerate(self._sheet.columns):
            if column.choices:
                self._worksheet.data_validation(
                    first,
                    at,
                    last,
                    at,
                    {
                        "validate": "list",
                        "source": self._choices.source(column.choices),
                        "error_title": column.heading[:_LONGEST_ERROR_TITLE],
                        "error_message": _("Chọn một giá trị trong danh sách."),
                    },
                )

    def _arrange(self, *, heading: int, last: int) -> None:
        worksheet, sheet = self._worksheet, self._sheet
        right = len(sheet.columns) - 1
        worksheet.freeze_panes(heading + 1, sheet.frozen_columns)
        if sheet.autofilter:
            worksheet.autofilter(heading, 0, max(last, heading), right)
        if last > heading:
            # codes and years are words here: Excel's green corners would call them mistakes
            numbers = f"A{heading + 2}:{xl_rowcol_to_cell(last, right)}"
            worksheet.ignore_errors({"number_stored_as_text": numbers})
        if sheet.hidden:
            worksheet.hide()

    def _set_up_print(self, *, heading: int) -> None:
        worksheet = self._worksheet
        worksheet.set_paper(_A4)
        worksheet.set_landscape()
        worksheet.set_margins(**_MARGINS_INCHES)
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(heading)
        worksheet.set_header('&C&"Times New Roman"&13&P')


def _show_count(count: int) -> str:
    return f"{count:,}".replace(",", ".")
