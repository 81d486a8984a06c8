from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.shared.dates import (
    PARTIAL_DATE_PATTERN,
    BadDate,
    Period,
    first_day,
    last_day,
    parse_partial,
    show_date,
    show_partial,
)

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTIALS = st.builds(
    lambda day, length: day.isoformat()[:length], DAYS, st.sampled_from([4, 7, 10])
)


@given(PARTIALS)
def test_a_partial_date_is_shown_and_read_back_as_precise_as_it_was(partial: str) -> None:
    assert parse_partial(show_partial(partial)) == parse_partial(partial) == partial
    assert re.match(PARTIAL_DATE_PATTERN, partial)


@given(PARTIALS)
def test_a_partial_date_means_some_days_in_a_row(partial: str) -> None:
    first, last = first_day(partial), last_day(partial)

    assert first <= last
    assert {day.isoformat()[: len(partial)] for day in (first, last)} == {partial}
    assert (last + timedelta(days=1)).isoformat()[: len(partial)] != partial
    assert (first - timedelta(days=1)).isoformat()[: len(partial)] != partial


@given(st.text(max_size=12) | st.from_regex(r"\d{1,4}[/.-]\d{1,4}[/.-]\d{1,5}", fullmatch=True))
def test_whatever_is_written_is_read_or_refused_in_words(written: str) -> None:
    refused, partial = "", "1975"
    try:
        partial = parse_partial(written)
    except BadDate as error:
        refused = str(error)

    assert not refused or refused.endswith(".")
    assert re.match(PARTIAL_DATE_PATTERN, partial)
    assert first_day(partial) <= last_day(partial)


@pytest.mark.parametrize(
    ("written", "partial"),
    [
        ("1975", "1975"),
        ("3/1975", "1975-03"),
        ("03.1975", "1975-03"),
        ("12/3/1975", "1975-03-12"),
        ("12-03-1975", "1975-03-12"),
        (" 1975-3-2 ", "1975-03-02"),
        ("29/02/2020", "2020-02-29"),
    ],
)
def test_dates_are_read_as_people_write_them(written: str, partial: str) -> None:
    assert parse_partial(written) == partial


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("31/6/2026", "Tháng 6 không có ngày 31. Ghi 30/6/2026, hoặc chỉ ghi 06/2026."),
        ("29/02/2021", "Tháng 2 không có ngày 29. Ghi 28/2/2021, hoặc chỉ ghi 02/2021."),
        ("13/2021", "“13/2021” không có tháng 13. Ghi ngày/tháng/năm, như 05/02/2021."),
        ("2115", "Năm 2115 trong “2115” không thể đúng. Ghi lại năm bốn chữ số."),
        (
            "1/1/75",
            (
                "“1/1/75” không đọc được là ngày. "
                "Ghi ngày/tháng/năm, như 05/02/2021, hoặc chỉ ghi năm."
            ),
        ),
    ],
)
def test_a_refused_date_says_how_to_mend_it(written: str, sentence: str) -> None:
    with pytest.raises(BadDate) as refused:
        parse_partial(written)

    assert str(refused.value) == sentence


@given(DAYS, DAYS, DAYS)
def test_a_period_holds_the_days_it_was_written_with(first: date, last: date, day: date) -> None:
    if last < first:
        with pytest.raises(BadDate, match="đứng trước ngày đầu"):
            Period.through(first, last)
        return

    period = Period.through(first, last)

    assert (day in period) == (first <= day <= last)
    assert period.last == last
    assert period.years == list(range(first.year, last.year + 1))


@given(DAYS)
def test_an_open_period_goes_on_for_ever(day: date) -> None:
    assert day in Period()
    assert day in Period(start=day)
    assert day not in Period(end=day)
    assert Period(start=day).years == []
    assert Period(start=day).last is None


def test_a_period_of_years_ends_with_the_last_of_december() -> None:
    period = Period.of_years(2017, 2022)

    assert (period.start, period.last) == (date(2017, 1, 1), date(2022, 12, 31))
    assert show_date(date(2022, 2, 5)) == "05/02/2022"
