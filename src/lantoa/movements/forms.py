"""The forms of a movement's records; `row` of each is what it states."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.movements.choices import MovementKind, title_choices
from lantoa.movements.rows import (
    ActivityRow,
    MovementRow,
    RegistrationRow,
    SolutionRow,
    TrainingRow,
)
from lantoa.organization.choices import Precision
from lantoa.organization.models import Person, Unit
from lantoa.shared.dates import BadDate, last_day, parse_partial

_PRECISIONS = {1: Precision.YEAR, 2: Precision.MONTH, 3: Precision.DAY}
_PATTERNS = {Precision.DAY: "%d/%m/%Y", Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}
_DAY_HELP = _("Ngày/tháng/năm; chỉ biết tháng hoặc năm thì chỉ ghi tháng hoặc năm.")
Choices = list[tuple[str, str]]


class DayField(forms.CharField):
    """A day as precise as it is known; cleaned to an ISO partial date."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature
        written = super().clean(value)
        if not written:
            return ""
        try:
            return parse_partial(written)
        except BadDate as error:
            raise ValidationError(str(error)) from error


def counted(partial: str) -> tuple[date, str]:
    """Return the day on which a partial date counts, and how precise it is."""
    return last_day(partial), str(_PRECISIONS[partial.count("-") + 1])


def shown(day: date | None, precision: str | None) -> str:
    """Return the day as the form shows it."""
    return day.strftime(_PATTERNS[Precision(precision or Precision.DAY)]) if day else ""


class _RecordForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Đơn vị"), to_field_name="code")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, units: Any, movements: Choices, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        for name in ("movement", "parent"):
            if name in self.fields:
                field = self.fields[name]
                blank = [] if field.required else [("", str(_("không thuộc phong trào nào")))]
                field.choices = [*blank, *movements]  # type: ignore[attr-defined]


