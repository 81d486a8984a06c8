"""The lists that no record app has: units on a day with their grade, members on a day, money.

Their filter sets live here, under the queries, because indicators ask with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters as df
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.assessments.models import Grade, Grading
from lantoa.initiatives.choices import Beneficiary, BenefitKind
from lantoa.initiatives.models import Benefit, Initiative
from lantoa.organization.choices import Gender, Structure
from lantoa.organization.filters import EdgeFilter, UnitFilter, YesNoFilter
from lantoa.organization.models import Membership, Placement, Unit
from lantoa.organization.models.person import canonical_person
from lantoa.organization.models.unit import UnitQuerySet, below
from lantoa.organization.queries import units_for
from lantoa.organization.scopes import PERSONAL_ROLES, paths_through_time, scope_of
from lantoa.shared.dates import Period


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its subtree, or alone, by a structure; no unit: everywhere."""

    unit: Unit | None = None
    structure: Structure = Structure.THEN
    alone: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> Place:
        """Read the place from the cleaned parameters of a list."""
        structure = Structure(asked.get("co_cau") or Structure.THEN)
        return cls(asked.get("don_vi"), structure, alone=bool(asked.get("rieng")))


def units_standing(rows: UnitQuerySet, place: Place, *, day: date) -> UnitQuerySet:
    """Keep the units that existed on `day` and stood at the place, then or as of today."""
    found = rows.existing_on(day)
    unit, today = place.unit, place.structure is Structure.TODAY
    if unit is None:
        return found
    if place.alone:
        return found.filter(present=unit) if today else found.filter(pk=unit.pk)
    if today:
        return found.filter(below([unit.path], field="present__path"))
    there = Placement.objects.filter(
        below(paths_through_time(unit)), unit=OuterRef("pk"), valid__contains=day
    )
    return found.filter(Exists(there))


def with_grade(rows: QuerySet[Any], year: int) -> QuerySet[Any]:
    """Add each unit's kind, and the name of its grade of `year`."""
    grade = Grading.objects.filter(unit=OuterRef("pk"), year=year)
    named: QuerySet[Any] = rows.select_related("kind").annotate(
        grade_name=Subquery(grade.values("grade__name")[:1])
    )
    return named


def units_rows(user: User) -> UnitQuerySet:
    return units_for(user).select_related(None).order_by()


