"""Figures: indicators asked of a scope, many at once, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lantoa.shared.numbers import Rounding
from lantoa.statistics import addresses, rules, wording
from lantoa.statistics.catalogue import with_parts
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.choices import Measure
from lantoa.statistics.queries.counting import Counted, count_all
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import SOURCES, Rows
from lantoa.statistics.sources.parameters import filtered


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator asked of a scope: its value, and the page of the rows behind it.

    `value` None: not known, because there is nothing to divide by, or because the user may see
    none of the rows. A ratio keeps both its numbers. `row_count` is how many rows the page has.
    """

    indicator: Indicator
    scope: Scope
    value: int | Decimal | None
    row_count: int
    numerator: int | None = None
    denominator: int | None = None

    @property
    def code(self) -> str:
        return self.indicator.code

    @property
    def url(self) -> str:
        """The list of exactly these rows; a ratio opens the page of both its numbers."""
        return addresses.rows_url(self.indicator, self.scope)

    @property
    def card_url(self) -> str:
        return addresses.card_url(self.code, self.scope)

    @property
    def words(self) -> str:
        """The number in the indicator's own rounding style: "trên 200", "45%"."""
        return self.in_style(self.own_style)

    @property
    def own_style(self) -> Rounding:
        """The rounding style it is written in unless an officer chooses another."""
        return wording.own_style(self.indicator, self.value)

    def in_style(self, style: Rounding) -> str:
        """Write the number in a rounding style; exactly where the style would be untrue."""
        if self.is_percent and self.numerator is not None and self.denominator:
            return wording.percent_words(self.numerator, self.denominator)
        return wording.number_words(self.indicator, self.value, style)

    @property
    def phrase(self) -> str:
        """The number with what it counts: "trên 200 công trình, sáng kiến"."""
        return wording.with_counted(self.indicator, self.words)

    @property
    def exact(self) -> str:
        return wording.exact_words(self.indicator, self.value)

    @property
    def exact_number(self) -> str:
        """The bare exact number, for a table whose head says what it is."""
        if self.is_percent:
            return self.words
        return wording.number_words(self.indicator, self.value, Rounding.EXACT)

    @property
    def is_percent(self) -> bool:
        return self.indicator.measure is Measure.PERCENT

    @property
    def is_something(self) -> bool:
        """Tell whether there is anything to say: known, and not nothing."""
        return bool(self.value)


def figure(indicator: Indicator, scope: Scope) -> Figure:
    return figures([indicator], scope)[indicator.code]


def figures(indicators: Iterable[Indicator], scope: Scope) -> dict[str, Figure]:
    """Return the figures of a scope by code, in the order asked."""
    asked = list(indicators)
    every = with_parts(asked)
    counted = count_all([each for each in every.values() if each.source], scope)
    return {
        indicator.code: make_figure(indicator, scope, counted)
        for indicator in every.values()
        if indicator in asked
    }


def make_figure(indicator: Indicator, scope: Scope, counted: Mapping[str, Counted]) -> Figure:
    """Build a figure from what was counted for it, or for both its parts."""
    if indicator.source:
        found = counted.get(indicator.code, Counted(0, 0))
        return Figure(indicator, scope, found.value, found.rows)
    above = counted.get(indicator.numerator, Counted(0, 0))
    below = counted.get(indicator.denominator, Counted(0, 0))
    if above.value is None or below.value is None:
        return Figure(indicator, scope, None, 0)
    value = rules.ratio(above.value, below.value, per=indicator.per)
    return Figure(indicator, scope, value, below.rows, above.value, below.value)


def rows_of(indicator: Indicator, scope: Scope) -> Rows:
    """Return the rows behind an indicator: what its list shows at the figure's address."""
    if indicator.source is None:
        message = f"{indicator.code} is a ratio; ask for the rows of its parts"
        raise ValueError(message)
    source = SOURCES[indicator.source]
    return filtered(source, source.rows_in(scope), indicator.params, day=scope.last_day)
