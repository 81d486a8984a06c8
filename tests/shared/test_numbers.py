from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.shared.numbers import (
    FalseWording,
    Rounding,
    decimal_comma,
    group_digits,
    percent,
    phrase,
    phrase_or_exact,
    short_money,
    true_styles,
)

COUNTS = st.integers(0, 10**7)
MONEY = st.integers(0, 10**14)


def _number(words: str) -> Decimal:
    """Read a written number back, with its size word."""
    sizes = {"tỷ": 10**9, "triệu": 10**6}
    parts = words.removesuffix(" đồng").split(" ")
    plain = Decimal(parts[0].replace(".", "").replace(",", "."))
    return plain * sizes.get(parts[-1], 1)


@given(st.integers())
def test_digits_stand_in_groups_of_three_and_lose_nothing(value: int) -> None:
    written = group_digits(value)

    assert int(written.replace(".", "")) == value
    assert all(len(group) == 3 for group in written.lstrip("-").split(".")[1:])


@given(st.decimals(-(10**9), 10**9, places=2))
def test_decimals_lose_nothing_but_needless_noughts(value: Decimal) -> None:
    written = decimal_comma(value)

    assert _number(written) == value
    assert not ("," in written and written.endswith("0"))


@given(st.integers(-(10**13), 10**13))
def test_short_money_is_near_the_amount(vnd: int) -> None:
    written = short_money(vnd)

    assert abs(_number(written) - vnd) * 20 <= abs(vnd)
    assert "1.000 triệu" not in written


@pytest.mark.parametrize(
    ("vnd", "written"),
    [
        (0, "0 đồng"),
        (950_000, "950.000 đồng"),
        (612_400_000, "612,4 triệu đồng"),
        (999_990_000, "1 tỷ đồng"),
        (2_964_300_000, "2,96 tỷ đồng"),
        (-1_500_000, "-1,5 triệu đồng"),
    ],
)
def test_money_in_a_sentence(vnd: int, written: str) -> None:
    assert short_money(vnd) == written


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(14, 31, "45.2"), (31, 31, "100.0"), (1, 3, "33.3"), (1, 8, "12.5"), (1, 16, "6.3")],
)
def test_per_cent_rounds_half_up(part: int, whole: int, expected: str) -> None:
    assert percent(part, whole) == Decimal(expected)


def test_there_is_no_per_cent_of_nothing() -> None:
    assert percent(3, 0) is None


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 3))
def test_per_cent_is_as_near_as_its_places(part: int, whole: int, places: int) -> None:
    found = percent(part, whole, places=places)

    assert found is not None
    exact = Decimal(part) * 100 / Decimal(whole)
    assert abs(found - exact) <= Decimal(1).scaleb(-places) / 2 + Decimal("1e-12")


@given(COUNTS)
def test_a_rounding_word_is_never_untrue_of_a_count(value: int) -> None:
    _words_hold(value, money=False)


@given(MONEY)
def test_a_rounding_word_is_never_untrue_of_money(value: int) -> None:
    _words_hold(value, money=True)


def _words_hold(value: int, *, money: bool) -> None:
    for style in true_styles(value, money=money):
        word, _blank, rest = phrase(value, style, money=money).partition(" ")
        if style is Rounding.OVER:
            assert word == "trên"
            assert _number(rest) < value <= _number(rest) * Decimal("1.25")
        elif style is Rounding.NEARLY:
            assert word == "gần"
            assert value < _number(rest) <= value / Decimal("0.9")
        elif style is Rounding.ABOUT:
            assert word == "khoảng"
            assert 0 < abs(_number(rest) - value) * 20 <= value
        elif style is Rounding.HUNDREDS:
            size = 100 if rest == "trăm" else 1000
            assert 2 * size <= value < 10 * size


@given(MONEY, st.sampled_from(Rounding), st.booleans())
def test_a_style_is_used_where_it_holds_and_refused_where_not(
    value: int, style: Rounding, money: bool
) -> None:
    exact = phrase(value, Rounding.EXACT, money=money)
    if style in true_styles(value, money=money):
        assert phrase_or_exact(value, style, money=money) == phrase(value, style, money=money)
    else:
        assert phrase_or_exact(value, style, money=money) == exact
        with pytest.raises(FalseWording, match="Chọn cách viết khác"):
            phrase(value, style, money=money)


@pytest.mark.parametrize(
    ("value", "style", "money", "written"),
    [
        (210, Rounding.OVER, False, "trên 200"),
        (496, Rounding.NEARLY, False, "gần 500"),
        (350, Rounding.HUNDREDS, False, "hàng trăm"),
        (6012, Rounding.OVER, False, "trên 6.000"),
        (2_964_300_000, Rounding.NEARLY, True, "gần 3 tỷ đồng"),
        (210, Rounding.EXACT, False, "210"),
    ],
)
def test_the_words_of_the_reports(value: int, style: Rounding, money: bool, written: str) -> None:
    assert phrase(value, style, money=money) == written


def test_a_round_number_is_not_over_itself() -> None:
    assert Rounding.OVER not in true_styles(200)
    assert true_styles(0) == [Rounding.EXACT]
