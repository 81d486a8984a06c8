"""Workbooks in ODS: measured in a stream first, since one cell may stand for millions."""

from __future__ import annotations

import io
import zipfile

from django.utils.translation import gettext as _

from lantoa.intake.reading.extents import Extent, check_cells, check_extent, read_measured
from lantoa.intake.reading.streaming import read_xml
from lantoa.intake.reading.tables import (
    BROKEN_ZIP,
    MOST_TEXT,
    MOST_UNPACKED,
    Workbook,
    locked,
    swells,
    too_large,
)

MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_LONGEST_INDEX = 2_000_000  # bytes of the part that names the others
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE = f"{_OASIS}table:1.0 table"
_ROW = f"{_OASIS}table:1.0 table-row"
_CELLS = {f"{_OASIS}table:1.0 table-cell", f"{_OASIS}table:1.0 covered-table-cell"}
_NAME = f"{_OASIS}table:1.0 name"
_ROWS = f"{_OASIS}table:1.0 number-rows-repeated"
_COLUMNS = f"{_OASIS}table:1.0 number-columns-repeated"
_PARAGRAPH = f"{_OASIS}text:1.0 p"
_VALUE = f"{_OASIS}office:1.0 value-type"
_SHOWN = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"


def is_ods(content: bytes) -> bool:
    """Tell whether a ZIP says of itself that it is a spreadsheet in ODS."""
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as package,
            package.open("mimetype") as stream,
        ):
            return stream.read(len(MEDIA_TYPE)) == MEDIA_TYPE.encode()
    except BROKEN_ZIP:
        return False


def read_ods(content: bytes) -> Workbook:
    """Read the sheets of a workbook. Raises `Refused`."""
    return read_measured(content, _measured)


def _measured(package: zipfile.ZipFile) -> dict[str, Extent]:
    """Read the cells in a stream, keep nothing of them, and return how large the sheets are."""
    if sum(part.file_size for part in package.infolist()) > MOST_UNPACKED:
        raise swells()
    manifest = package.getinfo("META-INF/manifest.xml")
    if manifest.file_size <= _LONGEST_INDEX and b"encryption-data" in package.read(manifest):
        raise locked()
    measure = _Measure()
    with package.open("content.xml") as stream:
        read_xml(stream, start=measure.start, end=measure.end, text=measure.text)
    check_cells(measure.extents.values())
    return measure.extents


class _Measure:
    """Counts what a sheet would hold if every repetition were written out."""

    def __init__(self) -> None:
        self.extents: dict[str, Extent] = {}
        self._extent = Extent()
        self._row = self._column = 0  # the first of the open ones
        self._rows = self._columns = 1  # how many the open ones stand for
        self._has_value = self._is_broken = False
        self._letters = 0
        self._total = 0
        self._in_paragraph = 0

    def start(self, tag: str, given: dict[str, str]) -> None:
        if tag in _CELLS:
            self._columns = max(int(given.get(_COLUMNS, 1)), 1)
            self._has_value = _VALUE in given
            self._is_broken = given.get(_SHOWN) == "error"
            self._letters = 0
        elif tag == _PARAGRAPH:
            self._in_paragraph += 1
        elif tag == _ROW:
            self._rows = max(int(given.get(_ROWS, 1)), 1)
            self._column = 0
        elif tag == _TABLE:
            self._extent = self.extents.setdefault(given.get(_NAME, ""), Extent())
            self._row = 0

    def end(self, tag: str) -> None:
        if tag in _CELLS:
            if self._has_value or self._letters:
                self._add()
            self._column += self._columns
        elif tag == _PARAGRAPH:
            self._in_paragraph -= 1
        elif tag == _ROW:
            self._row += self._rows

    def text(self, text: str) -> None:
        if self._in_paragraph:
            self._letters += len(text)

    def _add(self) -> None:
        extent, times = self._extent, self._rows * self._columns
        extent.cells += times
        extent.rows = max(extent.rows, self._row + self._rows)
        extent.columns = max(extent.columns, self._column + self._columns)
        check_extent(extent)
        self._total += self._letters * times
        if self._total > MOST_TEXT:
            raise too_large(_("chữ trong các ô dài quá mức"))
        if self._is_broken:
            extent.broken += [
                (self._row + down, self._column + across)
                for down in range(self._rows)
                for across in range(self._columns)
            ]
