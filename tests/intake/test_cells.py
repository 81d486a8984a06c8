from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.intake.choices import ProblemKind
from lantoa.intake.layout import CellKind, Column
from lantoa.intake.reading.tables import Broken, Cell
from lantoa.intake.understanding.cells import Reader, looks_like_formula
from lantoa.intake.understanding.findings import BadCell
from lantoa.intake.understanding.words import fixed_vocabularies

READER = Reader(date(2022, 6, 15), fixed_vocabularies())


def read(kind: CellKind, cell: Cell, **more: Any) -> Any:
    return READER.read(Column("f", "Cột", kind, **more), cell)


def read_or_refuse(kind: CellKind, cell: Cell) -> str:
    try:
        read(kind, cell, words="yes-no")
    except BadCell as bad:
        return bad.sentence
    return "Đọc được."


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (CellKind.TEXT, "  Bệ   thử ", "Bệ thử"),
        (CellKind.TEXT, 12.0, "12"),
        (CellKind.TEXT, "", None),
        (CellKind.TEXT, "=1+1", "=1+1"),
        (CellKind.CODE, 7.0, "7"),
        (CellKind.YEAR, 2021.0, 2021),
        (CellKind.YEAR, "2021", 2021),
        (CellKind.INTEGER, "1.200", 1200),
        (CellKind.INTEGER, 3.0, 3),
        (CellKind.INTEGER, "-", None),
        (CellKind.DECIMAL, "8,50", "8.5"),
        (CellKind.DECIMAL, 10.0, "10"),
        (CellKind.MONEY, 12_500_000.0, 12_500_000),
        (CellKind.MONEY, "12.500.000 đ", 12_500_000),
        (CellKind.MONEY, "12,500,000", 12_500_000),
        (CellKind.MONEY, "45,5 triệu", 45_500_000),
        (CellKind.MONEY, "1,25 tỷ đồng", 1_250_000_000),
        (CellKind.MONEY, "không", None),
        (CellKind.MONEY, 0.0, 0),
        (CellKind.BIRTH, "1975", "1975"),
        (CellKind.BIRTH, 1975.0, "1975"),
        (CellKind.PARTIAL, "03/2021", "2021-03"),
        (CellKind.PARTIAL, datetime(2021, 2, 5, tzinfo=UTC), "2021-02-05"),
        (CellKind.PARTIAL, date(2021, 2, 5), "2021-02-05"),
        (CellKind.DAY, "05/02/2021", date(2021, 2, 5)),
        (CellKind.YES_NO, "x", True),
        (CellKind.YES_NO, "Không", False),
        (CellKind.NAMES, "Một; Hai\nMột", ("Một", "Hai")),
    ],
)
def test_a_cell_is_read_as_its_column_asks(kind: CellKind, cell: Cell, value: object) -> None:
    assert read(kind, cell, words="yes-no") == value


@pytest.mark.parametrize(
    ("written", "code"),
    [("Giải Nhất", "nhat"), ("nhất", "nhat"), ("GIAI KHUYEN KHICH", "khuyen_khich"), ("ba", "ba")],
)
def test_a_word_is_known_with_or_without_marks_and_short(written: str, code: str) -> None:
    assert read(CellKind.WORD, written, words="prize") == code


