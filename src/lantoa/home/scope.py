"""The unit and the period in the bar of every page: part of the address, carried by every link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.home import queries
from lantoa.organization.models import Unit
from lantoa.organization.queries import home_unit, units_for
from lantoa.shared.dates import BadDate, Period, first_day, last_day, parse_partial, show_date

CARRIED = ("don_vi", "co_cau", "tu", "den")
_LEFT_BEHIND = {*CARRIED, "sau", "truoc", "trang"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu: its words, its address, and whether it is where we are."""

    label: str
    url: str
    current: bool = False
    deep: bool = False


@dataclass(frozen=True, slots=True)
class PageScope:
    """What the two switches of the bar show."""

    unit: Unit | None
    unit_label: str
    units: tuple[Choice, ...]
    unit_picker_url: str
    period: Period
    period_label: str
    periods: tuple[Choice, ...]
    first_day: str
    last_day: str
    kept: tuple[tuple[str, str], ...]


def carried(request: HttpRequest) -> str:
    """Return the query string, with its question mark, that keeps unit and period; or nothing."""
    pairs = [(name, request.GET[name]) for name in CARRIED if request.GET.get(name)]
    return f"?{urlencode(pairs)}" if pairs else ""


def unit_of(request: HttpRequest, user: User) -> Unit | None:
    """Return the unit the address asks for, if the user may see it; else their highest one."""
    code = request.GET.get("don_vi", "")
    asked = units_for(user).filter(code=code).first() if code else None
    return asked or home_unit(user)


def period_of(request: HttpRequest) -> Period:
    """Return the period the address asks for; what cannot be read counts as open."""
    try:
        return Period.through(
            _edge(request.GET.get("tu", ""), is_last=False),
            _edge(request.GET.get("den", ""), is_last=True),
        )
    except BadDate:
        return Period()


def _edge(written: str, *, is_last: bool) -> date | None:
    try:
        partial = parse_partial(written) if written else ""
    except BadDate:
        return None
    if not partial:
        return None
    return last_day(partial) if is_last else first_day(partial)


def page_scope(request: HttpRequest, user: User, *, on: date) -> PageScope:
    """Return what the bar shows for this address."""
    unit = unit_of(request, user)
    period = period_of(request)
    return PageScope(
        unit=unit,
        unit_label=unit.short_name or unit.name if unit else _("Chưa có đơn vị"),
        units=tuple(_unit_choices(request, user, unit)),
        unit_picker_url=_with(reverse("home:choose-unit"), ve=request.get_full_path()),
        period=period,
        period_label=period_label(period),
        periods=tuple(_period_choices(request, user, period, on)),
        first_day=show_date(period.start) if period.start else "",
        last_day=show_date(period.last) if period.last else "",
        kept=tuple(
            (name, value)
            for name, values in request.GET.lists()
            if name not in {*_LEFT_BEHIND, "ve"} or name in {"don_vi", "co_cau"}
            for value in values
            if isinstance(value, str)
        ),
    )


def period_label(period: Period) -> str:
    """Write a period for a switch: "Năm 2026", "2017–2022", "05/02/2021–31/12/2022"."""
    if period.start is None and period.last is None:
        return _("Mọi thời gian")
    if period.start and period.last:
        whole_years = (period.start.month, period.start.day) == (1, 1) and (
            period.last.month,
            period.last.day,
        ) == (12, 31)
        if whole_years and period.start.year == period.last.year:
            return _("Năm %(year)s") % {"year": period.start.year}
        if whole_years:
            return f"{period.start.year}–{period.last.year}"
        return f"{show_date(period.start)}–{show_date(period.last)}"
    if period.start:
        return _("Từ %(day)s") % {"day": show_date(period.start)}
    return _("Đến hết %(day)s") % {"day": show_date(period.last or date.max)}


def _with(path: str, **params: str) -> str:
    return f"{path}?{urlencode(params)}"


def _changed(request: HttpRequest, **params: str) -> str:
    pairs = [
        (name, value)
        for name, values in request.GET.lists()
        if name not in {*params, "sau", "truoc", "trang"}
        for value in values
        if isinstance(value, str)
    ]
    pairs += [(name, value) for name, value in params.items() if value]
    return f"{request.path}?{urlencode(pairs)}" if pairs else request.path


def _unit_choices(request: HttpRequest, user: User, current: Unit | None) -> list[Choice]:
    top = home_unit(user)
    if top is None:
        return []
    shown = [top, *queries.units_directly_below(user, current or top)]
    if current and current not in shown:
        shown.insert(1, current)
    return [
        Choice(unit.name, _changed(request, don_vi=unit.code), unit == current, deep=unit != top)
        for unit in shown
    ]


def _period_choices(request: HttpRequest, user: User, current: Period, on: date) -> list[Choice]:
    year = on.year
    spans = [
        (f"01/01/{year}", f"31/12/{year}"),
        (f"01/01/{year - 1}", f"31/12/{year - 1}"),
        (f"01/01/{year - 4}", f"31/12/{year}"),
    ]
    for first, last in queries.review_periods(user):
        span = (show_date(first), show_date(last))
        if span not in spans:
            spans.append(span)
    choices = []
    for first_text, last_text in spans:
        period = Period.through(_edge(first_text, is_last=False), _edge(last_text, is_last=True))
        url = _changed(request, tu=first_text, den=last_text)
        choices.append(Choice(period_label(period), url, period == current))
    everything = Choice(_("Mọi thời gian"), _changed(request, tu="", den=""), current == Period())
    return [*choices, everything]


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A unit to choose: its name, what tells it apart, and the page it leads back to."""

    label: str
    note: str
    url: str


def unit_links(units: Iterable[Unit], back: str) -> list[UnitLink]:
    """Return links that put each unit into the address `back`, which stays on this site."""
    parts = urlsplit(back if back.startswith("/") and not back.startswith("//") else "/")
    kept = [
        pair
        for pair in parse_qsl(parts.query)
        if pair[0] not in {"don_vi", "sau", "truoc", "trang"}
    ]
    return [
        UnitLink(
            unit.name,
            f"{unit.code} · {unit.kind.name}",
            f"{parts.path}?{urlencode([*kept, ('don_vi', unit.code)])}",
        )
        for unit in units
    ]
