"""The arithmetic of the unit tree. No legal source: a way of storing it."""

from __future__ import annotations

from datetime import date

BEGINNING = date(1900, 1, 1)  # "from the beginning": the day is not known
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def path_step(key: int) -> str:
    """Return a unit's own step in a path: its key in base 36, four digits wide.

    Raises `ValueError` beyond 1,679,615 units.
    """
    digits = ""
    rest = key
    while rest:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    if len(digits) > 4:
        raise ValueError(key)
    return digits.rjust(4, "0")
