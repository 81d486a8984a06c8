from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from lantoa.organization.choices import Gender, Role
from lantoa.organization.fields import (
    PartialDateField,
    PersonField,
    UnitField,
    UnitsField,
    UserForm,
)
from lantoa.organization.models import PersonCategory, Unit, UnitKind
from lantoa.organization.rows import PersonRow
from lantoa.shared.dates import show_date

CODE = RegexValidator(
    r"^[^\s/\\?#%]+$", _("Mã không có dấu cách và các dấu / \\ ? # %%. Sửa lại mã.")
)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        kwargs.setdefault("widget", forms.DateInput(attrs={"inputmode": "numeric"}))
        super().__init__(**kwargs)


class NewUnitForm(UserForm):
    parent = UnitField(label=_("Đơn vị cấp trên"))
    code = forms.CharField(label=_("Mã đơn vị"), max_length=32, validators=[CODE])
    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    short_name = forms.CharField(label=_("Tên tắt"), max_length=64, required=False)
    kind = forms.ModelChoiceField(UnitKind.objects.none(), label=_("Loại"), to_field_name="code")
    founded_on = DayField(label=_("Ngày thành lập"), required=False)
    aliases = forms.CharField(
        label=_("Tên khác trên giấy tờ"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một tên; nhập tệp nhận ra đơn vị theo các tên này."),
    )

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]

    def clean_aliases(self) -> tuple[str, ...]:
        return tuple(_lines(self.cleaned_data["aliases"]))


class UnitForm(forms.Form):
    """What of a unit has no history of its own."""

    kind = forms.ModelChoiceField(UnitKind.objects.none(), label=_("Loại"), to_field_name="code")
    short_name = forms.CharField(label=_("Tên tắt"), max_length=64, required=False)
    aliases = forms.CharField(
        label=_("Tên khác trên giấy tờ"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một tên; nhập tệp nhận ra đơn vị theo các tên này."),
    )

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        return _lines(self.cleaned_data["aliases"])


class MoveForm(UserForm):
    to = UnitField(label=_("Chuyển về dưới"))
    on = DayField(label=_("Từ ngày"), help_text=_("Kết quả trước ngày này vẫn ở chỗ cũ."))


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Tên mới"), max_length=200)
    on = DayField(label=_("Từ ngày"), help_text=_("Tên cũ được giữ và vẫn tìm được."))


class SuccessionForm(UserForm):
    """Several units into one, or one into several; the first one carries the past."""

    predecessors = UnitsField(label=_("Đơn vị kết thúc"))
    successors = UnitsField(
        label=_("Đơn vị tiếp nối"),
        help_text=_(
            "Mỗi dòng một đơn vị. Đơn vị ở dòng đầu nhận kết quả cũ trong cơ cấu hiện nay."
        ),
    )
    on = DayField(label=_("Từ ngày"))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=200, required=False, help_text=_("Số, ngày của quyết định.")
    )


class PersonForm(UserForm):
    """A person with the membership of now; another unit and day is a move."""

    code = forms.CharField(label=_("Mã"), max_length=32, validators=[CODE])
    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    born = PartialDateField(
        label=_("Ngày sinh"), required=False, help_text=_("Chỉ biết năm thì chỉ ghi năm.")
    )
    gender = forms.ChoiceField(
        label=_("Giới tính"), choices=[("", _("chưa rõ")), *Gender.choices], required=False
    )
    union_joined = PartialDateField(label=_("Vào công đoàn"), required=False)
    unit = UnitField(label=_("Đơn vị"))
    since = DayField(
        label=_("Ở đơn vị từ ngày"),
        required=False,
        help_text=_("Đổi đơn vị và ghi ngày mới: quá trình cũ được giữ."),
    )
    category = forms.ModelChoiceField(
        PersonCategory.objects.none(), label=_("Đối tượng"), to_field_name="code", required=False
    )
    position = forms.CharField(label=_("Chức vụ"), max_length=120, required=False)
    rank = forms.CharField(label=_("Cấp bậc"), max_length=60, required=False)
    trade = forms.CharField(label=_("Ngành nghề"), max_length=120, required=False)
    workplace = forms.CharField(label=_("Bộ phận"), max_length=120, required=False)
    is_union_member = forms.BooleanField(
        label=_("Là đoàn viên công đoàn"), required=False, initial=True
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, categories: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories  # type: ignore[attr-defined]

    def row(self) -> PersonRow:
        """Return what the form states."""
        given = self.cleaned_data
        return PersonRow(
            unit_id=given["unit"].pk,
            code=given["code"],
            full_name=given["full_name"],
            born=given["born"] or "",
            gender=given["gender"],
            union_joined=given["union_joined"] or "",
            category=given["category"].code if given["category"] else None,
            position=given["position"],
            rank=given["rank"],
            trade=given["trade"],
            workplace=given["workplace"],
            is_union_member=given["is_union_member"],
            since=given["since"],
        )

    @staticmethod
    def initial_of(row: PersonRow, unit: Unit) -> dict[str, Any]:
        return {
            "code": row.code,
            "full_name": row.full_name,
            "born": row.born,
            "gender": row.gender,
            "union_joined": row.union_joined,
            "unit": unit,
            "since": show_date(row.since) if row.since else "",
            "category": row.category,
            "position": row.position,
            "rank": row.rank,
            "trade": row.trade,
            "workplace": row.workplace,
            "is_union_member": row.is_union_member,
        }


class AliasForm(forms.Form):
    names = forms.CharField(
        label=_("Cách viết khác của họ tên"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một tên."),
    )

    def clean_names(self) -> list[str]:
        return _lines(self.cleaned_data["names"])


class LeaveForm(forms.Form):
    on = DayField(label=_("Rời đơn vị từ ngày"))


class MergeForm(UserForm):
    into = PersonField(label=_("Gộp vào hồ sơ của"))


class AccountForm(UserForm):
    username = forms.CharField(label=_("Tên đăng nhập"), max_length=64, validators=[CODE])
    full_name = forms.CharField(label=_("Họ và tên"), max_length=200)
    unit = UnitField(label=_("Đơn vị"))
    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    person = PersonField(
        label=_("Là tài khoản của"),
        required=False,
        help_text=_("Mã của người trong danh sách, để họ xem được hồ sơ của mình."),
    )
    password = forms.CharField(
        label=_("Mật khẩu đầu tiên"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Người dùng phải đổi ngay lần đăng nhập đầu."),
    )


class RoleForm(UserForm):
    role = forms.ChoiceField(label=_("Vai trò"), choices=Role.choices)
    unit = UnitField(label=_("Tại đơn vị"))
    since = DayField(label=_("Từ ngày"))


class ResetForm(forms.Form):
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Người dùng phải đổi ngay lần đăng nhập sau."),
    )


class LinkForm(UserForm):
    person = PersonField(label=_("Là tài khoản của"))


def refuse(form: forms.Form, field: str | None, error: Exception) -> None:
    """Put a refusal's sentence at a field, or over the form."""
    form.add_error(field, ValidationError(str(error)))
