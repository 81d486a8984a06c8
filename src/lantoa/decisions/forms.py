from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.decisions.fields import DayField
from lantoa.decisions.permissions import can_file_decision
from lantoa.decisions.rows import DecisionRow
from lantoa.organization.fields import UnitField, UserForm
from lantoa.organization.models import Unit


class _DayForm(forms.Form):
    """A form whose days lie no later than `today`."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today = today


class PaperForm(_DayForm):
    """A decision as its paper states it."""

    number = forms.CharField(label=_("Số, ký hiệu"), max_length=64)
    signed_on = DayField(label=_("Ngày ký"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def row(self) -> DecisionRow:
        data = self.cleaned_data
        return DecisionRow(data["number"], data["signed_on"], data["issuer"], data["signer"])


class DecisionForm(UserForm, PaperForm):
    """A decision that an officer files at a unit they write for."""

    unit = UnitField(label=_("Đơn vị ghi quyết định"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        self.order_fields(["unit"])

    def clean_unit(self) -> Unit:
        unit: Unit = self.cleaned_data["unit"]
        if not can_file_decision(self.user, unit):
            raise ValidationError(
                _("Bạn không ghi được cho %(unit)s. Chọn đơn vị bạn phụ trách."),
                params={"unit": unit.name},
            )
        return unit


class DescriptionForm(forms.Form):
    """What may be corrected about a decision that is on file."""

    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class RevocationForm(_DayForm):
    """The day of a revocation and, where it is at hand, the paper that revokes."""

    revoked_on = DayField(label=_("Thu hồi từ ngày"))
    number = forms.CharField(
        label=_("Số quyết định thu hồi"), max_length=64, required=False,
        help_text=_("Ghi khi có văn bản: đủ số, ngày ký và cơ quan ban hành."),
    )  # fmt: skip
    signed_on = DayField(label=_("Ngày ký"), required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        # The issuer is offered beforehand, so alone it says nothing.
        if data.get("number") or data.get("signed_on"):
            parts = ("number", "signed_on", "issuer")
            missing = [name for name in parts if not data.get(name) and name not in self.errors]
            for name in missing[:1]:
                self.add_error(
                    name, _("Ghi đủ số, ngày ký và cơ quan ban hành, hoặc để trống cả ba.")
                )
        return data

    def by(self) -> DecisionRow | None:
        data = self.cleaned_data
        if not data["number"]:
            return None
        return DecisionRow(data["number"], data["signed_on"], data["issuer"])
