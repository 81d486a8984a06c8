"""The exact look of an official paper, once for every format.

Source: NĐ 30/2020/NĐ-CP, Phụ lục I: A4, margins 20-25, 20-25, 30-35, 15-20 mm, and for each part
its case, size, weight and slant. Where the decree gives a range, one value is chosen: 12 and 13 pt
in the head so that the national name stays on one line, 14 pt in the body.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from lantoa.documents.paper import Align

FONT = "Times New Roman"

PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
MARGIN_TOP_MM, MARGIN_BOTTOM_MM, MARGIN_LEFT_MM, MARGIN_RIGHT_MM = 20, 20, 30, 20
HEAD_COLUMNS_MM = (66, 91)
SIGNATURE_COLUMNS_MM = (67, 90)
COLUMN_GAP_MM = 3
FIRST_LINE_MM = 12.7
PAGE_NUMBER_FROM_EDGE_MM = 10
FOOT_NOTE_FROM_EDGE_MM = 9
CELL_PADDING_MM = (0.6, 1.5)  # above and below, left and right
RULE_PT = 0.75

# between 1/3 and 1/2 of the line above; the rule under the motto is as long as the motto
SHORT_RULE = 0.42
SPACE_FOR_SIGNATURE_PT = 72


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of paragraph: `label` is its name in Word's list of styles."""

    label: str
    size_pt: float
    bold: bool = False
    italic: bool = False
    align: Align = Align.LEFT
    first_line_mm: float = 0
    left_mm: float = 0
    before_pt: float = 0
    after_pt: float = 0
    line: float = 1
    keep_next: bool = False
    outline: int | None = None


_CENTER = Align.CENTER
_JUSTIFY = Align.JUSTIFY

STYLES = {
    "national-name": Style("Quốc hiệu", 12, bold=True, align=_CENTER),
    "motto": Style("Tiêu ngữ", 13, bold=True, align=_CENTER),
    "parent-body": Style("Cơ quan chủ quản", 12, align=_CENTER),
    "issuing-body": Style("Cơ quan ban hành", 12, bold=True, align=_CENTER),
    "rule": Style("Đường kẻ", 4, align=_CENTER, before_pt=2, after_pt=6),
    "number": Style("Số, ký hiệu", 13, align=_CENTER),
    "place": Style("Địa danh, ngày", 13, italic=True, align=_CENTER),
    "kind": Style("Title", 14, bold=True, align=_CENTER, before_pt=18, keep_next=True),
    "subject": Style("Subtitle", 14, bold=True, align=_CENTER, keep_next=True),
    "addressee": Style("Kính gửi", 14, align=_CENTER, before_pt=6, after_pt=6),
    "addressee-label": Style(
        "Kính gửi (nhiều nơi)", 14, left_mm=25, before_pt=6, after_pt=3, keep_next=True
    ),
    "addressee-line": Style("Nơi kính gửi", 14, left_mm=40, after_pt=6),
    "basis": Style(
        "Căn cứ", 14, italic=True, align=_JUSTIFY, first_line_mm=FIRST_LINE_MM,
        after_pt=6, line=1.15,
    ),
    "body": Style(
        "Body Text", 14, align=_JUSTIFY, first_line_mm=FIRST_LINE_MM, after_pt=6, line=1.15
    ),
    "bullet": Style(
        "List Bullet", 14, align=_JUSTIFY, first_line_mm=FIRST_LINE_MM, after_pt=6, line=1.15
    ),
    "heading-1": Style(
        "heading 1", 14, bold=True, before_pt=6, after_pt=6, line=1.15, keep_next=True, outline=0
    ),
    "heading-2": Style(
        "heading 2", 14, bold=True, align=_JUSTIFY, first_line_mm=FIRST_LINE_MM,
        after_pt=6, line=1.15, keep_next=True, outline=1,
    ),
    "heading-3": Style(
        "heading 3", 14, bold=True, italic=True, align=_JUSTIFY, first_line_mm=FIRST_LINE_MM,
        after_pt=6, line=1.15, keep_next=True, outline=2,
    ),
    "caption": Style(
        "caption", 13, bold=True, align=_CENTER, before_pt=6, after_pt=4, keep_next=True
    ),
    "unit": Style(
        "Đơn vị tính", 12, italic=True, align=Align.RIGHT, after_pt=3, keep_next=True
    ),
    "table-head": Style("Đầu bảng", 12, bold=True, align=_CENTER, keep_next=True),
    "cell": Style("Ô bảng", 12),
    "band": Style("Nhóm trong bảng", 12, bold=True, keep_next=True),
    "total": Style("Dòng cộng", 12, bold=True),
    "table-note": Style("Ghi chú bảng", 12, italic=True, align=_JUSTIFY, before_pt=3),
    "table-end": Style("Hết bảng", 6),
    "signer-post": Style("Chức vụ người ký", 14, bold=True, align=_CENTER, keep_next=True),
    "signer-name": Style(
        "Họ tên người ký", 14, bold=True, align=_CENTER, before_pt=SPACE_FOR_SIGNATURE_PT
    ),
    "recipients-label": Style("Nơi nhận", 12, bold=True, italic=True, keep_next=True),
    "recipient": Style("Danh sách nơi nhận", 11),
    "appendix": Style(
        "Phụ lục", 14, bold=True, align=_CENTER, after_pt=2, keep_next=True, outline=0
    ),
    "appendix-reference": Style(
        "Kèm theo", 13, italic=True, align=_CENTER, after_pt=12, keep_next=True
    ),
    "page-number": Style("header", 13, align=_CENTER),
    "foot-note": Style("footer", 11, italic=True, align=_CENTER),
}  # fmt: skip

