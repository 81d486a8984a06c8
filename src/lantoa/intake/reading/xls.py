"""Workbooks of Excel 97–2003 (.xls): measured record by record first; macros are never looked at.

Source: Microsoft, [MS-XLS] Excel Binary File Format, sections 2.3 and 2.4.
"""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

import olefile
import xlrd
from django.utils.translation import gettext as _

from lantoa.intake.reading.extents import Extent, check_cells, check_extent
from lantoa.intake.reading.tables import (
    MOST_TEXT,
    Broken,
    Cell,
    Refused,
    Table,
    Workbook,
    damaged,
    locked,
    too_large,
)
from lantoa.shared.numbers import group_digits

MEDIA_TYPE = "application/vnd.ms-excel"
MOST_RECORDS = 1_500_000
_STREAMS = ("Workbook", "Book")  # of Excel 97 on, of Excel 5 and 95
_BOF, _FILEPASS, _SST, _CONTINUE = 0x0809, 0x002F, 0x00FC, 0x003C
_LABELSST, _MULRK = 0x00FD, 0x00BD
# Formula, BoolErr, LabelSst, Number, Label, RK, RString; blank cells are not read
_ONE_CELL = frozenset({0x0006, 0x0205, _LABELSST, 0x0203, 0x0204, 0x027E, 0x00D6})


def read_xls(content: bytes) -> Workbook | None:
    """Read the sheets of a workbook; None where the file is of another program.

    Read by xlrd, which is slower than the library for the newer kinds, but a damaged file cannot
    end the process there. Raises `Refused`.
    """
    try:
        stream = _stream(content)
        if stream is None:
            return None
        _measure(stream)
        with xlrd.open_workbook(
            file_contents=content, ragged_rows=True, logfile=io.StringIO()
        ) as book:
            return Workbook(tuple(_table(sheet, book.datemode) for sheet in book.sheets()))
    except Refused:
        raise
    except Exception as error:  # whatever the parsers stumble over, the file is at fault
        raise damaged() from error


def _table(sheet: xlrd.sheet.Sheet, datemode: int) -> Table:
    rows = [[_cell(cell, datemode) for cell in sheet.row(number)] for number in range(sheet.nrows)]
    width = max(map(len, rows), default=0)
    padded = [row + [""] * (width - len(row)) for row in rows]
    return Table(sheet.name, padded, is_hidden=sheet.visibility != 0)


def _cell(cell: xlrd.sheet.Cell, datemode: int) -> Cell:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _moment(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Broken(xlrd.error_text_from_code.get(cell.value) or _("công thức lỗi"))
    value: Cell = cell.value
    return value


def _moment(serial: float, datemode: int) -> Cell:
    """Return the day, the time of day, or both, that a cell shows; the number where it is none."""
    try:
        moment: datetime = xlrd.xldate.xldate_as_datetime(serial, datemode)
    except (ValueError, OverflowError):
        return serial
    if serial < 1:
        return moment.time()
    return moment.date() if moment.time() == time.min else moment


def _stream(content: bytes) -> bytes | None:
    with olefile.OleFileIO(io.BytesIO(content)) as container:
        name = next((name for name in _STREAMS if container.exists(name)), None)
        if name is None:
            return None
        with container.openstream(name) as stream:
            read: bytes = stream.read()
    return read


@dataclass(slots=True)
class _Seen:
    """What the records tell: how far the sheets reach, and which texts their cells share."""

    extents: list[Extent] = field(default_factory=list)
    texts: list[bytes] = field(default_factory=list)
    uses: Counter[int] = field(default_factory=Counter)


def _measure(stream: bytes) -> None:
    """Refuse a workbook whose cells or texts would take too much room."""
    seen = _Seen()
    extent = Extent()
    in_texts = False
    for kind, body in _records(stream):
        in_texts = kind == _SST or (in_texts and kind == _CONTINUE)
        if kind == _FILEPASS:
            raise locked()
        if kind == _BOF:
            extent = Extent()
            seen.extents.append(extent)
        elif in_texts:
            seen.texts.append(body)
        elif kind in _ONE_CELL:
            _add_cell(kind, body, extent, seen)
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", body)
            _add(extent, row, struct.unpack_from("<H", body, len(body) - 2)[0], first)
    check_cells(seen.extents)
    _check_texts(seen)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each record as (kind, body)."""
    place = count = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        count += 1
        if count > MOST_RECORDS:
            most = group_digits(MOST_RECORDS)
            raise too_large(_("quá %(most)s phần bên trong") % {"most": most})
        if kind:  # zeros fill the end of the stream
            yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _add_cell(kind: int, body: bytes, extent: Extent, seen: _Seen) -> None:
    row, column = struct.unpack_from("<HH", body)
    _add(extent, row, column, column)
    if kind == _LABELSST:
        seen.uses[struct.unpack_from("<I", body, 6)[0]] += 1


def _add(extent: Extent, row: int, last: int, first: int) -> None:
    extent.cells += max(last - first, 0) + 1
    extent.rows = max(extent.rows, row + 1)
    extent.columns = max(extent.columns, last + 1)
    check_extent(extent)


def _check_texts(seen: _Seen) -> None:
    """Refuse a few long texts that very many cells share: small on disk, huge in memory."""
    if not seen.texts:
        return
    lengths = list(_lengths(seen.texts))
    total = sum(lengths[at] * times for at, times in seen.uses.items() if at < len(lengths))
    if total > MOST_TEXT:
        raise too_large(_("chữ trong các ô dài quá mức"))


def _lengths(pieces: Sequence[bytes]) -> Iterator[int]:
    """Yield the number of letters of each shared text; a text may go on in the next piece."""
    count = struct.unpack_from("<I", pieces[0], 4)[0]
    at, place = 0, 8
    for _number in range(count):
        while place >= len(pieces[at]):
            place -= len(pieces[at])
            at += 1
        piece = pieces[at]
        letters, flags = struct.unpack_from("<HB", piece, place)
        place += 3
        behind = 0
        if flags & 8:
            behind += 4 * struct.unpack_from("<H", piece, place)[0]
            place += 2
        if flags & 4:
            behind += struct.unpack_from("<I", piece, place)[0]
            place += 4
        yield letters
        while True:
            size = 2 if flags & 1 else 1
            room = max(len(pieces[at]) - place, 0) // size
            if letters <= room:
                place += letters * size + behind
                break
            letters -= room
            at, place = at + 1, 1
            flags = pieces[at][0]
