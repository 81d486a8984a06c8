"""When a number of today differs from the one a frozen review keeps, and what kept rows give.

No decree says so: the product promises it of what was sent (chốt). Values are whole numbers and
đồng, or per cent and rates to one decimal, compared exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.reviews.kept_rows import KeptRows
from lantoa.reviews.writing.cited import Cited
from lantoa.reviews.writing.runs import NOTHING
from lantoa.shared.numbers import decimal_comma, group_digits
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.choices import Measure
from lantoa.statistics.rules import ratio

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
            Difference(key, then.label, _shown(then, then.value), _shown(then, value),
                       _delta(then, value))
        )  # fmt: skip
    for key, now in today.items():
        if key not in kept and now.value:
            found.append(
                Difference(key, now.label, NOTHING, _shown(now, now.value),
                           f"+{_shown(now, now.value)}")
            )  # fmt: skip
    return sorted(found, key=lambda each: not each.is_whole)


def counted_again(
    indicator: Indicator, parts: Sequence[KeptRows]
) -> tuple[Value | None, int | None, int | None]:
    """Return the value that kept rows give, with numerator and denominator for a ratio."""
    if indicator.source is not None:
        return parts[0].count(), None, None
    above, below = (part.count() for part in parts)
    return ratio(above, below, per=indicator.per), above, below


def _shown(cited: Cited, value: Value) -> str:
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
    return f"{'+' if change > 0 else MINUS}{_shown(then, abs(change))}"
