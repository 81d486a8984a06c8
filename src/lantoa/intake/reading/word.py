"""The tables of a Word document (.docx): many lists come as Word. Pictures are ignored."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from lantoa.intake.reading.extents import Extent, check_cells, check_extent
from lantoa.intake.reading.tables import (
    BROKEN_ZIP,
    Cell,
    Refused,
    Table,
    Workbook,
    damaged,
    locked,
    too_large,
)
from lantoa.shared.text import tidy

MOST_TEXT_BYTES = 12_000_000  # of the text of the document: as a tree it takes ten times that
MOST_PACKAGE_BYTES = 96_000_000  # with its pictures
_LONGEST_NAME = 31  # letters, as of a sheet


def read_word(content: bytes) -> Workbook:
    """Read every table as a sheet, called by the line above it. Raises `Refused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_size(package)
        tables = tuple(_tables(docx.Document(io.BytesIO(content)).element.body))
    except (*BROKEN_ZIP, OpcError, LxmlError, AttributeError) as error:
        raise damaged() from error
    if not tables:
        raise Refused(
            "not_spreadsheet",
            _("Tệp Word này không có bảng nào. Đưa danh sách vào bảng rồi gửi lại."),
        )
    return Workbook(tables)


def _check_size(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise locked()
    xml = max(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if xml > MOST_TEXT_BYTES or sum(part.file_size for part in parts) > MOST_PACKAGE_BYTES:
        raise too_large(
            _("chữ quá %(text)s MB, hoặc cả tệp quá %(whole)s MB")
            % {"text": MOST_TEXT_BYTES // 1_000_000, "whole": MOST_PACKAGE_BYTES // 1_000_000}
        )


def _tables(body: Any) -> Iterator[Table]:  # noqa: ANN401 -- an element of the document
    title = ""
    names: Counter[str] = Counter()
    extents: list[Extent] = []
    for block in body.iterchildren():
        if block.tag == qn("w:p"):
            title = tidy(_paragraph(block)) or title
        elif block.tag == qn("w:tbl"):
            extent = Extent()
            rows = [_row(row, extent) for row in block.iterchildren(qn("w:tr"))]
            extents.append(extent)
            check_cells(extents)
            name = (title or _("Bảng"))[:_LONGEST_NAME]
            names[name] += 1
            yield Table(name if names[name] == 1 else f"{name} ({names[name]})", rows)
            title = ""


def _row(row: Any, extent: Extent) -> list[Cell]:  # noqa: ANN401
    """Return the cells of a row at their places: what a merged cell covers is empty."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    cells: list[Cell] = [""] * (_number(before) if before is not None else 0)
    for cell in row.iter(qn("w:tc")):
        if cell.getparent() is not row and cell.getparent().tag == qn("w:tr"):
            continue  # of a table inside a cell
        properties = cell.find(qn("w:tcPr"))
        span = properties.find(qn("w:gridSpan")) if properties is not None else None
        merged = properties.find(qn("w:vMerge")) if properties is not None else None
        goes_on = merged is not None and merged.get(qn("w:val"), "continue") == "continue"
        lines = () if goes_on else map(_paragraph, cell.iterchildren(qn("w:p")))
        cells.append("\n".join(line for line in lines if line))
        cells += [""] * ((_number(span) if span is not None else 1) - 1)
        extent.cells += 1
        extent.columns = max(extent.columns, len(cells))
        check_extent(extent)
    extent.rows += 1
    check_extent(extent)
    return cells


def _paragraph(element: Any) -> str:  # noqa: ANN401
    return Paragraph(element, None).text.strip()  # type: ignore[arg-type]  # no parent is asked for


def _number(element: Any) -> int:  # noqa: ANN401
    """Return how many columns an element says it takes; a made-up number is no reason to fill."""
    written = element.get(qn("w:val"), "1")
    return min(max(int(written), 1), 1_000)
