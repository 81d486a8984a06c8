import io
import zipfile

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st

from lantoa.documents.paper import Appendix, Bullets, Figure, PageBreak, Paragraph, Table, Text
from lantoa.documents.paper import Column as TableColumn
from lantoa.documents.word import render_docx
from tests.documents.reading import open_docx
from tests.factories.documents import ROWS_URL, make_list, make_paper, make_review


@pytest.fixture(scope="module")
def review():
    return open_docx(render_docx(make_review()))


def _part(content: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read(name).decode()


def test_the_page_is_a4_with_the_margins_of_the_decree(review):
    section = review.sections[0]
    tolerance = Mm(0.05)

    sizes = (
        (section.page_width, 210),
        (section.page_height, 297),
        (section.top_margin, 20),
        (section.bottom_margin, 20),
        (section.left_margin, 30),
        (section.right_margin, 20),
    )
    assert all(abs(measured - Mm(wanted)) < tolerance for measured, wanted in sizes)


def test_the_body_is_justified_times_14_with_an_indented_first_line(review):
    body = next(p for p in review.paragraphs if p.text.startswith("5 năm qua"))
    style = body.style
    defaults = review.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")

    assert style.name == "Body Text"
    assert defaults.get(qn("w:ascii")) == "Times New Roman"
    assert style.font.size == Pt(14)
    assert style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert abs(style.paragraph_format.first_line_indent - Mm(12.7)) < Mm(0.05)
    assert style.paragraph_format.space_after == Pt(6)


def test_the_language_is_vietnamese(review):
    language = review.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")

    assert language.get(qn("w:val")) == "vi-VN"


def test_headings_are_real_so_that_the_navigation_pane_shows_them(review):
    outline = [
        (p.style.name, p.text)
        for p in review.paragraphs
        if p.style.name.startswith("Heading") or p.style.name == "Phụ lục"
    ]

    assert outline == [
        ("Heading 1", "I. ĐẶC ĐIỂM TÌNH HÌNH"),
        ("Heading 1", "II. KẾT QUẢ ĐẠT ĐƯỢC"),
        ("Heading 2", "1. Đề tài, sáng kiến"),
        ("Heading 3", "a) Theo năm"),
        ("Heading 2", "2. Hạn chế"),
        ("Phụ lục", "Phụ lục I\nDANH SÁCH SÁNG KIẾN ĐƯỢC CÔNG NHẬN"),
        ("Phụ lục", "Phụ lục II\nXẾP LOẠI CÔNG ĐOÀN CƠ SỞ"),
    ]
    appendix = review.styles["Phụ lục"].element
    assert appendix.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == "0"


def test_the_head_names_bodies_nation_number_and_day(review):
    upper, lower = (
        [[(p.style.name, p.text) for p in cell.paragraphs] for cell in row.cells]
        for row in review.tables[0].rows
    )

    assert upper == [
        [
            ("Cơ quan chủ quản", "BAN CÔNG ĐOÀN QUỐC PHÒNG"),
            ("Cơ quan ban hành", "CÔNG ĐOÀN QUÂN KHU"),
            ("Đường kẻ", ""),
        ],
        [
            ("Quốc hiệu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc"),
            ("Đường kẻ", ""),
        ],
    ]
    assert lower == [
        [("Số, ký hiệu", "Số: 118/BC-CĐ")],
        [("Địa danh, ngày", "Thái Nguyên, ngày 14 tháng 11 năm 2022")],
    ]


def test_the_rule_under_the_motto_is_drawn_and_as_long_as_the_motto(review):
    rule = review.tables[0].rows[0].cells[1].paragraphs[2]
    indent = rule.paragraph_format.left_indent

    assert rule._p.find(f".//{qn('w:pBdr')}/{qn('w:top')}").get(qn("w:val")) == "single"
    assert rule.paragraph_format.right_indent == indent
    assert abs(Mm(91) - 2 * indent - Mm(56.1)) < Mm(0.5)


def test_the_signature_and_the_recipients_stand_level(review):
    left, right = review.tables[-3].rows[0].cells

    assert [p.text for p in left.paragraphs] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Các công đoàn cơ sở;",
        "- Lưu: VT, CĐ.",
    ]
    assert [p.text for p in right.paragraphs] == [
        "TM. BAN CHẤP HÀNH",
        "CHỦ TỊCH",
        "Đại tá Nguyễn Văn A",
    ]


