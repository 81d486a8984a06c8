"""How values are written on a page: `{% load formats %}`. The arithmetic is in `lantoa.shared`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import pgettext

from lantoa.shared import dates, numbers

register = template.Library()


@register.filter
def money(vnd: int | None) -> str:
    """Write whole đồng for a column: 1.234.567. The unit stands in the head."""
    return "—" if vnd is None else numbers.group_digits(vnd)


@register.filter
def short_money(vnd: int | None) -> str:
    """Write money for a sentence: 612,4 triệu đồng."""
    return "—" if vnd is None else numbers.short_money(vnd)


@register.filter
def count(value: int | None) -> str:
    """Write a count: 6.012."""
    return "—" if value is None else numbers.group_digits(value)


@register.filter
def percent(value: Decimal | int | None) -> str:
    """Write a percentage that was computed by `numbers.percent`: 45,2%."""
    return "—" if value is None else f"{numbers.decimal_comma(Decimal(value))}%"


@register.filter
def partial_date(value: str | None) -> str:
    """Write a date as precise as it is known: 12/03/1975, 03/1975, 1975."""
    return dates.show_partial(value) if value else "—"


@register.filter
def day(value: date | None) -> str:
    """Write a day: 23/11/2026. A moment is shown as the day it is here."""
    if value is None:
        return "—"
    return dates.show_date(timezone.localtime(value) if isinstance(value, datetime) else value)


@register.filter
def weekday(value: date) -> str:
    """Name the day of the week: thứ Tư."""
    return (
        pgettext("weekday", "thứ Hai"),
        pgettext("weekday", "thứ Ba"),
        pgettext("weekday", "thứ Tư"),
        pgettext("weekday", "thứ Năm"),
        pgettext("weekday", "thứ Sáu"),
        pgettext("weekday", "thứ Bảy"),
        pgettext("weekday", "Chủ nhật"),
    )[value.weekday()]


@register.filter
def plain(value: object) -> str:
    """Write a year, a key or a code as it is: 2026, not 2.026."""
    return "" if value is None else str(value)
