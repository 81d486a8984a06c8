"""A list of records as an app declares it: its columns, filters, tabs, totals and order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from django.db.models import Count, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils.functional import Promise
from django_filters import FilterSet

from lantoa.shared.errors import Malformed
from lantoa.ui.components import StatusKind

Kind = Literal["text", "int", "money", "day", "state", "link", "decimal", "percent"]
Label = str | Promise


class BadAddress(Malformed):
    """The address of a list holds something the list does not have."""


@dataclass(frozen=True, slots=True)
class State:
    """A cell that shows a state as shape and word."""

    kind: StatusKind
    label: Label

    def __str__(self) -> str:
        return str(self.label)


@dataclass(frozen=True, slots=True)
class Muted:
    """A cell whose value is a word in grey, such as "không tính bằng tiền"."""

    label: Label

    def __str__(self) -> str:
        return str(self.label)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how a record's cell is made, and the field that sorts it (None: it does not)."""

    key: str
    label: Label
    cell: Callable[[Any], object]
    kind: Kind = "text"
    is_default: bool = True
    sort: str | None = None
    export: Callable[[Any], object] | None = None

    @property
    def is_number(self) -> bool:
        return self.kind in {"int", "money", "decimal", "percent"}


@dataclass(frozen=True, slots=True)
class Measure:
    """A total of what is filtered, such as money or distinct persons."""

    key: str
    label: Label
    aggregate: Callable[[QuerySet[Any]], int | None]
    kind: Kind = "int"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of records, as data; which rows it is of, `respond` is told at each request.

    `prepare` adds joins, prefetches and annotations for the rows of one page; `detail` gives a
    record's own page; `default_sort` is a field, with "-" for newest first. A tab keeps the rows
    whose `tabs_field` is its value, or what `tab_rows` keeps of it. What was drawn is remembered
    until an act changes the records, unless the rows change without one (`is_remembered`).
    """

    key: str
    title: Label
    filterset: type[FilterSet]
    columns: tuple[Column, ...]
    detail: Callable[[Any], str]
    prepare: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows
    tabs_param: str = ""
    tabs_field: str = ""
    tabs: tuple[tuple[str, Label], ...] = ()
    tab_rows: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    measures: tuple[Measure, ...] = ()
    is_remembered: bool = True
    default_sort: str = "-counted_on"
    default_params: Mapping[str, str] | None = None
    add_url: str = ""
    add_label: Label = ""
    import_url: str = ""


def columns_of(listing: Listing, wanted: Sequence[str]) -> tuple[Column, ...]:
    """Return the wanted columns in the list's own order; without any, the usual ones."""
    chosen = tuple(column for column in listing.columns if column.key in wanted)
    return chosen or tuple(column for column in listing.columns if column.is_default)


def sum_of(field: str) -> Callable[[QuerySet[Any]], int | None]:
    """Return the measure that adds up a field."""
    return lambda rows: rows.order_by().aggregate(total=Sum(field))["total"] or 0


def distinct(expression: str | Combinable) -> Callable[[QuerySet[Any]], int | None]:
    """Return the measure that counts the distinct values of an expression."""
    return lambda rows: rows.order_by().aggregate(total=Count(expression, distinct=True))["total"]


def address_of(url_name: str) -> Callable[[Any], str]:
    """Return how the page of a record is addressed: looked up once, not for every row."""

    @cache
    def parts() -> tuple[str, str]:
        before, _zero, after = reverse(url_name, args=[0]).rpartition("0")
        return before, after

    def address(record: Any) -> str:  # noqa: ANN401 -- a record of any kind
        before, after = parts()
        return f"{before}{record.pk}{after}"

    return address
