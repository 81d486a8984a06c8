"""An official paper as an editable Word file."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from lantoa.documents import layout
from lantoa.documents.composition import (
    HeadCell,
    Line,
    Pair,
    Part,
    Piece,
    Rule,
    Section,
    column_shares,
    compose,
    head_rows,
)
from lantoa.documents.paper import Align, Band, Figure, PageBreak, Paper, Run, Table, Text
from lantoa.documents.word_package import FIRST_FOOTER, FOOTER, HEADER, References, pack
from lantoa.documents.word_styles import (
    FIGURE_STYLE,
    PLAIN_TABLE_STYLE,
    TABLE_STYLE,
    justification,
    style_id,
)
from lantoa.documents.wording import printable
from lantoa.documents.wordml import emphasis, root, run, twips, w


def render_docx(paper: Paper) -> bytes:
    """Return the paper as DOCX: real styles, headings, lists, tables and sections, to be edited."""
    references = References()
    body = w("body")
    sections = compose(paper)
    for section in sections:
        width = layout.text_width_mm(landscape=section.landscape)
        for part in section.parts:
            body.extend(_part(part, width_mm=width, references=references))
        properties = _section_properties(section, first=section is sections[0], paper=paper)
        if section is sections[-1]:
            body.append(_smallest_paragraph())
            body.append(properties)
        else:
            body.append(_smallest_paragraph(properties))
    return pack(paper, document=root("document", body), references=references)


def _part(part: Part, *, width_mm: float, references: References) -> Iterator[Element]:
    match part:
        case Line():
            yield _line(part, references)
        case Rule():
            yield _rule(part, width_mm=width_mm)
        case Pair():
            yield _pair(part, references)
        case Table():
            yield _table(part, width_mm=width_mm, references=references)
        case PageBreak():
            yield w("p", w("r", w("br", type="page")))


def _line(line: Line, references: References) -> Element:
    properties = w("pPr", w("pStyle", val=style_id(line.style)))
    if line.keep_next:
        properties.append(w("keepNext"))
    made = w("p", properties)
    for words in line.runs:
        made.extend(_run(words, references))
    return made


def _run(words: Run, references: References, *, size_pt: float | None = None) -> Iterator[Element]:
    match words:
        case str():
            yield run(words, emphasis(size_pt=size_pt))
        case Text():
            yield run(words.text, emphasis(bold=words.bold, italic=words.italic, size_pt=size_pt))
        case Figure():
            yield from _figure(words, references, size_pt=size_pt)


def _figure(figure: Figure, references: References, *, size_pt: float | None) -> Iterator[Element]:
    properties = [w("rStyle", val=FIGURE_STYLE), *emphasis(bold=figure.bold, size_pt=size_pt)]
    words = run(figure.text, properties)
    if figure.url:
        words = w("hyperlink", words, tooltip=printable(figure.code), history=1)
        words.set("r:id", references.link(figure.url))
    identity, name = references.bookmark(figure.code)
    yield w("bookmarkStart", id=identity, name=name)
    yield words
    yield w("bookmarkEnd", id=identity)


def _rule(rule: Rule, *, width_mm: float) -> Element:
    indent = twips((width_mm - rule.mm) / 2)
    size = layout.STYLES["rule"].size_pt
    border = w("top", val="single", sz=round(layout.RULE_PT * 8), space=1, color="000000")
    properties = w("pPr", w("pStyle", val=style_id("rule")), w("pBdr", border))
    properties.append(w("spacing", line=round(size * 20), lineRule="exact"))
    properties.append(w("ind", left=indent, right=indent))
    return w("p", properties)


def _pair(pair: Pair, references: References) -> Element:
    left, right = pair.columns_mm
    gap = twips(layout.COLUMN_GAP_MM)
    made = _empty_table([twips(left) + gap, twips(right)], style=PLAIN_TABLE_STYLE)
    for cells in pair.rows:
        first, second = (
            [_piece(piece, references, width_mm=width) for piece in pieces] or [w("p")]
            for pieces, width in zip(cells, pair.columns_mm, strict=True)
        )
        apart = w("tcMar", w("right", w=gap, type="dxa"))
        row = w("tr", w("trPr", w("cantSplit")))
        row.append(w("tc", w("tcPr", w("tcW", w=twips(left) + gap, type="dxa"), apart), *first))
        row.append(w("tc", w("tcPr", w("tcW", w=twips(right), type="dxa")), *second))
        made.append(row)
    return made


def _piece(piece: Piece, references: References, *, width_mm: float) -> Element:
    if isinstance(piece, Rule):
        return _rule(piece, width_mm=width_mm)
    return _line(piece, references)


def _empty_table(widths: list[int], *, style: str) -> Element:
    properties = w("tblPr", w("tblStyle", val=style))
    properties.append(w("tblW", w=sum(widths), type="dxa"))
    properties.append(w("tblLayout", type="fixed"))
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)))


def _table(table: Table, *, width_mm: float, references: References) -> Element:
    widths = [twips(share * width_mm) for share in column_shares(table)]
    drawing = _TableDrawing(table, widths, references)
    made = _empty_table(widths, style=TABLE_STYLE)
    made.extend(drawing.head())
    for row in table.rows:
        made.append(drawing.band(row) if isinstance(row, Band) else drawing.row(row, style="cell"))
    if table.total is not None:
        made.append(drawing.row(table.total, style="total"))
    return made


class _TableDrawing:
    """The rows of one table."""

    def __init__(self, table: Table, widths: list[int], references: References) -> None:
        self._table = table
        self._widths = widths
        self._references = references
        usual = layout.STYLES["cell"].size_pt
        self._size_pt = None if table.size_pt == usual else table.size_pt

    def head(self) -> Iterator[Element]:
        deep: list[HeadCell] = []
        for cells in head_rows(self._table):
            row = w("tr", w("trPr", w("cantSplit"), w("tblHeader")))
            for cell in sorted((*cells, *deep), key=lambda cell: cell.at):
                row.append(self._head_cell(cell, below=cell in deep))
            deep = [cell for cell in cells if cell.depth > 1]
            yield row

    def row(self, cells: tuple[Run, ...], *, style: str) -> Element:
        made = w("tr", w("trPr", w("cantSplit")))
        for at, (words, column) in enumerate(zip(cells, self._table.columns, strict=True)):
            properties = w("tcPr", w("tcW", w=self._widths[at], type="dxa"))
            made.append(self._cell(words, properties, style=style, align=column.align))
        return made

    def band(self, band: Band) -> Element:
        properties = w("tcPr", w("tcW", w=sum(self._widths), type="dxa"))
        properties.append(w("gridSpan", val=len(self._widths)))
        cell = self._cell(band.text, properties, style="band", align=Align.LEFT)
        return w("tr", w("trPr", w("cantSplit")), cell)

    def _head_cell(self, cell: HeadCell, *, below: bool) -> Element:
        width = sum(self._widths[cell.at : cell.at + cell.span])
        properties = w("tcPr", w("tcW", w=width, type="dxa"))
        if cell.span > 1:
            properties.append(w("gridSpan", val=cell.span))
        if cell.depth > 1:
            properties.append(w("vMerge", val="continue" if below else "restart"))
        properties.append(w("vAlign", val="center"))
        words = "" if below else cell.text
        return self._cell(words, properties, style="table-head", align=Align.CENTER)

    def _cell(self, words: Run, properties: Element, *, style: str, align: Align) -> Element:
        paragraph = w("p", w("pPr", w("pStyle", val=style_id(style)), justification(align)))
        if words != "":
            paragraph.extend(_run(words, self._references, size_pt=self._size_pt))
        return w("tc", properties, paragraph)


def _smallest_paragraph(section: Element | None = None) -> Element:
    # Word wants a paragraph after a table and for the end of a section; it must not open a page
    properties = w("pPr", w("spacing", line=20, lineRule="exact"), w("rPr", *emphasis(size_pt=1)))
    if section is not None:
        properties.append(section)
    return w("p", properties)


def _section_properties(section: Section, *, first: bool, paper: Paper) -> Element:
    """Return page size, margins and numbering; later sections inherit head and foot."""
    made = w("sectPr")
    if first:
        made.append(_reference("headerReference", "default", HEADER))
        if paper.foot_note:
            made.append(_reference("footerReference", "default", FOOTER))
            made.append(_reference("footerReference", "first", FIRST_FOOTER))
    made.append(w("type", val="nextPage"))
    width, height = twips(layout.PAGE_WIDTH_MM), twips(layout.PAGE_HEIGHT_MM)
    if section.landscape:
        made.append(w("pgSz", w=height, h=width, orient="landscape"))
    else:
        made.append(w("pgSz", w=width, h=height))
    made.append(
        w(
            "pgMar",
            top=twips(layout.MARGIN_TOP_MM),
            right=twips(layout.MARGIN_RIGHT_MM),
            bottom=twips(layout.MARGIN_BOTTOM_MM),
            left=twips(layout.MARGIN_LEFT_MM),
            header=twips(layout.PAGE_NUMBER_FROM_EDGE_MM),
            footer=twips(layout.FOOT_NOTE_FROM_EDGE_MM),
            gutter=0,
        )
    )
    made.append(w("pgNumType", start=1))
    made.append(w("titlePg"))
    return made


def _reference(tag: str, kind: str, identity: str) -> Element:
    made = w(tag, type=kind)
    made.set("r:id", identity)
    return made
