"""What the list of decisions can be filtered by."""

from __future__ import annotations

from datetime import date

import django_filters as df
from django.utils.translation import gettext_lazy as _

from lantoa.decisions.choices import DecisionState
from lantoa.decisions.models import Decision, DecisionQuerySet
from lantoa.organization.filters import EdgeFilter, UnitFilter
from lantoa.organization.models import Unit
from lantoa.organization.models.unit import below


class DecisionFilter(df.FilterSet):
    """Search, the unit that filed it with its subtree, days of signing, and state."""

    q = df.CharFilter(label=_("Tìm"), method="filter_search")
    don_vi = UnitFilter(label=_("Đơn vị ghi"), method="filter_unit")
    tu = EdgeFilter(label=_("Ký từ ngày"), field_name="signed_on", lookup_expr="gte", is_last=False)
    den = EdgeFilter(
        label=_("Ký đến hết ngày"), field_name="signed_on", lookup_expr="lte", is_last=True
    )
    nam = df.NumberFilter(label=_("Năm ký"), method="filter_year", min_value=1900, max_value=2100)
    trang_thai = df.ChoiceFilter(
        label=_("Trạng thái"), choices=DecisionState.choices, field_name="state"
    )

    class Meta:
        model = Decision
        fields: list[str] = []

    def filter_search(self, rows: DecisionQuerySet, _name: str, value: str) -> DecisionQuerySet:
        return rows.holding(value)

    def filter_unit(self, rows: DecisionQuerySet, _name: str, value: Unit) -> DecisionQuerySet:
        return rows.filter(below([value.path], field="unit__path"))

    def filter_year(self, rows: DecisionQuerySet, _name: str, value: int) -> DecisionQuerySet:
        year = int(value)
        return rows.filter(signed_on__gte=date(year, 1, 1), signed_on__lte=date(year, 12, 31))
