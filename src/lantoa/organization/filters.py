"""What every list of records can be filtered by. An indicator asks with these same parameters."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters as df
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters.widgets import BooleanWidget

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.organization.choices import Gender, Role, Structure
from lantoa.organization.models import Person, PersonCategory, Unit
from lantoa.organization.models.person import PersonQuerySet
from lantoa.organization.oversight import role_holders
from lantoa.organization.records import RecordQuerySet, UnitRecord
from lantoa.shared.dates import BadDate, Period, first_day, last_day, parse_partial
from lantoa.shared.text import fold

Records = RecordQuerySet[UnitRecord]
Users = QuerySet[User]
Entries = QuerySet[Entry]


class UnitField(forms.CharField):
    """The code of a unit, cleaned to the unit; rows stay those the user may see."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature
        code = super().clean(value)
        if not code:
            return None
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise ValidationError(
                _("Không có đơn vị mang mã “%(code)s”. Chọn lại đơn vị.") % {"code": code}
            )
        return unit


class UnitFilter(df.CharFilter):
    field_class = UnitField


class ChoicesFilter(df.MultipleChoiceFilter):
    """Several words of a column; such a condition never doubles a row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on
        super().__init__(*args, **{"distinct": False, **kwargs})


class CodesFilter(df.ModelMultipleChoiceFilter):
    """Several rows of a catalogue, named in the address by their code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on
        super().__init__(*args, **{"distinct": False, **kwargs})

    def get_filter_predicate(self, v: Any) -> dict[str, Any]:  # noqa: ANN401 -- django-filter's
        key = self.extra["to_field_name"]
        return {f"{self.field_name}__{key}": getattr(v, key)}


class KeyFilter(df.NumberFilter):
    """One record of another kind by its key: set by a link, carried along, never typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on
        super().__init__(*args, **{"widget": forms.HiddenInput, **kwargs})


class YesNoWidget(BooleanWidget):
    """Yes, no, or both: an empty filter keeps everything, it does not ask for the unknown."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = (("", _("tất cả")), ("true", _("có")), ("false", _("không")))


