"""The lists that indicators ask: whose rows, which filters, which page, how a scope narrows it.

`SOURCES` names them all. The rows and filters of those that no record app has are in `standing`
and `filters`; what an indicator's parameters mean to a list's filters is in `parameters`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import django_filters as df
from django.db.models import QuerySet

from lantoa.accounts.models import User
from lantoa.awards.filters import AwardFilter, NominationFilter
from lantoa.awards.models import Award, Nomination
from lantoa.contests.filters import EntryFilter
from lantoa.contests.models import Entry
from lantoa.initiatives.filters import InitiativeFilter
from lantoa.initiatives.models import Initiative
from lantoa.movements.filters import (
    ActivityFilter,
    MovementFilter,
    RegistrationFilter,
    SolutionFilter,
    TrainingFilter,
)
from lantoa.movements.models import Activity, Movement, Registration, Solution, Training
from lantoa.organization.scopes import PERSONAL_ROLES, scope_of
from lantoa.statistics.catalogue.indicator import SourceKey
from lantoa.statistics.choices import Span
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import standing
from lantoa.statistics.sources.filters import BenefitFilter, MemberOnDayFilter, UnitOnDayFilter
from lantoa.statistics.sources.standing import Place

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Source:
    """One list: the rows a user may see, how a scope narrows them, its filters and its page.

    `unit` is the way from a row to its unit and `day` the field of the day that places it (empty:
    the last day of the period); `people` and `initiative` lead to the keys that distinct counts
    use; `labels` are the fields with the words of a filter's values.
    """

    rows: Callable[[User], Rows]
    scoped: Callable[[Rows, Scope], Rows]
    filterset: type[df.FilterSet]
    url_name: str
    span: Span = Span.PERIOD
    unit: str = "unit"
    day: str = "counted_on"
    people: str = "person"
    initiative: str = "initiative"
    labels: Mapping[str, str] = field(default_factory=dict)

    def rows_in(self, scope: Scope) -> Rows:
        """Return the rows of a scope that its user may see."""
        return self.scoped(self.rows(scope.user), scope)


def _records_in(rows: Rows, scope: Scope) -> Rows:
    at = rows.of_unit_alone if scope.alone else rows.of_unit  # type: ignore[attr-defined]
    placed: Rows = at(scope.unit, scope.structure)
    within: Rows = placed.in_period(scope.period)  # type: ignore[attr-defined]
    return within


def _units_in(rows: Rows, scope: Scope) -> Rows:
    return standing.units_standing(rows, _place_of(scope), day=scope.last_day)  # type: ignore[arg-type]


def _members_in(rows: Rows, scope: Scope) -> Rows:
    return standing.members_standing(rows, _place_of(scope), day=scope.last_day)


def _benefits_in(rows: Rows, scope: Scope) -> Rows:
    return standing.benefits_within(rows, _place_of(scope), period=scope.period)


def _place_of(scope: Scope) -> Place:
    return Place(scope.unit, scope.structure, alone=scope.alone)


SOURCES: Mapping[SourceKey, Source] = {
    "initiatives": Source(
        rows=Initiative.objects.visible_to,
        scoped=_records_in,
        filterset=InitiativeFilter,
        url_name="initiatives:list",
        people="authors__person",
    ),
    "benefits": Source(
        rows=standing.benefits_seen,
        scoped=_benefits_in,
        filterset=BenefitFilter,
        url_name="statistics:benefits",
        unit="initiative__unit",
        day="initiative__counted_on",
    ),
    "awards": Source(
        rows=Award.objects.visible_to,
        scoped=_records_in,
        filterset=AwardFilter,
        url_name="awards:list",
        labels={"hinh_thuc": "kind__name"},
    ),
    "nominations": Source(
        rows=Nomination.objects.visible_to,
        scoped=_records_in,
        filterset=NominationFilter,
        url_name="awards:nominations",
        labels={"hinh_thuc": "kind__name"},
    ),
    "entries": Source(
        rows=Entry.objects.visible_to,
        scoped=_records_in,
        filterset=EntryFilter,
        url_name="contests:entries",
    ),
    "unions": Source(
        rows=standing.units_seen,
        scoped=_units_in,
        filterset=UnitOnDayFilter,
        url_name="statistics:units",
        span=Span.LAST_DAY,
        unit="",
        day="",
    ),
    "members": Source(
        rows=standing.members_seen,
        scoped=_members_in,
        filterset=MemberOnDayFilter,
        url_name="statistics:members",
        span=Span.LAST_DAY,
        day="",
        labels={"doi_tuong": "category__name"},
    ),
    "movements": Source(
        rows=Movement.objects.visible_to,
        scoped=_records_in,
        filterset=MovementFilter,
        url_name="movements:list",
    ),
    "activities": Source(
        rows=Activity.objects.visible_to,
        scoped=_records_in,
        filterset=ActivityFilter,
        url_name="movements:activities",
    ),
    "trainings": Source(
        rows=Training.objects.visible_to,
        scoped=_records_in,
        filterset=TrainingFilter,
        url_name="movements:trainings",
    ),
    "registrations": Source(
        rows=Registration.objects.visible_to,
        scoped=_records_in,
        filterset=RegistrationFilter,
        url_name="movements:registrations",
    ),
    "solutions": Source(
        rows=Solution.objects.visible_to,
        scoped=_records_in,
        filterset=SolutionFilter,
        url_name="movements:solutions",
    ),
}


def can_be_known(source: SourceKey, scope: Scope) -> bool:
    """Tell whether the scope's user may see any row of this list under the scope's unit."""
    if source != "members":
        return True
    reach = scope_of(scope.user, PERSONAL_ROLES)
    return any(
        path.startswith(scope.unit.path) or scope.unit.path.startswith(path) for path in reach.paths
    )
