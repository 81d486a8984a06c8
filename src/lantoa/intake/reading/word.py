"""The tables of a Word document (.docx), read in a stream: many lists come as Word.

Source: ECMA-376, part 1, 17.4 (tables). What is inserted under review counts as written, what is
deleted under review does not; text boxes and pictures are no part of a list.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from lantoa.intake.reading.extents import Extent, check_cells, check_extent
from lantoa.intake.reading.streaming import read_xml
from lantoa.intake.reading.tables import (
    BROKEN_XML,
    BROKEN_ZIP,
    MOST_TEXT,
    Cell,
    Refused,
    Table,
    Workbook,
    damaged,
    too_large,
)
from lantoa.shared.text import tidy

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN_PART = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main "
# What a text box holds, what was moved away under review, and how things were before a change.
_LEFT_OUT = frozenset({"txbxContent", "moveFrom", "tcPrChange", "trPrChange"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LONGEST_NAME = 31  # letters, as of a sheet
_WIDEST = 1_000  # columns a cell may say it takes; more than any sheet may have


def read_word(content: bytes) -> Workbook:
    """Read every table as a sheet, called by the line above it. Raises `Refused`."""
    reader = _Reader()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as package,
            package.open(MAIN_PART) as stream,
        ):
            read_xml(stream, start=reader.start, end=reader.end, text=reader.text)
    except (*BROKEN_ZIP, *BROKEN_XML) as error:
        raise damaged() from error
    if not reader.tables:
        raise Refused(
            "not_spreadsheet",
            _("Tệp Word này không có bảng nào. Đưa danh sách vào bảng rồi gửi lại."),
        )
    return Workbook(tuple(reader.tables))


@dataclass(slots=True)
class _Open:
    """A table that is being read, with its open row and cell."""

    table: Table
    extent: Extent = field(default_factory=Extent)
    row: list[Cell] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    span: int = 1
    goes_on: bool = False  # a merged cell that began in a row above


class _Reader:
    """Collects the tables of a document; one inside a cell is a table of its own."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self._open: list[_Open] = []
        self._extents: list[Extent] = []
        self._names: Counter[str] = Counter()
        self._title = ""
        self._line: list[str] = []
        self._is_text = False
        self._left_out = 0
        self._letters = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        name = _local(tag)
        if name in _LEFT_OUT:
            self._left_out += 1
        if self._left_out:
            return
        if name == "tbl":
            self._begin_table()
        elif name == "t":
            self._is_text = True
        elif name in _SIGNS:
            self._line.append(_SIGNS[name])
        elif name == "p":
            self._line = []
        elif self._open:
            self._shape(name, given)

    def _shape(self, name: str, given: dict[str, str]) -> None:
        current = self._open[-1]
        value = next((text for key, text in given.items() if _local(key) == "val"), "")
        if name == "tr":
            current.row = []
        elif name == "tc":
            current.lines, current.span, current.goes_on = [], 1, False
        elif name == "gridBefore":
            self._widen(current, _columns(value))
        elif name == "gridSpan":
            current.span = _columns(value)
        elif name == "vMerge":
            current.goes_on = value in {"", "continue"}

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name in _LEFT_OUT:
            self._left_out -= 1
        if self._left_out:
            return
        if name == "t":
            self._is_text = False
        elif name == "p":
            self._end_line()
        elif name == "tbl" and self._open:
            self._open.pop()
            check_cells(self._extents)
        elif name == "tc" and self._open:
            self._end_cell(self._open[-1])
        elif name == "tr" and self._open:
            self._end_row(self._open[-1])

    def text(self, text: str) -> None:
        if self._is_text and not self._left_out:
            self._letters += len(text)
            if self._letters > MOST_TEXT:
                raise too_large(_("chữ trong các ô dài quá mức"))
            self._line.append(text)

    def _begin_table(self) -> None:
        name = (self._title or _("Bảng"))[:_LONGEST_NAME]
        self._title = ""
        self._names[name] += 1
        number = self._names[name]
        table = Table(name if number == 1 else f"{name} ({number})", [])
        self.tables.append(table)
        self._open.append(_Open(table))
        self._extents.append(self._open[-1].extent)

    def _end_line(self) -> None:
        line = "".join(self._line).strip()
        self._line = []
        if self._open:
            self._open[-1].lines.append(line)
        elif line:
            self._title = tidy(line)

    def _end_cell(self, current: _Open) -> None:
        text = "" if current.goes_on else "\n".join(line for line in current.lines if line)
        place = len(current.row)
        self._widen(current, current.span)
        current.row[place] = text
        current.extent.cells += 1

    def _widen(self, current: _Open, columns: int) -> None:
        current.extent.columns = max(current.extent.columns, len(current.row) + columns)
        check_extent(current.extent)
        current.row += [""] * columns

    def _end_row(self, current: _Open) -> None:
        current.table.rows.append(current.row)
        current.extent.rows += 1
        check_extent(current.extent)


def _local(name: str) -> str:
    """Return the name of an element or attribute of Word; empty for any other namespace's."""
    for space in (_WORD, _STRICT):
        if name.startswith(space):
            return name.removeprefix(space)
    return ""


def _columns(written: str) -> int:
    return min(max(int(written or 1), 1), _WIDEST)
