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


_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_CELL = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'


def ods(tables: str, *, manifest: str = "", before: str = "") -> bytes:
    """Return an ODS with these tables, as LibreOffice lays it out."""
    names = "".join(
        f' xmlns:{name}="{_OASIS}{name}:1.0"' for name in ("office", "table", "text", "manifest")
    )
    names += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "META-INF/manifest.xml", f"<manifest:manifest{names}>{manifest}</manifest:manifest>"
        )
        package.writestr(
            "content.xml",
            f"{before}<office:document-content{names}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return target.getvalue()


def ods_table(rows: str, name: str = "Sáng kiến") -> str:
    return f'<table:table table:name="{name}">{rows}</table:table>'


def ods_cell(text: str, attributes: str = "") -> str:
    return _CELL.format(attributes, text)


def ods_row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def an_ods_cell_that_stands_for_millions() -> bytes:
    wide = ods_cell("x", ' table:number-columns-repeated="200"')
    return ods(ods_table(ods_row(wide, 1_000_000)))


def an_ods_cell_at_the_far_end() -> bytes:
    empty = ods_row('<table:table-cell table:number-columns-repeated="16384"/>', 1_000_000)
    return ods(ods_table(ods_row(ods_cell("a")) + empty + ods_row(ods_cell("b"))))


def an_ods_of_empty_cells_written_out() -> bytes:
    return ods(ods_table(f"<table:table-row>{'<table:table-cell/>' * 6_000_000}</table:table-row>"))


def a_long_text_repeated_in_an_ods() -> bytes:
    return ods(ods_table(ods_row(ods_cell("x" * 30_000), 20_000)))


def entities_inside_an_ods() -> bytes:
    lines = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(9))
    return ods(ods_table(ods_row(ods_cell("&e8;"))), before=f"<!DOCTYPE a [{lines}]>")


def a_word_document_of_empty_elements() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w>{'<p/>' * 25_000_000}</w>")
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
    "ods-repeated": (an_ods_cell_that_stands_for_millions, "too_large"),
    "ods-far": (an_ods_cell_at_the_far_end, "too_large"),
    "ods-empty": (an_ods_of_empty_cells_written_out, "too_large"),
    "ods-text": (a_long_text_repeated_in_an_ods, "too_large"),
    "ods-entities": (entities_inside_an_ods, "corrupt"),
    "word": (a_word_document_of_empty_elements, "too_large"),
    "zip": (a_csv_of_two_gigabytes_claimed_by_a_zip, "too_large"),
}
