from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Counting(TextChoices):
    """What an indicator counts."""

    RECORDS = "records", _("số bản ghi")
    TIMES = "times", _("lượt")
    PERSONS = "persons", _("số người khác nhau")
    UNITS = "units", _("số đơn vị khác nhau")
    INITIATIVES = "initiatives", _("số sáng kiến khác nhau")
    MONEY = "money", _("tiền")
    SUM = "sum", _("tổng của một cột số")
    RATIO = "ratio", _("tỷ số của hai chỉ tiêu")


class Measure(TextChoices):
    """In what a value is given."""

    COUNT = "count", _("số lượng")
    MONEY = "money", _("đồng")
    PERCENT = "percent", _("%")
    RATE = "rate", _("tỷ số")


class Span(StrEnum):
    """Which rows a period chooses: those whose day lies in it, or what is so on its last day."""

    PERIOD = "period"
    LAST_DAY = "last_day"
