"""Asking indicators of a scope: many at once, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, Q, Sum
from django.urls import reverse
from django.utils.http import urlencode

from lantoa.organization.choices import Structure
from lantoa.organization.models.person import canonical_person
from lantoa.shared.numbers import Rounding
from lantoa.statistics import wording
from lantoa.statistics.catalogue import Indicator, Params, with_parts
from lantoa.statistics.choices import Counting, Measure, Span
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import (
    SOURCES,
    Rows,
    Source,
    can_be_known,
    filtered,
    rows_url,
    split_params,
)


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
        """The list of exactly these rows; a ratio opens its own page of rows."""
        return url_of(self.indicator, self.scope)

    @property
    def card_url(self) -> str:
        return card_url(self.code, self.scope)

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


@dataclass(frozen=True, slots=True)
class Counted:
    """A value and the number of rows behind it."""

    value: int | None
    rows: int


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
    value = wording.ratio(above.value, below.value, per=indicator.per)
    return Figure(indicator, scope, value, below.rows, above.value, below.value)


def url_of(indicator: Indicator, scope: Scope) -> str:
    """Return the address of the rows behind an indicator of a scope."""
    if indicator.source:
        return rows_url(SOURCES[indicator.source], indicator.params, scope)
    return f"{reverse('statistics:figure', args=[indicator.code])}?{scope_params(scope)}"


def card_url(code: str, scope: Scope) -> str:
    """Return the address that answers what a figure is, for hover and focus."""
    return f"{reverse('statistics:card', args=[code])}?{scope_params(scope)}"


def scope_params(scope: Scope) -> str:
    """Return the query string that carries unit, structure and period."""
    pairs = [("don_vi", scope.unit.code)]
    if scope.structure is not Structure.THEN:
        pairs.append(("co_cau", str(scope.structure.value)))
    if scope.alone:
        pairs.append(("rieng", "true"))
    pairs += [("tu", scope.first_day.isoformat()), ("den", scope.last_day.isoformat())]
    return urlencode(pairs)


def rows_of(indicator: Indicator, scope: Scope) -> Rows:
    """Return the rows behind an indicator: what its list shows at the figure's address."""
    if indicator.source is None:
        message = f"{indicator.code} is a ratio; ask for the rows of its parts"
        raise ValueError(message)
    source = SOURCES[indicator.source]
    rows = source.scoped(source.rows(scope.user), scope)
    return filtered(source, rows, indicator.params, day=scope.last_day)


def count_all(indicators: Sequence[Indicator], scope: Scope) -> dict[str, Counted]:
    """Count indicators that have a list, with one query for all that differ in plain filters."""
    counted: dict[str, Counted] = {}
    for group in grouped(indicators):
        if not can_be_known(group.key, scope):
            counted |= {indicator.code: Counted(None, 0) for indicator in group.indicators}
            continue
        found = group.rows(scope).order_by().aggregate(**group.aggregates())
        counted |= group.read(found)
        for column in group.columns():
            found = group.rows(scope).order_by().aggregate(**group.sums(column))
            counted |= group.read_sums(column, found, counted)
    return counted


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators of one list that share all filters but plain ones, so that one query counts them.

    Sums over a to-many relation multiply rows, so each such column has a query of its own.
    """

    key: Any
    rest: Params
    members: tuple[tuple[Indicator, Q], ...]

    @property
    def source(self) -> Source:
        return SOURCES[self.key]

    @property
    def indicators(self) -> list[Indicator]:
        return [indicator for indicator, _plain in self.members]

    def rows(self, scope: Scope) -> Rows:
        rows = self.source.scoped(self.source.rows(scope.user), scope)
        return self.narrowed(rows, scope)

    def narrowed(self, rows: Rows, scope: Scope) -> Rows:
        kept = filtered(self.source, rows, self.rest, day=scope.last_day)
        if kept.query.distinct:  # of keys, lest a condition meet a subquery without its columns
            kept = kept.model._default_manager.filter(pk__in=kept.values("pk"))  # noqa: SLF001
        return kept

    def aggregates(self) -> dict[str, Aggregate]:
        made: dict[str, Aggregate] = {}
        for indicator, plain in self.members:
            made[f"rows_{indicator.code}"] = Count("pk", filter=plain or None)
            value = self._distinct(indicator, plain)
            if value is not None:
                made[f"value_{indicator.code}"] = value
        return made

    def _distinct(self, indicator: Indicator, plain: Q) -> Aggregate | None:
        source = self.source
        match indicator.counting:
            case Counting.PERSONS:
                person = canonical_person(source.people)
                return Count(person, distinct=True, filter=plain or None)
            case Counting.UNITS:
                return Count(source.unit, distinct=True, filter=plain or None)
            case Counting.INITIATIVES:
                return Count(source.initiative, distinct=True, filter=plain or None)
            case Counting.SUM | Counting.MONEY if "__" not in indicator.column:
                return Sum(indicator.column, filter=plain or None)
            case _:
                return None

    def read(self, found: Mapping[str, Any]) -> dict[str, Counted]:
        read = {}
        for indicator in self.indicators:
            rows = found[f"rows_{indicator.code}"]
            value = found.get(f"value_{indicator.code}", rows)
            read[indicator.code] = Counted(value or 0, rows)
        return read

    def columns(self) -> list[str]:
        return sorted({each.column for each in self.indicators if "__" in each.column})

    def sums(self, column: str) -> dict[str, Aggregate]:
        return {
            f"value_{indicator.code}": Sum(column, filter=plain or None)
            for indicator, plain in self.members
            if indicator.column == column
        }

    def read_sums(
        self, column: str, found: Mapping[str, Any], counted: Mapping[str, Counted]
    ) -> dict[str, Counted]:
        return {
            each.code: Counted(
                found[f"value_{each.code}"] or 0,
                counted[each.code].rows if each.code in counted else 0,
            )
            for each in self.indicators
            if each.column == column
        }


def grouped(indicators: Sequence[Indicator]) -> list[Group]:
    """Gather the indicators that one query can count."""
    found: dict[tuple[str, Params], list[tuple[Indicator, Q]]] = {}
    for indicator in indicators:
        if indicator.source is None:
            message = f"{indicator.code} has no list; ask for its parts"
            raise ValueError(message)
        rest, plain = split_params(SOURCES[indicator.source], indicator.params)
        found.setdefault((indicator.source, rest), []).append((indicator, plain))
    return [Group(key, rest, tuple(members)) for (key, rest), members in found.items()]


def span_of(indicator: Indicator) -> Span:
    return SOURCES[indicator.source].span if indicator.source else Span.LAST_DAY
