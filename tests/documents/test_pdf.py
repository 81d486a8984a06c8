import re
import shutil
import subprocess
from datetime import UTC, datetime

import pytest

from lantoa.documents import pdf
from lantoa.documents.paper import Appendix, Paragraph
from lantoa.documents.pdf import UnprintableCharacter, render_pdf
from lantoa.documents.word import render_docx
from tests.documents.reading import docx_words, open_pdf, pdf_words
from tests.factories.documents import ROWS_URL, make_list, make_paper, make_review

ALL_LETTERS = (
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ–“”…"
)


def test_word_and_pdf_of_one_paper_say_the_same_in_the_same_order():
    # a list of one page and no grouped head: repeated and centred heads have no place in a sequence
    paper = make_review(list_rows=6, year_group="")

    said = pdf_words(render_pdf(paper), foot_note=paper.foot_note)

    assert said == docx_words(render_docx(paper))
    assert len(said) > 1000


def test_word_and_pdf_of_a_full_review_use_the_same_words():
    paper = make_review()

    said = set(pdf_words(render_pdf(paper), foot_note=paper.foot_note))
    written = set(docx_words(render_docx(paper)))

    # the reader joins the words of cells that stand half a line apart
    assert said - written == {"nhậnLoại", "Cộng2020"}
    assert written - said == {"nhận", "Loại", "2020"}


def test_every_vietnamese_letter_is_read_back_as_it_was_written():
    paper = make_paper(blocks=(Paragraph((" ".join(ALL_LETTERS),)),))

    assert " ".join(ALL_LETTERS) in " ".join(pdf_words(render_pdf(paper)))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
def test_another_reader_finds_the_same_letters():
    paper = make_paper(blocks=(Paragraph((" ".join(ALL_LETTERS),)),))

    read = subprocess.run(
        ["pdftotext", "-", "-"], input=render_pdf(paper), capture_output=True, check=True
    )

    assert ALL_LETTERS in "".join(read.stdout.decode().split())


def test_letters_come_from_the_enclosed_fonts_and_no_other():
    pages = open_pdf(render_pdf(make_review())).pages
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1].removesuffix("-Identity-H")
        for page in pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}


def test_technical_signs_and_greek_letters_can_be_printed():
    paper = make_paper(blocks=(Paragraph(("Công suất ≥ 5 kΩ → giảm Δ 10%, ☐ đạt",)),))

    assert "Công suất ≥ 5 kΩ → giảm Δ 10%, ☐ đạt" in " ".join(pdf_words(render_pdf(paper)))


def test_a_sign_without_a_glyph_is_refused_and_named():
    paper = make_paper(blocks=(Paragraph(("Sáng kiến 😀",)),))

    with pytest.raises(UnprintableCharacter, match="Ký tự “😀” không in được"):
        render_pdf(paper)


def test_commands_of_the_typesetter_in_a_text_are_printed_as_they_are():
    hostile = '#read("paper.typ") $x$ *đậm* _x_ = Đề mục \\ <nhãn> @x // x'
    paper = make_paper(subject=hostile, blocks=(Paragraph((hostile,)),))

    said = " ".join(pdf_words(render_pdf(paper)))

    assert said.count(hostile) == 2


def test_the_file_is_tagged_vietnamese_and_says_what_it_is():
    paper = make_review()
    reader = open_pdf(render_pdf(paper))
    catalog = reader.trailer["/Root"]

    assert catalog["/Lang"] == "vi-VN"
    assert catalog["/MarkInfo"]["/Marked"]
    assert (reader.metadata.title, reader.metadata.author) == (paper.title, paper.issuing_body)
    assert reader.metadata.creation_date == datetime(2022, 11, 14, 9, 41, tzinfo=UTC)


def test_the_file_declares_itself_accessible_and_fit_for_archives():
    metadata = open_pdf(render_pdf(make_paper())).trailer["/Root"]["/Metadata"].get_data().decode()

    assert re.search(r"pdfuaid:part>1<", metadata)
    assert re.search(r"pdfaid:part>2<", metadata)


def test_headings_become_the_outline():
    outline = open_pdf(render_pdf(make_review())).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]

    assert titles[:2] == ["I. ĐẶC ĐIỂM TÌNH HÌNH", "II. KẾT QUẢ ĐẠT ĐƯỢC"]
    assert len(titles) == 4


def test_pages_are_numbered_from_the_second_of_each_section_and_lie_as_asked():
    pages = open_pdf(render_pdf(make_review())).pages
    lying = [page.mediabox.width > page.mediabox.height for page in pages]
    numbers = [re.match(r"\s*(\d+)\n", page.extract_text()) for page in pages]

    assert lying == [False, False, True, True, True, True, True, False]
    assert [found and found[1] for found in numbers] == [None, "2", None, "2", "3", "4", "5", None]


def test_heads_of_long_tables_repeat_on_every_page():
    paper = make_paper(appendices=(Appendix("Danh sách", (make_list(rows=30),)),))
    pages = [page.extract_text() for page in open_pdf(render_pdf(paper)).pages][1:]

    assert len(pages) > 2
    assert all("Tên sáng kiến" in page for page in pages)


def test_two_upright_sections_still_begin_on_pages_of_their_own():
    upright = Appendix("Danh sách", (make_list(rows=1),), landscape=False)
    pages = open_pdf(render_pdf(make_paper(appendices=(upright, upright)))).pages

    assert len(pages) == 3
    assert "Phụ lục II" in pages[2].extract_text()


def test_a_figure_opens_its_rows():
    page = open_pdf(render_pdf(make_review())).pages[0]
    addresses = [
        note.get_object()["/A"]["/URI"] for note in page["/Annots"] if "/A" in note.get_object()
    ]

    assert addresses == [ROWS_URL, f"{ROWS_URL}&loai=de-tai", ROWS_URL]


def test_one_paper_always_gives_the_same_bytes():
    assert render_pdf(make_review()) == render_pdf(make_review())


def test_missing_fonts_are_told_with_the_command_that_makes_them(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf, "FONTS", tmp_path)

    with pytest.raises(FileNotFoundError, match="make assets"):
        render_pdf(make_paper())
