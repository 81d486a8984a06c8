"""Figures split by year, by unit, by the values of a filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import Aggregate, Case, CharField, Count, F, Q, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import ExtractYear, Left, Right

from lantoa.organization.choices import Structure
from lantoa.organization.models import Placement, Unit
from lantoa.organization.models.unit import PATH_STEP, below
from lantoa.organization.rules import path_step
from lantoa.organization.scopes import paths_through_time
from lantoa.shared.dates import Period
from lantoa.statistics.addresses import dashboard_url
from lantoa.statistics.catalogue import with_parts
from lantoa.statistics.catalogue.indicator import Indicator, asked
from lantoa.statistics.choices import Span
from lantoa.statistics.queries.counting import (
    Counted,
    count_all,
    grouped,
    is_to_many,
    span_of,
    value_of,
)
from lantoa.statistics.queries.figures import Figure, make_figure
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import SOURCES, Rows, Source, can_be_known
from lantoa.statistics.sources.parameters import choices_of, plain_field


@dataclass(frozen=True, slots=True)
class Cell:
    """One part of a figure, by the value of a filter and its word.

    Rows without a value ("chưa phân loại") have no filter, so that cell's figure has no page.
    """

    value: str
    label: str
    count: int
    figure: Figure | None

    @property
    def url(self) -> str:
        return self.figure.url if self.figure else ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """The figures of one part of the tree; `is_own`: what the asked unit earned by itself."""

    unit: Unit
    is_own: bool
    scope: Scope
    figures: Mapping[str, Figure]

    @property
    def dashboard_url(self) -> str:
        """The dashboard of this part of the tree, over the same period."""
        return dashboard_url(self.scope)


def by_year(indicators: Iterable[Indicator], scope: Scope) -> dict[int, dict[str, Figure]]:
    """Return the figures of each calendar year of the period.

    What is asked of a day is asked of each year's last day.
    """
    every = with_parts(indicators)
    in_period = [each for each in every.values() if each.source and span_of(each) is Span.PERIOD]
    on_day = [each for each in every.values() if each.source and span_of(each) is Span.LAST_DAY]
    split = _count_by(in_period, scope, _by_year_of)
    found = {}
    for year in scope.years:
        of_year = scope.of_year(year)
        counted = {code: years.get(year, Counted(0, 0)) for code, years in split.items()}
        counted |= count_all(on_day, of_year) if on_day else {}
        found[year] = {
            code: make_figure(indicator, of_year, counted) for code, indicator in every.items()
        }
    return found


def by_unit(indicators: Iterable[Indicator], scope: Scope) -> list[UnitRow]:
    """Return the figures of each unit directly under the scope's unit, in the order of the tree.

    By the structure of then, a unit that stood there for a while has a row with what was earned
    meanwhile: its figures' scope is that stay, and what is asked of the last day is unknown for
    one that had left. What the scope's unit earned by itself comes first, where there is any.
    """
    every = with_parts(indicators)
    sourced = [each for each in every.values() if each.source]
    split = _count_by(sourced, scope, _by_branch_of)
    earning = {
        step for branches in split.values() for step, counted in branches.items() if counted.rows
    }
    steps = earning | set(_standing_below(scope))
    units = Unit.objects.in_bulk([int(step, 36) for step in steps])
    own = scope.unit.pk
    stays = _stays(scope, units)
    hidden = {each.code for each in sourced if each.source and not can_be_known(each.source, scope)}
    on_day = {each.code for each in sourced if span_of(each) is Span.LAST_DAY}
    rows = []
    for unit in sorted(units.values(), key=lambda each: (each.pk != own, each.sort_key, each.pk)):
        step = path_step(unit.pk)
        counted = {code: branches.get(step, Counted(0, 0)) for code, branches in split.items()}
        stay = stays.get(unit.pk, scope.period)
        part = replace(scope.of_unit(unit, alone=unit.pk == own), period=stay)
        unknown = hidden | on_day if part.last_day != scope.last_day else hidden
        counted |= dict.fromkeys(unknown, Counted(None, 0))
        made = {code: make_figure(each, part, counted) for code, each in every.items()}
        rows.append(UnitRow(unit, is_own=unit.pk == own, scope=part, figures=made))
    return rows


def _stays(scope: Scope, units: Iterable[int]) -> dict[int, Period]:
    """Return when each unit stood directly under the scope's, where that is one part of the period.

    A unit that left and came back has no single stay; its figures keep the whole period.
    """
    if scope.structure is Structure.TODAY:
        return {}
    placed = Placement.objects.filter(parent=scope.unit, unit__in=list(units))
    stays: dict[int, list[Period]] = {}
    for unit, valid in placed.order_by("valid").values_list("unit", "valid"):
        first = max(valid.lower or scope.first_day, scope.first_day)
        last = min(
            valid.upper - timedelta(days=1) if valid.upper else scope.last_day, scope.last_day
        )
        if last < first:
            continue
        of_unit = stays.setdefault(unit, [])
        if of_unit and of_unit[-1].end == first:  # moved and renamed under the same unit
            first = of_unit.pop().start or first
        of_unit.append(Period.through(first, last))
    return {unit: found[0] for unit, found in stays.items() if len(found) == 1}


def by_value(indicator: Indicator, scope: Scope, param: str) -> list[Cell]:
    """Return an indicator split by the values of one of its list's filters, largest first.

    One query for a filter over a plain field; one for each value of a filter that does more.
    """
    if indicator.source is None:
        return []
    source = SOURCES[indicator.source]
    field = plain_field(source, param)
    words = dict(choices_of(source, param))
    if field is None:
        parts = {value: _narrowed(indicator, param, value) for value in words}
        found = count_all(list(parts.values()), scope)
        counts = [
            (value, words[value], found[part.code].value or 0) for value, part in parts.items()
        ]
    else:
        (group,) = grouped([indicator])
        rows = group.rows(scope).filter(group.members[0][1])
        label = source.labels.get(param, field)
        made = rows.order_by().values_list(field, label).annotate(amount=_amount_of(indicator))
        counts = [
            ("" if value is None else str(value), words.get(value, name or ""), n or 0)
            for value, name, n in made
        ]
    return [
        Cell(value, str(name), count, _part_figure(indicator, param, value, count, scope))
        for value, name, count in sorted(counts, key=lambda each: (-each[2], str(each[1])))
        if count
    ]


def _part_figure(
    indicator: Indicator, param: str, value: str, count: int, scope: Scope
) -> Figure | None:
    return Figure(_narrowed(indicator, param, value), scope, count, count) if value else None


def _narrowed(indicator: Indicator, param: str, value: str) -> Indicator:
    """Return the indicator that counts what one value of its list's filters leaves of it."""
    others = tuple((name, values) for name, values in indicator.params if name != param)
    return replace(
        indicator,
        code=f"{indicator.code}:{param}={value}",
        params=(*others, *asked(**{param: value})),
    )


