import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lantoa.documents.delimited import csv_lines, csv_protect, csv_unprotect
from lantoa.documents.sheets import Column, Kind, Sheet, Value

COLUMNS = (
    Column("title", "Tên sáng kiến"),
    Column("benefit", "Làm lợi (đồng)", Kind.MONEY),
    Column("share", "%", Kind.PERCENT),
    Column("on", "Ngày", Kind.DATE),
    Column("at", "Lúc", Kind.MOMENT),
)
ROW: dict[str, Value] = {
    "title": "Đồ gá, cải tiến “van”",
    "benefit": -5,
    "share": Decimal("45.20"),
    "on": date(2026, 2, 5),
    "at": datetime(2022, 11, 14, 20, 30, tzinfo=UTC),
}


def test_the_file_has_a_byte_order_mark_commas_and_crlf():
    content = b"".join(csv_lines(Sheet("Sáng kiến", COLUMNS, [ROW, dict.fromkeys(ROW)])))

    assert content.decode() == (
        "\ufeffTên sáng kiến,Làm lợi (đồng),%,Ngày,Lúc\r\n"
        '"Đồ gá, cải tiến “van”",-5,45.20,2026-02-05,2022-11-15 03:30\r\n'
        ",,,,\r\n"
    )


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "+84912", "-5", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=cmd|' /C calc'!A0", "\uff1d1"],
)
def test_no_field_can_begin_like_a_formula(typed):
    content = b"".join(csv_lines(Sheet("x", COLUMNS[:1], [{"title": typed}]))).decode()
    field = list(csv.reader(io.StringIO(content, newline="")))[1][0]

    assert field == f"'{typed}"


@pytest.mark.parametrize("typed", ["Sáng kiến", "'nháy'", "1-2", " =1", "", "5"])
def test_harmless_text_is_left_alone(typed):
    assert csv_protect(typed) == typed
    assert csv_unprotect(typed) == typed


@given(st.text())
@example("'=1")
@example("''=1")
@example("'")
def test_our_own_file_gives_back_exactly_what_was_written(typed):
    assert csv_unprotect(csv_protect(typed)) == typed


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_a_row_survives_the_way_out_and_in(typed):
    content = b"".join(csv_lines(Sheet("x", COLUMNS[:2], [{"title": typed, "benefit": 1}])))

    _headings, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))

    assert [csv_unprotect(row[0]), row[1]] == [typed, "1"]


def test_rows_are_streamed_as_they_are_read():
    read: list[int] = []

    def rows() -> Iterator[dict[str, Value]]:
        for number in range(3):
            read.append(number)
            yield ROW

    lines = csv_lines(Sheet("x", COLUMNS, rows()))
    next(lines)
    next(lines)

    assert read == [0]
