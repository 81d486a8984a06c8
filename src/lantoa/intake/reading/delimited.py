"""CSV files: in any Vietnamese encoding, with comma, semicolon, tab or bar between the fields."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from lantoa.documents.delimited import csv_unprotect
from lantoa.intake.reading.encodings import Encoding, decode, note_of
from lantoa.intake.reading.tables import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    Cell,
    Refused,
    Table,
    too_large,
)
from lantoa.shared.numbers import group_digits

_LONGEST_FIELD = 32_767


def read_csv(content: bytes, *, name: str) -> Table:
    """Read one CSV as a sheet called `name`. Raises `Refused`."""
    text, encoding = _decoded(content)
    if len(text) > MOST_TEXT:
        raise too_large(_("quá %(most)s ký tự") % {"most": group_digits(MOST_TEXT)})
    csv.field_size_limit(_LONGEST_FIELD)
    rows: list[list[Cell]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append([csv_unprotect(cell) for cell in row])
            cells += len(row)
            _check_size(len(rows), len(row), cells)
    except csv.Error as error:
        raise Refused(
            "corrupt",
            _("Dòng %(row)s của tệp CSV hỏng. Mở tệp bằng Excel, lưu lại dạng CSV UTF-8 rồi gửi.")
            % {"row": len(rows) + 1},
        ) from error
    return Table(name, rows, mended=note_of(content, text, encoding))


def _decoded(content: bytes) -> tuple[str, Encoding]:
    read = decode(content)
    if read is None:
        raise Refused(
            "corrupt",
            _(
                "Không nhận ra bảng mã của tệp, hoặc tệp bị cắt ngang. Mở bằng Excel, chọn Lưu "
                "thành, kiểu “CSV UTF-8 (Comma delimited)”, rồi gửi lại."
            ),
        )
    if "\0" in read[0]:
        raise Refused(
            "not_spreadsheet",
            _(
                "Tệp này không phải CSV. Trong Excel chọn Lưu thành, kiểu “CSV UTF-8 (Comma "
                "delimited)”, hoặc gửi tệp .xlsx."
            ),
        )
    return read


def _delimiter(text: str) -> str:
    """Return the sign that parts the first line, outside quotation marks."""
    counts = dict.fromkeys(",;\t|", 0)
    quoted = False
    for letter in text:
        if letter == '"':
            quoted = not quoted
        elif letter == "\n" and not quoted:
            break
        elif letter in counts and not quoted:
            counts[letter] += 1
    return max(counts, key=counts.__getitem__)


def _check_size(rows: int, columns: int, cells: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or cells > MOST_CELLS:
        raise too_large(
            _("quá %(rows)s dòng, %(columns)s cột hoặc %(cells)s ô")
            % {
                "rows": group_digits(MOST_ROWS),
                "columns": group_digits(MOST_COLUMNS),
                "cells": group_digits(MOST_CELLS),
            }
        )