def _amount_of(indicator: Indicator) -> Aggregate:
    """Return what gives the value of one indicator where nothing else is counted with it."""
    if is_to_many(indicator.column):
        return Sum(indicator.column)
    value = value_of(indicator)
    return Count("pk") if value is None else value


Split = Mapping[str, Mapping[Any, Counted]]
Parting = Callable[[Source, Rows, Scope], tuple[Rows, Combinable]]


def _count_by(indicators: Sequence[Indicator], scope: Scope, parting: Parting) -> Split:
    """Count indicators for each part, with one query for all that differ in plain filters."""
    split: dict[str, dict[Any, Counted]] = {each.code: {} for each in indicators}
    for group in grouped(indicators):
        if not can_be_known(group.key, scope):
            continue
        rows, part = parting(group.source, group.rows(scope), scope)
        for found in _parts(rows, part, group.aggregates()):
            for code, counted in group.read(found).items():
                split[code][found["part"]] = counted
        for column in group.columns():
            for found in _parts(rows, part, group.sums(column)):
                before = {code: split[code].get(found["part"], Counted(0, 0)) for code in split}
                for code, counted in group.read_sums(column, found, before).items():
                    split[code][found["part"]] = counted
    return split


def _parts(
    rows: Rows, part: Combinable, aggregates: Mapping[str, Aggregate]
) -> Iterable[dict[str, Any]]:
    split: Iterable[dict[str, Any]] = (
        rows.order_by().annotate(part=part).values("part").annotate(**aggregates)
    )
    return split


def _by_year_of(source: Source, rows: Rows, _scope: Scope) -> tuple[Rows, Combinable]:
    return rows, ExtractYear(source.day)


def _by_branch_of(source: Source, rows: Rows, scope: Scope) -> tuple[Rows, Combinable]:
    """Part rows by the unit directly under the scope's at which they were earned.

    A unit stands in one place a day, so meeting its placement of that day never doubles a row.
    """
    unit = f"{source.unit}__" if source.unit else ""
    if scope.structure is Structure.TODAY:
        return rows, _step_below([scope.unit.path], f"{unit}present__path")
    paths = paths_through_time(scope.unit)
    day = F(source.day) if source.day else Value(scope.last_day)
    there = f"{unit}placements"
    placed = rows.filter(
        Q(**{f"{there}__valid__endswith__isnull": True})
        | Q(**{f"{there}__valid__endswith__gt": day}),
        below(paths, field=f"{there}__path"),
        **{f"{there}__valid__startswith__lte": day},
    )
    return placed, _step_below(paths, f"{there}__path")


def _step_below(paths: Sequence[str], field: str) -> Combinable:
    """Return the own step of the unit directly under the one that stands at `paths`."""
    ends = [
        When(
            **{f"{field}__startswith": path},
            then=Right(Left(field, len(path) + PATH_STEP), PATH_STEP),
        )
        for path in paths
    ]
    return Case(*ends, output_field=CharField()) if len(ends) > 1 else ends[0].result


def _standing_below(scope: Scope) -> Iterable[str]:
    """Return the steps of the units that stood directly under the unit on the last day."""
    if scope.structure is Structure.TODAY:
        children = Unit.objects.filter(parent=scope.unit).existing_on(scope.last_day)
        return [path[-PATH_STEP:] for path in children.values_list("path", flat=True)]
    placed = Placement.objects.filter(parent=scope.unit, valid__contains=scope.last_day)
    return [path[-PATH_STEP:] for path in placed.values_list("path", flat=True)]
