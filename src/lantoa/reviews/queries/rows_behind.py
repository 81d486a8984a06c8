"""The rows behind the numbers of a report, read from the records of now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, F, Sum, Value
from django.db.models.expressions import Combinable

from lantoa.organization.choices import Structure
from lantoa.organization.models import Placement, Unit
from lantoa.organization.models.person import canonical_person
from lantoa.organization.scopes import paths_through_time
from lantoa.reviews.asked import Asked
from lantoa.reviews.kept_rows import DISTINCT, SUMMED, KeptRows
from lantoa.reviews.queries.numbers import place_of
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.catalogue.indicator import Indicator, SourceKey
from lantoa.statistics.choices import Counting, Span
from lantoa.statistics.queries.figures import rows_of
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import SOURCES

_PLACED: frozenset[SourceKey] = frozenset({"initiatives", "awards", "members"})


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a list, what the count rests on, and the day and the unit that place it."""

    key: int
    of: int | None
    day: date
    unit_id: int


class Keeper:
    """Reads the rows behind many numbers of one report, each list only once.

    A report has hundreds of numbers that are the same rows parted by year and unit, so these are
    parted here, by the placement of the row's day as the lists do.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._lists: dict[tuple[Indicator, date], list[_Row]] = {}
        self._places: dict[int, list[tuple[date | None, date | None, str]]] = {}
        self._units: dict[str, Unit] = {}

    def rows_behind(self, asked: Asked) -> tuple[KeptRows, ...]:
        """Return the rows of a number of the report: one part, or two for a ratio."""
        whole = asked.indicator
        codes = (whole.numerator, whole.denominator)
        parts = [whole] if whole.source else [CATALOGUE[code] for code in codes]
        return tuple(self._kept(part, part.source, asked) for part in parts if part.source)

    def _kept(self, indicator: Indicator, source: SourceKey, asked: Asked) -> KeptRows:
        on_day = SOURCES[source].span is Span.LAST_DAY
        scope = self._scope
        if asked.unit and source not in _PLACED:
            rows = _read(indicator, source, place_of(asked, scope))
        else:
            if asked.year is not None and on_day:
                scope = scope.of_year(asked.year)
            rows = self._list(indicator, source, scope)
            if asked.year is not None and not on_day:
                rows = [row for row in rows if row.day.year == asked.year]
            if asked.unit:
                rows = self._under(rows, asked)
        counted = indicator.counting in DISTINCT | SUMMED
        return KeptRows(
            source,
            indicator.counting,
            tuple(row.key for row in rows),
            tuple(row.of for row in rows) if counted else None,
        )

    def _list(self, indicator: Indicator, source: SourceKey, scope: Scope) -> list[_Row]:
        name = (indicator, scope.last_day)
        if name not in self._lists:
            self._lists[name] = _read(indicator, source, scope)
        return self._lists[name]

    def _under(self, rows: list[_Row], asked: Asked) -> list[_Row]:
        """Keep the rows of a unit: earned at it alone, or at or under where it ever stood."""
        unit = self._unit(asked)
        if asked.days:
            first, last = asked.days
            rows = [row for row in rows if first <= row.day <= last]
        if asked.alone and self._scope.structure is Structure.THEN:
            return [row for row in rows if row.unit_id == unit.pk]
        paths = self._paths(unit)
        self._place({row.unit_id for row in rows})
        if asked.alone:
            return [row for row in rows if self._path(row) in paths]
        return [row for row in rows if self._path(row).startswith(paths)]

    def _unit(self, asked: Asked) -> Unit:
        if asked.unit not in self._units:
            self._units[asked.unit] = place_of(asked, self._scope).unit
        return self._units[asked.unit]

    def _paths(self, unit: Unit) -> tuple[str, ...]:
        if self._scope.structure is Structure.TODAY:
            return (unit.path,)
        return tuple(paths_through_time(unit))

    def _place(self, units: set[int]) -> None:
        """Read where these units stand: by day, or where their successors stand today."""
        missing = units - self._places.keys()
        if not missing:
            return
        self._places |= {unit: [] for unit in missing}
        if self._scope.structure is Structure.TODAY:
            today = Unit.objects.filter(pk__in=missing).values_list("pk", "present__path")
            for unit, path in today:
                self._places[unit].append((None, None, path))
            return
        placed = Placement.objects.filter(unit__in=missing)
        for unit, valid, path in placed.values_list("unit", "valid", "path"):
            self._places[unit].append((valid.lower, valid.upper, path))

    def _path(self, row: _Row) -> str:
        for first, end, path in self._places[row.unit_id]:
            if (first is None or first <= row.day) and (end is None or row.day < end):
                return path
        return ""


def _read(indicator: Indicator, source: SourceKey, scope: Scope) -> list[_Row]:
    way = SOURCES[source]
    rows = rows_of(indicator, scope).order_by("pk")
    day = F(way.day) if way.day else Value(scope.last_day, output_field=DateField())
    placed = rows.annotate(at_day=day, at_unit=F(way.unit or "pk"))
    if indicator.counting in SUMMED:
        found = placed.values_list("pk", "at_day", "at_unit").annotate(kept=Sum(indicator.column))
    else:
        subject = _subject(indicator, source) if indicator.counting in DISTINCT else Value(0)
        found = placed.annotate(kept=subject).values_list("pk", "at_day", "at_unit", "kept")
    return [_Row(pk, of, on, unit) for pk, on, unit, of in found]


def _subject(indicator: Indicator, source: SourceKey) -> Combinable:
    way = SOURCES[source]
    if indicator.counting is Counting.PERSONS:
        return canonical_person(way.people)
    return F(way.unit if indicator.counting is Counting.UNITS else way.initiative)
