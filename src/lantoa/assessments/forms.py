from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lantoa.assessments.queries import grades
from lantoa.assessments.rows import GradingRow
from lantoa.decisions.rows import DecisionRow
from lantoa.organization.models import Unit

_DAY = {"input_formats": ["%d/%m/%Y", "%Y-%m-%d"]}


class GradingForm(forms.Form):
    """A grade as a person types it; the decision is all or nothing."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Công đoàn"), to_field_name="code")
    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2100)
    grade = forms.ChoiceField(label=_("Xếp loại"))
    score = forms.DecimalField(
        label=_("Điểm"), min_value=0, max_value=200, decimal_places=2, required=False,
        help_text=_("Điểm thưởng có thể đưa tổng qua 100."),
    )  # fmt: skip
    number = forms.CharField(label=_("Số quyết định"), max_length=64, required=False)
    signed_on = forms.DateField(label=_("Ngày ký"), required=False, **_DAY)  # type: ignore[arg-type]
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=200, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["grade"].choices = [  # type: ignore[attr-defined]
            (grade.code, grade.name) for grade in grades()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        parts = {name: data.get(name) for name in ("number", "signed_on", "issuer")}
        if any(parts.values()):
            for name, value in parts.items():
                if not value and name not in self.errors:
                    self.add_error(
                        name, _("Ghi đủ số, ngày ký và cơ quan ban hành, hoặc để trống cả ba.")
                    )
        return data

    def row(self) -> GradingRow:
        data = self.cleaned_data
        decision = (
            DecisionRow(data["number"], data["signed_on"], data["issuer"])
            if data["number"]
            else None
        )
        return GradingRow(
            unit_id=data["unit"].pk,
            year=data["year"],
            grade=data["grade"],
            score=None if data["score"] is None else str(data["score"]),
            decision=decision,
        )


def initial_of(row: GradingRow, unit_code: str) -> dict[str, Any]:
    """Return what the form shows of a grading that is there."""
    decision = row.decision
    return {
        "unit": unit_code,
        "year": row.year,
        "grade": row.grade,
        "score": row.score,
        "number": decision.number if decision else "",
        "signed_on": decision.signed_on.strftime("%d/%m/%Y") if decision else "",
        "issuer": decision.issuer if decision else "",
    }
