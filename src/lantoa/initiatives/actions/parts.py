"""The parts of initiatives (authors, benefits, recognitions) between typed rows and tables.

A part travels as the plain values of its columns: for thousands of rows, making model instances
would take longer than writing them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model
from psycopg import sql

from lantoa.decisions.models import Decision
from lantoa.decisions.queries import row_of
from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives import rules
from lantoa.initiatives.models import Authorship, Benefit, Recognition
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow
from lantoa.organization.writing import rewrite

Pairs = Sequence[tuple[int, InitiativeRow]]
Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PartTable:
    """A table of parts; the first `keyed` of its columns tell a part apart, the rest it states."""

    model: type[Model]
    columns: tuple[str, ...]
    keyed: int

    def of(self, initiatives: Iterable[int]) -> Iterator[Values]:
        """Return key and columns of the parts of these initiatives."""
        parts = self.model._default_manager.filter(initiative__in=initiatives)  # noqa: SLF001 -- any of the three
        return parts.values_list("pk", *self.columns).iterator()


AUTHORS = PartTable(
    Authorship, ("initiative_id", "order", "name", "person_id", "share_percent"), keyed=4
)
BENEFITS = PartTable(
    Benefit,
    (
        "initiative_id",
        "year",
        "kind",
        "beneficiary",
        "declared_vnd",
        "confirmed_vnd",
        "accepted_vnd",
    ),
    keyed=4,
)
RECOGNITIONS = PartTable(Recognition, ("initiative_id", "scope", "decision_id", "grade"), keyed=2)


def author_values(pairs: Pairs) -> Iterator[Values]:
    for pk, row in pairs:
        for order, one in enumerate(row.authors):
            yield (pk, order, one.name, one.person_id, one.share_percent)


def benefit_values(pairs: Pairs) -> Iterator[Values]:
    for pk, row in pairs:
        for one in row.benefits:
            amounts = (one.declared_vnd, one.confirmed_vnd, one.accepted_vnd)
            yield (pk, one.year, one.kind, one.beneficiary, *amounts)


def recognition_values(pairs: Pairs, decisions: Mapping[DecisionRow, int]) -> Iterator[Values]:
    for pk, row in pairs:
        for one in row.recognitions:
            yield (pk, one.scope, decisions[one.decision], one.grade or "")


def author_rows(initiatives: Iterable[int]) -> Mapping[int, tuple[AuthorRow, ...]]:
    """Return the authors of initiatives by the initiative's key, in their order."""
    found = _grouped(AUTHORS.of(initiatives))
    return _as_rows(found, AuthorRow, skip=1)


def benefit_rows(initiatives: Iterable[int]) -> Mapping[int, tuple[BenefitRow, ...]]:
    """Return the benefits of initiatives by the initiative's key, by year, kind, beneficiary."""
    return _as_rows(_grouped(BENEFITS.of(initiatives)), BenefitRow)


def recognition_rows(initiatives: Iterable[int]) -> Mapping[int, tuple[RecognitionRow, ...]]:
    """Return the recognitions of initiatives by the initiative's key, from the base up."""
    found = _grouped(RECOGNITIONS.of(initiatives))
    keys = {decision for parts in found.values() for _scope, decision, _grade in parts}
    named = {pk: row_of(decision) for pk, decision in Decision.objects.in_bulk(keys).items()}
    rows: dict[int, tuple[RecognitionRow, ...]] = {}
    for initiative, parts in found.items():
        by_scope = {
            scope: RecognitionRow(scope, named[decision], grade or None)
            for scope, decision, grade in parts
        }
        rows[initiative] = tuple(by_scope[scope] for scope in rules.by_scope(by_scope))
    return rows


def _grouped(parts: Iterable[Values]) -> dict[int, list[Values]]:
    """Gather parts by initiative, in the order of their keys, without both keys."""
    groups: defaultdict[int, list[Values]] = defaultdict(list)
    for _pk, initiative, *values in parts:
        groups[initiative].append(tuple(values))
    return groups


def _as_rows(found: Mapping[int, list[Values]], make: Any, *, skip: int = 0) -> dict[int, Any]:  # noqa: ANN401 -- a row's class
    ordered = {initiative: sorted(parts, key=_key) for initiative, parts in found.items()}
    return {
        initiative: tuple(make(*part[skip:]) for part in parts)
        for initiative, parts in ordered.items()
    }


def _key(part: Values) -> Values:
    return part[:3]


def insert_parts(table: PartTable, parts: Iterable[Values]) -> None:
    """Insert new parts by COPY, in half the time of an INSERT.

    History learns actor and act from an ordinary write of the same transaction; that of the
    initiatives themselves comes first.
    """
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, table.columns)),
    )
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for part in parts:
            copy.write_row(part)


def sync_parts(table: PartTable, initiatives: Sequence[int], wanted: Iterable[Values]) -> None:
    """Make the parts of these initiatives the wanted ones, in four statements at most.

    What is gone goes first, so that its place in a unique constraint is free.
    """
    end = 1 + table.keyed
    there = {part[1:end]: part for part in table.of(initiatives)}
    stated = {part[: table.keyed]: part for part in wanted}
    manager = table.model._default_manager  # noqa: SLF001 -- any of the three
    gone = [part[0] for key, part in there.items() if key not in stated]
    if gone:
        manager.filter(pk__in=gone).delete()
    changed = [
        table.model(pk=there[key][0], **dict(zip(table.columns, part, strict=True)))
        for key, part in stated.items()
        if key in there and there[key][1:] != part
    ]
    if changed:
        rewrite(changed, [name.removesuffix("_id") for name in table.columns[table.keyed :]])
    fresh = [part for key, part in stated.items() if key not in there]
    if fresh:
        insert_parts(table, fresh)
