"""Everything a review says, gathered before a word of it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lantoa.organization.models import Unit
from lantoa.reviews.asked import Asked
from lantoa.statistics.queries.figures import Figure
from lantoa.statistics.scope import Scope


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a report: what was asked, the figure, and its name.

    `part` says in words which part of the indicator it is: "Đề tài", "năm 2021".
    """

    asked: Asked
    figure: Figure
    part: str = ""

    @property
    def key(self) -> str:
        return self.asked.key

    @property
    def is_something(self) -> bool:
        """Tell whether there is anything to say; a share of one in thousands is something."""
        return self.figure.is_something or bool(self.figure.numerator)

    @property
    def label(self) -> str:
        name = str(self.figure.indicator.name)
        return f"{name}, {self.part}" if self.part else name

    @property
    def definition(self) -> str:
        whole = str(self.figure.indicator.definition)
        return f"{whole} Chỉ tính: {self.part}." if self.part else whole


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: what it is about, and its numbers by column; a missing one is nothing."""

    name: str
    numbers: Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class Split:
    """One figure parted by the values of a filter; `unnamed` is what has no value there.

    Parts that overlap (an initiative recognized at two scopes) have no sum and no shares.
    """

    caption: str
    heading: str
    lines: Sequence[Line]
    unnamed: int = 0
    note: str = ""

    @property
    def overlaps(self) -> bool:
        return bool(self.note)


@dataclass(frozen=True, slots=True)
class ContestLine:
    """One edition of a contest: entries under "", prizes under the code of each."""

    name: str
    year: int
    numbers: Mapping[str, Number]


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit under; `is_own`: what the unit above earned by itself; `parts`: the units under it."""

    name: str
    is_own: bool
    numbers: Mapping[str, Number]
    parts: Sequence[UnitLine] = ()


@dataclass(frozen=True, slots=True)
class GradeLine:
    """A grassroots union and the name of its grade in each year."""

    unit: str
    grades: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One row of a list that the report prints in full."""

    title: str
    unit: str
    year: int
    note: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A review's figures and lists.

    `figures` are the whole period's, by code; `years` part them by calendar year. `spoken` is how
    the period is called in a sentence. `silent`: the grassroots unions without one recognized
    initiative; `ungraded`: those without a grade of the last year. `texts` are the parts that
    people wrote, by `choices.Part`.
    """

    scope: Scope
    spoken: str
    ancestor: Unit | None
    figures: Mapping[str, Number]
    years: Mapping[int, Mapping[str, Number]] = field(default_factory=dict)
    units: Sequence[UnitLine] = ()
    splits: Mapping[str, Split] = field(default_factory=dict)
    grades: Mapping[int, Mapping[str, Number]] = field(default_factory=dict)
    grade_names: Mapping[str, str] = field(default_factory=dict)
    awards: Sequence[Line] = ()
    nominations: Sequence[Line] = ()
    contests: Sequence[ContestLine] = ()
    movements: Sequence[str] = ()
    sub_movements: Sequence[str] = ()
    solutions: Sequence[str] = ()
    silent: Sequence[str] = ()
    ungraded: Sequence[str] = ()
    gradings: Sequence[GradeLine] = ()
    ministry: Sequence[ListedRow] = ()
    honours: Sequence[ListedRow] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def known(self, *codes: str) -> list[Number]:
        """Return the figures of these codes about which there is something to say."""
        found = (self.figures.get(code) for code in codes)
        return [number for number in found if number is not None and number.is_something]
