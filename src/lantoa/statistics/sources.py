"""The lists that indicators ask: whose rows, which filters, which page, how a scope narrows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import django_filters as df
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

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
from lantoa.organization.choices import Structure
from lantoa.organization.scopes import PERSONAL_ROLES, scope_of
from lantoa.statistics import lists
from lantoa.statistics.catalogue import Params, SourceKey
from lantoa.statistics.choices import Span
from lantoa.statistics.scope import Scope

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Source:
    """One list.

    `unit` is the way from a row to its unit and `day` the field of the day that places it (empty:
    the last day of the period); `people` and `initiative` lead to the keys that distinct counts
    use; `labels` are the fields with the words of a filter's values.
    """

    label: str | Promise
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


def _record_scope(rows: Rows, scope: Scope) -> Rows:
    place = rows.of_unit_alone if scope.alone else rows.of_unit  # type: ignore[attr-defined]
    placed: Rows = place(scope.unit, scope.structure)
    within: Rows = placed.in_period(scope.period)  # type: ignore[attr-defined]
    return within


def _units_scope(rows: Rows, scope: Scope) -> Rows:
    return lists.units_standing(rows, _place(scope), day=scope.last_day)  # type: ignore[arg-type]


def _members_scope(rows: Rows, scope: Scope) -> Rows:
    return lists.members_standing(rows, _place(scope), day=scope.last_day)


def _benefits_scope(rows: Rows, scope: Scope) -> Rows:
    return lists.benefits_within(rows, _place(scope), period=scope.period)


def _place(scope: Scope) -> lists.Place:
    return lists.Place(scope.unit, scope.structure, alone=scope.alone)


SOURCES: Mapping[SourceKey, Source] = {
    "initiatives": Source(
        label=_("Sáng kiến"),
        rows=Initiative.objects.visible_to,
        scoped=_record_scope,
        filterset=InitiativeFilter,
        url_name="initiatives:list",
        people="authors__person",
    ),
    "benefits": Source(
        label=_("Lợi ích bằng tiền"),
        rows=lists.benefit_rows,
        scoped=_benefits_scope,
        filterset=lists.BenefitFilter,
        url_name="statistics:benefits",
        unit="initiative__unit",
        day="initiative__counted_on",
    ),
    "awards": Source(
        label=_("Khen thưởng đã tặng"),
        rows=Award.objects.visible_to,
        scoped=_record_scope,
        filterset=AwardFilter,
        url_name="awards:list",
        labels={"hinh_thuc": "kind__name"},
    ),
    "nominations": Source(
        label=_("Đề nghị khen thưởng"),
        rows=Nomination.objects.visible_to,
        scoped=_record_scope,
        filterset=NominationFilter,
        url_name="awards:nominations",
        labels={"hinh_thuc": "kind__name"},
    ),
    "entries": Source(
        label=_("Bài dự thi"),
        rows=Entry.objects.visible_to,
        scoped=_record_scope,
        filterset=EntryFilter,
        url_name="contests:entries",
    ),
    "unions": Source(
        label=_("Đơn vị vào một ngày"),
        rows=lists.units_rows,
        scoped=_units_scope,
        filterset=lists.UnitOnDayFilter,
        url_name="statistics:units",
        span=Span.LAST_DAY,
        unit="",
        day="",
    ),
    "members": Source(
        label=_("Đoàn viên vào một ngày"),
        rows=lists.members_rows,
        scoped=_members_scope,
        filterset=lists.MemberOnDayFilter,
        url_name="statistics:members",
        span=Span.LAST_DAY,
        day="",
        labels={"doi_tuong": "category__name"},
    ),
    "movements": Source(
        label=_("Phong trào"),
        rows=Movement.objects.visible_to,
        scoped=_record_scope,
        filterset=MovementFilter,
        url_name="movements:list",
    ),
    "activities": Source(
        label=_("Hoạt động tuyên truyền"),
        rows=Activity.objects.visible_to,
        scoped=_record_scope,
        filterset=ActivityFilter,
        url_name="movements:activities",
    ),
    "trainings": Source(
        label=_("Lớp tập huấn"),
        rows=Training.objects.visible_to,
        scoped=_record_scope,
        filterset=TrainingFilter,
        url_name="movements:trainings",
    ),
    "registrations": Source(
        label=_("Đăng ký thi đua"),
        rows=Registration.objects.visible_to,
        scoped=_record_scope,
        filterset=RegistrationFilter,
        url_name="movements:registrations",
    ),
    "solutions": Source(
        label=_("Nhóm giải pháp"),
        rows=Solution.objects.visible_to,
        scoped=_record_scope,
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


def filtered(source: Source, rows: Rows, params: Params, *, day: date) -> Rows:
    """Apply the list's own filters to rows that are already in scope.

    A list of what was so on a day needs that day, beside the filters proper.
    """
    data = QueryDict(mutable=True)
    for name, values in params:
        data.setlist(name, list(values))
    if source.span is Span.LAST_DAY:
        data["den"] = day.isoformat()
    filters = source.filterset(data, queryset=rows)
    if filters.errors:
        message = f"{source.url_name} cannot be asked {params}: {filters.errors.as_text()}"
        raise ValueError(message)
    kept: Rows = filters.qs
    return kept


def plain_field(source: Source, param: str) -> str | None:
    """Return the field that a filter compares for equality; None where it does more than that."""
    chosen = source.filterset.base_filters[param]
    if chosen.method is not None or chosen.exclude or chosen.lookup_expr != "exact":
        return None
    key = chosen.extra.get("to_field_name")
    return f"{chosen.field_name}__{key}" if key else str(chosen.field_name)


def choices_of(source: Source, param: str) -> list[tuple[str, str]]:
    """Return the values a filter offers, with their words; none where it takes any text."""
    extra = source.filterset.base_filters[param].extra
    if "queryset" in extra:
        key = extra["to_field_name"]
        return [(str(getattr(row, key)), str(row)) for row in extra["queryset"].all()]
    return [(str(value), str(label)) for value, label in extra.get("choices", ())]


def split_params(source: Source, params: Params) -> tuple[Params, Q]:
    """Part the filters that compare one plain field, as a condition, from those that do more.

    Indicators that differ only in plain comparisons are counted by one query.
    """
    rest = []
    plain = Q()
    for name, values in params:
        compared = plain_field(source, name)
        if compared is None:
            rest.append((name, values))
        else:
            plain &= Q(**{f"{compared}__in": values})
    return tuple(rest), plain


def rows_url(source: Source, params: Params, scope: Scope) -> str:
    """Return the address of the list that shows exactly these rows, counted to the last."""
    pairs = [(name, value) for name, values in params for value in values]
    pairs.append(("don_vi", scope.unit.code))
    if scope.structure is not Structure.THEN:
        pairs.append(("co_cau", str(scope.structure.value)))
    if scope.alone:
        pairs.append(("rieng", "true"))
    if source.span is Span.PERIOD:
        pairs.append(("tu", scope.first_day.isoformat()))
    pairs.append(("den", scope.last_day.isoformat()))
    pairs.append(("dem", "1"))
    return f"{reverse(source.url_name)}?{urlencode(pairs)}"
