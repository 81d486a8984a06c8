"""Dates as precise as they were written, and half-open periods."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from lantoa.shared.errors import Malformed

PARTIAL_DATE_PATTERN = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$")
_VIETNAMESE = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})$")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


class BadDate(Malformed):
    """A text is not a date; the sentence says what to write instead."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `start` up to, not including, `end`; an open end is None."""

    start: date | None = None
    end: date | None = None

    @classmethod
    def through(cls, first: date | None, last: date | None) -> Period:
        """Make a period from its first and its last day, both included, as people write it."""
        if first and last and last < first:
            raise BadDate(f"Ngày cuối {show_date(last)} đứng trước ngày đầu {show_date(first)}.")
        return cls(first, last + timedelta(days=1) if last else None)

    @classmethod
    def of_years(cls, first: int, last: int) -> Period:
        return cls(date(first, 1, 1), date(last + 1, 1, 1))

    @property
    def last(self) -> date | None:
        """The last day inside."""
        return self.end - timedelta(days=1) if self.end else None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    @property
    def years(self) -> list[int]:
        """The calendar years touched by a closed period; empty for an open one."""
        if self.start is None or self.last is None:
            return []
        return list(range(self.start.year, self.last.year + 1))


def _checked(year: int, month: int | None, day: int | None, written: str) -> str:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise BadDate(f"Năm {year} trong “{written}” không thể đúng. Ghi lại năm bốn chữ số.")
    if month is None:
        return f"{year:04d}"
    if not 1 <= month <= 12:
        raise BadDate(f"“{written}” không có tháng {month}. Ghi ngày/tháng/năm, như 05/02/2021.")
    if day is None:
        return f"{year:04d}-{month:02d}"
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise BadDate(
            f"Tháng {month} không có ngày {day}. "
            f"Ghi {last}/{month}/{year}, hoặc chỉ ghi {month:02d}/{year}."
        )
    return f"{year:04d}-{month:02d}-{day:02d}"


def parse_partial(written: str) -> str:
    """Read a date as written ("1975", "03/1975", "12/3/1975", ISO) and keep its precision.

    Returns "1975", "1975-03" or "1975-03-12"; raises `BadDate`.
    """
    text = written.strip()
    found = _ISO.match(text)
    if found:
        year, month, day = (int(part) if part else None for part in found.groups())
    else:
        found = _VIETNAMESE.match(text)
        if not found:
            raise BadDate(
                f"“{written}” không đọc được là ngày. Ghi ngày/tháng/năm, như 05/02/2021, "
                "hoặc chỉ ghi năm."
            )
        day, month, year = (int(part) if part else None for part in found.groups())
    return _checked(year or 0, month, day, text)


def show_partial(partial: str) -> str:
    """Show "1975-03-12" as 12/03/1975, "1975-03" as 03/1975, "1975" as 1975."""
    return "/".join(reversed(partial.split("-")))


def show_date(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def last_day(partial: str) -> date:
    """Return the last day that a partial date may mean: the day on which a record counts."""
    parts = [int(part) for part in partial.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else monthrange(year, month)[1]
    return date(year, month, day)


def first_day(partial: str) -> date:
    """Return the first day that a partial date may mean."""
    parts = [int(part) for part in partial.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
