from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.decisions.fields import DayField
from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives.choices import (
    Beneficiary,
    BenefitKind,
    BenefitState,
    Field,
    Kind,
    Scope,
)
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import person_key_of
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow
from lantoa.organization.models import Unit
from lantoa.shared.dates import BadDate, parse_partial, show_partial

_MONEY = {"min_value": 0, "max_value": 10**15, "required": False}


class InitiativeForm(forms.Form):
    """What is said of an initiative once; authors, money, recognitions have lines of their own."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"), to_field_name="code")
    title = forms.CharField(
        label=_("Tên"), max_length=500, help_text=_("Tên phải nói được bản chất của giải pháp.")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices)
    field = forms.ChoiceField(
        label=_("Lĩnh vực"), choices=[("", _("chưa rõ")), *Field.choices], required=False
    )
    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2100)
    first_applied = forms.CharField(
        label=_("Áp dụng lần đầu"),
        max_length=10,
        required=False,
        help_text=_("Ngày/tháng/năm; chỉ biết tháng hoặc năm thì chỉ ghi tháng hoặc năm."),
    )
    summary = forms.CharField(label=_("Tóm tắt"), required=False, widget=forms.Textarea)
    benefit_state = forms.ChoiceField(label=_("Hiệu quả"), choices=BenefitState.choices)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_first_applied(self) -> str:
        written = self.cleaned_data["first_applied"]
        try:
            return parse_partial(written) if written else ""
        except BadDate as error:
            raise ValidationError(str(error)) from error


def _or_none(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Let a line be left empty: without it the first word would be chosen by itself."""
    return [("", "—"), *choices]


class AuthorForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    code = forms.CharField(
        label=_("Mã đoàn viên"),
        max_length=32,
        required=False,
        help_text=_("Để trống nếu chưa rõ là ai trong danh sách."),
    )
    share_percent = forms.IntegerField(
        label=_("Tỷ lệ (%)"), min_value=1, max_value=100, required=False
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip()
        if code and person_key_of(code) is None:
            raise ValidationError(_("Không có người mang mã “%(code)s”.") % {"code": code})
        return code

    def row(self) -> AuthorRow:
        data = self.cleaned_data
        return AuthorRow(
            data["name"], person_key_of(data["code"]) if data["code"] else None,
            data["share_percent"],
        )  # fmt: skip


class BenefitForm(forms.Form):
    year = forms.IntegerField(label=_("Năm hưởng lợi"), min_value=1945, max_value=2100)
    kind = forms.ChoiceField(label=_("Loại"), choices=_or_none(BenefitKind.choices))
    beneficiary = forms.ChoiceField(label=_("Nơi hưởng lợi"), choices=_or_none(Beneficiary.choices))
    declared_vnd = forms.IntegerField(label=_("Tác giả kê khai (đồng)"), **_MONEY)  # type: ignore[arg-type]
    confirmed_vnd = forms.IntegerField(label=_("Đơn vị xác nhận (đồng)"), **_MONEY)  # type: ignore[arg-type]
    accepted_vnd = forms.IntegerField(label=_("Hội đồng chấp nhận (đồng)"), **_MONEY)  # type: ignore[arg-type]

    def row(self) -> BenefitRow:
        names = (
            "year",
            "kind",
            "beneficiary",
            "declared_vnd",
            "confirmed_vnd",
            "accepted_vnd",
        )
        return BenefitRow(**{name: self.cleaned_data[name] for name in names})


class RecognitionForm(forms.Form):
    scope = forms.ChoiceField(label=_("Cấp công nhận"), choices=_or_none(Scope.choices))
    number = forms.CharField(label=_("Số quyết định"), max_length=64)
    signed_on = DayField(label=_("Ngày ký"))
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200)
    grade = forms.CharField(label=_("Xếp loại"), max_length=32, required=False)

    def row(self) -> RecognitionRow:
        data = self.cleaned_data
        decision = DecisionRow(data["number"], data["signed_on"], data["issuer"])
        return RecognitionRow(data["scope"], decision, data["grade"] or None)


class _Lines(forms.BaseFormSet):  # type: ignore[type-arg]  # not subscriptable at run time
    def rows(self) -> tuple[Any, ...]:
        """Return what the lines that were filled in state, in their order."""
        filled = [form for form in self.forms if form.has_changed() or form.initial]
        kept = [form for form in filled if not form.cleaned_data.get("DELETE")]
        return tuple(form.row() for form in kept if form.cleaned_data)


def _lines(form: type[forms.Form], *, empty: int) -> type[_Lines]:
    return forms.formset_factory(  # type: ignore[return-value]
        form, formset=_Lines, extra=empty, max_num=50, absolute_max=60, can_delete=True
    )


AuthorLines = _lines(AuthorForm, empty=2)
BenefitLines = _lines(BenefitForm, empty=1)
RecognitionLines = _lines(RecognitionForm, empty=1)


class InitiativeSheet:
    """The whole form: what is said once, and the three tables."""

    def __init__(self, data: Any, *, units: Any, initial: dict[str, Any]) -> None:  # noqa: ANN401
        self.main = InitiativeForm(data, units=units, initial=initial.get("main"))
        self.authors = AuthorLines(data, prefix="tac-gia", initial=initial.get("authors"))
        self.benefits = BenefitLines(data, prefix="loi-ich", initial=initial.get("benefits"))
        self.recognitions = RecognitionLines(
            data, prefix="cong-nhan", initial=initial.get("recognitions")
        )

    def is_valid(self) -> bool:
        parts = (self.main, self.authors, self.benefits, self.recognitions)
        valid = [part.is_valid() for part in parts]  # every part shows its errors
        return all(valid)

    @property
    def is_bound(self) -> bool:
        return self.main.is_bound

    def row(
        self,
        *,
        code: str | None = None,
        state: str | None = None,
        counted: tuple[date, str] | None = None,
    ) -> InitiativeRow:
        """Return what the form states; code, state and day are not typed here."""
        data = self.main.cleaned_data
        names = ("year", "title", "kind", "field", "first_applied", "summary", "benefit_state")
        return InitiativeRow(
            unit_id=data["unit"].pk,
            **{name: data[name] for name in names},
            code=code,
            state=state,
            counted_on=counted[0] if counted else None,
            counted_precision=counted[1] if counted else None,
            authors=self.authors.rows(),
            benefits=self.benefits.rows(),
            recognitions=self.recognitions.rows(),
        )


def initial_of(initiative: Initiative) -> dict[str, Any]:
    """Return what the form shows of an initiative that is there."""
    names = ("title", "kind", "field", "year", "summary", "benefit_state")
    applied = initiative.first_applied
    return {
        "main": {
            "unit": initiative.unit.code,
            **{name: getattr(initiative, name) for name in names},
            "first_applied": show_partial(applied) if applied else "",
        },
        "authors": [
            {
                "name": author.name,
                "code": author.person.code if author.person else "",
                "share_percent": author.share_percent,
            }
            for author in sorted(initiative.authors.all(), key=lambda author: author.order)
        ],
        "benefits": [
            {name: getattr(benefit, name) for name in BenefitForm.base_fields}
            for benefit in initiative.benefits.all()
        ],
        "recognitions": [
            {
                "scope": one.scope,
                "number": one.decision.number,
                "signed_on": one.decision.signed_on.strftime("%d/%m/%Y"),
                "issuer": one.decision.issuer,
                "grade": one.grade,
            }
            for one in initiative.recognitions.all()
        ],
    }
