"""Initiatives in the database and as typed rows: the same queries for one row and for thousands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from lantoa.decisions.queries import row_of as decision_row
from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives import rules
from lantoa.initiatives.actions.checking import (
    InitiativeRefused,
    completed,
    natural_key,
    record_key,
)
from lantoa.initiatives.actions.codes import give_codes, hold_stated_codes
from lantoa.initiatives.choices import BenefitState, State
from lantoa.initiatives.models import Authorship, Benefit, Initiative, Recognition
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow
from lantoa.organization.choices import Precision
from lantoa.organization.models import Unit
from lantoa.shared.text import fold

M = TypeVar("M", bound=Model)
_WRITTEN = (
    "unit",
    "code",
    "title",
    "title_key",
    "kind",
    "field",
    "state",
    "year",
    "first_applied",
    "summary",
    "benefit_state",
    "counted_on",
    "counted_precision",
    "search_text",
)


def stored_rows(rows: Sequence[InitiativeRow]) -> dict[Hashable, tuple[int, InitiativeRow]]:
    """Return the stored initiatives that these rows mean, by the rows' own keys.

    A code finds the unit's initiative even under another title or year; a code that is not
    known yet, or none, leaves unit, year and folded title.
    """
    near = Initiative.objects.filter(
        Q(code__in={row.code for row in rows if row.code})
        | Q(
            unit__in={row.unit_id for row in rows},
            year__in={row.year for row in rows},
            title_key__in={fold(row.title) for row in rows},
        )
    )
    found: dict[Hashable, tuple[int, InitiativeRow]] = {}
    for pk, row in read_rows(near).items():
        found[natural_key(row)] = found[(row.unit_id, row.code)] = (pk, row)
    return {
        record_key(row): there
        for row in rows
        if (there := found.get(record_key(row)) or found.get(natural_key(row)))
    }


def rows_by_pk(pks: Sequence[int]) -> dict[int, InitiativeRow]:
    return read_rows(Initiative.objects.filter(pk__in=pks))


def read_rows(initiatives: QuerySet[Initiative]) -> dict[int, InitiativeRow]:
    """Return initiatives with their parts as typed rows, by key, in four queries."""
    found = {initiative.pk: initiative for initiative in initiatives}
    authors = _grouped(Authorship.objects.filter(initiative__in=found).order_by("order"))
    benefits = _grouped(
        Benefit.objects.filter(initiative__in=found).order_by("year", "kind", "beneficiary")
    )
    recognitions = _grouped(
        Recognition.objects.filter(initiative__in=found).select_related("decision")
    )
    return {
        pk: _row_of(initiative, authors[pk], benefits[pk], recognitions[pk])
        for pk, initiative in found.items()
    }


def _grouped(parts: Iterable[Any]) -> defaultdict[int, list[Any]]:
    groups: defaultdict[int, list[Any]] = defaultdict(list)
    for part in parts:
        groups[part.initiative_id].append(part)
    return groups


def _row_of(
    initiative: Initiative,
    authors: Iterable[Authorship],
    benefits: Iterable[Benefit],
    recognitions: Iterable[Recognition],
) -> InitiativeRow:
    by_scope = {recognition.scope: recognition for recognition in recognitions}
    is_day = initiative.counted_precision != Precision.YEAR or (
        initiative.counted_on.year != initiative.year
    )
    return InitiativeRow(
        unit_id=initiative.unit_id,
        year=initiative.year,
        title=initiative.title,
        kind=initiative.kind,
        field=initiative.field or None,
        code=initiative.code,
        counted_on=initiative.counted_on if is_day else None,
        counted_precision=initiative.counted_precision if is_day else None,
        first_applied=initiative.first_applied or None,
        summary=initiative.summary or None,
        benefit_state=initiative.benefit_state,
        state=initiative.state,
        authors=tuple(
            AuthorRow(author.name, author.person_id, author.share_percent) for author in authors
        ),
        benefits=tuple(
            BenefitRow(
                benefit.year,
                benefit.kind,
                benefit.beneficiary,
                benefit.declared_vnd,
                benefit.confirmed_vnd,
                benefit.accepted_vnd,
            )
            for benefit in benefits
        ),
        recognitions=tuple(
            RecognitionRow(
                scope, decision_row(by_scope[scope].decision), by_scope[scope].grade or None
            )
            for scope in rules.by_scope(by_scope)
        ),
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes rows whose decisions are filed; `decisions` gives the keys of those."""

    decisions: Callable[[Iterable[InitiativeRow]], Mapping[DecisionRow, int]]

    def create(self, stated: Sequence[InitiativeRow]) -> list[int]:
        """Insert new initiatives with their parts and return their keys, in order."""
        rows = [completed(row) for row in stated]
        decisions = self.decisions(rows)
        _refuse_same(rows)
        units = _unit_names(rows)
        made = Initiative.objects.bulk_create(
            _initiative(row, code, units[row.unit_id])
            for row, code in zip(rows, give_codes(rows), strict=True)
        )
        keys = [initiative.pk for initiative in made]
        pairs = list(zip(keys, rows, strict=True))
        Authorship.objects.bulk_create(_authors(pairs))
        Benefit.objects.bulk_create(_benefits(pairs))
        Recognition.objects.bulk_create(_recognitions(pairs, decisions))
        return keys

    def update(self, pairs: Sequence[tuple[int, InitiativeRow]]) -> None:
        """Make stored initiatives say what their rows say, touching only parts that differ."""
        keys = [pk for pk, _row in pairs]
        rows = [row for _pk, row in pairs]
        decisions = self.decisions(rows)
        hold_stated_codes([row.code for row in rows if row.code], own=keys)
        _refuse_same(rows, own=keys)
        units = _unit_names(rows)
        changed = [_initiative(row, row.code, units[row.unit_id], pk=pk) for pk, row in pairs]
        Initiative.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN
        )
        _sync(
            Authorship.objects.all(),
            keys,
            _authors(pairs),
            key=lambda one: (one.initiative_id, one.order, one.name, one.person_id),
            fields=("share_percent",),
        )
        _sync(
            Benefit.objects.all(),
            keys,
            _benefits(pairs),
            key=lambda one: (one.initiative_id, one.year, one.kind, one.beneficiary),
            fields=("declared_vnd", "confirmed_vnd", "accepted_vnd"),
        )
        _sync(
            Recognition.objects.all(),
            keys,
            _recognitions(pairs, decisions),
            key=lambda one: (one.initiative_id, one.scope),
            fields=("decision_id", "grade"),
        )


