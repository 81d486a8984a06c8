"""Walking a list by key: its order, the rows of one page and where its neighbours are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.translation import gettext as _

from lantoa.organization.listing.declaring import BadAddress, Column, Listing
from lantoa.shared.numbers import group_digits

if TYPE_CHECKING:
    from lantoa.organization.listing.answering import ListView

PAGE_SIZE = 25
PAGE_LIMIT = 200


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


def order_of(listing: Listing, rows: QuerySet[Any], wanted: str) -> Order:
    """Return the order that a column's key asks for, with "-" for descending; "" for the usual."""
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
    return Order(field, descending, _is_nullable(rows, field))


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


def page_of(view: ListView) -> Page:
    """Return the rows of the page that the address names, with one query beside the prefetches."""
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
