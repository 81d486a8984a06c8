"""Files that nobody should be able to hurt us with, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
ROOT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
BOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="Sáng kiến" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
BOOK_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>"
)
SHEET_START = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
SHEET_END = b"</sheetData></worksheet>"
_PIECE = 1 << 20


def book(sheet: Iterator[bytes] | bytes, *, strings: bytes = b"", level: int = 1) -> bytes:
    """Return a workbook whose only sheet is this XML."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", ROOT_RELATIONS)
        package.writestr("xl/workbook.xml", BOOK)
        package.writestr("xl/_rels/workbook.xml.rels", BOOK_RELATIONS)
        package.writestr("xl/sharedStrings.xml", strings or f'<sst xmlns="{_MAIN}"/>')
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in [sheet] if isinstance(sheet, bytes) else sheet:
                part.write(piece)
    return target.getvalue()


def _text_cell(place: str, text: str) -> bytes:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def two_gigabytes_of_zeros() -> bytes:
    def sheet() -> Iterator[bytes]:
        yield SHEET_START + b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
        zeros = b"0" * _PIECE
        for _turn in range(2048):
            yield zeros
        yield b"</t></is></c></row>" + SHEET_END

    return book(sheet())


def lying_about_its_size() -> bytes:
    """A sheet of 160 MB that declares a few hundred bytes."""
    content = bytearray(book(iter([SHEET_START, *[b" " * _PIECE] * 160, SHEET_END])))
    # The central directory's sizes of the last part, a sheet, are what readers believe.
    at = content.rfind(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 300)
    return bytes(content)


def a_million_columns() -> bytes:
    cells = _text_cell("A1", "Mã") + _text_cell("BDWGN1", "xa")
    return book(SHEET_START + b'<row r="1">' + cells + b"</row>" + SHEET_END)


def only_claiming_a_million_columns() -> bytes:
    start = SHEET_START.replace(b"<sheetData>", b'<dimension ref="A1:BDWGN1048576"/><sheetData>')
    return book(start + b'<row r="1">' + _text_cell("A1", "Mã") + b"</row>" + SHEET_END)


def a_million_unplaced_columns() -> bytes:
    cells = b"<c><v>1</v></c>" * 1_000_000
    return book(SHEET_START + b"<row>" + cells + b"</row>" + SHEET_END)


def a_cell_at_the_far_end() -> bytes:
    row = b'<row r="1048576">' + _text_cell("IV1048576", "xa") + b"</row>"
    return book(SHEET_START + row + SHEET_END)


def too_many_rows() -> bytes:
    rows = b"".join(
        f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>'.encode() for n in range(1, 200_100)
    )
    return book(SHEET_START + rows + SHEET_END)


def a_long_text_shared_by_many() -> bytes:
    """Thirty thousand letters, in a hundred thousand cells: 3 GB once unpacked."""
    strings = f'<sst xmlns="{_MAIN}"><si><t>{"a" * 30_000}</t></si></sst>'.encode()
    rows = b"".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>'.encode() for n in range(1, 100_001)
    )
    return book(SHEET_START + rows + SHEET_END, strings=strings)


def entities_inside_entities() -> bytes:
    levels = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' if n else '<!ENTITY e0 "aaaaaaaaaa">'
        for n in range(9)
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("xl/_rels/workbook.xml.rels", BOOK_RELATIONS)
        package.writestr("xl/workbook.xml", f"<!DOCTYPE x [{levels}]><workbook>&e8;</workbook>")
    return target.getvalue()


def a_csv_of_two_gigabytes_claimed_by_a_zip() -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package,
        package.open("Sáng kiến.csv", "w", force_zip64=True) as part,
    ):
        for _turn in range(2048):
            part.write(b"0" * _PIECE)
    return target.getvalue()


HUGE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zeros": (two_gigabytes_of_zeros, "too_large"),
    "liar": (lying_about_its_size, "corrupt"),
    "columns": (a_million_columns, "too_large"),
    "unplaced": (a_million_unplaced_columns, "too_large"),
    "far": (a_cell_at_the_far_end, "too_large"),
    "rows": (too_many_rows, "too_large"),
    "shared": (a_long_text_shared_by_many, "too_large"),
    "entities": (entities_inside_entities, "corrupt"),
    "zip": (a_csv_of_two_gigabytes_claimed_by_a_zip, "too_large"),
}