class _OnDayFilter(df.FilterSet):  # type: ignore[misc]  # django-filter has no types
    """A list of what was so on one day, `den`, at or under a unit."""

    don_vi = UnitFilter(label=_("Đơn vị"), method="filter_place")
    co_cau = df.ChoiceFilter(
        label=_("Cơ cấu"), choices=Structure.choices, method="filter_place", empty_label=None
    )
    rieng = YesNoFilter(label=_("Chỉ riêng đơn vị này"), method="filter_place")
    den = EdgeFilter(label=_("Vào ngày"), method="filter_place", is_last=True)

    def filter_place(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:  # noqa: ANN401
        return rows

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Apply day, unit and structure together, before the filters that rest on the day."""
        asked: Mapping[str, Any] = self.form.cleaned_data
        day = asked.get("den")
        if day is None:
            return queryset.none()
        placed = self.placed(queryset, Place.of(asked), day=day)
        kept: QuerySet[Any] = super().filter_queryset(placed)
        return kept

    def placed(self, rows: QuerySet[Any], place: Place, *, day: date) -> QuerySet[Any]:
        raise NotImplementedError


class UnitOnDayFilter(_OnDayFilter):
    """Units that existed on a day, with the grade of that day's year."""

    q = df.CharFilter(label=_("Tìm"), method="filter_named")
    loai = df.CharFilter(label=_("Loại đơn vị (mã)"), field_name="kind__code")
    xep_loai = df.ModelChoiceFilter(
        label=_("Xếp loại"),
        queryset=Grade.objects.order_by("scheme_id", "order"),
        to_field_name="code",
        method="filter_grade",
    )
    da_xep = YesNoFilter(label=_("Đã xếp loại"), method="filter_graded")
    vung_manh = YesNoFilter(label=_("Vững mạnh trở lên"), method="filter_strong")

    class Meta:
        model = Unit
        fields: list[str] = []

    def placed(self, rows: QuerySet[Any], place: Place, *, day: date) -> QuerySet[Any]:
        self.year = day.year
        return units_standing(rows, place, day=day)  # type: ignore[arg-type]

    def filter_named(self, rows: UnitQuerySet, _name: str, value: str) -> UnitQuerySet:
        return rows.named(value)

    def filter_grade(self, rows: UnitQuerySet, _name: str, value: Grade) -> UnitQuerySet:
        return rows.filter(Exists(self._gradings().filter(grade=value)))

    def filter_graded(self, rows: UnitQuerySet, _name: str, value: bool) -> UnitQuerySet:  # noqa: FBT001
        graded = Exists(self._gradings())
        return rows.filter(graded if value else ~graded)

    def filter_strong(self, rows: UnitQuerySet, _name: str, value: bool) -> UnitQuerySet:  # noqa: FBT001
        strong = Exists(self._gradings().filter(grade__is_strong=True))
        return rows.filter(strong if value else ~strong)

    def _gradings(self) -> QuerySet[Grading]:
        return Grading.objects.filter(unit=OuterRef("pk"), year=self.year)


def members_rows(user: User) -> QuerySet[Membership]:
    """Return the union memberships that `user` may see by name."""
    reach = scope_of(user, PERSONAL_ROLES)
    rows = Membership.objects.filter(is_union_member=True)
    return rows if reach.everything else rows.filter(below(reach.paths, field="unit__path"))


def members_standing(
    rows: QuerySet[Membership], place: Place, *, day: date
) -> QuerySet[Membership]:
    """Keep the memberships that held on `day` at the place, then or as of today."""
    found = rows.filter(valid__contains=day)
    unit, today = place.unit, place.structure is Structure.TODAY
    if unit is None:
        return found
    if place.alone:
        return found.filter(**{"unit__present" if today else "unit": unit})
    if today:
        return found.filter(below([unit.path], field="unit__present__path"))
    there = Placement.objects.filter(below(paths_through_time(unit)), valid__contains=day)
    return found.filter(unit__in=there.values("unit"))


class MemberOnDayFilter(_OnDayFilter):
    """Union members on a day."""

    doi_tuong = df.CharFilter(label=_("Đối tượng (mã)"), field_name="category__code")
    gioi_tinh = df.ChoiceFilter(
        label=_("Giới tính"), field_name="person__gender", choices=Gender.choices
    )
    nghe = df.CharFilter(label=_("Chức vụ, ngành nghề"), method="filter_trade")

    class Meta:
        model = Membership
        fields: list[str] = []

    def placed(self, rows: QuerySet[Any], place: Place, *, day: date) -> QuerySet[Any]:
        return members_standing(rows, place, day=day)

    def filter_trade(
        self, rows: QuerySet[Membership], _name: str, value: str
    ) -> QuerySet[Membership]:
        return rows.filter(Q(position__icontains=value) | Q(trade__icontains=value))


def benefit_rows(user: User) -> QuerySet[Benefit]:
    """Return the accepted money of the recognized initiatives that `user` may see."""
    seen = Initiative.objects.visible_to(user).recognized()
    return Benefit.objects.filter(initiative__in=seen, accepted_vnd__isnull=False)


def benefits_within(rows: QuerySet[Benefit], place: Place, *, period: Period) -> QuerySet[Benefit]:
    """Keep the money of initiatives earned at the place that count in `period`."""
    initiatives = Initiative.objects.in_period(period)
    if place.unit is not None:
        earned = initiatives.of_unit_alone if place.alone else initiatives.of_unit
        initiatives = earned(place.unit, place.structure)
    return rows.filter(initiative__in=initiatives)


class BenefitFilter(df.FilterSet):  # type: ignore[misc]
    """Money of recognized initiatives: one row a year, kind and beneficiary."""

    don_vi = UnitFilter(label=_("Đơn vị"), method="filter_place")
    co_cau = df.ChoiceFilter(
        label=_("Cơ cấu"), choices=Structure.choices, method="filter_place", empty_label=None
    )
    rieng = YesNoFilter(label=_("Chỉ riêng đơn vị này"), method="filter_place")
    tu = EdgeFilter(label=_("Từ ngày"), method="filter_place", is_last=False)
    den = EdgeFilter(label=_("Đến hết ngày"), method="filter_place", is_last=True)
    nam_huong = df.NumberFilter(label=_("Năm hưởng lợi"), field_name="year")
    loai_loi_ich = df.ChoiceFilter(
        label=_("Loại lợi ích"), field_name="kind", choices=BenefitKind.choices
    )
    noi_huong = df.ChoiceFilter(
        label=_("Nơi hưởng lợi"), field_name="beneficiary", choices=Beneficiary.choices
    )

    class Meta:
        model = Benefit
        fields: list[str] = []

    def filter_place(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:  # noqa: ANN401
        return rows

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Apply unit, structure and period together, to the initiatives."""
        asked: Mapping[str, Any] = self.form.cleaned_data
        within = queryset
        if asked.get("don_vi") or asked.get("tu") or asked.get("den"):
            period = Period.through(asked.get("tu"), asked.get("den"))
            within = benefits_within(queryset, Place.of(asked), period=period)
        kept: QuerySet[Any] = super().filter_queryset(within)
        return kept


def no_units() -> UnitQuerySet:
    return Unit.objects.none()


def no_members() -> QuerySet[Membership]:
    return Membership.objects.none()


def no_benefits() -> QuerySet[Benefit]:
    return Benefit.objects.none()


def category_of(row: Membership) -> str:
    return row.category.name if row.category else ""


def distinct_members(rows: QuerySet[Any]) -> int | None:
    """Return how many persons the memberships are of; merged records are one person."""
    found: dict[str, int] = rows.order_by().aggregate(
        total=Count(canonical_person("person"), distinct=True)
    )
    return found["total"]
