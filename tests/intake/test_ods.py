"""Workbooks in ODS, as LibreOffice saves them."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lantoa.intake.reading.opening import Upload, read_workbook, unpacked
from lantoa.intake.reading.tables import Broken, Refused
from tests.intake.hostile import ods, ods_cell, ods_row, ods_table

_DAY = '<table:table-cell office:value-type="date" office:date-value="2021-02-05"/>'
_MONEY = '<table:table-cell office:value-type="float" office:value="12500000"/>'
_ERROR = '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'  # noqa: E501
_REST = '<table:table-cell table:number-columns-repeated="16380"/>'
_EMPTY = '<table:table-cell table:number-columns-repeated="16384"/>'
USUAL = ods(
    ods_table(
        ods_row(ods_cell("Mã") + ods_cell("Tên") + _REST)
        + ods_row(_DAY + _MONEY + _ERROR + _REST)
        + ods_row(ods_cell("KT01") + _REST, 2)
        + ods_row(_EMPTY, 1_048_572)
    )
    + ods_table(ods_row(ods_cell("Ghi chú")), name="Khác")
)


def refusal(content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_workbook(Upload("a.ods", content))
    return caught.value


def test_a_workbook_of_libreoffice_is_read_with_its_places_kept() -> None:
    first, second = read_workbook(Upload("so.ods", USUAL)).tables

    assert (first.name, second.name) == ("Sáng kiến", "Khác")
    assert first.rows == [
        ["Mã", "Tên", ""],
        [date(2021, 2, 5), 12_500_000.0, Broken("#REF!")],
        ["KT01", "", ""],
        ["KT01", "", ""],
    ]


def test_text_typed_in_an_old_font_is_put_into_unicode_and_said() -> None:
    written = ods_row(ods_cell("Hä vµ tªn") + ods_cell("NguyÔn ThÞ Thu H\u00ad¬ng"))

    (table,) = read_workbook(Upload("a.ods", ods(ods_table(written)))).tables

    assert table.rows == [["Họ và tên", "Nguyễn Thị Thu Hương"]]
    assert table.mended is not None


def test_a_workbook_is_not_taken_for_a_zip_of_files() -> None:
    upload = Upload("so.ods", USUAL)

    assert unpacked(upload) == [upload]


def test_a_workbook_with_a_password_is_refused_in_words() -> None:
    locked = ods(ods_table(""), manifest="<manifest:encryption-data/>")

    assert refusal(locked).reason == "password"


@pytest.mark.parametrize(
    "content",
    [
        USUAL[: len(USUAL) // 2],
        ods("<table:table>"),
        ods(ods_table(ods_row(ods_cell("a"))).replace('"1"', '"nhiều"')),
    ],
)
def test_a_damaged_workbook_is_refused_in_words(content: bytes) -> None:
    assert refusal(content).reason == "corrupt"


def test_a_text_document_is_no_workbook() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", "<a/>")
        package.writestr("content.xml", "<a/>")

    assert refusal(target.getvalue()).reason == "not_spreadsheet"


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, len(USUAL) - 1), st.binary(min_size=1, max_size=4))
@example(902, b"\x01")  # a place before the beginning of the file
def test_a_workbook_damaged_anywhere_is_read_or_refused_and_never_crashes(
    place: int, written: bytes
) -> None:
    content = USUAL[:place] + written + USUAL[place + len(written) :]

    try:
        told = str([read_workbook(one) for one in unpacked(Upload("a.ods", content))])
    except Refused as refused:
        told = str(refused)

    assert told
