"""What the list of gradings can be filtered by. An indicator asks with these same parameters."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lantoa.assessments.models import Grade, Grading, Scheme
from lantoa.organization.filters import CodesFilter, KeyFilter, RecordFilter, YesNoFilter


class GradingFilter(RecordFilter):
    nam = df.NumberFilter(label=_("Năm"), field_name="year")
    xep_loai = CodesFilter(
        label=_("Xếp loại"), field_name="grade", to_field_name="code", queryset=Grade.objects.all()
    )
    cach = df.ModelChoiceFilter(
        label=_("Cách xếp loại"), field_name="grade__scheme", to_field_name="code",
        queryset=Scheme.objects.all(),
    )  # fmt: skip
    vung_manh = YesNoFilter(label=_("Vững mạnh trở lên"), field_name="grade__is_strong")
    quyet_dinh = KeyFilter(label=_("Theo một quyết định"), field_name="decision")
    loai_don_vi = df.CharFilter(label=_("Loại đơn vị (mã)"), method="filter_kind")

    class Meta:
        model = Grading
        fields: list[str] = []

    def filter_kind(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(unit__kind__code=value)
