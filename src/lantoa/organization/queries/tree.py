"""The tree of units as a page shows it, and whether its derived parts hold together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import Length

from lantoa.accounts.models import User
from lantoa.organization.models import (
    Unit,
)
from lantoa.organization.models.unit import PATH_STEP, UnitQuerySet
from lantoa.organization.queries.people import member_counts
from lantoa.organization.queries.units import MOST_MEANT, units_for
from lantoa.organization.rules import BEGINNING, path_step

MOST_BRANCHES = 300


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit on the page of the tree: how deep, how many members with its subtree, its children."""

    unit: Unit
    depth: int
    members: int
    children: int

    @property
    def indent(self) -> range:
        return range(self.depth)


def branches_of(user: User, top: Unit, *, on: date, with_ended: bool) -> list[Branch]:
    """Return the units under `top` in tree order: two levels deep, one where these are many."""
    under = units_for(user).below(top.path).exclude(pk=top.pk).annotate(length=Length("path"))
    if not with_ended:
        under = under.filter(ended_on__isnull=True)
    shown: list[Unit] = []
    for levels in (2, 1):
        reach = under.filter(length__lte=len(top.path) + levels * PATH_STEP)
        shown = list(_with_children(reach).order_by("path")[: MOST_BRANCHES + 1])
        if len(shown) <= MOST_BRANCHES:
            break
    counts = member_counts(shown, on=on)
    by_parent: dict[int | None, list[Unit]] = {}
    for unit in shown[:MOST_BRANCHES]:
        by_parent.setdefault(unit.parent_id, []).append(unit)

    def walk(parent: int, depth: int) -> Iterator[Branch]:
        here = by_parent.get(parent, [])
        for unit in sorted(
            here, key=lambda one: (one.ended_on is not None, one.kind.level, one.sort_key)
        ):
            yield Branch(unit, depth, counts[unit.pk], unit.n_children)  # type: ignore[attr-defined]
            yield from walk(unit.pk, depth + 1)

    return list(walk(top.pk, 0))


def found_branches(user: User, text: str, *, on: date) -> list[Branch]:
    """Return the units whose code or names hold every word of `text`."""
    found = list(_with_children(units_for(user).named(text))[:MOST_MEANT])
    counts = member_counts(found, on=on)
    return [Branch(unit, 0, counts[unit.pk], unit.n_children) for unit in found]  # type: ignore[attr-defined]


def _with_children(units: UnitQuerySet) -> UnitQuerySet:
    living = Count("children", filter=Q(children__ended_on__isnull=True))
    return units.annotate(n_children=living).select_related("present")


def tree_faults() -> Iterator[str]:
    """Yield a sentence for each place where the derived parts of the tree do not hold together."""
    units = Unit.objects.values_list("pk", "code", "path", "parent__path")
    for pk, code, path, parent_path in units.order_by("path").iterator():
        if path != (parent_path or "") + path_step(pk):
            yield f"Đơn vị {code}: đường dẫn không khớp với đơn vị cấp trên."
    for sentence, query in _TREE_CHECKS:
        with connection.cursor() as cursor:
            cursor.execute(query, {"beginning": BEGINNING})
            for (code,) in cursor.fetchall():
                yield sentence % code


_TREE_CHECKS = (
    (
        "Đơn vị %s: vị trí hiện nay không khớp với cây.",
        """
        SELECT u.code FROM organization_unit u WHERE (
            SELECT count(*) FROM organization_placement p
            WHERE p.unit_id = u.id AND upper_inf(p.valid) AND p.path = u.path
              AND p.parent_id IS NOT DISTINCT FROM u.parent_id
        ) <> 1 ORDER BY u.code
        """,
    ),
    (
        "Đơn vị %s: các vị trí theo thời gian còn khoảng trống.",
        """
        SELECT DISTINCT u.code FROM organization_placement p
        JOIN organization_unit u ON u.id = p.unit_id
        WHERE lower(p.valid) IS DISTINCT FROM %(beginning)s AND NOT EXISTS (
            SELECT 1 FROM organization_placement q
            WHERE q.unit_id = p.unit_id AND upper(q.valid) = lower(p.valid)
        ) ORDER BY u.code
        """,
    ),
    (
        "Đơn vị %s: vị trí theo thời gian không khớp với vị trí của đơn vị cấp trên lúc đó.",
        """
        SELECT DISTINCT u.code FROM organization_placement p
        JOIN organization_unit u ON u.id = p.unit_id
        LEFT JOIN organization_placement q ON q.unit_id = p.parent_id AND q.valid && p.valid
        WHERE p.path <> coalesce(q.path, '') || right(u.path, 4) ORDER BY u.code
        """,
    ),
    (
        "Đơn vị %s: “hiện nay là” không khớp với các lần kế thừa.",
        """
        WITH RECURSIVE way(unit_id, now_id) AS (
            SELECT id, id FROM organization_unit
            UNION ALL
            SELECT way.unit_id, s.successor_id FROM way
            JOIN organization_succession s ON s.predecessor_id = way.now_id AND s.carries_results
        ) CYCLE now_id SET looped USING seen
        SELECT u.code FROM organization_unit u WHERE NOT EXISTS (
            SELECT 1 FROM way WHERE way.unit_id = u.id AND way.now_id = u.present_id
              AND NOT way.looped AND NOT EXISTS (
                SELECT 1 FROM organization_succession s
                WHERE s.predecessor_id = way.now_id AND s.carries_results
            )
        ) ORDER BY u.code
        """,
    ),
)