# Advance widths of the bold letters, in thousandths of the size. Marks do not widen a letter,
# but the horn does.
_BOLD_ADVANCES = {
    letter: width
    for width, letters in (
        (220, "|"), (250, " ,."), (278, "'/\\il"), (333, "!()-:;[]`fjt‘’"), (350, "•"),
        (389, "Is"), (394, "{}"), (444, "cerz"), (500, "#$*0123456789?J_agovxy–“”"), (520, "~"),
        (554, "ơ"), (555, '"'), (556, "Sbdhknpquđ"), (570, "+<=>"), (581, "^"), (600, "ư"),
        (611, "FP"), (667, "BELTZ"), (722, "ACDNRUVXYwĐ"), (778, "GHKOQƠ"), (796, "Ư"),
        (833, "&m"), (930, "@"), (944, "M"), (1000, "%W—…"),
    )
    for letter in letters
}  # fmt: skip
_USUAL_ADVANCE = 600
_HORN = "\u031b"
_MM_PER_PT = 25.4 / 72


def text_width_mm(*, landscape: bool) -> float:
    width = PAGE_HEIGHT_MM if landscape else PAGE_WIDTH_MM
    return width - MARGIN_LEFT_MM - MARGIN_RIGHT_MM


def bold_width_mm(text: str, *, size_pt: float) -> float:
    """Measure one line of bold Times, to draw a rule as long as the decree wants."""
    signs = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in signs if c == _HORN or not unicodedata.combining(c))
    letters = unicodedata.normalize("NFC", bare)
    return sum(_BOLD_ADVANCES.get(c, _USUAL_ADVANCE) for c in letters) / 1000 * size_pt * _MM_PER_PT


def rule_mm(text: str, *, style: str, width_mm: float, share: float = SHORT_RULE) -> float:
    """Return the length of the rule under `text` set in `style` on a line of `width_mm`."""
    widest = max(bold_width_mm(line, size_pt=STYLES[style].size_pt) for line in text.split("\n"))
    return round(share * min(widest, width_mm), 1)
