"""Every question about gradings."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lantoa.accounts.models import User
from lantoa.assessments.models import Grade, Grading, GradingQuerySet
from lantoa.assessments.rows import GradingRow
from lantoa.decisions import queries as decisions
from lantoa.organization.models import Unit


@dataclass(frozen=True, slots=True)
class UnionYears:
    """A union with its grades, one for each year of the matrix; None where there is none."""

    unit: Unit
    grades: tuple[Grading | None, ...]


def gradings_for(user: User) -> GradingQuerySet:
    """Return the gradings that `user` may see; the list adds order and joins."""
    return Grading.objects.visible_to(user)


def with_names(gradings: QuerySet[Grading]) -> QuerySet[Grading]:
    """Add what a list row shows."""
    return gradings.select_related("unit", "grade", "decision")


def get_grading(user: User, pk: int) -> Grading:
    """Return a grading that `user` may see; 404 for any other."""
    return get_object_or_404(with_names(gradings_for(user)), pk=pk)


def grades() -> QuerySet[Grade]:
    """Return the grades of every scheme, each scheme from its best grade down."""
    return Grade.objects.select_related("scheme").order_by("scheme__pk", "order")


def row_of(grading: Grading) -> GradingRow:
    """Return what a grading states, as a row; a score without trailing zeros."""
    return GradingRow(
        unit_id=grading.unit_id,
        year=grading.year,
        grade=grading.grade.code,
        score=None if grading.score is None else f"{grading.score.normalize():f}",
        decision=decisions.row_of(grading.decision) if grading.decision else None,
        counted_on=grading.counted_on,
        counted_precision=grading.counted_precision,
    )


def matrix(gradings: QuerySet[Grading], years: list[int]) -> list[UnionYears]:
    """Return the unions of these gradings by name, each with its grades year by year."""
    rows: dict[Unit, dict[int, Grading]] = {}
    for grading in with_names(gradings.filter(year__in=years)).order_by("unit__sort_key", "pk"):
        rows.setdefault(grading.unit, {})[grading.year] = grading
    return [
        UnionYears(unit, tuple(found.get(year) for year in years)) for unit, found in rows.items()
    ]
