from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.organization.models import Unit


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in one field, cleaned to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401 -- Django's signature
        given = data if isinstance(data, list | tuple) else [data]
        if not given:
            raise ValidationError(self.error_messages["required"], code="required")
        # An empty file is read like any other, and refused with its reason.
        self.allow_empty_file = True
        return [super(ManyFilesField, self).clean(one, initial) for one in given]


class UploadForm(forms.Form):
    sent = ManyFilesField(
        label=_("Tệp của các đơn vị"),
        help_text=_("Chọn tệp Excel, .ods, .csv, Word .docx, hoặc .zip gồm các tệp ấy."),
        widget=ManyFilesInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.docx,.csv,.tsv,.txt,.zip"}),
        error_messages={"required": _("Chưa chọn tệp nào. Chọn tệp rồi gửi.")},
    )


class WorkbookForm(forms.Form):
    """Which unit's workbook to fetch, and whether blank."""

    don_vi = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), to_field_name="code", empty_label=None
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        super().__init__(*args, **kwargs)
        field = self.fields["don_vi"]
        field.queryset = units  # type: ignore[attr-defined]
