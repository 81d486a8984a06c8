"""The form of the component page: every kind of field, with two that need mending."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    title = forms.CharField(label=_("Tên sáng kiến"), help_text=_("Nói được việc và kết quả."))
    applied_on = forms.CharField(label=_("Ngày áp dụng lần đầu"))
    share = forms.CharField(label=_("Tỷ lệ đóng góp"))
    benefit = forms.IntegerField(label=_("Lợi ích một năm (đồng)"), required=False)
    field = forms.ChoiceField(
        label=_("Lĩnh vực"), choices=[("ky-thuat", _("Kỹ thuật")), ("y-te", _("Y tế"))]
    )
    scope = forms.ChoiceField(
        label=_("Cấp công nhận"),
        choices=[("co-so", _("Cơ sở")), ("quan-khu", _("Quân khu"))],
        widget=forms.RadioSelect,
    )
    description = forms.CharField(label=_("Mô tả bản chất"), widget=forms.Textarea)
    drawing = forms.FileField(label=_("Bản vẽ"), required=False)
    confirmed = forms.BooleanField(label=_("Đơn vị đã xác nhận lợi ích"), required=False)

    def clean_applied_on(self) -> str:
        """Refuse a day that its month does not have."""
        written = str(self.cleaned_data["applied_on"])
        if written.startswith("31/6/"):
            raise ValidationError(
                _("Tháng 6 không có ngày 31. Ghi 30/6/2026, hoặc chỉ ghi 06/2026.")
            )
        return written

    def clean_share(self) -> str:
        """Refuse shares that do not add up."""
        written = str(self.cleaned_data["share"])
        total = sum(int(part) for part in written.split("+"))
        if total != 100:
            raise ValidationError(_("Cộng là %(total)s%%. Cần đủ 100%%."), params={"total": total})
        return written
