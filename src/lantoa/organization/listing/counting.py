"""How many rows a list holds: exactly to ten thousand, at the same cost in a table of any size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lantoa.shared.numbers import group_digits

COUNT_LIMIT = 10_000


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
