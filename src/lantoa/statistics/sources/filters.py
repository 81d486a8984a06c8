"""What the lists that no record app has can be filtered by: units, members, money.

They stand here and not in `statistics/filters.py`, which would lie above the queries, because
indicators ask with them (docs/adr/0015).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import django_filters as df
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lantoa.assessments.models import Grade, Grading
from lantoa.initiatives.choices import Beneficiary, BenefitKind
from lantoa.initiatives.models import Benefit
from lantoa.organization.choices import Gender, Structure
from lantoa.organization.filters import EdgeFilter, UnitFilter, YesNoFilter
from lantoa.organization.models import Membership, Unit
from lantoa.organization.models.unit import UnitQuerySet
from lantoa.shared.dates import Period
from lantoa.statistics.sources.standing import (
    Place,
    benefits_within,
    members_standing,
    units_standing,
)

Asked = Mapping[str, Any]


class _PlaceFilter(df.FilterSet):
    """A unit, with or without its subtree, by a structure: three parameters that mean one thing.

    They are read together in `filter_queryset`, so none of them narrows anything by itself.
    """

    don_vi = UnitFilter(label=_("Đơn vị"), method="filter_nothing")
    co_cau = df.ChoiceFilter(
        label=_("Cơ cấu"), choices=Structure.choices, method="filter_nothing", empty_label=None
    )
    rieng = YesNoFilter(label=_("Chỉ riêng đơn vị này"), method="filter_nothing")

    def filter_nothing(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:  # noqa: ANN401
        return rows


def _place_of(asked: Asked) -> Place:
    structure = Structure(asked.get("co_cau") or Structure.THEN)
    return Place(asked.get("don_vi"), structure, alone=bool(asked.get("rieng")))


class _OnDayFilter(_PlaceFilter):
    """A list of what was so on one day, `den`, at or under a unit; without the day it is empty."""

    den = EdgeFilter(label=_("Vào ngày"), method="filter_nothing", is_last=True)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Apply day, unit and structure together, before the filters that rest on the day."""
        asked: Asked = self.form.cleaned_data
        day = asked.get("den")
        if day is None:
            return queryset.none()
        placed = self.placed(queryset, _place_of(asked), day=day)
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
        """Return the grading of a unit's row in the year of the asked day."""
        year = self.form.cleaned_data["den"].year
        return Grading.objects.filter(unit=OuterRef("pk"), year=year)


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


class BenefitFilter(_PlaceFilter):
    """Money of recognized initiatives: one row a year, kind and beneficiary."""

    tu = EdgeFilter(label=_("Từ ngày"), method="filter_nothing", is_last=False)
    den = EdgeFilter(label=_("Đến hết ngày"), method="filter_nothing", is_last=True)
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

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Apply unit, structure and period together, to the initiatives."""
        asked: Asked = self.form.cleaned_data
        within = queryset
        if asked.get("don_vi") or asked.get("tu") or asked.get("den"):
            period = Period.through(asked.get("tu"), asked.get("den"))
            within = benefits_within(queryset, _place_of(asked), period=period)
        kept: QuerySet[Any] = super().filter_queryset(within)
        return kept