def delete_initiatives(pks: Sequence[int]) -> None:
    Initiative.objects.filter(pk__in=pks).delete()


def _refuse_same(rows: Sequence[InitiativeRow], *, own: Sequence[int] = ()) -> None:
    """Refuse rows that would make two initiatives of one unit, year and title."""
    wanted = [natural_key(row) for row in rows]
    there = Initiative.objects.filter(
        unit__in={unit for unit, _year, _title in wanted},
        year__in={year for _unit, year, _title in wanted},
        title_key__in={title for _unit, _year, title in wanted},
    ).exclude(pk__in=own)
    taken = set(there.values_list("unit_id", "year", "title_key"))
    for row, key in zip(rows, wanted, strict=True):
        if key in taken:
            raise InitiativeRefused(
                _("Năm %(year)s đơn vị đã có sáng kiến “%(title)s”. Mở sáng kiến đó để sửa.")
                % {"year": row.year, "title": row.title}
            )
        taken.add(key)


def _unit_names(rows: Sequence[InitiativeRow]) -> dict[int, str]:
    units = Unit.objects.filter(pk__in={row.unit_id for row in rows})
    return dict(units.values_list("pk", "name"))


def _initiative(
    row: InitiativeRow, code: str | None, unit_name: str, *, pk: int | None = None
) -> Initiative:
    signed = [recognition.decision.signed_on for recognition in row.recognitions]
    counted_on, precision = rules.counted_day(
        row.year, row.counted_on, row.counted_precision, signed
    )
    words = [
        code or "",
        row.title,
        *(author.name for author in row.authors),
        unit_name,
        *(recognition.decision.number for recognition in row.recognitions),
    ]
    return Initiative(
        pk=pk,
        unit_id=row.unit_id,
        code=code,
        title=row.title,
        title_key=fold(row.title),
        kind=row.kind,
        field=row.field or "",
        state=row.state or State.PENDING,
        year=row.year,
        first_applied=row.first_applied or "",
        summary=row.summary or "",
        benefit_state=row.benefit_state or BenefitState.UNKNOWN,
        counted_on=counted_on,
        counted_precision=precision,
        search_text=fold(" ".join(words)),
    )


Pairs = Sequence[tuple[int, InitiativeRow]]


def _authors(pairs: Pairs) -> list[Authorship]:
    return [
        Authorship(
            initiative_id=pk,
            person_id=author.person_id,
            name=author.name,
            share_percent=author.share_percent,
            order=order,
        )
        for pk, row in pairs
        for order, author in enumerate(row.authors)
    ]


def _benefits(pairs: Pairs) -> list[Benefit]:
    return [
        Benefit(
            initiative_id=pk,
            year=benefit.year,
            kind=benefit.kind,
            beneficiary=benefit.beneficiary,
            declared_vnd=benefit.declared_vnd,
            confirmed_vnd=benefit.confirmed_vnd,
            accepted_vnd=benefit.accepted_vnd,
        )
        for pk, row in pairs
        for benefit in row.benefits
    ]


def _recognitions(pairs: Pairs, decisions: Mapping[DecisionRow, int]) -> list[Recognition]:
    return [
        Recognition(
            initiative_id=pk,
            scope=recognition.scope,
            decision_id=decisions[recognition.decision],
            grade=recognition.grade or "",
        )
        for pk, row in pairs
        for recognition in row.recognitions
    ]


def _sync(
    parts: QuerySet[M],
    initiatives: Sequence[int],
    wanted: Sequence[M],
    *,
    key: Callable[[M], Hashable],
    fields: tuple[str, ...],
) -> None:
    """Make the parts of these initiatives the wanted ones: at most four queries.

    What is gone goes first, so that its place in a unique constraint is free.
    """
    there = {key(part): part for part in parts.filter(initiative__in=initiatives)}
    kept = {key(part) for part in wanted}
    gone = [part.pk for name, part in there.items() if name not in kept]
    changed = []
    for part in wanted:
        old = there.get(key(part))
        if old and any(getattr(old, name) != getattr(part, name) for name in fields):
            part.pk = old.pk
            changed.append(part)
    if gone:
        parts.filter(pk__in=gone).delete()
    if changed:
        parts.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=[name.removesuffix("_id") for name in fields],
        )
    parts.bulk_create(part for part in wanted if key(part) not in there)
