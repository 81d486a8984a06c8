"""Lists that come as tables of a Word document."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.document import Document
from docx.shared import Pt
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lantoa.intake.reading.opening import Upload, read_workbook, unpacked
from lantoa.intake.reading.tables import Refused, Workbook


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def read(content: bytes) -> Workbook:
    return read_workbook(Upload("a.docx", content))


def with_table(*rows: tuple[str, ...], title: str = "") -> Document:
    document = docx.Document()
    if title:
        document.add_paragraph(title)
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return document


def test_every_table_is_a_sheet_called_by_the_line_above_it() -> None:
    document = with_table(("Mã", "Tên"), ("SK-1", "Bệ thử\nbơm"), title="Sáng kiến")
    document.add_paragraph("Lời dẫn dài.")
    document.add_paragraph("")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "x"
    document.add_table(rows=1, cols=1).cell(0, 0).text = "y"

    tables = read(saved(document)).tables

    assert [table.name for table in tables] == ["Sáng kiến", "Lời dẫn dài.", "Bảng"]
    assert tables[0].rows[0] == ["Mã", "Tên"]
    assert tables[0].rows[1][0] == "SK-1"
    assert str(tables[0].rows[1][1]).split() == ["Bệ", "thử", "bơm"]


def test_merged_cells_stand_at_their_first_place_and_keep_the_columns() -> None:
    document = with_table(("Khen", "", "Năm"), ("Cá nhân", "Tập thể", ""), ("3", "1", "2022"))
    table = document.tables[0]
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 2).merge(table.cell(1, 2))

    (found,) = read(saved(document)).tables

    assert found.rows == [["Khen", "", "Năm"], ["Cá nhân", "Tập thể", ""], ["3", "1", "2022"]]


def test_a_table_inside_a_cell_moves_nothing_and_is_not_lost() -> None:
    document = with_table(("a", "b"))
    inner = document.tables[0].cell(0, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "trong"

    outer, found = read(saved(document)).tables

    assert outer.rows == [["a", "b"]]
    assert found.rows == [["trong", ""]]


def written(body: str) -> bytes:
    """Return a document with this body, as Word lays it out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
        )
    return target.getvalue()


def cell(inside: str) -> str:
    return f"<w:tc><w:p>{inside}</w:p></w:tc>"


def test_text_under_review_is_read_as_it_would_be_accepted() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = f"<w:r><w:txbxContent><w:p>{run.format('hộp')}</w:p></w:txbxContent></w:r>"
    cells = (
        cell("<w:ins>" + run.format("thêm") + "</w:ins>")
        + cell("<w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>" + run.format("còn"))
        + cell("<w:moveFrom>" + run.format("đi") + "</w:moveFrom>")
        + cell("<w:sdt><w:sdtContent>" + run.format("chọn") + "</w:sdtContent></w:sdt>")
        + cell(run.format("a") + box)
    )
    row = f"<w:sdt><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt>"

    (found,) = read(
        written(f"<w:sdt><w:sdtContent><w:tbl>{row}</w:tbl></w:sdtContent></w:sdt>")
    ).tables

    assert found.rows == [["thêm", "còn", "", "chọn", "a"]]


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl>"
        + '<w:tr><w:trPr><w:gridBefore w:val="1000"/></w:trPr></w:tr>' * 50_000
        + "</w:tbl>",
        "<w:tbl><w:tr>" + cell("") * 300 + "</w:tr></w:tbl>",
        "<w:tbl>" + "<w:tr/>" * 1_300_000 + "</w:tbl>",
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr></w:tc></w:tr></w:tbl>',
    ],
)
def test_a_table_that_would_take_too_much_room_is_refused(body: str) -> None:
    with pytest.raises(Refused) as caught:
        read(written(body))

    assert caught.value.reason == "too_large"


def test_text_typed_in_an_old_font_is_put_into_unicode_and_said() -> None:
    document = with_table(("Hä vµ tªn", "§¬n vÞ"), ("NguyÔn ThÞ Thu H\u00ad¬ng", "Phßng Kü thuËt"))
    document.styles["Normal"].font.size = Pt(13)

    (found,) = read(saved(document)).tables

    assert found.rows == [["Họ và tên", "Đơn vị"], ["Nguyễn Thị Thu Hương", "Phòng Kỹ thuật"]]
    assert found.mended is not None


def test_a_document_without_a_table_says_what_to_do() -> None:
    document = docx.Document()
    document.add_paragraph("Kính gửi")

    with pytest.raises(Refused, match="không có bảng nào") as caught:
        read(saved(document))

    assert caught.value.reason == "not_spreadsheet"


def test_a_document_is_not_taken_for_a_zip_of_files() -> None:
    upload = Upload("a.docx", saved(with_table(("a",))))

    assert unpacked(upload) == [upload]


def test_a_document_that_swells_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b" " * 200_000_000)

    with pytest.raises(Refused) as caught:
        read(target.getvalue())

    assert caught.value.reason == "too_large"


@pytest.mark.parametrize("part", [0.3, 0.7, 0.95])
def test_a_document_cut_short_is_refused_in_words(part: float) -> None:
    content = saved(with_table(("a", "b")))

    with pytest.raises(Refused) as caught:
        read(content[: int(len(content) * part)])

    assert caught.value.reason == "corrupt"


WHOLE = saved(with_table(("a", "b"), ("c", "d")))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=4))
@example(WHOLE.rindex(b"PK\x01\x02") + 28, b"\0\0")  # a part without a name
def test_a_document_damaged_anywhere_is_read_or_refused_and_never_crashes(
    place: int, written: bytes
) -> None:
    upload = Upload("a.docx", WHOLE[:place] + written + WHOLE[place + len(written) :])

    try:
        told = str([read_workbook(one) for one in unpacked(upload)])
    except Refused as refused:
        told = str(refused)

    assert told