@pytest.mark.parametrize(
    ("kind", "cell", "problem", "part"),
    [
        (CellKind.DAY, "31/6/2021", ProblemKind.BAD_DATE, "Ghi 30/6/2021, hoặc chỉ ghi 06/2021"),
        (CellKind.DAY, "2021", ProblemKind.BAD_DATE, "Ghi đủ ngày/tháng/năm"),
        (CellKind.DAY, "hôm qua", ProblemKind.BAD_DATE, "như 05/02/2021"),
        (CellKind.DAY, 44000.0, ProblemKind.BAD_DATE, "18/06/2020"),
        (CellKind.DAY, date(2115, 3, 12), ProblemKind.IMPLAUSIBLE_DATE, "12/03/2015"),
        (CellKind.DAY, "12/03/2115", ProblemKind.IMPLAUSIBLE_DATE, "2115"),
        (CellKind.DAY, "12/03/1875", ProblemKind.IMPLAUSIBLE_DATE, "1875"),
        (CellKind.BIRTH, "2035", ProblemKind.IMPLAUSIBLE_DATE, "1935"),
        (CellKind.BIRTH, date(2022, 6, 16), ProblemKind.IMPLAUSIBLE_DATE, "tương lai"),
        (CellKind.YEAR, 2115.0, ProblemKind.IMPLAUSIBLE_DATE, "từ 1945 đến 2023"),
        (CellKind.YEAR, "hai nghìn", ProblemKind.BAD_NUMBER, "bốn chữ số"),
        (CellKind.MONEY, "nhiều", ProblemKind.BAD_NUMBER, "12.500.000"),
        (CellKind.MONEY, "1.200.00", ProblemKind.BAD_NUMBER, "Ghi cả số"),
        (CellKind.MONEY, 12.5, ProblemKind.BAD_NUMBER, "12,5"),
        (CellKind.MONEY, -5.0, ProblemKind.NEGATIVE_NUMBER, "số âm"),
        (CellKind.MONEY, 2e15, ProblemKind.OUT_OF_RANGE, "triệu tỷ"),
        (CellKind.INTEGER, "-3", ProblemKind.NEGATIVE_NUMBER, "số âm"),
        (CellKind.INTEGER, "2.000.000", ProblemKind.OUT_OF_RANGE, "0 đến 1.000.000"),
        (CellKind.INTEGER, "ba", ProblemKind.BAD_NUMBER, "như 12"),
        (CellKind.DECIMAL, "8,333", ProblemKind.OUT_OF_RANGE, "hai chữ số lẻ"),
        (CellKind.DECIMAL, "NaN", ProblemKind.BAD_NUMBER, "8,25"),
        (CellKind.WORD, "Giải Tư", ProblemKind.UNKNOWN_VALUE, "“Giải Nhất”, “Giải Nhì”"),
        (CellKind.TEXT, "a\x00b", ProblemKind.UNREADABLE_TEXT, "Gõ lại"),
        (CellKind.TEXT, "a" * 201, ProblemKind.OUT_OF_RANGE, "nhiều nhất là 200"),
        (CellKind.TEXT, Broken("#REF!"), ProblemKind.UNREADABLE_TEXT, "công thức"),
    ],
)
def test_a_bad_cell_says_what_is_wrong_and_how_to_mend_it(
    kind: CellKind, cell: Cell, problem: ProblemKind, part: str
) -> None:
    with pytest.raises(BadCell) as caught:
        read(kind, cell, words="prize")

    assert caught.value.kind == problem
    assert part in caught.value.sentence


@given(st.integers(min_value=0, max_value=10**15))
def test_money_is_the_same_however_its_digits_are_grouped(amount: int) -> None:
    grouped = f"{amount:,}"

    written = [str(amount), grouped, grouped.replace(",", "."), grouped.replace(",", " ")]

    assert {read(CellKind.MONEY, text) for text in written} == {amount}


@given(st.text(max_size=60) | st.floats() | st.booleans() | st.dates() | st.datetimes())
def test_any_cell_is_read_or_refused_in_words_and_nothing_crashes(cell: Cell) -> None:
    for kind in CellKind:
        assert read_or_refuse(kind, cell).endswith((".", "…"))


@pytest.mark.parametrize(
    ("text", "is_formula"),
    [("=1+1", True), ("@SUM(A1)", True), ("+cmd(1)", True), ("- gạch đầu dòng", False)],
)
def test_text_that_a_spreadsheet_would_run_is_told(text: str, is_formula: bool) -> None:
    assert looks_like_formula(text) is is_formula
