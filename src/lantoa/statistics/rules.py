"""The arithmetic of figures.

Source: no regulation fixes how a rate is rounded; half up, as `shared.numbers.percent` rounds.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def ratio(numerator: int, denominator: int, *, per: int) -> Decimal | None:
    """Return numerator × `per` / denominator, to one decimal; None without a denominator."""
    if denominator == 0:
        return None
    exact = Decimal(numerator) * per / Decimal(denominator)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