class MovementForm(_RecordForm):
    code = forms.SlugField(
        label=_("Mã"), max_length=32, help_text=_("Chữ không dấu, số, gạch nối; không đổi về sau.")
    )
    name = forms.CharField(label=_("Tên phong trào"), max_length=300)
    kind = forms.ChoiceField(label=_("Loại"), choices=MovementKind.choices)
    parent = forms.ChoiceField(label=_("Thuộc phong trào"), required=False)
    launched_on = forms.DateField(label=_("Ngày phát động"), widget=forms.TextInput)
    ends_on = forms.DateField(label=_("Ngày kết thúc"), widget=forms.TextInput, required=False)
    aims = forms.CharField(label=_("Mục tiêu"), widget=forms.Textarea, required=False)
    aliases = forms.CharField(
        label=_("Tên khác trên giấy tờ"), widget=forms.Textarea, required=False,
        help_text=_("Mỗi dòng một tên."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("launched_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Ngày kết thúc đứng trước ngày phát động. Sửa một ngày."))
        return data

    def row(self) -> MovementRow:
        data = self.cleaned_data
        return MovementRow(
            unit_id=data["unit"].pk,
            code=data["code"],
            name=data["name"],
            kind=data["kind"],
            launched_on=data["launched_on"],
            ends_on=data["ends_on"],
            parent=data["parent"] or None,
            aims=data["aims"],
            aliases=tuple(line for line in data["aliases"].splitlines() if line.strip()),
        )

    @staticmethod
    def initial_of(row: MovementRow) -> dict[str, Any]:
        return {
            "code": row.code,
            "name": row.name,
            "kind": row.kind,
            "parent": row.parent or "",
            "launched_on": row.launched_on,
            "ends_on": row.ends_on,
            "aims": row.aims,
            "aliases": "\n".join(row.aliases),
        }


class ActivityForm(_RecordForm):
    movement = forms.ChoiceField(label=_("Phong trào"))
    form = forms.CharField(label=_("Hình thức"), max_length=120)
    day = DayField(label=_("Ngày"), max_length=10, help_text=_DAY_HELP)
    sessions = forms.IntegerField(label=_("Số buổi"), min_value=0, required=False)
    attendances = forms.IntegerField(label=_("Lượt người"), min_value=0, required=False)

    def row(self) -> ActivityRow:
        data = self.cleaned_data
        day, precision = counted(data["day"])
        return ActivityRow(
            unit_id=data["unit"].pk,
            movement=data["movement"],
            form=data["form"],
            counted_on=day,
            counted_precision=precision,
            sessions=data["sessions"],
            attendances=data["attendances"],
        )

    @staticmethod
    def initial_of(row: ActivityRow) -> dict[str, Any]:
        return {
            "movement": row.movement,
            "form": row.form,
            "day": shown(row.counted_on, row.counted_precision),
            "sessions": row.sessions,
            "attendances": row.attendances,
        }


class TrainingForm(_RecordForm):
    name = forms.CharField(label=_("Tên lớp"), max_length=300)
    day = DayField(label=_("Ngày đầu"), max_length=10, help_text=_DAY_HELP)
    days = forms.IntegerField(label=_("Số ngày"), min_value=0, max_value=366, required=False)
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    participants = forms.IntegerField(label=_("Số người"), min_value=0, required=False)

    def row(self) -> TrainingRow:
        data = self.cleaned_data
        day, precision = counted(data["day"])
        return TrainingRow(
            unit_id=data["unit"].pk,
            name=data["name"],
            counted_on=day,
            counted_precision=precision,
            days=data["days"],
            place=data["place"],
            participants=data["participants"],
        )

    @staticmethod
    def initial_of(row: TrainingRow) -> dict[str, Any]:
        return {
            "name": row.name,
            "day": shown(row.counted_on, row.counted_precision),
            "days": row.days,
            "place": row.place,
            "participants": row.participants,
        }


class RegistrationForm(_RecordForm):
    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2100)
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Người đăng ký (mã)"), to_field_name="code",
        required=False, widget=forms.TextInput,
        help_text=_("Để trống khi đơn vị đăng ký cho cả tập thể."),
        error_messages={
            "invalid_choice": _("Không có người mang mã này. Tìm mã ở Danh sách người.")
        },
    )  # fmt: skip
    title_code = forms.ChoiceField(label=_("Danh hiệu"), required=False)
    topic = forms.CharField(label=_("Đề tài, sáng kiến đăng ký"), max_length=500, required=False)
    movement = forms.ChoiceField(label=_("Phong trào"), required=False)
    day = DayField(label=_("Ngày đăng ký"), max_length=10, help_text=_DAY_HELP, required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        choices = [("", _("không ghi danh hiệu")), *title_choices()]
        kept = self.initial.get("title_code")
        if kept and kept not in dict(choices):
            choices.append((kept, kept))
        self.fields["title_code"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("title_code") and not data.get("topic"):
            self.add_error("title_code", _("Ghi danh hiệu, hoặc ghi đề tài, sáng kiến đăng ký."))
        return data

    def row(self) -> RegistrationRow:
        data = self.cleaned_data
        partial = data["day"] or str(data["year"])
        day, precision = counted(partial)
        return RegistrationRow(
            unit_id=data["unit"].pk,
            year=data["year"],
            person_id=data["person"].pk if data["person"] else None,
            title_code=data["title_code"],
            topic=data["topic"],
            movement=data["movement"] or None,
            counted_on=day,
            counted_precision=precision,
        )

    @staticmethod
    def initial_of(row: RegistrationRow) -> dict[str, Any]:
        return {
            "year": row.year,
            "title_code": row.title_code,
            "topic": row.topic,
            "movement": row.movement or "",
            "day": shown(row.counted_on, row.counted_precision),
        }


class SolutionForm(_RecordForm):
    movement = forms.ChoiceField(label=_("Phong trào"))
    day = forms.DateField(label=_("Ngày quyết nghị"), widget=forms.TextInput)
    number = forms.IntegerField(label=_("Số thứ tự"), min_value=1, max_value=999)
    text = forms.CharField(label=_("Nhóm giải pháp"), widget=forms.Textarea)

    def row(self) -> SolutionRow:
        data = self.cleaned_data
        return SolutionRow(
            unit_id=data["unit"].pk,
            movement=data["movement"],
            counted_on=data["day"],
            number=data["number"],
            text=data["text"],
        )

    @staticmethod
    def initial_of(row: SolutionRow) -> dict[str, Any]:
        return {
            "movement": row.movement,
            "day": row.counted_on,
            "number": row.number,
            "text": row.text,
        }
