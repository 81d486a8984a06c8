"""Form fields that read units, people and partial dates as people write them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.organization.models import Person, Unit
from lantoa.organization.queries.people import people_meant
from lantoa.organization.queries.units import units_meant
from lantoa.shared.dates import BadDate, parse_partial, show_partial

MOST_NAMED = 3


class PartialDateField(forms.CharField):
    """A date as precise as it is known; cleaned to an ISO partial date, or None."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's signature
        kwargs.setdefault("max_length", 10)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        written = super().clean(value)
        if not written:
            return None
        try:
            return parse_partial(written)
        except BadDate as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        """Show a stored partial date as people write it; what was typed stays as typed."""
        is_stored = isinstance(value, str) and value[:4].isdecimal() and "/" not in value
        return show_partial(value) if is_stored else value


class UnitField(forms.CharField):
    """A unit by its code or its name, with or without accents, among those `user` may see."""

    user: User

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("help_text", _("Mã hoặc tên đơn vị, có dấu hay không dấu."))
        kwargs.setdefault("widget", forms.TextInput(attrs={"list": "cac-don-vi"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        written = super().clean(value)
        if not written:
            return None
        found = units_meant(self.user, written)
        if not found:
            raise ValidationError(
                _("Không có đơn vị nào là “%(name)s”. Ghi mã hoặc tên đủ của đơn vị."),
                params={"name": written},
            )
        if len(found) > 1:
            raise ValidationError(
                _("Có %(count)s đơn vị khớp với “%(name)s” (%(codes)s). Ghi mã của một đơn vị."),
                params={
                    "count": len(found),
                    "name": written,
                    "codes": ", ".join(unit.code for unit in found[:MOST_NAMED]),
                },
            )
        return found[0]

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        return value.code if isinstance(value, Unit) else value


class UnitsField(UnitField):
    """Several units, one a line."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("max_length", 4000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        kwargs.setdefault("help_text", _("Mã hoặc tên đơn vị, mỗi dòng một đơn vị."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        written = forms.CharField.clean(self, value)
        units = [
            super(UnitsField, self).clean(line) for line in written.splitlines() if line.strip()
        ]
        return list(dict.fromkeys(units))

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, list):
            return "\n".join(unit.code for unit in value)
        return value


class PersonField(forms.CharField):
    """A person by code or full name, among those whose files `user` may open."""

    user: User

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("help_text", _("Mã hoặc họ tên đủ."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401
        written = super().clean(value)
        if not written:
            return None
        found = people_meant(self.user, written)
        if not found:
            raise ValidationError(
                _("Không có ai là “%(name)s” trong phạm vi của bạn. Ghi mã của người đó."),
                params={"name": written},
            )
        if len(found) > 1:
            raise ValidationError(
                _("Có %(count)s người tên “%(name)s” (%(codes)s). Ghi mã của một người."),
                params={
                    "count": len(found),
                    "name": written,
                    "codes": ", ".join(person.code for person in found[:MOST_NAMED]),
                },
            )
        return found[0]

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401
        return value.code if isinstance(value, Person) else value


class UserForm(forms.Form):
    """A form whose units and people are those that `user` may see."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, UnitField | PersonField):
                field.user = user
