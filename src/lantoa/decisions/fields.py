"""How days of signing are read from forms."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.shared.dates import EARLIEST_YEAR, show_date


class DayField(forms.DateField):
    """A day as it is written on papers; not before the earliest year, not after today."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        self.today: date | None = None
        kwargs.setdefault("help_text", _("Ngày/tháng/năm, như 05/02/2021."))
        super().__init__(
            input_formats=["%d/%m/%Y", "%Y-%m-%d"],
            error_messages={
                "invalid": _("Không đọc được ngày này. Ghi ngày/tháng/năm, như 05/02/2021.")
            },
            **kwargs,
        )

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature
        day = super().clean(value)
        if day and day.year < EARLIEST_YEAR:
            raise ValidationError(
                _("Năm %(year)s không thể đúng. Ghi năm bốn chữ số."), params={"year": day.year}
            )
        if day and self.today and day > self.today:
            raise ValidationError(
                _("Ngày %(day)s ở sau hôm nay. Ghi lại ngày trên văn bản."),
                params={"day": show_date(day)},
            )
        return day
