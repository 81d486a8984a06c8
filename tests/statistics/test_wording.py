"""How figures are written: rounding words by rule, no untrue one, shares that claim no more."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.shared.numbers import FalseWording, Rounding
from lantoa.statistics import wording
from lantoa.statistics.catalogue import get_indicator
from lantoa.statistics.catalogue.indicator import Indicator

WORKS = get_indicator("initiatives_and_works")
TOPICS = get_indicator("topics_and_products")
MONEY = get_indicator("benefit_vnd")
SHARE = get_indicator("pct_vm_2022")
RATE = get_indicator("recognized_per_100_members")


def own_words(indicator: Indicator, value: int | Decimal | None) -> str:
    return wording.number_words(indicator, value, wording.own_style(indicator, value))


@pytest.mark.parametrize(
    ("indicator", "value", "expected"),
    [
        (WORKS, 210, "trên 200"),
        (WORKS, 200, "200"),
        (WORKS, 198, "gần 200"),
        (WORKS, 7, "7"),
        (WORKS, 0, "0"),
        (TOPICS, 350, "hàng trăm"),
        (TOPICS, 1200, "1.200"),
        (TOPICS, 3400, "hàng nghìn"),
        (TOPICS, 46, "46"),
        (MONEY, 2_964_300_000, "gần 3 tỷ đồng"),
        (MONEY, 1_805_022_900_000, "trên 1.800 tỷ đồng"),
        (MONEY, 2_400_000_000, "trên 2 tỷ đồng"),
        (MONEY, 0, "0 đồng"),
        (RATE, Decimal("12.5"), "12,5"),
        (WORKS, None, "—"),
    ],
)
def test_a_number_is_written_in_its_own_style_or_the_nearer_one(indicator, value, expected):
    assert own_words(indicator, value) == expected


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [
        (14, 31, "45%"),
        (31, 31, "100%"),
        (0, 31, "0%"),
        (999, 1000, "99,9%"),
        (99_999, 100_000, "99,99%"),
        (1, 1000, "0,1%"),
        (1, 1_000_000, "0,01%"),
        (3, 0, "—"),
    ],
)
def test_a_share_is_whole_per_cent_and_never_claims_all_or_nothing(
    numerator, denominator, expected
):
    assert wording.percent_words(numerator, denominator) == expected


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_only_all_is_a_hundred_per_cent_and_only_nothing_is_none(part, rest):
    whole = part + rest - 1
    words = wording.percent_words(part, whole) if whole else "—"

    assert (words == "100%") == (part == whole and whole > 0)
    assert (words == "0%") == (part == 0 and whole > 0)


def test_an_untrue_style_is_refused_in_words():
    with pytest.raises(FalseWording, match="không đúng với 210"):
        wording.chosen_words(WORKS, 210, Rounding.NEARLY)


@pytest.mark.parametrize(
    ("indicator", "value", "expected"),
    [
        (WORKS, 210, [Rounding.EXACT, Rounding.OVER, Rounding.ABOUT, Rounding.HUNDREDS]),
        (MONEY, 2_964_300_000, [Rounding.EXACT, Rounding.NEARLY, Rounding.ABOUT]),
        (SHARE, Decimal("45.2"), [Rounding.EXACT]),
        (WORKS, None, [Rounding.EXACT]),
    ],
)
def test_an_officer_chooses_among_the_true_styles(indicator, value, expected):
    assert wording.styles_for(indicator, value) == expected
    for style in expected:
        if value is not None:
            assert wording.chosen_words(indicator, value, style)


@pytest.mark.parametrize(
    ("indicator", "value", "exact", "phrase"),
    [
        (WORKS, 210, "210 công trình, sáng kiến", "trên 200 công trình, sáng kiến"),
        (MONEY, 2_964_300_000, "2.964.300.000 đồng", "gần 3 tỷ đồng"),
        (SHARE, Decimal("45.2"), "45,2%", "45,2%"),
        (
            RATE,
            Decimal("4.5"),
            "4,5 đề tài, sáng kiến trên 100 đoàn viên",
            "4,5 đề tài, sáng kiến trên 100 đoàn viên",
        ),
    ],
)
def test_a_figure_says_what_it_counts(indicator, value, exact, phrase):
    assert wording.exact_words(indicator, value) == exact
    assert wording.with_counted(indicator, own_words(indicator, value)) == phrase


def test_an_unknown_value_is_said_to_be_unknown():
    assert wording.exact_words(WORKS, None) == "chưa rõ"


def test_every_indicator_has_a_measure_that_fits_what_it_counts():
    assert replace(RATE, counted="").measure == "percent"
    assert (WORKS.measure, MONEY.measure, SHARE.measure, RATE.measure) == (
        "count",
        "money",
        "percent",
        "rate",
    )
