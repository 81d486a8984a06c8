from __future__ import annotations

from datetime import date

import django_filters as df
from django.utils.translation import gettext_lazy as _

from lantoa.organization.filters import EdgeFilter, UnitFilter
from lantoa.organization.models import Unit
from lantoa.organization.models.unit import below
from lantoa.reviews.models import Review, ReviewQuerySet
from lantoa.shared.text import fold

DRAFT, FROZEN = "nhap", "chot"


class ReviewFilter(df.FilterSet):
    """Reviews of a unit's subtree whose period meets the one asked for."""

    q = df.CharFilter(label=_("Tìm"), method="filter_search")
    don_vi = UnitFilter(label=_("Đơn vị"), method="filter_unit")
    tu = EdgeFilter(label=_("Từ ngày"), method="filter_first_day", is_last=False)
    den = EdgeFilter(label=_("Đến hết ngày"), method="filter_last_day", is_last=True)
    ban = df.ChoiceFilter(
        label=_("Bản"),
        choices=[(DRAFT, _("đang soạn")), (FROZEN, _("đã chốt"))],
        method="filter_frozen",
    )

    class Meta:
        model = Review
        fields: list[str] = []

    def filter_search(self, rows: ReviewQuerySet, _name: str, value: str) -> ReviewQuerySet:
        found = rows
        for word in fold(value).split():
            found = found.filter(search_text__contains=word)
        return found

    def filter_unit(self, rows: ReviewQuerySet, _name: str, value: Unit) -> ReviewQuerySet:
        return rows.filter(below([value.path], field="unit__path"))

    def filter_first_day(self, rows: ReviewQuerySet, _name: str, value: date) -> ReviewQuerySet:
        return rows.filter(last_day__gte=value)

    def filter_last_day(self, rows: ReviewQuerySet, _name: str, value: date) -> ReviewQuerySet:
        return rows.filter(first_day__lte=value)

    def filter_frozen(self, rows: ReviewQuerySet, _name: str, value: str) -> ReviewQuerySet:
        return rows.filter(frozen_at__isnull=value == DRAFT)
