"""One answer to the address of a list: the page, its fragment for htmx, or a file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.forms import BoundField
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters import FilterSet
from django_filters.filterset import BaseFilterSet

from lantoa.audit.remembering import remembered
from lantoa.organization.listing.counting import Counted, Tally, count_each, count_rows
from lantoa.organization.listing.declaring import Column, Listing, Measure, columns_of
from lantoa.organization.listing.table import table_body
from lantoa.organization.listing.walking import Order, Page, order_of, page_of
from lantoa.organization.scopes import sight_of
from lantoa.shared.dates import show_date
from lantoa.ui.components import Chip, Tab

T = TypeVar("T")
_FIRST_PAGE = {"sau": None, "truoc": None, "trang": None, "phan": None}


def respond(
    request: HttpRequest,
    listing: Listing,
    rows: QuerySet[Any],
    *,
    extra_context: Mapping[str, Any] | None = None,
    template: str = "organization/list.html",
) -> HttpResponse | FileResponse | StreamingHttpResponse:
    """Answer with the list as a page, as the fragment htmx asked for, or as a file.

    `rows` are those the user may see, in no order yet. `template` extends the list's own page
    where an app has something to say beside it.
    """
    view = ListView.of(request, listing, rows)
    wanted = request.GET.get("xuat", "")
    if wanted and not view.errors:
        from lantoa.organization.listing.exporting import export  # noqa: PLC0415 -- only exports pay for it

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
    visible: QuerySet[Any]
    params: dict[str, list[str]]
    path: str
    data: QueryDict
    order: Order
    columns: tuple[Column, ...]
    sight: Hashable

    @classmethod
    def of(cls, request: HttpRequest, listing: Listing, rows: QuerySet[Any]) -> ListView:
        params = {name: request.GET.getlist(name) for name in request.GET}
        data = request.GET.copy()
        for name, value in (listing.default_params or {}).items():
            data.setdefault(name, value)
        order = order_of(listing, rows, request.GET.get("sx", ""))
        columns = columns_of(listing, request.GET.getlist("cot"))
        sight = (sight_of(request.user), timezone.localdate())  # type: ignore[arg-type]
        return cls(listing, rows, params, request.path, data, order, columns, sight)

    @cached_property
    def filters(self) -> FilterSet:
        return self.listing.filterset(self.data, queryset=self.visible)

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
            return self.visible.none()
        return self.filters.qs if self.is_filtered else self.visible

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
        return page_of(self)

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
            rows = listing.filterset(data, queryset=self.visible).qs
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
            told = str(label) if field.widget.is_hidden else f"{label}: {said}"
            shown.append(Chip(told, self.fresh(**{name: None})))
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
        asked = {"don_vi", "tu", "den"} & set(self.filter_names)
        told = any(self.data.get(name) for name in asked) and not self.errors
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


def _said(field: Any, value: str) -> str:  # noqa: ANN401 -- any form field
    choices = dict(getattr(field, "choices", None) or ())
    return str(choices.get(value, value))
