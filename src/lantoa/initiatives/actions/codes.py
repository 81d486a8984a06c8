"""Codes such as SK-18-0012: given in order in their series, never twice, also under concurrency.

A series is one row. Giving numbers changes it, so a second giver of the same series waits until
the first commits or rolls back; a number that was rolled back is given again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from lantoa.initiatives import rules
from lantoa.initiatives.actions.checking import InitiativeRefused
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import InitiativeRow


def give_codes(rows: Sequence[InitiativeRow]) -> list[str]:
    """Return a code for each row, in order: its own, else the next free one of its series."""
    hold_stated_codes([row.code for row in rows if row.code])
    series = [rules.code_series(row.kind, row.year) for row in rows if not row.code]
    free = _reserve(Counter(series))
    codes = []
    for row in rows:
        if row.code:
            codes.append(row.code)
            continue
        name = rules.code_series(row.kind, row.year)
        codes.append(rules.make_code(name, free[name]))
        free[name] += 1
    return codes


def hold_stated_codes(codes: Sequence[str], *, own: Sequence[int] = ()) -> None:
    """Keep the series ahead of codes that rows state, and refuse those that others carry.

    `own` are the keys of the initiatives that these codes are for.
    """
    if not codes:
        return
    counted = Counter(codes)
    highest: dict[str, int] = {}
    for series, number in filter(None, map(rules.read_code, counted)):
        highest[series] = max(number, highest.get(series, 0))
    _raise_series(highest)
    taken = Initiative.objects.filter(code__in=counted).exclude(pk__in=own)
    used = set(taken.values_list("code", flat=True))
    for code, times in counted.items():
        if code in used or times > 1:
            raise InitiativeRefused(
                _("Mã “%(code)s” đã dùng cho sáng kiến khác. Để trống mã hoặc ghi mã khác.")
                % {"code": code},
                field="code",
            )


def _reserve(counts: Counter[str]) -> dict[str, int]:
    """Return, for each series, the first of as many free numbers as are asked for."""
    if not counts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO initiatives_codeseries AS series (prefix, last_number) "
            "SELECT * FROM unnest(%s::text[], %s::int[]) AS wanted(prefix, count) ORDER BY 1 "
            "ON CONFLICT (prefix) DO UPDATE "
            "SET last_number = series.last_number + excluded.last_number "
            "RETURNING prefix, last_number",
            [list(counts), list(counts.values())],
        )
        return {prefix: last - counts[prefix] + 1 for prefix, last in cursor.fetchall()}


def _raise_series(highest: dict[str, int]) -> None:
    if not highest:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO initiatives_codeseries AS series (prefix, last_number) "
            "SELECT * FROM unnest(%s::text[], %s::int[]) AS stated(prefix, number) ORDER BY 1 "
            "ON CONFLICT (prefix) DO UPDATE "
            "SET last_number = greatest(series.last_number, excluded.last_number)",
            [list(highest), list(highest.values())],
        )
