"""What every list of records can be filtered by. An indicator asks with these same parameters."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters as df
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.organization.choices import Structure
from lantoa.organization.models import Unit
from lantoa.organization.records import RecordQuerySet, UnitRecord
from lantoa.shared.dates import BadDate, Period, first_day, last_day, parse_partial

Records = RecordQuerySet[UnitRecord]


class UnitField(forms.CharField):
    """The code of a unit, cleaned to the unit; rows stay those the user may see."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature
        code = super().clean(value)
        if not code:
            return None
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise ValidationError(
                _("Không có đơn vị mang mã “%(code)s”. Chọn lại đơn vị.") % {"code": code}
            )
        return unit


class UnitFilter(df.CharFilter):
    field_class = UnitField


class EdgeField(forms.CharField):
    """The first or the last day of a period, as people write it: 05/02/2021, 02/2021 or 2021."""

    def __init__(self, *args: Any, is_last: bool, **kwargs: Any) -> None:  # noqa: ANN401
        self.is_last = is_last
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature
        written = super().clean(value)
        if not written:
            return None
        try:
            partial = parse_partial(written)
        except BadDate as error:
            raise ValidationError(str(error)) from error
        return last_day(partial) if self.is_last else first_day(partial)


class EdgeFilter(df.CharFilter):
    field_class = EdgeField


class RecordFilter(df.FilterSet):
    """Search, unit with its subtree, structure, and period; apps add their own.

    A parameter that cannot be read makes the filter invalid: the page says so and shows no row,
    never all of them.
    """

    q = df.CharFilter(label=_("Tìm"), method="filter_search")
    don_vi = UnitFilter(label=_("Đơn vị"), method="filter_unit")
    co_cau = df.ChoiceFilter(
        label=_("Cơ cấu"), choices=Structure.choices, method="filter_nothing", empty_label=None
    )
    tu = EdgeFilter(label=_("Từ ngày"), method="filter_first_day", is_last=False)
    den = EdgeFilter(label=_("Đến hết ngày"), method="filter_last_day", is_last=True)

    def filter_search(self, rows: Records, _name: str, value: str) -> Records:
        return rows.holding(value)

    def filter_unit(self, rows: Records, _name: str, value: Unit) -> Records:
        structure = self.data.get("co_cau") or Structure.THEN
        return rows.of_unit(value, Structure(structure))

    def filter_nothing(self, rows: Records, _name: str, _value: str) -> Records:
        return rows

    def filter_first_day(self, rows: Records, _name: str, value: date) -> Records:
        return rows.in_period(Period(start=value))

    def filter_last_day(self, rows: Records, _name: str, value: date) -> Records:
        return rows.in_period(Period.through(None, value))
