"""What a person types about a review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.organization.choices import Structure
from lantoa.organization.filters import EdgeField
from lantoa.reviews.choices import Part
from lantoa.reviews.facts import Number
from lantoa.reviews.models import Review
from lantoa.shared.dates import show_date
from lantoa.shared.numbers import Rounding
from lantoa.statistics.wording import chosen_words, styles_for


class DescriptionForm(forms.Form):
    """Title, number, place, signer: all may wait until the report is edited in Word."""

    is_two_columns = True
    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Để trống: “Tổng kết phong trào thi đua …” với kỳ của báo cáo."),
    )
    spoken_period = forms.CharField(
        label=_("Cách gọi kỳ trong câu"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ “5 năm qua”. Để trống: “Giai đoạn 2017–2022”."),
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=64, required=False)
    place = forms.CharField(label=_("Địa danh"), max_length=80, required=False)
    signed_on = EdgeField(label=_("Ngày ký"), required=False, is_last=True)
    signer_post = forms.CharField(
        label=_("Quyền hạn, chức vụ người ký"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi dòng một phần. Để trống: TM. BAN CHẤP HÀNH, CHỦ TỊCH."),
    )
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một nơi."),
    )


class ReviewForm(DescriptionForm):
    """A new review: which days, by which structure, and what is already known about it."""

    first_day = EdgeField(label=_("Từ ngày"), is_last=False)
    last_day = EdgeField(label=_("Đến hết ngày"), is_last=True)
    structure = forms.ChoiceField(
        label=_("Tính theo"), choices=Structure.choices, widget=forms.RadioSelect
    )
    field_order = ("first_day", "last_day", "structure")

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        first, last = given.get("first_day"), given.get("last_day")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("last_day", _("Ngày cuối đứng trước ngày đầu. Đổi lại hai ngày."))
        return given


def initial_of(review: Review) -> dict[str, str]:
    """Return what a form shows of a review."""
    return {
        "title": review.title,
        "spoken_period": review.spoken_period,
        "number": review.number,
        "place": review.place,
        "signed_on": show_date(review.signed_on) if review.signed_on else "",
        "signer_post": review.signer_post,
        "signer": review.signer,
        "recipients": review.recipients,
    }


class TextsForm(forms.Form):
    """The parts of a report that people write."""

    def __init__(self, data: Mapping[str, str] | None, *, texts: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(texts))
        for part in Part:
            self.fields[part.value] = forms.CharField(
                label=part.label,
                required=False,
                widget=forms.Textarea(attrs={"rows": 6}),
                help_text=_("Mỗi dòng một đoạn. Để trống thì in dòng chấm để viết tay."),
            )


class RoundingForm(forms.Form):
    """For each number of the text, the ways of writing it that are true for its value."""

    is_two_columns = True

    def __init__(
        self,
        data: Mapping[str, str] | None,
        *,
        numbers: Mapping[str, Number],
        chosen: Mapping[str, Rounding],
    ) -> None:
        super().__init__(data)
        for code, number in numbers.items():
            figure = number.figure
            styles = styles_for(figure.indicator, figure.value)
            if figure.value is None or len(styles) < 2:
                continue
            value = figure.value
            current = chosen.get(code, figure.own_style)
            self.fields[code] = forms.ChoiceField(
                label=number.label,
                choices=[
                    (style.value, chosen_words(figure.indicator, value, style)) for style in styles
                ],
                initial=current if current in styles else Rounding.EXACT,
                widget=forms.RadioSelect,
                error_messages={
                    "invalid_choice": _(
                        "Cách viết này không đúng với giá trị của con số. Chọn trong danh sách."
                    )
                },
            )
