"""Sheets as CSV, streamed: UTF-8 with a byte order mark, commas, CRLF, one heading row.

A spreadsheet program runs a field that begins like a formula, so such text is written behind an
apostrophe, as OWASP recommends under "CSV Injection". `csv_unprotect` takes exactly that apostrophe
away again, so a file of ours that is sent back says what it said.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime

from lantoa.documents.sheets import HOME_ZONE, Sheet, Value

CONTENT_TYPE = "text/csv; charset=utf-8"
_BYTE_ORDER_MARK = "\ufeff"
# A text that already begins with apostrophes before such a sign gets one more: only so is the way
# back exact. The wide forms of = + - @ count, because some programs read them as the plain ones.
_LIKE_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def csv_protect(text: str) -> str:
    """Return `text` so that no spreadsheet program reads it as a formula."""
    return f"'{text}" if _LIKE_FORMULA.match(text) else text


def csv_unprotect(text: str) -> str:
    """Return what `csv_protect` was given; only for files this product wrote."""
    return text[1:] if text.startswith("'") and _LIKE_FORMULA.match(text) else text


def csv_lines(sheet: Sheet) -> Iterator[bytes]:
    """Yield the file line by line: headings and rows, no title lines, total or notes.

    Days are ISO, because a program set to another country would swap day and month; moments are
    ISO in Vietnam's time; numbers have a decimal point and per cents are in percent.
    """
    echo = _Echo()
    writer = csv.writer(echo, lineterminator="\r\n")
    headings = [csv_protect(column.heading) for column in sheet.columns]
    writer.writerow(headings)
    yield (_BYTE_ORDER_MARK + echo.line).encode()
    for row in sheet.rows:
        writer.writerow([_field(row[column.key]) for column in sheet.columns])
        yield echo.line.encode()


class _Echo:
    """A file that only remembers the last line."""

    line = ""

    def write(self, line: str) -> int:
        self.line = line
        return len(line)


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return csv_protect(value)
    if isinstance(value, datetime):
        return (
            value.astimezone(HOME_ZONE).replace(tzinfo=None).isoformat(sep=" ", timespec="minutes")
        )
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if not isinstance(value, int) else str(value)
