from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lantoa.accounts.locking import attempts_left
from lantoa.accounts.models import THEMES, User


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "inactive": _("Tài khoản này đã ngừng dùng. Hỏi quản trị viên của đơn vị bạn."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Tên đăng nhập")
        self.fields["password"].label = _("Mật khẩu")

    def get_invalid_login_error(self) -> ValidationError:
        """Say how many attempts are left, whether or not the account exists."""
        if self.request is None:
            return super().get_invalid_login_error()
        left = attempts_left(self.request, str(self.cleaned_data.get("username", "")))
        sentence = ngettext(
            "Tên đăng nhập hoặc mật khẩu không đúng. Còn %(left)s lần thử trước khi tạm khóa.",
            "Tên đăng nhập hoặc mật khẩu không đúng. Còn %(left)s lần thử trước khi tạm khóa.",
            left,
        )
        return ValidationError(sentence, code="invalid_login", params={"left": left})


class PasswordForm(forms.Form):
    current = forms.CharField(
        label=_("Mật khẩu hiện nay"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Từ 8 ký tự; không giống tên, không toàn chữ số, không quá quen thuộc."),
    )
    repeated = forms.CharField(
        label=_("Mật khẩu mới, gõ lần nữa"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_repeated(self) -> str:
        """Refuse two different passwords."""
        repeated = str(self.cleaned_data["repeated"])
        if repeated != self.cleaned_data.get("password"):
            raise ValidationError(_("Hai lần gõ mật khẩu mới khác nhau. Gõ lại."))
        return repeated


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    class Meta:
        model = User
        fields = ["full_name", "email"]


class DisplayForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["theme", "dense_rows"]
        widgets = {"theme": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["theme"].label = _("Nền")
        self.fields["dense_rows"].label = _("Dòng sát nhau trong danh sách")


class ThemeForm(forms.Form):
    """The three buttons of the person's menu."""

    theme = forms.ChoiceField(choices=THEMES, required=False)
