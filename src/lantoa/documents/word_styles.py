"""Word's styles and lists, from the one table of `layout`."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from lantoa.documents import layout
from lantoa.documents.layout import STYLES, Style
from lantoa.documents.paper import Align
from lantoa.documents.wordml import emphasis, root, twips, w

BODY = "body"
FIGURE_STYLE = "Figure"
TABLE_STYLE = "TableGrid"
PLAIN_TABLE_STYLE = "PlainColumns"
_DASH_LIST = 1
_JUSTIFICATION = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
}
_SINGLE = 240  # one line, in the unit of w:spacing


def style_id(key: str) -> str:
    """Return the identity in the file of a style of `layout.STYLES`: "heading-1" is "Heading1"."""
    return "".join(part.capitalize() for part in key.split("-"))


def justification(align: Align) -> Element:
    return w("jc", val=_JUSTIFICATION[align])


def styles() -> Element:
    return root(
        "styles",
        _defaults(),
        _normal(),
        *(_paragraph_style(key, style) for key, style in STYLES.items()),
        _default_character_style(),
        _figure_style(),
        *_table_styles(),
    )


def numbering() -> Element:
    """Return the one list of the product: dashes that stand where a first line begins."""
    level = w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="bullet"),
        w("suff", val="space"),
        w("lvlText", val="-"),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=0, firstLine=twips(layout.FIRST_LINE_MM))),
        w("rPr", _fonts()),
        ilvl=0,
    )
    return root(
        "numbering",
        w("abstractNum", w("multiLevelType", val="singleLevel"), level, abstractNumId=_DASH_LIST),
        w("num", w("abstractNumId", val=_DASH_LIST), numId=_DASH_LIST),
    )


def _fonts() -> Element:
    font = layout.FONT
    return w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)


def _defaults() -> Element:
    size = STYLES[BODY].size_pt
    letters = w(
        "rPr",
        _fonts(),
        *emphasis(size_pt=size),
        w("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA"),
    )
    lines = w("pPr", w("spacing", before=0, after=0, line=_SINGLE, lineRule="auto"))
    return w("docDefaults", w("rPrDefault", letters), w("pPrDefault", lines))


def _normal() -> Element:
    return w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


def _paragraph_style(key: str, style: Style) -> Element:
    made = w("style", w("name", val=style.label), w("basedOn", val="Normal"), type="paragraph")
    made.set("w:styleId", style_id(key))
    if key not in {"page-number", "foot-note"}:
        made.append(w("next", val=style_id(BODY if style.outline is not None else key)))
    if style.label not in _BUILT_IN:
        made.set("w:customStyle", "1")
    made.append(w("uiPriority", val=1))
    made.append(w("qFormat"))
    made.append(_paragraph_properties(key, style))
    made.append(w("rPr", *emphasis(bold=style.bold, italic=style.italic, size_pt=style.size_pt)))
    return made


_BUILT_IN = {
    "Title", "Subtitle", "Body Text", "List Bullet", "heading 1", "heading 2", "heading 3",
    "caption", "header", "footer",
}  # fmt: skip


def _paragraph_properties(key: str, style: Style) -> Element:
    made = w("pPr")
    if style.keep_next:
        made.append(w("keepNext"))
    if style.outline is not None:
        made.append(w("keepLines"))
    if key == "bullet":
        made.append(w("numPr", w("numId", val=_DASH_LIST)))
    made.append(
        w(
            "spacing",
            before=round(style.before_pt * 20),
            after=round(style.after_pt * 20),
            line=round(style.line * _SINGLE),
            lineRule="auto",
        )
    )
    if style.first_line_mm or style.left_mm:
        made.append(w("ind", left=twips(style.left_mm), firstLine=twips(style.first_line_mm)))
    made.append(justification(style.align))
    if style.outline is not None:
        made.append(w("outlineLvl", val=style.outline))
    return made


def _default_character_style() -> Element:
    return w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val=1),
        w("semiHidden"),
        w("unhideWhenUsed"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )


def _figure_style() -> Element:
    # no colour and no underline: a figure opens its rows on the screen and prints as plain ink
    return w(
        "style",
        w("name", val="Số liệu"),
        w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=2),
        w("qFormat"),
        type="character",
        customStyle=1,
        styleId=FIGURE_STYLE,
    )


def _table_styles() -> tuple[Element, ...]:
    height, width = (twips(mm) for mm in layout.CELL_PADDING_MM)
    ancestor = w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("unhideWhenUsed"),
        w("tblPr", _cell_margins(0, 0)),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    plain = w(
        "style",
        w("name", val="Hai cột không kẻ"),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=40),
        w("tblPr", _cell_margins(0, 0)),
        type="table",
        customStyle=1,
        styleId=PLAIN_TABLE_STYLE,
    )
    eighths = round(layout.RULE_PT * 8)
    borders = w(
        "tblBorders",
        *(
            w(side, val="single", sz=eighths, space=0, color="000000")
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        ),
    )
    ruled = w(
        "style",
        w("name", val="Table Grid"),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=39),
        w("tblPr", borders, _cell_margins(height, width)),
        type="table",
        styleId=TABLE_STYLE,
    )
    return ancestor, plain, ruled


def _cell_margins(height: int, width: int) -> Element:
    sides = (("top", height), ("left", width), ("bottom", height), ("right", width))
    return w("tblCellMar", *(w(side, w=size, type="dxa") for side, size in sides))
