"""What the list of entries can be filtered by. An indicator asks with these same parameters."""

from __future__ import annotations

from typing import Any

import django_filters as df
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lantoa.contests.choices import Level, Prize
from lantoa.contests.models import Entry, EntryQuerySet
from lantoa.organization.filters import ChoicesFilter, KeyFilter, RecordFilter, YesNoFilter
from lantoa.shared.text import fold


class EntryFilter(RecordFilter):
    hoi_thi = df.CharFilter(label=_("Tên hội thi"), method="filter_series")
    lan = df.NumberFilter(label=_("Lần thứ"), field_name="contest__edition")
    nam = df.NumberFilter(label=_("Năm"), field_name="contest__year")
    cap = ChoicesFilter(label=_("Cấp"), field_name="contest__level", choices=Level.choices)
    giai = ChoicesFilter(label=_("Giải"), field_name="prize", choices=Prize.choices)
    dat_giai = YesNoFilter(label=_("Chỉ bài đạt giải"), method="filter_won")
    ky_thi = KeyFilter(label=_("Của một kỳ thi"), field_name="contest")
    nguoi = KeyFilter(label=_("Của một người dự thi"), method="filter_person")

    class Meta:
        model = Entry
        fields: list[str] = []

    def filter_series(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(contest__name_key=fold(value))

    def filter_won(self, rows: EntryQuerySet, _name: str, value: bool) -> EntryQuerySet:  # noqa: FBT001
        return rows.won() if value else rows.without_prize()

    def filter_person(self, rows: QuerySet[Any], _name: str, value: int) -> QuerySet[Any]:
        return rows.filter(person=value) | rows.filter(person__merged_into=value)
