from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.decisions.fields import DayField
from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives import rules
from lantoa.initiatives.choices import (
    Beneficiary,
    BenefitKind,
    BenefitState,
    Field,
    Kind,
    Scope,
)
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import people_by_code
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow
from lantoa.organization.choices import Precision
from lantoa.organization.models import Unit
from lantoa.organization.queries.people import people_named_in
from lantoa.organization.writing import fingerprint
from lantoa.shared.dates import BadDate, last_day, parse_partial, show_partial
from lantoa.shared.text import fold

_PRECISIONS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}
_PATTERNS = {Precision.DAY: "%d/%m/%Y", Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}
_DAY_HELP = _("Ngày/tháng/năm; chỉ biết tháng hoặc năm thì chỉ ghi tháng hoặc năm.")


class PartialField(forms.CharField):
    """A day as precise as it is known; cleaned to an ISO partial date."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(max_length=10, required=False, **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature
        written = super().clean(value)
        try:
            return parse_partial(written) if written else ""
        except BadDate as error:
            raise ValidationError(str(error)) from error


class MoneyField(forms.IntegerField):
    """Whole đồng, with or without dots between the thousands."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        widget = forms.TextInput({"inputmode": "numeric", "class": "lt-input--number"})
        super().__init__(
            min_value=0,
            max_value=10**15,
            required=False,
            localize=True,
            widget=widget,
            error_messages={"invalid": _("Ghi số đồng bằng chữ số, như 48.000.000.")},
            **kwargs,
        )


class InitiativeForm(forms.Form):
    """What is said of an initiative once; authors, money, recognitions have lines of their own."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Đơn vị"),
        to_field_name="code",
        empty_label=_("chọn đơn vị"),
    )
    title = forms.CharField(
        label=_("Tên"), max_length=500, help_text=_("Tên phải nói được bản chất của giải pháp.")
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices)
    field = forms.ChoiceField(
        label=_("Lĩnh vực"), choices=[("", _("chưa rõ")), *Field.choices], required=False
    )
    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2100)
    first_applied = PartialField(label=_("Áp dụng lần đầu"), help_text=_DAY_HELP)
    counted = PartialField(
        label=_("Ngày tính"),
        help_text=_("Để trống thì tính theo quyết định công nhận đầu tiên, không có thì theo năm."),
    )
    summary = forms.CharField(label=_("Tóm tắt"), required=False, widget=forms.Textarea)
    benefit_state = forms.ChoiceField(label=_("Hiệu quả"), choices=BenefitState.choices)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


def _or_none(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Let a line be left empty: without it the first word would be chosen by itself."""
    return [("", "—"), *choices]


class AuthorForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=200)
    code = forms.CharField(
        label=_("Mã đoàn viên"),
        max_length=32,
        required=False,
        help_text=_("Cần khi đơn vị có nhiều người cùng tên, hoặc là người nơi khác."),
    )
    share_percent = forms.IntegerField(
        label=_("Tỷ lệ (%)"), min_value=1, max_value=100, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on
        super().__init__(*args, **kwargs)
        self.person_id: int | None = None

    def row(self) -> AuthorRow:
        data = self.cleaned_data
        return AuthorRow(data["name"], self.person_id, data["share_percent"])


class BenefitForm(forms.Form):
    year = forms.IntegerField(label=_("Năm hưởng lợi"), min_value=1945, max_value=2100)
    kind = forms.ChoiceField(label=_("Loại"), choices=_or_none(BenefitKind.choices))
    beneficiary = forms.ChoiceField(label=_("Nơi hưởng lợi"), choices=_or_none(Beneficiary.choices))
    declared_vnd = MoneyField(label=_("Tác giả kê khai (đồng)"))
    confirmed_vnd = MoneyField(label=_("Đơn vị xác nhận (đồng)"))
    accepted_vnd = MoneyField(label=_("Hội đồng chấp nhận (đồng)"))

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
        return tuple(form.row() for form in self.filled)

    @property
    def filled(self) -> list[Any]:
        """The lines that state something and are not to be taken away."""
        return [
            form
            for form in self.forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]


def _lines(form: type[forms.Form], *, empty: int) -> type[_Lines]:
    return forms.formset_factory(  # type: ignore[return-value]
        form,
        formset=_Lines,
        extra=empty,
        max_num=50,
        absolute_max=60,
        can_delete=True,
        can_delete_extra=False,
    )


AuthorLines = _lines(AuthorForm, empty=3)
BenefitLines = _lines(BenefitForm, empty=2)
RecognitionLines = _lines(RecognitionForm, empty=2)


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
        for part in parts:
            part.is_valid()  # every part shows its errors
        self._find_people()
        return all(part.is_valid() for part in parts)

    def _find_people(self) -> None:
        """Tie each author to the register: by code, else by a name that one person bears."""
        unit: Unit | None = self.main.cleaned_data.get("unit")
        lines = self.authors.filled
        by_code = people_by_code([form.cleaned_data["code"] for form in lines])
        new = [form for form in lines if "name" in form.changed_data]
        by_name = people_named_in([unit.pk]) if unit and new else {}
        for form in lines:
            code = form.cleaned_data["code"]
            if code:
                form.person_id = by_code.get(code.casefold())
                if form.person_id is None:
                    form.add_error("code", _("Không có người mang mã “%(code)s”.") % {"code": code})
            elif form in new and unit:
                same = by_name.get((unit.pk, fold(form.cleaned_data["name"])), [])
                if len(same) > 1:
                    codes = ", ".join(sorted(person.code for person in same))
                    form.add_error(
                        "code",
                        _("Đơn vị có nhiều người tên này. Ghi mã: %(codes)s.") % {"codes": codes},
                    )
                elif same:
                    form.person_id = same[0].pk

    @property
    def is_bound(self) -> bool:
        return self.main.is_bound

    @property
    def tables(self) -> dict[str, tuple[Any, _Lines]]:
        """The three tables under the names that refusals use, with their headings."""
        return {
            "authors": (_("Tác giả"), self.authors),
            "benefits": (_("Lợi ích bằng tiền"), self.benefits),
            "recognitions": (_("Công nhận"), self.recognitions),
        }

    def refuse(self, sentence: str, *, field: str) -> None:
        """Say what the action refused where it was typed: at a field, over a table, or on top."""
        if field in self.tables:
            self.tables[field][1].non_form_errors().append(sentence)
        else:
            self.main.add_error(field if field in self.main.fields else None, sentence)

    def row(self, *, code: str | None = None, state: str | None = None) -> InitiativeRow:
        """Return what the form states; code and state are not typed here."""
        data = self.main.cleaned_data
        counted = data["counted"]
        names = ("year", "title", "kind", "field", "first_applied", "summary", "benefit_state")
        return InitiativeRow(
            unit_id=data["unit"].pk,
            **{name: data[name] for name in names},
            code=code,
            state=state,
            counted_on=last_day(counted) if counted else None,
            counted_precision=_PRECISIONS[counted.count("-") + 1] if counted else None,
            authors=self.authors.rows(),
            benefits=self.benefits.rows(),
            recognitions=self.recognitions.rows(),
        )


def _shown_day(row: InitiativeRow) -> str:
    """Return the stated day that counts; empty where it only follows from the rest."""
    if row.counted_on is None:
        return ""
    signed = [one.decision.signed_on for one in row.recognitions]
    if rules.counted_day(row.year, None, None, signed)[0] == row.counted_on:
        return ""
    return row.counted_on.strftime(_PATTERNS[Precision(row.counted_precision or Precision.DAY)])


def initial_of(initiative: Initiative, row: InitiativeRow) -> dict[str, Any]:
    """Return what the form shows of an initiative that is there."""
    names = ("title", "kind", "field", "year", "summary", "benefit_state")
    applied = initiative.first_applied
    return {
        "main": {
            "unit": initiative.unit.code,
            **{name: getattr(initiative, name) for name in names},
            "first_applied": show_partial(applied) if applied else "",
            "counted": _shown_day(row),
            "seen": fingerprint(row),
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
