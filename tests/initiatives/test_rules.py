"""The rules of initiatives, as tables of the legal text and of practice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives import rules
from lantoa.initiatives.choices import Doubt, Kind, Scope, State
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow

PLAIN = InitiativeRow(
    unit_id=1,
    year=2021,
    title="Bệ thử",
    kind="sang_kien",
    authors=(AuthorRow("Trần Văn Lộc", None, 100),),
    first_applied="2021-03-01",
)
DECISION = DecisionRow("12/QĐ-X1", date(2021, 5, 5), "Công đoàn cơ sở X1")


@pytest.mark.parametrize(
    ("shares", "plausible"),
    [
        ([], True),
        ([100], True),
        ([60, 40], True),
        ([25, 25, 25, 25], True),
        ([None, None], True),
        ([60, None], True),
        ([100, None], False),
        ([60, 50], False),
        ([60, 30], False),
        ([0, 100], False),
        ([-10, 110], False),
    ],
)
def test_shares_are_whole_or_still_open(shares: list[int | None], plausible: bool) -> None:
    assert rules.shares_are_plausible(shares) is plausible


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_shares_stand_exactly_when_they_make_the_whole(shares: list[int]) -> None:
    assert rules.shares_are_plausible(shares) is (sum(shares) == 100)


@given(st.sampled_from(Kind.values), st.integers(1945, 2100), st.integers(1, 99_999_999))
def test_a_code_of_ours_reads_back_as_its_series_and_number(
    kind: str, year: int, number: int
) -> None:
    series = rules.code_series(kind, year)

    assert rules.read_code(rules.make_code(series, number)) == (series, number)


@pytest.mark.parametrize(
    "code", ["", "12/SK", "SK-18-12", "XX-18-0012", "SK-18-0012a", "SK-180012"]
)
def test_a_code_of_somebody_else_is_left_alone(code: str) -> None:
    assert rules.read_code(code) is None


def test_a_code_names_kind_year_and_number() -> None:
    assert rules.make_code(rules.code_series("sang_kien", 2018), 12) == "SK-18-0012"


@pytest.mark.parametrize(
    ("applied", "asked", "verdict"),
    [
        ("2021-05-05", date(2022, 5, 5), "met"),
        ("2021-05-05", date(2022, 5, 6), "unmet"),
        ("2020-02-29", date(2021, 2, 28), "met"),
        ("2020-02-29", date(2021, 3, 1), "unmet"),
        ("2021-05", date(2022, 5, 1), "met"),
        ("2021-05", date(2022, 5, 20), "unclear"),
        ("2021-05", date(2022, 6, 1), "unmet"),
        ("2021", date(2021, 12, 31), "met"),
        ("2021", date(2022, 7, 1), "unclear"),
        ("2021", date(2023, 1, 1), "unmet"),
    ],
)
def test_recognition_is_asked_for_within_a_year(applied: str, asked: date, verdict: str) -> None:
    assert rules.request_in_time(applied, asked) == verdict


@given(st.dates(date(1945, 1, 1), date(2099, 1, 1)), st.dates(date(1945, 1, 1), date(2100, 12, 31)))
def test_a_known_day_never_leaves_the_limit_unclear(applied: date, asked: date) -> None:
    assert rules.request_in_time(applied.isoformat(), asked) != "unclear"


@pytest.mark.parametrize(
    ("stated", "precision", "decided", "expected"),
    [
        (date(2021, 6, 1), None, [date(2021, 5, 5)], (date(2021, 6, 1), "day")),
        (date(2021, 6, 30), "month", [], (date(2021, 6, 30), "month")),
        (None, None, [date(2021, 8, 1), date(2021, 5, 5)], (date(2021, 5, 5), "day")),
        (None, None, [date(2022, 1, 5)], (date(2021, 12, 31), "year")),
        (None, None, [], (date(2021, 12, 31), "year")),
    ],
)
def test_the_day_that_counts(
    stated: date | None, precision: str | None, decided: list[date], expected: tuple[date, str]
) -> None:
    assert rules.counted_day(2021, stated, precision, decided) == expected


@given(st.lists(st.sampled_from(Scope.values)))
def test_the_highest_scope_is_above_all_others(scopes: list[str]) -> None:
    highest = rules.highest_scope(scopes)

    order = Scope.values
    assert (
        highest == ""
        if not scopes
        else all(order.index(one) <= order.index(highest) for one in scopes)
    )


def test_no_hand_makes_an_initiative_recognized() -> None:
    """Only a recognition with its decision does (Điều lệ Sáng kiến, Điều 7)."""
    assert not any(rules.can_move(state, State.RECOGNIZED) for state in State)


def test_no_hand_ends_recognition() -> None:
    """Only revoking the decision does."""
    assert not rules.TRANSITIONS[State.RECOGNIZED]


def test_every_other_state_can_be_left_and_all_but_drafts_reached() -> None:
    reached = {target for targets in rules.TRANSITIONS.values() for target in targets}

    by_decision = {State.RECOGNIZED, State.REVOKED}
    assert reached == set(State) - {State.DRAFT} - by_decision
    assert all(rules.TRANSITIONS[state] for state in set(State) - by_decision)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"state": "da_cong_nhan"}, [Doubt.NO_DECISION]),
        ({"authors": ()}, [Doubt.NO_AUTHOR]),
        ({"authors": (AuthorRow("An", None, 50), AuthorRow("Bình"))}, [Doubt.SHARES_UNKNOWN]),
        (
            {"recognitions": (RecognitionRow("co_so", DECISION),), "first_applied": "2021-05-06"},
            [Doubt.EARLY_DECISION],
        ),
        ({"counted_on": date(2022, 3, 2), "counted_precision": "day"}, [Doubt.LATE_REQUEST]),
        (
            {"benefits": (BenefitRow(2021, "lam_loi", "don_vi", 5, None, 6),)},
            [Doubt.ACCEPTED_MORE],
        ),
        ({"benefits": (BenefitRow(2020, "lam_loi", "don_vi", 5),)}, [Doubt.EARLY_BENEFIT]),
    ],
)
def test_what_does_not_fit_together_is_named(
    changes: dict[str, object], expected: list[Doubt]
) -> None:
    assert rules.doubts(replace(PLAIN, **changes)) == expected  # type: ignore[arg-type]


def test_a_rule_whose_article_was_not_read_is_not_called_confirmed() -> None:
    sources = [one for one in vars(rules).values() if isinstance(one, rules.Source)]

    assert len(sources) > 3
    for source in sources:
        assert source.article.startswith(("Điều", "Phụ lục")) or not source.is_confirmed, source
