from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.contests.choices import Level, Prize
from lantoa.contests.rows import EntryRow
from lantoa.organization.choices import Precision
from lantoa.organization.models import Unit
from lantoa.shared.dates import BadDate, last_day, parse_partial

_PRECISIONS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}


class EntryForm(forms.Form):
    """An entry as a person types it; `row` is what it states."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"), to_field_name="code")
    contest = forms.CharField(label=_("Tên hội thi"), max_length=300)
    edition = forms.IntegerField(label=_("Lần thứ"), min_value=1, max_value=200, required=False)
    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2100)
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices)
    contestant = forms.CharField(label=_("Người, tập thể dự thi"), max_length=200, required=False)
    title = forms.CharField(label=_("Tên bài, sản phẩm"), max_length=500, required=False)
    theory_score = forms.DecimalField(
        label=_("Lý thuyết"), min_value=0, max_value=1000, decimal_places=2, required=False
    )
    practice_score = forms.DecimalField(
        label=_("Thực hành"), min_value=0, max_value=1000, decimal_places=2, required=False
    )
    total_score = forms.DecimalField(
        label=_("Tổng điểm"), min_value=0, max_value=2000, decimal_places=2, required=False
    )
    prize = forms.ChoiceField(
        label=_("Giải"), choices=[("", _("chưa rõ")), *Prize.choices], required=False
    )
    day = forms.CharField(
        label=_("Ngày thi"), max_length=10, required=False,
        help_text=_("Ngày/tháng/năm; chỉ biết tháng hoặc năm thì chỉ ghi tháng hoặc năm."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_day(self) -> str:
        written = self.cleaned_data["day"]
        if not written:
            return ""
        try:
            return parse_partial(written)
        except BadDate as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("contestant") and not data.get("title"):
            self.add_error("contestant", _("Ghi người dự thi, hoặc ghi tên bài, sản phẩm."))
        return data

    def row(self) -> EntryRow:
        data = self.cleaned_data
        day: date | None = last_day(data["day"]) if data["day"] else None
        return EntryRow(
            unit_id=data["unit"].pk,
            contest=data["contest"],
            year=data["year"],
            level=data["level"],
            edition=data["edition"],
            contestant=data["contestant"],
            title=data["title"],
            theory_score=_text(data["theory_score"]),
            practice_score=_text(data["practice_score"]),
            total_score=_text(data["total_score"]),
            prize=data["prize"],
            counted_on=day or date(data["year"], 12, 31),
            counted_precision=_PRECISIONS[data["day"].count("-") + 1] if day else Precision.YEAR,
        )


def initial_of(row: EntryRow, unit_code: str) -> dict[str, Any]:
    """Return what the form shows of an entry that is there."""
    pattern = {Precision.DAY: "%d/%m/%Y", Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}
    precision = Precision(row.counted_precision or Precision.YEAR)
    return {
        "unit": unit_code,
        "contest": row.contest,
        "edition": row.edition,
        "year": row.year,
        "level": row.level,
        "contestant": row.contestant,
        "title": row.title,
        "theory_score": row.theory_score,
        "practice_score": row.practice_score,
        "total_score": row.total_score,
        "prize": row.prize,
        "day": row.counted_on.strftime(pattern[precision]) if row.counted_on else "",
    }


def _text(score: object) -> str | None:
    return None if score is None else str(score)
