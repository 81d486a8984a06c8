"""Writing the grades of unions: one a union and year."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.assessments.models import Grade, Grading
from lantoa.assessments.queries import row_of
from lantoa.assessments.rows import GradingRow
from lantoa.decisions import queries as decisions
from lantoa.decisions.actions import file_decisions, forget_unused_decisions
from lantoa.decisions.models import Decision
from lantoa.decisions.rows import DecisionRow
from lantoa.decisions.rules import identity
from lantoa.organization.choices import Precision
from lantoa.organization.models import Unit
from lantoa.organization.writing import apply_batch, correct_record, table_store, undo_batch
from lantoa.shared.errors import DomainError
from lantoa.shared.rows import Change, Outcome, from_plain
from lantoa.shared.text import fold

_FIELDS = (
    "year", "grade", "score", "decision", "counted_on", "counted_precision", "search_text",
)  # fmt: skip


class UnknownGrade(DomainError):
    """A row names a grade that no scheme has."""


def _key(row: GradingRow) -> Hashable:
    return (row.unit_id, row.year)


def _stored(rows: Sequence[GradingRow]) -> dict[Hashable, tuple[int, GradingRow]]:
    near = Grading.objects.filter(
        unit__in={row.unit_id for row in rows}, year__in={row.year for row in rows}
    )
    return {_key(row): (pk, row) for pk, row in _rows_of(near).items()}


def _rows_of(gradings: QuerySet[Grading]) -> dict[int, GradingRow]:
    return {row.pk: row_of(row) for row in gradings.select_related("grade", "decision")}


def _gradings(rows: Sequence[GradingRow]) -> list[Grading]:
    """Return the rows as records; their decisions are on file."""
    grades = {grade.code: grade for grade in Grade.objects.all()}
    unknown = sorted({row.grade for row in rows} - set(grades))
    if unknown:
        raise UnknownGrade(
            _("Không có mức xếp loại mang mã “%(code)s”. Mã đang có: %(known)s.")
            % {"code": unknown[0], "known": ", ".join(grades)}
        )
    stated = [row.decision for row in rows if row.decision]
    filed = decisions.decisions_by_identity(stated) if stated else {}
    names = dict(
        Unit.objects.filter(pk__in={row.unit_id for row in rows}).values_list("pk", "name")
    )
    return [
        _grading(
            row,
            grades[row.grade],
            filed[_identity(row.decision)] if row.decision else None,
            names[row.unit_id],
        )
        for row in rows
    ]


def _identity(row: DecisionRow) -> tuple[str, date, str]:
    return identity(row.number, row.signed_on, row.issuer)


def _grading(row: GradingRow, grade: Grade, decision: Decision | None, unit_name: str) -> Grading:
    day, precision = _counted(row)
    words = (unit_name, grade.name, decision.number if decision else "")
    return Grading(
        unit_id=row.unit_id,
        year=row.year,
        grade=grade,
        score=Decimal(row.score) if row.score else None,
        decision=decision,
        counted_on=day,
        counted_precision=precision,
        search_text=fold(" ".join(words)),
    )


def _counted(row: GradingRow) -> tuple[date, str]:
    """A grade counts in the year it is for, whenever its decision was signed."""
    if row.counted_on is not None and row.counted_on.year == row.year:
        return row.counted_on, row.counted_precision or Precision.DAY
    if row.decision is not None and row.decision.signed_on.year == row.year:
        return row.decision.signed_on, Precision.DAY
    return date(row.year, 12, 31), Precision.YEAR


GRADINGS = table_store(
    Grading,
    act="grading",
    row=GradingRow,
    key=_key,
    stored=_stored,
    rows_of=_rows_of,
    made=_gradings,
    fields=_FIELDS,
)


def _filed(rows: Sequence[GradingRow], *, actor: User | None, at: datetime) -> list[GradingRow]:
    """File the decisions that rows state; return the rows with decisions and scores as stored."""
    stated = [(row.unit_id, row.decision) for row in rows if row.decision]
    filed = file_decisions(stated, actor=actor, at=at) if stated else {}
    return [
        replace(
            row,
            score=f"{Decimal(row.score).normalize():f}" if row.score else row.score,
            decision=decisions.row_of(filed[row.decision]) if row.decision else None,
        )
        for row in rows
    ]


@transaction.atomic
def apply_rows(rows: Sequence[GradingRow], *, actor: User | None, at: datetime) -> Outcome:
    """Write grades, filing the decisions they name; see `writing.apply_batch`.

    A union has one grade a year: another grade for the same year is a change of it. Raises
    `UnknownGrade` besides.
    """
    return apply_batch(GRADINGS, _filed(rows, actor=actor, at=at), actor=actor, at=at)


@transaction.atomic
def undo_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_rows` did, and the decisions that were known only through it."""
    before = [from_plain(GradingRow, change.before) for change in changes if change.before]
    _filed(before, actor=actor, at=at)
    undo_batch(GRADINGS, changes, actor=actor, at=at)
    after = [from_plain(GradingRow, change.after) for change in changes]
    used = {row.decision for row in after if row.decision}
    forget_unused_decisions(used, actor=actor, at=at)


@transaction.atomic
def correct_grading(pk: int, row: GradingRow, *, seen: str, actor: User, at: datetime) -> Outcome:
    """Make a grading say exactly what the row says; see `writing.correct_record`."""
    (named,) = _filed([row], actor=actor, at=at)
    return correct_record(GRADINGS, pk, named, seen=seen, actor=actor, at=at)
