"""A list as a file: exactly the rows that are filtered, in the list's order and columns."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from lantoa.documents import delimited, sheets, xlsx
from lantoa.organization.listing.declaring import BadAddress, Kind
from lantoa.organization.listing.walking import export_rows
from lantoa.shared.text import fold

if TYPE_CHECKING:
    from lantoa.organization.listing.answering import ListView
    from lantoa.organization.listing.declaring import Column

_KINDS: Mapping[Kind, sheets.Kind] = {
    "text": sheets.Kind.TEXT,
    "link": sheets.Kind.TEXT,
    "state": sheets.Kind.TEXT,
    "int": sheets.Kind.INTEGER,
    "money": sheets.Kind.MONEY,
    "decimal": sheets.Kind.DECIMAL,
    "percent": sheets.Kind.PERCENT,
    "day": sheets.Kind.TEXT,
}


def export(view: ListView, wanted: str) -> HttpResponse | FileResponse | StreamingHttpResponse:
    """Return the filtered list as xlsx or csv; both are safe against formulas in the text."""
    name = fold(str(view.listing.title)).replace(" ", "-")
    if wanted == "csv":
        response = StreamingHttpResponse(
            delimited.csv_lines(_sheet(view)), content_type=delimited.CONTENT_TYPE
        )
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    if wanted != "xlsx":
        raise BadAddress(_("Danh sách chỉ xuất ra xlsx hoặc csv."))
    target = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    now = timezone.localtime()
    properties = sheets.Properties(title=str(view.listing.title), author="Lan Tỏa", made_at=now)
    xlsx.write_xlsx([_sheet(view)], target=target, properties=properties)
    target.seek(0)
    return FileResponse(
        target, as_attachment=True, filename=f"{name}.xlsx", content_type=xlsx.CONTENT_TYPE
    )


def _sheet(view: ListView) -> sheets.Sheet:
    return sheets.Sheet(
        name=str(view.listing.title),
        columns=tuple(
            sheets.Column(column.key, str(column.label), _KINDS[column.kind])
            for column in view.columns
        ),
        rows=_rows(view),
        title_lines=(str(view.listing.title), view.print_line),
    )


def _rows(view: ListView) -> Iterator[Mapping[str, sheets.Value]]:
    for record in export_rows(view):
        yield {column.key: _value(column, record) for column in view.columns}


def _value(column: Column, record: object) -> sheets.Value:
    value = (column.export or column.cell)(record)
    if value is None or isinstance(value, str | int | Decimal | date):
        return value
    return str(value)
