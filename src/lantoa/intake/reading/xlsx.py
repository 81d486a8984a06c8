"""Workbooks in XLSX: measured in a stream first, so that no library unpacks a trap."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _

from lantoa.intake.reading.extents import Extent, check_cells, check_extent, read_measured
from lantoa.intake.reading.tables import (
    MOST_TEXT,
    MOST_UNPACKED,
    Workbook,
    column_index,
    damaged,
    swells,
    too_large,
)
from lantoa.shared.numbers import group_digits

MOST_PARTS = 2_000
_PIECE = 1 << 20
_LONGEST_TAG = 1 << 16
_LONGEST_INDEX = 2_000_000  # bytes of the part that names the sheets
_OPENING = re.compile(rb"<(?:\w+:)?c[\s/>]")
# As every spreadsheet program writes a cell; anything else takes the slower way below.
_USUAL = re.compile(rb'<c r="([A-Z]{1,8})([0-9]{1,10})"(?: s="[0-9]+")?(?: t="([a-zA-Z]+)")?(/?)>')
_ANY = re.compile(rb"""<(?:\w+:)?c((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""\s([\w:.-]+)\s*=\s*["']([^"'<]*)["']""")
_PLACE = re.compile(rb"([A-Za-z]{1,8})([0-9]{1,10})$")
_ROW_NUMBER = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\sr\s*=\s*["']([0-9]{1,20})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row[\s>/]")
_TEXT_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*\bt=["']s["'])[^>]*>.*?<(?:\w+:)?v>([0-9]{1,9})<""", re.DOTALL
)
_ITEM_END = re.compile(rb"</(?:\w+:)?si>|<(?:\w+:)?si/>")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_xlsx(content: bytes) -> Workbook:
    """Read the sheets of a workbook. Raises `Refused`."""
    return read_measured(content, _measured)


def _measured(package: zipfile.ZipFile) -> dict[str, Extent]:
    """Unpack every part in a stream, throw it away, and return how large the sheets are.

    The declared sizes are not believed: unpacking stops where the allowance ends, and a part
    that holds more than it declares fails its checksum.
    """
    parts = package.infolist()
    if len(parts) > MOST_PARTS:
        raise too_large(_("quá %(most)s phần bên trong") % {"most": group_digits(MOST_PARTS)})
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise swells()
    sheets = _sheet_parts(package)
    extents: dict[str, Extent] = {}
    total = 0
    for part in parts:
        name = sheets.get(part.filename.lstrip("/"))
        extent = Extent() if name is not None else None
        for piece in _pieces(package, part):
            total += len(piece)
            if total > MOST_UNPACKED:
                raise swells()
            if extent is not None:
                _measure(piece, extent)
        if name is not None and extent is not None:
            extents[name] = extent
    check_cells(extents.values())
    _check_repeated_text(package, sheets)
    return extents


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part piece by piece, each ending before a tag begins."""
    carried = b""
    with package.open(part) as stream:
        while piece := stream.read(_PIECE):
            piece = carried + piece
            cut = piece.rfind(b"<")
            if cut < 0:
                carried = b""
                yield piece
                continue
            carried = piece[cut:]
            if len(carried) > _LONGEST_TAG:
                carried = b""
            yield piece[:cut]
    if carried:
        yield carried


def _measure(piece: bytes, extent: Extent) -> None:
    cells = _USUAL.findall(piece)
    if len(cells) != len(_OPENING.findall(piece)):
        cells = [_unusual(*found) for found in _ANY.findall(piece)]
        if len(cells) != len(_OPENING.findall(piece)):
            raise damaged()
    filled = [cell for cell in cells if not cell[3]]
    placed = [cell for cell in filled if cell[0]]
    extent.cells += len(filled)
    rows = [int(number) for number in {cell[1] for cell in placed}]
    columns = [column_index(letters.decode()) + 1 for letters in {cell[0] for cell in placed}]
    unplaced = len(filled) - len(placed)
    named = [int(number) for number in _ROW_NUMBER.findall(piece)]
    if unplaced:
        # They stand one after the other in the row around them: all may be in one row, and the
        # row may be any that the piece names.
        rows += [*named, extent.open_row]
        rows.append(extent.rows + len(_ROW.findall(piece)))
        columns.append(max([0, *columns]) + unplaced)
    extent.open_row = named[-1] if named else extent.open_row
    extent.rows = max([extent.rows, *rows])
    extent.columns = max([extent.columns, *columns])
    check_extent(extent)
    extent.broken += [
        (int(number) - 1, column_index(letters.decode()))
        for letters, number, kind, _slash in placed
        if kind == b"e"
    ]


def _unusual(attributes: bytes, slash: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return letters, row, type and slash of a cell tag whose attributes stand otherwise."""
    known = dict(_ATTRIBUTE.findall(attributes))
    place = known.get(b"r")
    if place is None:
        return (b"", b"", known.get(b"t", b""), slash)
    found = _PLACE.match(place)
    if not found:
        raise damaged()
    return (found[1].upper(), found[2], known.get(b"t", b""), slash)


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the name of each sheet by the part that holds it."""
    relations = _small(package, "xl/_rels/workbook.xml.rels")
    targets = {
        item.get("Id"): "/".join(["xl", *_steps(item.get("Target", ""))])
        for item in ET.fromstring(relations)  # noqa: S314 -- expat refuses entity bombs
    }
    workbook = ET.fromstring(_small(package, "xl/workbook.xml"))  # noqa: S314
    return {
        targets.get(item.get(_RELATION), ""): item.get("name", "")
        for item in workbook.iter()
        if item.tag.endswith("}sheet")
    }


def _steps(target: str) -> list[str]:
    steps = [step for step in target.split("/") if step not in {"", "."}]
    return steps[1:] if steps[:1] == ["xl"] else steps


def _small(package: zipfile.ZipFile, name: str) -> bytes:
    part = package.getinfo(name)
    if part.file_size > _LONGEST_INDEX:
        raise damaged()
    return package.read(part)


def _check_repeated_text(package: zipfile.ZipFile, sheets: dict[str, str]) -> None:
    """Refuse a few long texts that very many cells share: small on disk, huge in memory."""
    part = next(
        (part for part in package.infolist() if part.filename.endswith("sharedStrings.xml")), None
    )
    if part is None:
        return
    lengths: list[int] = []
    open_item = 0
    for piece in _pieces(package, part):
        items = _ITEM_END.split(piece)
        for item in items[:-1]:
            lengths.append(open_item + len(item))
            open_item = 0
        open_item += len(items[-1])
    longest = max(lengths, default=0)
    used: Counter[int] = Counter()
    for sheet in package.infolist():
        if sheet.filename.lstrip("/") in sheets:
            used.update(_shared_texts(package, sheet))
            total = sum(lengths[at] * times for at, times in used.items() if at < len(lengths))
            if longest * used.total() > MOST_TEXT and total > MOST_TEXT:
                raise too_large(_("chữ trong các ô dài quá mức"))


def _shared_texts(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Counter[int]:
    used: Counter[int] = Counter()
    carried = b""
    for piece in _pieces(package, part):
        text = carried + piece
        cut = text.rfind(b"<c ") if b"<c " in text else 0
        used.update(map(int, _TEXT_CELL.findall(text[:cut])))
        carried = text[cut:] if len(text) - cut < _LONGEST_TAG else b""
    used.update(map(int, _TEXT_CELL.findall(carried)))
    return used
