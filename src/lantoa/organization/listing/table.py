"""The body of a list's table as markup.

Written in Python because a template asks a dozen questions of each of its hundreds of cells, and
that cost more than everything else on the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantoa.shared.numbers import group_digits
from lantoa.ui.templatetags.formats import percent
from lantoa.ui.templatetags.ui import status

if TYPE_CHECKING:
    from lantoa.organization.listing.declaring import Column
    from lantoa.organization.listing.walking import Row


def table_body(rows: Iterable[Row]) -> SafeString:
    """Return the rows of a table, each cell as the kind of its column is written."""
    return format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in rows))


def _cells(row: Row) -> SafeString:
    drawn = (_cell(column, value, row.url) for column, value in row.cells)
    return SafeString("".join(drawn))


def _cell(column: Column, value: object, url: str) -> SafeString:
    if column.kind == "link":
        return format_html(
            '<th scope="row" class="lt-table__name"><a href="{}">{}</a></th>', url, value
        )
    if column.kind == "state":
        drawn = status(value.kind, str(value.label)) if value else ""  # type: ignore[attr-defined]
        return format_html('<td class="lt-table__status">{}</td>', drawn)
    if column.key == "ma":
        return format_html('<td class="lt-table__code">{}</td>', "" if value is None else value)
    if column.is_number:
        return format_html(
            '<td class="lt-num" data-label="{}">{}</td>', column.label, _written(column, value)
        )
    if column.kind == "day":
        return format_html('<td class="lt-num">{}</td>', _written(column, value))
    return format_html("<td>{}</td>", _written(column, value))


def _written(column: Column, value: object) -> object:
    if value is None:
        return "—"
    if label := getattr(value, "label", ""):
        return format_html('<span class="lt-table__more">{}</span>', label)
    if column.kind == "money" and isinstance(value, int):
        return group_digits(value)
    if column.kind == "percent":
        return percent(value)  # type: ignore[arg-type]
    if column.kind == "decimal":
        return localize(value)
    return value