def test_the_page_number_stands_in_the_head_from_the_second_page_on(review):
    for section in review.sections:
        header = section.header.paragraphs[0]
        assert section.different_first_page_header_footer
        assert header._p.find(f".//{qn('w:fldSimple')}").get(qn("w:instr")) == " PAGE "
        assert header.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert section.header_distance < section.top_margin


def test_the_foot_note_stands_on_every_page_and_only_where_there_is_one(review):
    plain = open_docx(render_docx(make_paper())).sections[0]

    for section in review.sections:
        assert section.footer.paragraphs[0].text == "Số liệu chốt ngày 14/11/2022, bản 3f9a"
        assert section.first_page_footer.paragraphs[0].text == (
            "Số liệu chốt ngày 14/11/2022, bản 3f9a"
        )
    assert plain.footer.paragraphs[0].text == ""


def test_each_appendix_is_a_section_numbered_from_1_and_may_lie_on_its_side(review):
    orientations = [section.orientation for section in review.sections]
    starts = [
        section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in review.sections
    ]

    assert orientations == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert starts == ["1", "1", "1"]
    assert review.sections[1].page_width > review.sections[1].page_height


def test_heads_of_tables_repeat_and_no_row_is_split(review):
    for table in review.tables[1], review.tables[-2]:
        heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        height = heads.index(False)

        assert heads == [True] * height + [False] * (len(heads) - height)
        assert height >= 1
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_grouped_columns_share_a_merged_head(review):
    upper, lower = review.tables[1].rows[0], review.tables[1].rows[1]

    assert [cell.text for cell in upper.cells] == [
        "Loại",
        *["Số được công nhận"] * 3,
        "Cộng",
    ]
    assert [cell.text for cell in lower.cells] == ["Loại", "2020", "2021", "2022", "Cộng"]


def test_a_dashed_list_is_a_real_list(review):
    item = next(p for p in review.paragraphs if p.style.name == "List Bullet")
    numbering = review.part.numbering_part.element

    assert item.text.startswith("Một số đơn vị")
    assert item.style.element.find(f".//{qn('w:numId')}") is not None
    assert numbering.find(f".//{qn('w:lvlText')}").get(qn("w:val")) == "-"


def test_a_figure_keeps_its_source_as_a_link_and_a_place_to_refer_to(review):
    body = next(p for p in review.paragraphs if p.text.startswith("5 năm qua"))
    links = [(link.text, link.address) for link in body.hyperlinks]
    names = [mark.get(qn("w:name")) for mark in body._p.iter(qn("w:bookmarkStart"))]
    run = body.hyperlinks[0].runs[0]

    assert links == [
        ("trên 200", ROWS_URL),
        ("hàng trăm", f"{ROWS_URL}&loai=de-tai"),
        ("gần 3 tỷ đồng", ROWS_URL),
    ]
    assert names == ["so_initiatives_and_works", "so_topics_and_products", "so_benefit_vnd"]
    assert run.style.name == "Số liệu"
    assert (run.style.font.underline, run.style.font.color.rgb) == (None, None)


def test_bookmarks_are_names_word_accepts_and_never_twice_the_same():
    figures = tuple(Figure("1", code=code) for code in ("a b/c", "a b/c", "số", "x" * 80, "x" * 81))

    document = open_docx(render_docx(make_paper(blocks=(Paragraph(figures),))))
    marks = list(document.element.body.iter(qn("w:bookmarkStart")))
    names = [mark.get(qn("w:name")) for mark in marks]

    assert names[:3] == ["so_a_b_c", "so_a_b_c_2", "so_s_"]
    assert len(set(names)) == len({mark.get(qn("w:id")) for mark in marks}) == 5
    assert all(len(name) <= 40 and name.isascii() for name in names)


