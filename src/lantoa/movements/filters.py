"""What the lists of movements can be filtered by. An indicator asks with these same parameters."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lantoa.movements.choices import MovementKind, RegistrationSubject, title_choices
from lantoa.movements.models import Activity, Registration, Solution
from lantoa.organization.filters import ChoicesFilter, RecordFilter, YesNoFilter

SUB_MOVEMENTS, MAIN_MOVEMENTS = "nhanh", "chung"


class MovementFilter(RecordFilter):
    loai = ChoicesFilter(label=_("Loại"), field_name="kind", choices=MovementKind.choices)
    bac = df.ChoiceFilter(
        label=_("Bậc"),
        choices=[
            (MAIN_MOVEMENTS, _("phong trào chung")),
            (SUB_MOVEMENTS, _("phong trào nhánh")),
        ],
        method="filter_rank",
    )
    thuoc = df.CharFilter(label=_("Thuộc phong trào (mã)"), field_name="parent__code")

    def filter_rank(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(parent__isnull=value == MAIN_MOVEMENTS)


class _OfMovementFilter(RecordFilter):
    """Records of a movement, or of one of its sub-movements."""

    phong_trao = df.CharFilter(label=_("Phong trào (mã)"), method="filter_movement")

    def filter_movement(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(Q(movement__code=value) | Q(movement__parent__code=value))


class ActivityFilter(_OfMovementFilter):
    hinh_thuc = df.CharFilter(label=_("Hình thức"), field_name="form")

    class Meta:
        model = Activity
        fields: list[str] = []


class TrainingFilter(RecordFilter):
    pass


class RegistrationFilter(_OfMovementFilter):
    nam = df.NumberFilter(label=_("Năm"), field_name="year")
    doi_tuong = df.ChoiceFilter(
        label=_("Đối tượng"), choices=RegistrationSubject.choices, method="filter_subject"
    )
    danh_hieu = ChoicesFilter(label=_("Danh hiệu"), field_name="title_code", choices=title_choices)

    class Meta:
        model = Registration
        fields: list[str] = []

    def filter_subject(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(person__isnull=value == RegistrationSubject.COLLECTIVE)


class SolutionFilter(_OfMovementFilter):
    lan_cuoi = YesNoFilter(label=_("Chỉ lần nêu cuối"), method="filter_nothing")

    class Meta:
        model = Solution
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Keep, when asked, only the latest resolution of all that the other filters left."""
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        if not self.form.cleaned_data.get("lan_cuoi"):
            return rows
        latest = rows.order_by().values("movement").annotate(day=Max("counted_on"))
        return rows.filter(counted_on=latest.order_by("-day").values("day")[:1])
