"""What the list of initiatives can be filtered by. An indicator asks with these same parameters."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from lantoa.initiatives import queries
from lantoa.initiatives.choices import (
    Beneficiary,
    BenefitKind,
    BenefitState,
    Field,
    Kind,
    Scope,
    State,
)
from lantoa.initiatives.models import Initiative, InitiativeQuerySet, Recognition
from lantoa.initiatives.queries import EVERY_BENEFIT, BenefitPart
from lantoa.organization.filters import ChoicesFilter, KeyFilter, RecordFilter, YesNoFilter
from lantoa.shared.text import tidy


class InitiativeFilter(RecordFilter):
    trang_thai = ChoicesFilter(label=_("Trạng thái"), choices=State.choices, method="filter_state")
    loai = ChoicesFilter(label=_("Loại"), field_name="kind", choices=Kind.choices)
    linh_vuc = ChoicesFilter(label=_("Lĩnh vực"), field_name="field", choices=Field.choices)
    cap = ChoicesFilter(label=_("Cấp công nhận"), choices=Scope.choices, method="filter_scope")
    nam = df.NumberFilter(label=_("Năm"), field_name="year")
    hieu_qua = df.ChoiceFilter(
        label=_("Hiệu quả"), field_name="benefit_state", choices=BenefitState.choices
    )
    co_tien = YesNoFilter(label=_("Có tiền được chấp nhận"), method="filter_money")
    loai_loi_ich = ChoicesFilter(
        label=_("Loại lợi ích"), choices=BenefitKind.choices, method="filter_benefit"
    )
    huong_loi = ChoicesFilter(
        label=_("Nơi hưởng lợi"), choices=Beneficiary.choices, method="filter_benefit"
    )
    tac_gia = KeyFilter(label=_("Của một tác giả"), method="filter_author")
    so_qd = df.CharFilter(label=_("Số quyết định"), method="filter_decision")

    class Meta:
        model = Initiative
        fields: list[str] = []

    @property
    def part(self) -> BenefitPart:
        """The benefits that the filters mean, for the money of the rows they keep."""
        if not (self.data.get("loai_loi_ich") or self.data.get("huong_loi")):
            return EVERY_BENEFIT
        asked = self.form.cleaned_data if self.is_valid() else {}
        return BenefitPart(
            tuple(asked.get("loai_loi_ich") or ()), tuple(asked.get("huong_loi") or ())
        )

    def filter_state(
        self, rows: InitiativeQuerySet, _name: str, value: list[str]
    ) -> InitiativeQuerySet:
        return rows.standing_as(value)

    def filter_scope(
        self, rows: InitiativeQuerySet, _name: str, value: list[str]
    ) -> InitiativeQuerySet:
        return rows.recognized_at(value)

    def filter_money(self, rows: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:  # noqa: FBT001
        return queries.with_accepted_money(rows, self.part, wanted=value)

    def filter_benefit(self, rows: QuerySet[Any], _name: str, _value: list[str]) -> QuerySet[Any]:
        """Keep the rows with accepted money of the kinds and the beneficiaries asked for."""
        return queries.with_accepted_money(rows, self.part)

    def filter_author(self, rows: InitiativeQuerySet, _name: str, value: int) -> InitiativeQuerySet:
        return rows.by_author(value)

    def filter_decision(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        named = Recognition.objects.filter(
            initiative=OuterRef("pk"), decision__number__iexact=tidy(value)
        )
        return rows.filter(Exists(named))
