"""The figures of NĐ 30/2020/NĐ-CP, Phụ lục I, against the one table of styles."""

import pytest
from fontTools.ttLib import TTFont

from lantoa.documents import layout, pdf, wording
from lantoa.documents.layout import STYLES
from lantoa.documents.paper import Align

CENTER, LEFT, JUSTIFY = Align.CENTER, Align.LEFT, Align.JUSTIFY


@pytest.mark.parametrize(
    ("style", "sizes", "bold", "italic", "align"),
    [
        ("national-name", (12, 13), True, False, CENTER),
        ("motto", (13, 14), True, False, CENTER),
        ("parent-body", (12, 13), False, False, CENTER),
        ("issuing-body", (12, 13), True, False, CENTER),
        ("number", (13, 13), False, False, CENTER),
        ("place", (13, 14), False, True, CENTER),
        ("kind", (13, 14), True, False, CENTER),
        ("subject", (13, 14), True, False, CENTER),
        ("addressee", (13, 14), False, False, CENTER),
        ("basis", (13, 14), False, True, JUSTIFY),
        ("body", (13, 14), False, False, JUSTIFY),
        ("bullet", (13, 14), False, False, JUSTIFY),
        ("signer-post", (13, 14), True, False, CENTER),
        ("signer-name", (13, 14), True, False, CENTER),
        ("recipients-label", (12, 12), True, True, LEFT),
        ("recipient", (11, 11), False, False, LEFT),
        ("appendix", (14, 14), True, False, CENTER),
        ("appendix-reference", (13, 14), False, True, CENTER),
        ("page-number", (13, 14), False, False, CENTER),
    ],
)
def test_each_part_has_the_size_weight_and_slant_of_the_decree(style, sizes, bold, italic, align):
    look = STYLES[style]

    assert sizes[0] <= look.size_pt <= sizes[1]
    assert (look.bold, look.italic, look.align) == (bold, italic, align)


def test_margins_and_paragraphs_keep_within_the_decree():
    body = STYLES["body"]

    assert 20 <= layout.MARGIN_TOP_MM <= 25
    assert 20 <= layout.MARGIN_BOTTOM_MM <= 25
    assert 30 <= layout.MARGIN_LEFT_MM <= 35
    assert 15 <= layout.MARGIN_RIGHT_MM <= 20
    assert body.first_line_mm == 12.7
    assert body.after_pt >= 6
    assert 1 <= body.line <= 1.5


def test_both_columns_fill_the_line_and_the_national_name_fits_its_own():
    left, right = layout.HEAD_COLUMNS_MM
    size = STYLES["national-name"].size_pt

    assert left + layout.COLUMN_GAP_MM + right == layout.text_width_mm(landscape=False)
    assert layout.bold_width_mm(wording.NATIONAL_NAME, size_pt=size) < right


@pytest.mark.parametrize(
    "text", [wording.MOTTO, wording.NATIONAL_NAME, "BỆNH VIỆN 110 ƯU ĐỨC, X/9"]
)
def test_a_line_is_measured_as_the_font_draws_it(text):
    font = TTFont(pdf.FONTS / "Tinos-Bold.ttf")
    letters, advances = font.getBestCmap(), font["hmtx"]
    drawn = sum(advances[letters[ord(c)]][0] for c in text) / font["head"].unitsPerEm
    drawn_mm = drawn * 13 * 25.4 / 72

    assert layout.bold_width_mm(text, size_pt=13) == pytest.approx(drawn_mm, rel=0.002)


def test_the_rule_under_the_motto_is_as_long_as_the_motto():
    rule = layout.rule_mm(wording.MOTTO, style="motto", width_mm=91, share=1)

    assert rule == round(layout.bold_width_mm(wording.MOTTO, size_pt=13), 1)


@pytest.mark.parametrize("subject", ["Kết quả", "Tổng kết phong trào\nnăm 2022", "Dài " * 60])
def test_other_rules_are_a_third_to_a_half_of_the_widest_line(subject):
    widest = max(min(layout.bold_width_mm(line, size_pt=14), 160) for line in subject.split("\n"))

    rule = layout.rule_mm(subject, style="subject", width_mm=160)

    assert widest / 3 <= rule <= widest / 2
