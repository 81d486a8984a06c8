"""What changed between a frozen review and today: number by number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lantoa.reviews.pen import NOTHING, Cited
from lantoa.shared.numbers import decimal_comma, group_digits
from lantoa.statistics.choices import Measure

Value = int | Decimal
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that is not today what it was when frozen; an empty side did not exist then."""

    key: str
    label: str
    then: str
    now: str
    delta: str

    @property
    def is_whole(self) -> bool:
        """Tell whether this is a figure of the whole period, not of one year, unit or prize."""
        return "?" not in self.key

    @property
    def is_new(self) -> bool:
        """Tell whether the frozen report has no such number, and so no kept rows."""
        return self.then == NOTHING


def differences(kept: Mapping[str, Cited], today: Mapping[str, Cited]) -> list[Difference]:
    """Return the numbers that differ, whole figures first.

    A number that is unknown today to the one who looks is no difference. A number of a table that
    is gone today counts as nothing left.
    """
    found: list[Difference] = []
    for key, then in kept.items():
        now = today.get(key)
        if now is None and not _may_vanish(key, today):
            continue
        value = 0 if now is None else now.value
        if value is None or then.value is None or _same(then.value, value):
            continue
        found.append(
            Difference(key, then.label, shown(then, then.value), shown(then, value),
                       _delta(then, value))
        )  # fmt: skip
    for key, now in today.items():
        if key not in kept and now.value:
            found.append(
                Difference(key, now.label, NOTHING, shown(now, now.value),
                           f"+{shown(now, now.value)}")
            )  # fmt: skip
    return sorted(found, key=lambda each: not each.is_whole)


def shown(cited: Cited, value: Value) -> str:
    """Write a value in the short form of a comparison: 531, 2.964.300.000, 45,2%."""
    if isinstance(value, Decimal) and value != int(value):
        number = decimal_comma(value)
    else:
        number = group_digits(int(value))
    return f"{number}%" if cited.measure is Measure.PERCENT else number


def _may_vanish(key: str, today: Mapping[str, Cited]) -> bool:
    """Tell whether a number missing today stands for nothing: its whole figure is known."""
    code, mark, _query = key.partition("?")
    whole = today.get(code)
    return bool(mark) and (whole is None or whole.value is not None)


def _same(then: Value, now: Value) -> bool:
    return Decimal(then) == Decimal(now)


def _delta(then: Cited, now: Value) -> str:
    change = Decimal(now) - Decimal(then.value or 0)
    return f"{'+' if change > 0 else MINUS}{shown(then, abs(change))}"
