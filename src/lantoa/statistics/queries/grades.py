"""The grades of the unions of a day, each with its year's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from lantoa.assessments.models import Grading
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.queries.figures import rows_of
from lantoa.statistics.scope import Scope


@dataclass(frozen=True, slots=True)
class GradeShare:
    """How many unions got a grade in the last year; code and name empty: not graded."""

    code: str
    name: str
    count: int
    is_strong: bool


def grade_shares(scope: Scope) -> list[GradeShare]:
    """Return how the unions of the scope's last day were graded in its year, best first."""
    unions = rows_of(CATALOGUE["unions"], scope)
    graded = (
        Grading.objects.filter(unit__in=unions.values("pk"), year=scope.last_day.year)
        .order_by("grade__scheme_id", "grade__order")
        .values_list("grade__code", "grade__name", "grade__is_strong")
        .annotate(count=Count("pk"))
    )
    shares = [GradeShare(code, name, count, strong) for code, name, strong, count in graded]
    missing = unions.count() - sum(share.count for share in shares)
    if missing > 0:
        shares.append(GradeShare("", "", missing, is_strong=False))
    return shares


def with_grade(rows: QuerySet[Any], year: int) -> QuerySet[Any]:
    """Add each unit's kind, and the name of its grade of `year`."""
    grade = Grading.objects.filter(unit=OuterRef("pk"), year=year)
    named: QuerySet[Any] = rows.select_related("kind").annotate(
        grade_name=Subquery(grade.values("grade__name")[:1])
    )
    return named
