"""Initiatives in the database and as typed rows: the same queries for one row and for thousands."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from lantoa.decisions.queries import row_of as decision_row_of
from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives import rules
from lantoa.initiatives.actions.checking import (
    InitiativeRefused,
    folded,
    natural_key,
    record_key,
    states_of,
)
from lantoa.initiatives.actions.codes import give_codes, hold_stated_codes
from lantoa.initiatives.actions.parts import (
    AUTHORS,
    BENEFITS,
    RECOGNITIONS,
    author_rows,
    author_values,
    benefit_rows,
    benefit_values,
    insert_parts,
    recognition_rows,
    recognition_values,
    sync_parts,
)
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow
from lantoa.organization.choices import Precision
from lantoa.organization.models import Unit
from lantoa.organization.writing import rewrite
from lantoa.shared.text import fold

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
            title_key__in={folded(row.title) for row in rows},
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
    """Return initiatives with their parts as typed rows, by key, in five queries."""
    found = {initiative.pk: initiative for initiative in initiatives}
    authors = author_rows(found)
    benefits = benefit_rows(found)
    recognitions = recognition_rows(found)
    return {
        pk: replace(
            _own_row(initiative),
            authors=authors.get(pk, ()),
            benefits=benefits.get(pk, ()),
            recognitions=recognitions.get(pk, ()),
        )
        for pk, initiative in found.items()
    }


def row_of(initiative: Initiative) -> InitiativeRow:
    """Return an initiative read by `queries.get_initiative` as a typed row, without a query."""
    by_scope = {
        one.scope: RecognitionRow(one.scope, decision_row_of(one.decision), one.grade or None)
        for one in initiative.recognitions.all()
    }
    return replace(
        _own_row(initiative),
        authors=tuple(
            AuthorRow(one.name, one.person_id, one.share_percent)
            for one in initiative.authors.all()
        ),
        benefits=tuple(
            BenefitRow(
                one.year,
                one.kind,
                one.beneficiary,
                one.declared_vnd,
                one.confirmed_vnd,
                one.accepted_vnd,
            )
            for one in initiative.benefits.all()
        ),
        recognitions=tuple(by_scope[scope] for scope in rules.by_scope(by_scope)),
    )


def _own_row(initiative: Initiative) -> InitiativeRow:
    """Return what the initiative itself states, without its parts."""
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
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes rows whose decisions are filed; `decisions` gives the keys of those."""

    decisions: Callable[[Iterable[InitiativeRow]], Mapping[DecisionRow, int]]

    def create(self, rows: Sequence[InitiativeRow]) -> list[int]:
        """Insert new initiatives with their parts and return their keys, in order."""
        decisions = self.decisions(rows)
        _refuse_same(rows)
        units = _unit_names(rows)
        made = Initiative.objects.bulk_create(
            _initiative(row, code, units[row.unit_id])
            for row, code in zip(rows, give_codes(rows), strict=True)
        )
        keys = [initiative.pk for initiative in made]
        pairs = list(zip(keys, rows, strict=True))
        insert_parts(AUTHORS, author_values(pairs))
        insert_parts(BENEFITS, benefit_values(pairs))
        insert_parts(RECOGNITIONS, recognition_values(pairs, decisions))
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
        rewrite(changed, _WRITTEN)
        sync_parts(AUTHORS, keys, author_values(pairs))
        sync_parts(BENEFITS, keys, benefit_values(pairs))
        sync_parts(RECOGNITIONS, keys, recognition_values(pairs, decisions))


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
    state, benefit_state = states_of(row)
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
        title_key=folded(row.title),
        kind=row.kind,
        field=row.field or "",
        state=state,
        year=row.year,
        first_applied=row.first_applied or "",
        summary=row.summary or "",
        benefit_state=benefit_state,
        counted_on=counted_on,
        counted_precision=precision,
        search_text=fold(" ".join(words)),
    )
