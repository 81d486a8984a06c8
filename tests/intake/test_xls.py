"""Workbooks of old Excel (.xls), as many officers still have them."""

from __future__ import annotations

import io
from datetime import date

import olefile
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.intake.reading.opening import Upload, read_workbook
from lantoa.intake.reading.tables import Broken, Refused, Workbook
from lantoa.intake.reading.xls import _lengths


def saved(book: xlwt.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def usual() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sáng kiến")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for column, text in enumerate(("Mã", "Tên", "Ngày", "Tiền")):
        sheet.write(0, column, text)
    sheet.write(2, 1, "=HYPERLINK(1)")
    sheet.write(2, 2, date(2021, 2, 5), day)
    sheet.write(2, 3, 12_500_000)
    sheet.row(3).set_cell_error(3, "#REF!")
    hidden = book.add_sheet("Ẩn")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    return saved(book)


USUAL = usual()


def read(content: bytes) -> Workbook:
    return read_workbook(Upload("a.xls", content))


def refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read(content)
    return caught.value


def test_a_workbook_is_read_with_its_places_kept_and_formulas_never_run() -> None:
    first, second = read(USUAL).tables

    assert [(first.name, first.is_hidden), (second.name, second.is_hidden)] == [
        ("Sáng kiến", False),
        ("Ẩn", True),
    ]
    assert first.rows[0] == ["Mã", "Tên", "Ngày", "Tiền"]
    assert first.rows[2] == ["", "=HYPERLINK(1)", date(2021, 2, 5), 12_500_000.0]
    assert isinstance(first.rows[3][3], Broken)


def test_text_typed_in_an_old_font_is_put_into_unicode_and_said() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Danh sach")
    for row, text in enumerate(("Hä vµ tªn", "NguyÔn ThÞ Thu H\u00ad¬ng", "KT-01")):
        sheet.write(row, 0, text)

    (table,) = read(saved(book)).tables

    assert table.rows == [["Họ và tên"], ["Nguyễn Thị Thu Hương"], ["KT-01"]]
    assert table.mended is not None
    assert table.mended.encoding == "TCVN3 (.VnTime)"


def test_a_cell_at_the_far_end_is_refused_before_room_is_made_for_it() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    sheet.write(0, 0, 1)
    sheet.write(65_535, 255, 1)

    assert refusal(saved(book)).reason == "too_large"


def test_a_long_text_shared_by_many_cells_is_refused() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    for row in range(2_000):
        sheet.write(row, 0, "dài " * 7_500)

    assert refusal(saved(book)).reason == "too_large"


def test_the_shared_texts_are_measured_across_the_pieces_they_are_cut_into() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("A")
    texts = ["Đ" * 9_000, "ngắn", "x" * 20_000, "Nguyễn"]
    for row, text in enumerate(texts):
        sheet.write(row, 0, text)
    with olefile.OleFileIO(io.BytesIO(saved(book))) as container:
        stream = container.openstream("Workbook").read()
    pieces, place, inside = [], 0, False
    while place + 4 <= len(stream):
        kind = int.from_bytes(stream[place : place + 2], "little")
        length = int.from_bytes(stream[place + 2 : place + 4], "little")
        inside = kind == 0x00FC or (inside and kind == 0x003C)
        if inside:
            pieces.append(stream[place + 4 : place + 4 + length])
        place += 4 + length

    assert len(pieces) > 1
    assert list(_lengths(pieces)) == [len(text) for text in texts]


def test_a_word_document_of_old_is_no_workbook() -> None:
    content = USUAL.replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))

    assert refusal(content).reason == "not_spreadsheet"


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_workbook_cut_short_is_refused_in_words(part: float) -> None:
    assert refusal(USUAL[: int(len(USUAL) * part)]).reason == "corrupt"


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, len(USUAL) - 1), st.binary(min_size=1, max_size=4))
def test_a_workbook_damaged_anywhere_is_read_or_refused_and_never_crashes(
    place: int, written: bytes
) -> None:
    try:
        told = str(read(USUAL[:place] + written + USUAL[place + len(written) :]))
    except Refused as refused:
        told = str(refused)

    assert told
