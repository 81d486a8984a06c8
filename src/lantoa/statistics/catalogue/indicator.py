"""What an indicator is: a declared question over one list of records, or a ratio of two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise

from lantoa.shared.numbers import Rounding
from lantoa.statistics.choices import Counting, Measure

Words = str | Promise
SourceKey = Literal[
    "initiatives",
    "benefits",
    "awards",
    "nominations",
    "entries",
    "unions",
    "members",
    "movements",
    "activities",
    "trainings",
    "registrations",
    "solutions",
]
Params = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A question that a screen, a report, an export and the command line all ask alike.

    `params` are the list's own filter parameters; `column` is the number column that a sum adds
    up; `counted` names what is counted, as it stands after the number; `breakdowns` are
    parameters of the list by whose values the indicator may be split, besides year and unit.
    A ratio has no list of its own: `numerator` and `denominator` are codes, and its value is
    numerator × `per` / denominator; a share in per cent counts nothing, so `counted` is empty.
    `part_of` names the figure of which this is a part. `article` is the number of the statement
    in the seed article.
    """

    code: str
    name: Words
    definition: Words
    counting: Counting
    counted: Words
    source: SourceKey | None = None
    params: Params = ()
    column: str = ""
    rounding: Rounding = Rounding.EXACT
    breakdowns: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    per: int = 1
    part_of: str = ""
    article: str = ""

    @property
    def measure(self) -> Measure:
        if self.counting is Counting.MONEY:
            return Measure.MONEY
        if self.counting is Counting.RATIO:
            return Measure.RATE if self.counted else Measure.PERCENT
        return Measure.COUNT


def asked(**params: str | tuple[str, ...]) -> Params:
    """Return filter parameters in the form an indicator keeps them."""
    return tuple(
        (name, (value,) if isinstance(value, str) else value) for name, value in params.items()
    )
