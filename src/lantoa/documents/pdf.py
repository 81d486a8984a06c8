"""An official paper as PDF: tagged for screen readers, fit for archives, with its fonts inside."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import gettext as _

from lantoa.documents import layout
from lantoa.documents.composition import (
    Line,
    Pair,
    Part,
    Rule,
    Section,
    column_shares,
    compose,
    head_rows,
)
from lantoa.documents.paper import Band, Figure, PageBreak, Paper, Row, Run, Table, Text
from lantoa.documents.wording import printable
from lantoa.shared.errors import DomainError

FONTS = Path(__file__).parent / "fonts"
_TEMPLATE = Path(__file__).parent / "paper.typ"
# accessible and for long keeping; both refuse a letter that no font can show
_UNPRINTABLE = re.compile(r"the text `\"(?P<sign>.+?)\"` could not be displayed")
_LARGE = 100_000
_KEPT_COMPILATIONS = 10
_UNITS_OF_TIME = ("year", "month", "day", "hour", "minute", "second")
_SIZES = {
    "margin_top_mm": layout.MARGIN_TOP_MM,
    "margin_bottom_mm": layout.MARGIN_BOTTOM_MM,
    "margin_left_mm": layout.MARGIN_LEFT_MM,
    "margin_right_mm": layout.MARGIN_RIGHT_MM,
    "page_number_from_edge_mm": layout.PAGE_NUMBER_FROM_EDGE_MM,
    "foot_note_from_edge_mm": layout.FOOT_NOTE_FROM_EDGE_MM,
    "cell_padding_mm": layout.CELL_PADDING_MM,
    "column_gap_mm": layout.COLUMN_GAP_MM,
    "rule_pt": layout.RULE_PT,
}
_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


class UnprintableCharacter(DomainError):
    """The text holds a sign that no font of official papers has, such as an emoji."""


def render_pdf(paper: Paper) -> bytes:
    """Return the paper as PDF, saying the same as its Word file.

    Raises `UnprintableCharacter` where a sign has no glyph: nothing is left out silently.
    """
    if not any(FONTS.glob("Tinos-*.ttf")):
        raise FileNotFoundError(f"{FONTS}: no fonts; `make assets` builds them")
    made_at = paper.made_at.astimezone(UTC)
    data = json.dumps(_data(paper, made_at), ensure_ascii=False)
    try:
        return typst.compile(
            _TEMPLATE,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            sys_inputs={"paper": data},
            format="pdf",
            pdf_standards=_STANDARDS,
            timestamp=made_at,
        )
    except typst.TypstError as error:
        unprintable = _UNPRINTABLE.search(error.message)
        if not unprintable:
            raise
        raise UnprintableCharacter(
            _("Ký tự “%(sign)s” không in được trên văn bản. Xóa hoặc thay ký tự ấy rồi tải lại.")
            % {"sign": unprintable["sign"]}
        ) from error
    finally:
        if len(data) > _LARGE:
            _forget()


def _forget() -> None:
    """Make typst drop what it keeps for the next ten compilations: 70 MB for 500 rows of a list."""
    for _time in range(_KEPT_COMPILATIONS + 1):
        typst.compile(b" ", format="svg", ignore_system_fonts=True)


def _data(paper: Paper, made_at: datetime) -> dict[str, Any]:
    return {
        "title": printable(paper.title),
        "author": printable(paper.issuing_body),
        "description": printable(paper.foot_note or paper.title),
        "made_at": {unit: getattr(made_at, unit) for unit in _UNITS_OF_TIME},
        "foot_note": printable(paper.foot_note),
        "styles": {key: asdict(style) for key, style in layout.STYLES.items()},
        "sizes": _SIZES,
        "sections": [_section(section) for section in compose(paper)],
    }


def _section(section: Section) -> dict[str, Any]:
    width_mm = layout.text_width_mm(landscape=section.landscape)
    parts = [_part(part, width_mm) for part in section.parts]
    return {"landscape": section.landscape, "parts": parts}


def _part(part: Part, width_mm: float) -> dict[str, Any]:
    match part:
        case Line():
            runs = [_run(run) for run in part.runs]
            return {"part": "line", "style": part.style, "runs": runs, "keep_next": part.keep_next}
        case Rule():
            return {"part": "rule", "mm": part.mm}
        case Pair():
            cells = [
                [_part(piece, width_mm) for piece in cell] for row in part.rows for cell in row
            ]
            return {"part": "pair", "columns_mm": part.columns_mm, "cells": cells}
        case PageBreak():
            return {"part": "page-break"}
        case Table():
            return _table(part, width_mm)


def _run(run: Run) -> dict[str, Any]:
    match run:
        case str():
            return {"text": printable(run), "bold": False, "italic": False, "url": ""}
        case Text():
            text = printable(run.text)
            return {"text": text, "bold": run.bold, "italic": run.italic, "url": ""}
        case Figure():
            text = printable(run.text)
            return {"text": text, "bold": run.bold, "italic": False, "url": run.url}


def _table(table: Table, width_mm: float) -> dict[str, Any]:
    rows = [_row(row, kind="cell") for row in table.rows]
    if table.total is not None:
        rows.append(_row(table.total, kind="total"))
    return {
        "part": "table",
        "columns_mm": [share * width_mm for share in column_shares(table)],
        "aligns": [column.align for column in table.columns],
        "size_pt": table.size_pt,
        "head": [
            asdict(cell) | {"text": printable(cell.text)}
            for row in head_rows(table)
            for cell in row
        ],
        "rows": rows,
    }


def _row(row: Row, *, kind: str) -> dict[str, Any]:
    if isinstance(row, Band):
        return {"kind": "band", "text": printable(row.text)}
    return {"kind": kind, "cells": [_run(cell) for cell in row]}
