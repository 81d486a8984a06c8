from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.awards.choices import NominationState, Occasion, Recipient
from lantoa.awards.models import Award, Honour, Nomination
from lantoa.awards.queries import catalogue, initiative_by_code, person_by_code
from lantoa.awards.rows import AwardRow, NominationRow
from lantoa.decisions.rows import DecisionRow
from lantoa.organization.choices import Precision
from lantoa.organization.models import Unit
from lantoa.shared.dates import BadDate, last_day, parse_partial

_PRECISIONS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}


class HonourForm(forms.Form):
    """What awards and nominations have in common; the recipient is a code, else the unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"), to_field_name="code")
    kind = forms.ChoiceField(label=_("Hình thức"))
    recipient = forms.ChoiceField(label=_("Đối tượng"), choices=Recipient.choices)
    person_code = forms.CharField(
        label=_("Mã người"), max_length=32, required=False,
        help_text=_("Chỉ ghi khi khen cá nhân."),
    )  # fmt: skip
    initiative_code = forms.CharField(
        label=_("Mã sáng kiến"), max_length=32, required=False,
        help_text=_("Chỉ ghi khi khen sáng kiến."),
    )  # fmt: skip
    occasion = forms.ChoiceField(
        label=_("Dịp khen"), choices=[("", _("chưa rõ")), *Occasion.choices], required=False
    )
    reason = forms.CharField(
        label=_("Thành tích"), max_length=1000, required=False, widget=forms.Textarea
    )
    position = forms.CharField(label=_("Chức vụ lúc đó"), max_length=120, required=False)
    category = forms.CharField(label=_("Diện lúc đó"), max_length=100, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.code, kind.name) for kind in catalogue()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        recipient = data.get("recipient")
        data["person_id"] = data["initiative_id"] = None
        if recipient == Recipient.PERSON:
            data["person_id"] = self._found(
                "person_code", person_by_code, _("Không có người mang mã này. Ghi mã khác.")
            )
        if recipient == Recipient.INITIATIVE:
            data["initiative_id"] = self._found(
                "initiative_code",
                initiative_by_code,
                _("Không có sáng kiến mang mã này. Ghi mã khác."),
            )
        return data

    def _found(self, name: str, find: Any, sentence: Any) -> int | None:  # noqa: ANN401
        code = self.cleaned_data.get(name, "").strip()
        found: int | None = find(code) if code else None
        if found is None and name not in self.errors:
            self.add_error(name, sentence)
        return found

    def common(self) -> dict[str, Any]:
        """Return the fields of a row that both kinds have."""
        data = self.cleaned_data
        names = ("kind", "recipient", "person_id", "initiative_id")
        details = ("reason", "position", "category", "occasion")
        return {"unit_id": data["unit"].pk, **{name: data[name] for name in (*names, *details)}}


class AwardForm(HonourForm):
    number = forms.CharField(label=_("Số quyết định"), max_length=64)
    signed_on = forms.DateField(label=_("Ngày ký"), input_formats=["%d/%m/%Y", "%Y-%m-%d"])
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    year = forms.IntegerField(
        label=_("Khen cho năm"), min_value=1945, max_value=2100, required=False,
        help_text=_("Để trống thì là năm ký quyết định."),
    )  # fmt: skip

    def row(self) -> AwardRow:
        data = self.cleaned_data
        decision = DecisionRow(data["number"], data["signed_on"], data["issuer"])
        return AwardRow(**self.common(), decision=decision, year=data["year"])


class NominationForm(HonourForm):
    year = forms.IntegerField(label=_("Đề nghị cho năm"), min_value=1945, max_value=2100)
    day = forms.CharField(label=_("Ngày đề nghị"), max_length=10, required=False)
    proposal_number = forms.CharField(label=_("Số tờ trình"), max_length=64, required=False)
    state = forms.ChoiceField(label=_("Kết quả"), choices=NominationState.choices)

    def clean_day(self) -> str:
        written = self.cleaned_data["day"]
        try:
            return parse_partial(written) if written else ""
        except BadDate as error:
            raise ValidationError(str(error)) from error

    def row(self) -> NominationRow:
        data = self.cleaned_data
        day = data["day"]
        return NominationRow(
            **self.common(),
            year=data["year"],
            counted_on=last_day(day) if day else None,
            counted_precision=_PRECISIONS[day.count("-") + 1] if day else None,
            state=data["state"],
            proposal_number=data["proposal_number"],
        )


def _initial_of(honour: Honour) -> dict[str, Any]:
    names = ("recipient", "occasion", "reason", "position", "category", "year")
    return {
        "unit": honour.unit.code,
        "kind": honour.kind.code,
        "person_code": honour.person.code if honour.person else "",
        "initiative_code": honour.initiative.code if honour.initiative else "",
        **{name: getattr(honour, name) for name in names},
    }


def initial_of_award(award: Award) -> dict[str, Any]:
    """Return what the form shows of an award that is there."""
    return {
        **_initial_of(award),
        "number": award.decision.number,
        "signed_on": award.decision.signed_on.strftime("%d/%m/%Y"),
        "issuer": award.decision.issuer,
    }


def initial_of_nomination(nomination: Nomination) -> dict[str, Any]:
    """Return what the form shows of a nomination that is there."""
    return {
        **_initial_of(nomination),
        "day": nomination.shown_day,
        "proposal_number": nomination.proposal_number,
        "state": nomination.state,
    }
