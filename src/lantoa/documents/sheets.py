"""Tables of values as plain data; `xlsx` and `delimited` write them to files.

Rows are read once, in order, and never held together, so a sheet may have a million of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

HOME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

Value = str | int | Decimal | date | datetime | None


class Kind(StrEnum):
    """What a column holds and so how it is shown.

    MONEY is whole đồng. PERCENT is in percent (45 or 45.2), shown by Excel as a true per cent.
    DATE is a `date`; MOMENT an aware `datetime`, shown in Vietnam's time; PARTIAL_DATE is ISO text
    as precise as known ("1975", "1975-03", "1975-03-12"): only a whole day becomes a date cell.
    Words in any column stay words ("không tính bằng tiền" among sums of money).
    """

    TEXT = "text"
    INTEGER = "integer"
    MONEY = "money"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DATE = "date"
    MOMENT = "moment"
    PARTIAL_DATE = "partial-date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: rows are mappings that hold its values under `key`.

    `choices` become a list to pick from; `note` is shown beside the heading; `width` counts
    characters.
    """

    key: str
    heading: str
    kind: Kind = Kind.TEXT
    width: float | None = None
    choices: tuple[str, ...] = ()
    note: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: title lines, a heading row, rows, a total, notes.

    `rows` may be any iterable and is consumed once. `spare_rows` are empty rows under the last one
    that also offer the choices. `name` is made fit for Excel when written.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Mapping[str, Value]]
    title_lines: tuple[str, ...] = ()
    total: Mapping[str, Value] | None = None
    notes: tuple[str, ...] = ()
    frozen_columns: int = 0
    autofilter: bool = True
    spare_rows: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; `made_at` is aware and comes from the caller, not the clock."""

    title: str
    author: str
    made_at: datetime
    comments: str = ""
