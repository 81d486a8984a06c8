"""A number as a report prints it: plain data, for every form of the report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lantoa.statistics.choices import Measure


@dataclass(frozen=True, slots=True)
class Cited:
    """A number as a report prints it, and what it is: enough to show it without asking again.

    `words` stand in the text, `phrase` adds what is counted, `exact` is the exact value with its
    unit. `row_count` is how many rows it has, `url` where they are.
    """

    key: str
    label: str
    definition: str
    value: int | Decimal | None
    measure: Measure
    words: str
    phrase: str
    exact: str
    row_count: int
    url: str
    numerator: int | None = None
    denominator: int | None = None