def test_one_addressee_stands_on_the_line_and_several_under_each_other(review):
    one = open_docx(render_docx(make_paper(addressees=("Cục Chính trị",))))

    assert "Kính gửi: Cục Chính trị" in [p.text for p in one.paragraphs]
    texts = [p.text for p in review.paragraphs]
    at = texts.index("Kính gửi:")
    assert texts[at + 1 : at + 3] == ["- Ban Công đoàn Quốc phòng;", "- Cục Chính trị Quân khu."]


def test_an_unsigned_paper_leaves_dots_for_the_day():
    draft = open_docx(render_docx(make_paper(signed_on=None, number="…/BC-CĐ")))

    assert draft.tables[0].rows[1].cells[0].text == "Số: …/BC-CĐ"
    assert draft.tables[0].rows[1].cells[1].text == "Thái Nguyên, ngày … tháng … năm …"


def test_the_last_paragraph_stays_with_the_signature():
    document = open_docx(render_docx(make_paper()))
    last = next(p for p in document.paragraphs if p.text == "Phong trào phát triển đều.")

    assert last.paragraph_format.keep_with_next


def test_a_page_break_and_emphasis_are_kept():
    runs = (Text("đậm", bold=True), " thường ", Text("nghiêng", italic=True))
    document = open_docx(render_docx(make_paper(blocks=(Paragraph(runs), PageBreak()))))
    written = next(p for p in document.paragraphs if p.text == "đậm thường nghiêng").runs

    assert [(run.bold, run.italic) for run in written] == [(True, None), (None, None), (None, True)]
    assert 'w:br w:type="page"' in document.element.xml


def test_a_table_may_have_letters_of_its_own_size():
    small = Table((TableColumn("Một"),), rows=(("chữ nhỏ",),), size_pt=10)

    document = open_docx(render_docx(make_paper(blocks=(small,))))

    assert document.tables[1].rows[1].cells[0].paragraphs[0].runs[0].font.size == Pt(10)


def test_the_file_says_what_it_is_and_when_it_was_made(review):
    properties = review.core_properties

    assert properties.title == (
        "Báo cáo: Tổng kết phong trào thi đua “Lao động giỏi, lao động sáng tạo” "
        "giai đoạn 2017–2022"
    )
    assert (properties.author, properties.language) == ("Công đoàn Quân khu", "vi-VN")
    assert f"{properties.created:%Y-%m-%d %H:%M}" == "2022-11-14 09:41"
    assert properties.modified == properties.created


def test_one_paper_always_gives_the_same_bytes():
    assert render_docx(make_review()) == render_docx(make_review())


@given(st.text(max_size=60))
def test_any_text_stays_text(typed):
    paper = make_paper(
        subject=f"S{typed}",
        blocks=(Paragraph((f"B{typed}", Figure("1", code=typed))), Bullets(((typed,),))),
        foot_note=typed,
    )

    document = open_docx(render_docx(paper))

    assert any(p.text.startswith("B") for p in document.paragraphs)


def test_markup_in_a_text_is_printed_as_it_is():
    hostile = "<w:br/>&amp; \"'>]]> {{ 7*7 }} {% x %}"

    document = open_docx(render_docx(make_paper(blocks=(Paragraph((hostile,)),))))

    assert hostile in [p.text for p in document.paragraphs]


def test_nothing_in_the_file_leads_outside_but_the_sources_of_figures():
    relations = _part(render_docx(make_review()), "word/_rels/document.xml.rels")

    assert relations.count('TargetMode="External"') == 2
    assert relations.count("lantoa.example.vn") == 2


def test_a_list_of_two_thousand_rows_is_printed_to_its_last():
    table = make_list(rows=2000)
    paper = make_paper(appendices=(Appendix("Danh sách", (table,)),))

    rows = open_docx(render_docx(paper)).tables[-1]._tbl.tr_lst

    assert len(rows) == 2000 + 3
