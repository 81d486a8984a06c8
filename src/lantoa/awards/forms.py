from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.awards.choices import NominationState, Occasion, Recipient
from lantoa.awards.models import Award, Honour, Nomination
from lantoa.awards.queries import catalogue, initiatives_written_as
from lantoa.awards.rows import AwardRow, NominationRow
from lantoa.decisions.fields import DayField
from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives.models import Initiative
from lantoa.organization.choices import Precision
from lantoa.organization.fields import PartialDateField, PersonField, UnitField, UserForm
from lantoa.organization.models import Unit
from lantoa.organization.permissions import can_write_records
from lantoa.shared.dates import last_day, show_date

_WRITTEN = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
_PRECISIONS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}


class HonourForm(UserForm):
    """What awards and nominations have in common: who, which form, and why."""

    ORDER: ClassVar[list[str]] = []
    unit = UnitField(label=_("Đơn vị"))
    kind = forms.ChoiceField(label=_("Hình thức"))
    recipient = forms.ChoiceField(
        label=_("Đối tượng"), choices=Recipient.choices,
        help_text=_("Tập thể là chính đơn vị ghi ở trên."),
    )  # fmt: skip
    person = PersonField(
        label=_("Người được khen"),
        required=False,
        help_text=_("Khi khen cá nhân: mã hoặc họ tên đủ."),
    )
    initiative = forms.CharField(
        label=_("Sáng kiến được khen"), max_length=500, required=False,
        help_text=_("Khi khen sáng kiến: mã hoặc tên đủ."),
    )  # fmt: skip
    occasion = forms.ChoiceField(
        label=_("Dịp khen"), choices=[("", _("chưa rõ")), *Occasion.choices], required=False
    )
    reason = forms.CharField(
        label=_("Thành tích"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    position = forms.CharField(label=_("Chức vụ lúc đó"), max_length=120, required=False)
    category = forms.CharField(label=_("Đối tượng lúc đó"), max_length=100, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, user=user, **kwargs)
        self.user = user
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", _("chọn hình thức")),
            *((kind.code, kind.name) for kind in catalogue()),
        ]
        self.order_fields(self.ORDER)

    def clean_unit(self) -> Unit:
        unit: Unit = self.cleaned_data["unit"]
        if not can_write_records(self.user, unit):
            raise ValidationError(
                _("Bạn không ghi được cho %(unit)s. Chọn đơn vị bạn phụ trách."),
                params={"unit": unit.name},
            )
        return unit

    def clean(self) -> dict[str, Any]:
        """Keep only the recipient that the row is for; the other fields of the page stay unread."""
        data = super().clean() or {}
        recipient = data.get("recipient")
        person = data.get("person") if recipient == Recipient.PERSON else None
        if recipient == Recipient.PERSON and person is None and "person" not in self.errors:
            self.add_error("person", _("Ghi mã hoặc họ tên người được khen."))
        data["person_id"] = person.pk if person else None
        data["initiative_id"] = None
        if recipient == Recipient.INITIATIVE and data.get("unit"):
            initiative = self._initiative(data["unit"], data.get("initiative", ""))
            data["initiative_id"] = initiative.pk if initiative else None
        return data

    def _initiative(self, unit: Unit, written: str) -> Initiative | None:
        found = initiatives_written_as(self.user, unit, written) if written else []
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(one.code or str(one.year) for one in found[:3])
            message = _(
                "Có %(count)s sáng kiến cùng tên (%(codes)s). Ghi mã của một sáng kiến."
            ) % {
                "count": len(found),
                "codes": codes,
            }
            self.add_error("initiative", message)
        else:
            self.add_error(
                "initiative", _("Đơn vị này không có sáng kiến như vậy. Ghi mã hoặc tên đủ.")
            )
        return None

    def common(self) -> dict[str, Any]:
        """Return the fields of a row that both kinds have."""
        data = self.cleaned_data
        names = ("kind", "recipient", "person_id", "initiative_id")
        details = ("reason", "position", "category", "occasion")
        return {"unit_id": data["unit"].pk, **{name: data[name] for name in (*names, *details)}}


class AwardForm(HonourForm):
    """An award that was given, with the decision that gave it."""

    ORDER: ClassVar[list[str]] = [
        *("unit", "kind", "recipient", "person", "initiative", "number", "signed_on", "issuer"),
        *("year", "occasion", "position", "category", "reason"),
    ]
    number = forms.CharField(label=_("Số quyết định"), max_length=64)
    signed_on = DayField(label=_("Ngày ký"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    year = forms.IntegerField(
        label=_("Khen cho năm"), min_value=1945, max_value=2100, required=False,
        help_text=_("Để trống thì là năm ký quyết định."),
    )  # fmt: skip

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].today = today  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        signed_on, year = data.get("signed_on"), data.get("year")
        if signed_on and year and year > signed_on.year:
            message = _("Quyết định ký %(day)s không thể khen cho năm %(year)s. Xem lại năm.")
            self.add_error("year", message % {"day": show_date(signed_on), "year": year})
        return data

    def row(self) -> AwardRow:
        data = self.cleaned_data
        decision = DecisionRow(data["number"], data["signed_on"], data["issuer"])
        year = data["year"] or data["signed_on"].year
        return AwardRow(**self.common(), decision=decision, year=year)


class NominationForm(HonourForm):
    """An award that was asked for."""

    ORDER: ClassVar[list[str]] = [
        *("unit", "kind", "recipient", "person", "initiative", "year", "day"),
        *("proposal_number", "state", "occasion", "position", "category", "reason"),
    ]
    year = forms.IntegerField(label=_("Đề nghị cho năm"), min_value=1945, max_value=2100)
    day = PartialDateField(
        label=_("Ngày đề nghị"), required=False,
        help_text=_("Ngày/tháng/năm; chỉ biết tháng hoặc năm thì chỉ ghi tháng hoặc năm."),
    )  # fmt: skip
    proposal_number = forms.CharField(label=_("Số tờ trình"), max_length=64, required=False)
    state = forms.ChoiceField(label=_("Kết quả"), choices=NominationState.choices)

    def row(self) -> NominationRow:
        data = self.cleaned_data
        day = data["day"] or str(data["year"])
        return NominationRow(
            **self.common(),
            year=data["year"],
            counted_on=last_day(day),
            counted_precision=_PRECISIONS[day.count("-") + 1],
            state=data["state"],
            proposal_number=data["proposal_number"],
        )


def _initial_of(honour: Honour) -> dict[str, Any]:
    names = ("recipient", "occasion", "reason", "position", "category", "year")
    return {
        "unit": honour.unit,
        "kind": honour.kind.code,
        "person": honour.person and (honour.person.merged_into or honour.person),
        "initiative": honour.initiative and (honour.initiative.code or honour.initiative.title),
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
        "day": nomination.counted_on.isoformat()[
            : _WRITTEN[Precision(nomination.counted_precision)]
        ],
        "proposal_number": nomination.proposal_number,
        "state": nomination.state,
    }