class YesNoFilter(df.BooleanFilter):
    """A condition that is kept, turned round, or not asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- passed on
        super().__init__(*args, **{"widget": YesNoWidget, **kwargs})


class EdgeField(forms.CharField):
    """The first or the last day of a period, as people write it: 05/02/2021, 02/2021 or 2021."""

    def __init__(self, *args: Any, is_last: bool, **kwargs: Any) -> None:  # noqa: ANN401
        self.is_last = is_last
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 -- Django's signature
        written = super().clean(value)
        if not written:
            return None
        try:
            partial = parse_partial(written)
        except BadDate as error:
            raise ValidationError(str(error)) from error
        return last_day(partial) if self.is_last else first_day(partial)


class EdgeFilter(df.CharFilter):
    field_class = EdgeField


class RecordFilter(df.FilterSet):
    """Search, unit with its subtree, structure, and period; apps add their own.

    A parameter that cannot be read makes the filter invalid: the page says so and shows no row,
    never all of them.
    """

    q = df.CharFilter(label=_("Tìm"), method="filter_search")
    don_vi = UnitFilter(label=_("Đơn vị"), method="filter_unit")
    co_cau = df.ChoiceFilter(
        label=_("Cơ cấu"), choices=Structure.choices, method="filter_nothing", empty_label=None
    )
    rieng = YesNoFilter(label=_("Chỉ riêng đơn vị này"), method="filter_nothing")
    tu = EdgeFilter(label=_("Từ ngày"), method="filter_first_day", is_last=False)
    den = EdgeFilter(label=_("Đến hết ngày"), method="filter_last_day", is_last=True)

    def filter_search(self, rows: Records, _name: str, value: str) -> Records:
        return rows.holding(value)

    def filter_unit(self, rows: Records, _name: str, value: Unit) -> Records:
        structure = Structure(self.data.get("co_cau") or Structure.THEN)
        if self.form.cleaned_data.get("rieng"):
            return rows.of_unit_alone(value, structure)
        return rows.of_unit(value, structure)

    def filter_nothing(self, rows: Records, _name: str, _value: str) -> Records:
        return rows

    def filter_first_day(self, rows: Records, _name: str, value: date) -> Records:
        return rows.in_period(Period(start=value))

    def filter_last_day(self, rows: Records, _name: str, value: date) -> Records:
        return rows.in_period(Period.through(None, value))


class PeopleFilter(df.FilterSet):
    """The people who belong to a unit's subtree today, and who they are."""

    q = df.CharFilter(label=_("Tìm"), method="filter_search")
    don_vi = UnitFilter(label=_("Đơn vị"), method="filter_unit")
    doi_tuong = df.ModelChoiceFilter(
        label=_("Đối tượng"),
        queryset=PersonCategory.objects.order_by("order", "code"),
        to_field_name="code",
        method="filter_category",
    )
    gioi_tinh = df.ChoiceFilter(label=_("Giới tính"), choices=Gender.choices, field_name="gender")
    dang = df.ChoiceFilter(
        label=_("Công tác"),
        choices=[("co", _("đang công tác")), ("khong", _("đã rời đi"))],
        method="filter_working",
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def filter_search(self, rows: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        return rows.named(value)

    def filter_unit(self, rows: PersonQuerySet, _name: str, value: Unit) -> PersonQuerySet:
        return rows.belonging_to(value)

    def filter_category(
        self, rows: PersonQuerySet, _name: str, value: PersonCategory
    ) -> PersonQuerySet:
        return rows.working(category=value)

    def filter_working(self, rows: PersonQuerySet, _name: str, value: str) -> PersonQuerySet:
        return rows.working() if value == "co" else rows.gone()


class AccountFilter(df.FilterSet):
    """Accounts by name, by the unit of a role they hold, and by role."""

    q = df.CharFilter(label=_("Tìm"), method="filter_search")
    don_vi = UnitFilter(label=_("Đơn vị"), method="filter_unit")
    vai_tro = df.ChoiceFilter(label=_("Vai trò"), choices=Role.choices, method="filter_role")

    class Meta:
        model = User
        fields: list[str] = []

    def filter_search(self, rows: Users, _name: str, value: str) -> Users:
        found = rows
        for word in fold(value).split():
            found = found.filter(search_text__contains=word)
        return found

    def filter_unit(self, rows: Users, _name: str, value: Unit) -> Users:
        return rows.filter(pk__in=role_holders(value))

    def filter_role(self, rows: Users, _name: str, value: str) -> Users:
        return rows.filter(pk__in=role_holders(None, role=value))


class JournalFilter(df.FilterSet):
    """What was done in a unit's subtree, by whom, in which days; the search is for who."""

    q = df.CharFilter(label=_("Người làm"), method="filter_search")
    don_vi = UnitFilter(label=_("Đơn vị"), method="filter_unit")
    tu = EdgeFilter(label=_("Từ ngày"), method="filter_first_day", is_last=False)
    den = EdgeFilter(label=_("Đến hết ngày"), method="filter_last_day", is_last=True)

    class Meta:
        model = Entry
        fields: list[str] = []

    def filter_search(self, rows: Entries, _name: str, value: str) -> Entries:
        found = rows
        for word in fold(value).split():
            found = found.filter(actor__search_text__contains=word)
        return found

    def filter_unit(self, rows: Entries, _name: str, value: Unit) -> Entries:
        return rows.filter(unit_id__in=Unit.objects.below(value.path).values("pk"))

    def filter_first_day(self, rows: Entries, _name: str, value: date) -> Entries:
        return rows.filter(at__gte=midnight(value))

    def filter_last_day(self, rows: Entries, _name: str, value: date) -> Entries:
        return rows.filter(at__lt=midnight(value + timedelta(days=1)))


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))
