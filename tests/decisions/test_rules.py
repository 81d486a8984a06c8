from __future__ import annotations

from datetime import date

import pytest

from lantoa.decisions import rules

SIGNED = date(2021, 5, 5)


@pytest.mark.parametrize(
    ("number", "issuer", "same"),
    [
        ("12/QĐ-CĐ", "Công đoàn Quân khu", True),
        (" 12/QĐ-CĐ ", "CÔNG ĐOÀN  QUÂN KHU", True),
        ("12/QĐ-CĐ", "Cong doan Quan khu", True),
        ("13/QĐ-CĐ", "Công đoàn Quân khu", False),
        ("12/QĐ-CĐ", "Công đoàn Quân chủng", False),
    ],
)
def test_the_same_number_day_and_issuer_is_one_decision_however_typed(number, issuer, same):
    first = rules.identity("12/QĐ-CĐ", SIGNED, "Công đoàn Quân khu")

    assert (rules.identity(number, SIGNED, issuer) == first) is same


@pytest.mark.parametrize(
    ("revoked_on", "allowed"),
    [
        (date(2021, 5, 4), False),
        (date(2021, 5, 5), True),
        (date(2022, 11, 14), True),
        (date(2022, 11, 15), False),
        (date(2115, 1, 1), False),
    ],
)
def test_a_revocation_lies_between_the_signing_and_today(revoked_on, allowed):
    today = date(2022, 11, 14)

    assert rules.can_be_revoked_on(revoked_on, signed_on=SIGNED, today=today) is allowed


@pytest.mark.parametrize(
    ("first", "second", "above"),
    [
        ("0001", "00010002", "0001"),
        ("000100020005", "000100020006", "00010002"),
        ("000100020005", "00010003", "0001"),
        ("00010012", "00010013", "0001"),
        ("0001", "0002", ""),
    ],
)
def test_the_lowest_unit_above_two_ends_at_a_whole_step(first, second, above):
    assert rules.common_path(first, second, step=4) == above


def test_a_paper_corrects_only_what_is_not_younger_and_never_itself():
    assert rules.can_correct(SIGNED, signed_on=SIGNED)
    assert not rules.can_correct(date(2021, 5, 4), signed_on=SIGNED)
    assert rules.is_chain_free(1, [2, 3], 4)
    assert not rules.is_chain_free(1, [2, 3], 1)
    assert not rules.is_chain_free(1, [2, 3], 3)
