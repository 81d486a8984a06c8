"""Counting many indicators of a scope, with one query for all that one query can count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, Q, Sum

from lantoa.organization.models.person import canonical_person
from lantoa.statistics.catalogue.indicator import Indicator, Params, SourceKey
from lantoa.statistics.choices import Counting, Span
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import SOURCES, Rows, Source, can_be_known
from lantoa.statistics.sources.parameters import filtered, split_params


@dataclass(frozen=True, slots=True)
class Counted:
    """A value, None where it cannot be known, and the number of rows behind it."""

    value: int | None
    rows: int


def count_all(indicators: Sequence[Indicator], scope: Scope) -> dict[str, Counted]:
    """Count indicators that have a list, by code."""
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

    `members` are the indicators with their plain filters as a condition, `rest` the filters they
    share. Sums over a to-many relation multiply rows, so each such column has a query of its own.
    """

    key: SourceKey
    rest: Params
    members: tuple[tuple[Indicator, Q], ...]

    @property
    def source(self) -> Source:
        return SOURCES[self.key]

    @property
    def indicators(self) -> list[Indicator]:
        return [indicator for indicator, _plain in self.members]

    def rows(self, scope: Scope) -> Rows:
        """Return the rows that all members share, before their plain filters."""
        shared = self.source.rows_in(scope)
        kept = filtered(self.source, shared, self.rest, day=scope.last_day)
        if kept.query.distinct:  # of keys, lest a condition meet a subquery without its columns
            kept = kept.model._default_manager.filter(pk__in=kept.values("pk"))  # noqa: SLF001 -- any app's model
        return kept

    def aggregates(self) -> dict[str, Aggregate]:
        made: dict[str, Aggregate] = {}
        for indicator, plain in self.members:
            made[f"rows_{indicator.code}"] = Count("pk", filter=plain or None)
            value = value_of(indicator, plain)
            if value is not None:
                made[f"value_{indicator.code}"] = value
        return made

    def read(self, found: Mapping[str, Any]) -> dict[str, Counted]:
        read = {}
        for indicator in self.indicators:
            rows = found[f"rows_{indicator.code}"]
            value = found.get(f"value_{indicator.code}", rows)
            read[indicator.code] = Counted(value or 0, rows)
        return read

    def columns(self) -> list[str]:
        """Return the columns over a to-many relation, each to be summed by itself."""
        return sorted({each.column for each in self.indicators if is_to_many(each.column)})

    def sums(self, column: str) -> dict[str, Aggregate]:
        return {
            f"value_{indicator.code}": Sum(column, filter=plain or None)
            for indicator, plain in self.members
            if indicator.column == column
        }

    def read_sums(
        self, column: str, found: Mapping[str, Any], counted: Mapping[str, Counted]
    ) -> dict[str, Counted]:
        """Put the sums of a column in place of the values that `counted` has by now."""
        return {
            each.code: Counted(
                found[f"value_{each.code}"] or 0,
                counted[each.code].rows if each.code in counted else 0,
            )
            for each in self.indicators
            if each.column == column
        }


def grouped(indicators: Sequence[Indicator]) -> list[Group]:
    """Gather the indicators that one query can count; a ratio is asked by its parts."""
    found: dict[tuple[SourceKey, Params], list[tuple[Indicator, Q]]] = {}
    for indicator in indicators:
        if indicator.source is None:
            message = f"{indicator.code} has no list; ask for its parts"
            raise ValueError(message)
        rest, plain = split_params(SOURCES[indicator.source], indicator.params)
        found.setdefault((indicator.source, rest), []).append((indicator, plain))
    return [Group(key, rest, tuple(members)) for (key, rest), members in found.items()]


def value_of(indicator: Indicator, plain: Q | None = None) -> Aggregate | None:
    """Return what one query over its rows gives as the value of an indicator with a list.

    None where that is the number of rows, or a sum that needs a query of its own (see `Group`).
    """
    if indicator.source is None:
        return None
    source, kept = SOURCES[indicator.source], plain or None
    match indicator.counting:
        case Counting.PERSONS:
            return Count(canonical_person(source.people), distinct=True, filter=kept)
        case Counting.UNITS:
            return Count(source.unit, distinct=True, filter=kept)
        case Counting.INITIATIVES:
            return Count(source.initiative, distinct=True, filter=kept)
        case Counting.SUM | Counting.MONEY if not is_to_many(indicator.column):
            return Sum(indicator.column, filter=kept)
        case _:
            return None


def is_to_many(column: str) -> bool:
    """Tell whether summing this column joins a table in which a row stands several times."""
    return "__" in column


def span_of(indicator: Indicator) -> Span:
    return SOURCES[indicator.source].span if indicator.source else Span.LAST_DAY
