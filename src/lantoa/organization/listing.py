"""The list page of every kind of record: search, filters, states, columns, order, export.

An app describes its list as a `Listing`; `respond` answers with the page, the fragment for
htmx, or a file of exactly what is filtered. Walking is by key, so a deep page costs what the
first one does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet, FieldDoesNotExist
from django.db import connection
from django.db.models import Count, F, Model, Q, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.forms import BoundField
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters import FilterSet
from django_filters.filterset import BaseFilterSet

from lantoa.audit.remembering import remembered
from lantoa.organization.scopes import sight_of
from lantoa.organization.table import table_body
from lantoa.shared.dates import show_date
from lantoa.shared.errors import Malformed
from lantoa.shared.numbers import group_digits
from lantoa.ui.components import Chip, StatusKind, Tab

T = TypeVar("T")
PAGE_SIZE = 25
COUNT_LIMIT = 10_000
PAGE_LIMIT = 200
_FIRST_PAGE = {"sau": None, "truoc": None, "trang": None, "phan": None}
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
    """A list of records: `rows` are those the user may see, in no order yet.

    `prepare` adds joins, prefetches and annotations for the rows of one page; `detail` gives a
    record's own page; `default_sort` is a field, with "-" for newest first. A tab keeps the rows
    whose `tabs_field` is its value, or what `tab_rows` keeps of it. What was drawn is remembered
    until an act changes the records, unless the rows change without one (`is_remembered`).
    """

    key: str
    title: Label
    filterset: type[FilterSet]
    columns: tuple[Column, ...]
    rows: QuerySet[Any]
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


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: one field, then the key, both the same way."""

    field: str
    descending: bool
    nullable: bool

    @property
    def expressions(self) -> list[Combinable]:
        return self._expressions(descending=self.descending)

    def _expressions(self, *, descending: bool) -> list[Any]:
        if not self.nullable:
            sign = "-" if descending else ""
            return [f"{sign}{self.field}", f"{sign}pk"]
        last = descending == self.descending
        nulls: dict[str, Any] = {"nulls_last": True} if last else {"nulls_first": True}
        by = F(self.field).desc(**nulls) if descending else F(self.field).asc(**nulls)
        return [by, "-pk" if descending else "pk"]

    def after(self, value: object, key: int) -> Any:  # noqa: ANN401 -- a condition of any kind
        """Return the condition "later in this order than this value and key"."""
        return self._beyond(value, key, forwards=True)

    def before(self, value: object, key: int) -> Any:  # noqa: ANN401
        return self._beyond(value, key, forwards=False)

    def reversed(self) -> list[Any]:
        return self._expressions(descending=not self.descending)

    def _beyond(self, value: object, key: int, *, forwards: bool) -> Any:  # noqa: ANN401
        smaller = self.descending == forwards
        if not self.nullable:
            lookup = TupleLessThan if smaller else TupleGreaterThan
            return lookup(Tuple(F(self.field), F("pk")), (value, key))
        sign = "lt" if smaller else "gt"
        if value is None:
            same = Q(**{f"{self.field}__isnull": True, f"pk__{sign}": key})
            return same if forwards else same | Q(**{f"{self.field}__isnull": False})
        beyond = Q(**{f"{self.field}__{sign}": value}) | Q(
            **{self.field: value, f"pk__{sign}": key}
        )
        return beyond | Q(**{f"{self.field}__isnull": True}) if forwards else beyond


