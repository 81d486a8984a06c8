"""The arithmetic of figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from lantoa.statistics.rules import ratio


@pytest.mark.parametrize(
    ("numerator", "denominator", "per", "expected"),
    [
        (1, 3, 100, Decimal("33.3")),
        (2, 3, 1, Decimal("0.7")),
        (1, 8, 10, Decimal("1.3")),
        (0, 3, 100, Decimal(0)),
        (3, 0, 100, None),
    ],
)
def test_a_ratio_has_one_decimal_rounded_half_up_and_none_without_a_denominator(
    numerator: int, denominator: int, per: int, expected: Decimal | None
) -> None:
    assert ratio(numerator, denominator, per=per) == expected
