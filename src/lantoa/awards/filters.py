"""What the lists of awards and nominations can be filtered by. Indicators ask with these too."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lantoa.awards.choices import AwardLevel, NominationState, Occasion, Recipient
from lantoa.awards.models import Award, AwardKind, Nomination
from lantoa.organization.filters import (
    ChoicesFilter,
    CodesFilter,
    KeyFilter,
    RecordFilter,
    YesNoFilter,
)

IN_FORCE, REVOKED, EVERY = "con", "thu-hoi", "ca-hai"


class _HonourFilter(RecordFilter):
    nam = df.NumberFilter(label=_("Năm"), field_name="year")
    hinh_thuc = CodesFilter(
        label=_("Hình thức"), field_name="kind", to_field_name="code",
        queryset=AwardKind.objects.order_by("order", "name"),
    )  # fmt: skip
    cap = ChoicesFilter(label=_("Cấp"), field_name="kind__level", choices=AwardLevel.choices)
    la_danh_hieu = YesNoFilter(label=_("Danh hiệu thi đua"), field_name="kind__is_title")
    doi_tuong = ChoicesFilter(
        label=_("Đối tượng"), field_name="recipient", choices=Recipient.choices
    )
    dip = ChoicesFilter(label=_("Dịp khen"), field_name="occasion", choices=Occasion.choices)
    nguoi = KeyFilter(label=_("Của một người"), method="filter_person")
    sang_kien = KeyFilter(label=_("Cho một sáng kiến"), field_name="initiative")

    def filter_person(self, rows: QuerySet[Any], _name: str, value: int) -> QuerySet[Any]:
        return rows.filter(Q(person=value) | Q(person__merged_into=value))


class AwardFilter(_HonourFilter):
    """Awards; unless asked otherwise only those whose decision is in force."""

    quyet_dinh = KeyFilter(label=_("Theo một quyết định"), field_name="decision")
    hieu_luc = df.ChoiceFilter(
        label=_("Hiệu lực"),
        choices=[
            (IN_FORCE, _("còn hiệu lực")),
            (REVOKED, _("đã thu hồi")),
            (EVERY, _("cả hai")),
        ],
        method="filter_nothing",
        empty_label=None,
    )

    class Meta:
        model = Award
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().filter_queryset(queryset)
        wanted = self.form.cleaned_data.get("hieu_luc") or IN_FORCE
        if wanted == EVERY:
            return rows
        return rows.filter(decision__revoked_on__isnull=wanted == IN_FORCE)


class NominationFilter(_HonourFilter):
    trang_thai = ChoicesFilter(
        label=_("Kết quả"), field_name="state", choices=NominationState.choices
    )

    class Meta:
        model = Nomination
        fields: list[str] = []