def respond(
    request: HttpRequest,
    listing: Listing,
    *,
    extra_context: Mapping[str, Any] | None = None,
    template: str = "organization/list.html",
) -> HttpResponse | FileResponse | StreamingHttpResponse:
    """Answer with the list as a page, as the fragment htmx asked for, or as a file.

    `template` extends the list's own page where an app has something to say beside it.
    """
    view = ListView.of(request, listing)
    wanted = request.GET.get("xuat", "")
    if wanted and not view.errors:
        from lantoa.organization.exporting import export  # noqa: PLC0415 -- only exports pay for it

        return export(view, wanted)
    if view.shows_filters and "HX-Request" in request.headers:
        return render(request, "organization/_filters.html", {"list": view})
    drawn = view.remembered("drawn", lambda: _draw(view))
    status = 422 if drawn.has_errors else 200
    if request.headers.get("HX-Target") == "danh-sach":
        return HttpResponse(drawn.markup, status=status)
    context = {"list": view, "drawn": drawn, **(extra_context or {})}
    return render(request, template, context, status=status)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The part of a list page that htmx exchanges, and what its head says of the rows."""

    markup: SafeString
    scope_words: str
    has_errors: bool


def _draw(view: ListView) -> Drawn:
    markup = render_to_string("organization/_list.html", {"list": view})
    return Drawn(markup, view.scope_words, bool(view.errors))


@dataclass
class ListView:
    """One answer to a list request: everything its template shows. Reads lazily, each once."""

    listing: Listing
    params: dict[str, list[str]]
    path: str
    data: QueryDict
    order: Order
    columns: tuple[Column, ...]
    sight: Hashable

    @classmethod
    def of(cls, request: HttpRequest, listing: Listing) -> ListView:
        params = {name: request.GET.getlist(name) for name in request.GET}
        data = request.GET.copy()
        for name, value in (listing.default_params or {}).items():
            data.setdefault(name, value)
        order = _order_of(listing, request.GET.get("sx", ""))
        columns = _columns_of(listing, request.GET.getlist("cot"))
        sight = (sight_of(request.user), timezone.localdate())  # type: ignore[arg-type]
        return cls(listing, params, request.path, data, order, columns, sight)

    @cached_property
    def filters(self) -> FilterSet:
        return self.listing.filterset(self.data, queryset=self.listing.rows)

    @cached_property
    def filter_names(self) -> tuple[str, ...]:
        return tuple(self.listing.filterset.base_filters)

    @cached_property
    def is_filtered(self) -> bool:
        """Tell whether the filters have a say: their form costs more than the rows of a page.

        Filters with a rule of their own (only what is in force) have one unasked.
        """
        own_rule = self.listing.filterset.filter_queryset is not BaseFilterSet.filter_queryset
        return own_rule or any(self.data.get(name) for name in self.filter_names)

    @cached_property
    def errors(self) -> list[str]:
        if not self.is_filtered:
            return []
        return [str(said) for messages in self.filters.errors.values() for said in messages]

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """The rows that the filters keep; none of them where a filter cannot be read."""
        if self.errors:
            return self.listing.rows.none()
        return self.filters.qs if self.is_filtered else self.listing.rows

    # Addresses: every part of the page is a link to the same list with other parameters.

    def url(self, **changes: str | Sequence[str] | None) -> str:
        """Return this list's address with changed parameters; None takes one away."""
        params: dict[str, Any] = {**self.params, **changes}
        kept = [
            (name, value)
            for name, values in params.items()
            if values is not None
            for value in ([values] if isinstance(values, str) else values)
            if value != ""
        ]
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    def fresh(self, **changes: str | Sequence[str] | None) -> str:
        """Return the address with changes, back at its first page."""
        return self.url(**{**_FIRST_PAGE, **changes})

    def _carried(self, *, without: Collection[str]) -> list[tuple[str, str]]:
        return [
            (name, value)
            for name, values in self.params.items()
            if name not in _FIRST_PAGE and name not in without
            for value in values
        ]

    @property
    def hidden_params(self) -> list[tuple[str, str]]:
        """What the search form must carry along besides its own fields."""
        return self._carried(without=self.filter_names)

    @property
    def filters_kept(self) -> list[tuple[str, str]]:
        """The filters that are on, carried by the search form while their panel is closed."""
        return [
            (name, value)
            for name in self.filter_names
            if name != "q"
            for value in self.params.get(name, [])
        ]

    @property
    def column_form_params(self) -> list[tuple[str, str]]:
        """What choosing columns must carry along: everything else."""
        return self._carried(without={"cot"})

    @property
    def filters_url(self) -> str:
        return self.fresh(phan="bo-loc")

    @property
    def shows_filters(self) -> bool:
        """Tell whether the panel of filters is asked for, open on the page or alone."""
        return self.params.get("phan") == ["bo-loc"]

    # Rows

    @cached_property
    def page(self) -> Page:
        return _page_of(self)

    @property
    def table_body(self) -> SafeString:
        return table_body(self.page.rows)

    def remembered(self, what: str, make: Callable[[], T]) -> T:
        """Return what was made of the same address for the same eyes over the same records."""
        if not self.listing.is_remembered:
            return make()
        asked = tuple((name, tuple(values)) for name, values in self.params.items())
        key = (self.listing.key, what, self.path, asked, self.sight, get_language())
        return remembered(key, make)

    @cached_property
    def tally(self) -> Tally:
        """What is counted of the rows: the same on every page of the list, so remembered."""
        walking = {"sx", "cot", *_FIRST_PAGE}
        params = {name: each for name, each in self.params.items() if name not in walking}
        return replace(self, params=params).remembered("tally", self._count)

    @property
    def count(self) -> Counted:
        return self.tally.count

    def _count(self) -> Tally:
        count = count_rows(self.rows, exact="dem" in self.params)
        totals = (measure.aggregate(self.rows) for measure in self.listing.measures)
        return Tally(count, self._tab_counts(), tuple(totals) if count.is_exact else ())

    @property
    def tabs(self) -> list[Tab]:
        listing = self.listing
        if not listing.tabs:
            return []
        current = self.params.get(listing.tabs_param, [""])
        counts = self.tally.tabs
        total = Counted(
            sum(each.number for each in counts.values()),
            is_exact=all(each.is_exact for each in counts.values()),
        )
        params = {name: each for name, each in self.params.items() if name != listing.tabs_param}
        here = replace(self, params=params)
        items = [Tab(_("Tất cả"), here.fresh(), str(total.capped), current == [""])]
        items += [
            Tab(
                str(label),
                here.fresh(**{listing.tabs_param: value}),
                str(counts[value]),
                current == [value],
            )
            for value, label in listing.tabs
            if counts[value].number or current == [value]
        ]
        return items

    def _tab_counts(self) -> dict[str, Counted]:
        """Count the rows of each tab, without regard to which tab is chosen."""
        listing = self.listing
        if not listing.tabs:
            return {}
        rows = self.rows
        if listing.tabs_param in self.params and not self.errors:
            data = self.data.copy()
            data.pop(listing.tabs_param, None)
            rows = listing.filterset(data, queryset=listing.rows).qs
        pick = listing.tab_rows or (lambda kept, value: kept.filter(**{listing.tabs_field: value}))
        return count_each({value: pick(rows, value) for value, _label in listing.tabs})

    @cached_property
    def chips(self) -> list[Chip]:
        """Return the filters that are on, apart from the search and the tab."""
        shown = []
        for name in self.filter_names:
            values = [value for value in self.params.get(name, []) if value]
            if name in {"q", self.listing.tabs_param} or not values:
                continue
            field = self.filters.form.fields[name]
            label = field.label or name
            said = ", ".join(_said(field, value) for value in values)
            shown.append(Chip(f"{label}: {said}", self.fresh(**{name: None})))
        return shown

    @property
    def totals(self) -> list[tuple[Measure, int | None]]:
        """Return the totals of what is filtered; over 10,000 rows only when asked (?dem=1)."""
        return list(zip(self.listing.measures, self.tally.totals, strict=False))

    @property
    def heads(self) -> list[Head]:
        return [self._head(column) for column in self.columns]

    def _head(self, column: Column) -> Head:
        if column.sort is None:
            return Head(column, "", "")
        current = self.order.field == column.sort
        descending = not self.order.descending if current else column.kind != "text"
        direction = ("descending" if self.order.descending else "ascending") if current else ""
        return Head(column, self.fresh(sx=("-" if descending else "") + column.key), direction)

    @property
    def choosable(self) -> list[tuple[Column, bool]]:
        return [(column, column in self.columns) for column in self.listing.columns]

    @property
    def filter_fields(self) -> list[BoundField]:
        """Return the filters of the panel: all but the search, which stands beside it."""
        return [bound for bound in self.filters.form if bound.name != "q"]

    @property
    def filter_count(self) -> int:
        return len(self.chips) + bool(self.search_text)

    @property
    def clear_url(self) -> str:
        return self.fresh(**dict.fromkeys(self.filter_names))

    @property
    def xlsx_url(self) -> str:
        return self.fresh(xuat="xlsx")

    @property
    def csv_url(self) -> str:
        return self.fresh(xuat="csv")

    @cached_property
    def scope_words(self) -> str:
        """Say in one line which unit and period the list shows, for its head and its print."""
        told = any(self.data.get(name) for name in ("don_vi", "tu", "den")) and not self.errors
        shown = self.filters.form.cleaned_data if told else {}
        unit = shown.get("don_vi")
        days = [
            word % {"day": show_date(day)}
            for word, day in (
                (_("từ %(day)s"), shown.get("tu")),
                (_("đến hết %(day)s"), shown.get("den")),
            )
            if day
        ]
        return " · ".join([unit.name if unit else _("Mọi đơn vị tôi được xem"), *days])

    @property
    def print_line(self) -> str:
        filters = "; ".join(chip.label for chip in self.chips)
        return f"{self.scope_words}. {filters}" if filters else self.scope_words

    @property
    def search_text(self) -> str:
        return self.params.get("q", [""])[0]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: the address that sorts by it, and how it sorts now."""

    column: Column
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of rows, exact or only known to be over the limit."""

    number: int
    is_exact: bool

    @property
    def capped(self) -> Counted:
        """The same, known only to be over the limit where it is: as a list shows it."""
        if self.number > COUNT_LIMIT:
            return Counted(COUNT_LIMIT, is_exact=False)
        return self

    def __str__(self) -> str:
        return group_digits(self.number) if self.is_exact else shown_count(COUNT_LIMIT + 1)


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of the filtered rows: all of them, those of each tab, and the totals.

    There are no totals where the count itself is not exact.
    """

    count: Counted
    tabs: Mapping[str, Counted]
    totals: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A record with its cells, in the order of the columns."""

    record: Any
    url: str
    cells: tuple[tuple[Column, object], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and the addresses of its neighbours (empty where there is none)."""

    rows: tuple[Row, ...]
    previous_url: str
    next_url: str
    first_url: str
    where: str


def shown_count(number: int) -> str:
    """Write a count; over ten thousand the list only says so."""
    if number > COUNT_LIMIT:
        return _("trên %(number)s") % {"number": group_digits(COUNT_LIMIT)}
    return group_digits(number)


def count_rows(rows: QuerySet[Any], *, exact: bool = False) -> Counted:
    """Count rows exactly up to 10,000; further only when asked."""
    if exact:
        return Counted(rows.order_by().count(), is_exact=True)
    return count_each({"": rows})[""]


def count_each(parts: Mapping[str, QuerySet[Any]]) -> dict[str, Counted]:
    """Count several parts of a table in one question, each exactly up to 10,000.

    A part that is large stops at the limit, so counting costs the same in a table of any size.
    """
    questions, params = [], []
    for name, rows in parts.items():
        try:
            sql, given = rows.order_by().values("pk")[: COUNT_LIMIT + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        questions.append(f"SELECT %s, count(*) FROM ({sql}) AS part")  # noqa: S608 -- Django's own
        params += [name, *given]
    numbers: dict[str, int] = {}
    if questions:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(questions), params)
            numbers = dict(cursor.fetchall())
    return {
        name: Counted(min(number, COUNT_LIMIT), is_exact=number <= COUNT_LIMIT)
        for name, number in ((name, numbers.get(name, 0)) for name in parts)
    }


def _said(field: Any, value: str) -> str:  # noqa: ANN401 -- any form field
    choices = dict(getattr(field, "choices", None) or ())
    return str(choices.get(value, value))


def _order_of(listing: Listing, wanted: str) -> Order:
    descending = wanted.startswith("-")
    name = wanted.removeprefix("-")
    column = next((column for column in listing.columns if column.key == name), None)
    if wanted and (column is None or column.sort is None):
        raise BadAddress(_("Danh sách này không sắp theo “%(name)s”.") % {"name": name})
    if column is None or column.sort is None:
        default = listing.default_sort
        descending, field = default.startswith("-"), default.removeprefix("-")
    else:
        field = column.sort
    return Order(field, descending, _is_nullable(listing.rows, field))


def _is_nullable(rows: QuerySet[Any], path: str) -> bool:
    if path in rows.query.annotations:
        return True
    model: type[Model] = rows.model
    nullable = False
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        nullable = nullable or bool(getattr(field, "null", False))
        if field.related_model:
            model = field.related_model
    return nullable


def _columns_of(listing: Listing, wanted: Sequence[str]) -> tuple[Column, ...]:
    chosen = tuple(column for column in listing.columns if column.key in wanted)
    return chosen or tuple(column for column in listing.columns if column.is_default)


def _cursor(order: Order, record: Any) -> str:  # noqa: ANN401
    value = record
    for name in order.field.split("__"):
        value = getattr(value, name)
    return json.dumps([value, record.pk], default=str, ensure_ascii=False)


def _read_cursor(text: str) -> tuple[object, int]:
    try:
        value, key = json.loads(text)
        return value, int(key)
    except (ValueError, TypeError) as error:
        raise BadAddress(_("Địa chỉ trang không đúng. Mở lại danh sách từ đầu.")) from error


def _page_of(view: ListView) -> Page:
    order, rows = view.order, view.listing.prepare(view.rows)
    after, before = (view.params.get(name, [""])[0] for name in ("sau", "truoc"))
    number = _page_number(view.params.get("trang", ["1"])[0])
    start = (number - 1) * PAGE_SIZE
    if before:
        found = list(
            rows.filter(order.before(*_read_cursor(before))).order_by(*order.reversed())[
                : PAGE_SIZE + 1
            ]
        )
        has_previous, has_next = len(found) > PAGE_SIZE, True
        found = found[:PAGE_SIZE][::-1]
    else:
        if after:
            rows = rows.filter(order.after(*_read_cursor(after)))
        found = list(rows.order_by(*order.expressions)[start : start + PAGE_SIZE + 1])
        has_previous, has_next = bool(after) or number > 1, len(found) > PAGE_SIZE
        found = found[:PAGE_SIZE]
    first = found[0] if found else None
    last = found[-1] if found else None
    return Page(
        rows=tuple(_row(view, record) for record in found),
        previous_url=view.fresh(truoc=_cursor(order, first)) if first and has_previous else "",
        next_url=view.fresh(sau=_cursor(order, last)) if last and has_next else "",
        first_url=view.fresh() if has_previous else "",
        where=_where(view, start, len(found), walked=bool(after or before)),
    )


def _page_number(text: str) -> int:
    number = int(text) if text.isdecimal() else 1
    if number > PAGE_LIMIT:
        raise BadAddress(
            _("Số trang dừng ở %(limit)s. Lọc hẹp lại, hoặc đi tiếp bằng nút Trang sau.")
            % {"limit": PAGE_LIMIT}
        )
    return max(number, 1)


def _where(view: ListView, start: int, shown: int, *, walked: bool) -> str:
    if walked or not shown:
        return _("%(total)s dòng") % {"total": view.count}
    return _("%(first)s–%(last)s trong %(total)s") % {
        "first": group_digits(start + 1),
        "last": group_digits(start + shown),
        "total": view.count,
    }


def _row(view: ListView, record: Any) -> Row:  # noqa: ANN401
    return Row(
        record,
        view.listing.detail(record),
        tuple((column, column.cell(record)) for column in view.columns),
    )


def export_rows(view: ListView) -> Iterator[Any]:
    """Yield every filtered record in the order of the list, in pieces that memory can hold."""
    order = view.order
    rows = view.listing.prepare(view.rows).order_by(*order.expressions)
    cursor: tuple[object, int] | None = None
    while True:
        piece = list((rows.filter(order.after(*cursor)) if cursor else rows)[:2000])
        yield from piece
        if len(piece) < 2000:
            return
        cursor = _read_cursor(_cursor(order, piece[-1]))


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
