"""The unit and the period in the bar of every page: part of the address, carried by every link.

The bar only names them; what one may choose is asked of the database when a menu is opened.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.home import queries
from lantoa.organization.asking import unit_asked
from lantoa.organization.models import Unit
from lantoa.organization.queries.units import home_unit, units_for
from lantoa.organization.scopes import home_label
from lantoa.reviews.queries.reviews import review_periods
from lantoa.shared.dates import BadDate, Period, first_day, last_day, parse_partial, show_date

CARRIED = ("don_vi", "co_cau", "tu", "den")


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu: its words, its address, and whether it is where we are."""

    label: str
    url: str
    current: bool = False
    deep: bool = False


@dataclass(frozen=True, slots=True)
class PageScope:
    """What the two switches of the bar show, and where their menus are."""

    unit_label: str
    unit_menu_url: str
    period_label: str
    period_menu_url: str


@dataclass(frozen=True, slots=True)
class PeriodMenu:
    """The periods to choose from, and what the form for another one starts with and keeps."""

    path: str
    choices: tuple[Choice, ...]
    first_day: str
    last_day: str
    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Address:
    """A page of this site that a menu was opened on, and leads back to."""

    path: str
    params: QueryDict

    @classmethod
    def read(cls, text: str) -> Address:
        """Return what `text` names; anything that is not a page of this site is the first page."""
        parts = urlsplit(text if text.startswith("/") and not text.startswith("//") else "/")
        return cls(parts.path, QueryDict(parts.query))

    def changed(self, **params: str) -> str:
        """Return the address with other parameters, at the first page of a list."""
        pairs = [*self.kept({*params, "sau", "truoc", "trang"})]
        pairs += [(name, value) for name, value in params.items() if value]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def kept(self, without: Collection[str]) -> list[tuple[str, str]]:
        return [
            (name, value)
            for name, values in self.params.lists()
            if name not in without
            for value in values
            if isinstance(value, str)
        ]


def carried(params: QueryDict) -> str:
    """Return the query string, with its question mark, that keeps unit and period; or nothing."""
    pairs = [(name, params[name]) for name in CARRIED if params.get(name)]
    return f"?{urlencode(pairs)}" if pairs else ""


def unit_of(params: QueryDict, user: User) -> Unit | None:
    """Return the unit an address asks for, if the user may see it; else their highest one."""
    code = params.get("don_vi", "")
    asked = units_for(user).filter(code=code).first() if code else None
    return asked or home_unit(user)


def period_of(params: QueryDict) -> Period:
    """Return the period an address asks for; what cannot be read counts as open."""
    try:
        return Period.through(
            _edge(params.get("tu", ""), is_last=False),
            _edge(params.get("den", ""), is_last=True),
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


def page_scope(request: HttpRequest, user: User) -> PageScope:
    """Return what the bar shows for this address. Its menus are read when they are opened."""
    unit = unit_asked(request, user)
    label = (unit.short_name or unit.name) if unit else home_label(user)
    back = request.get_full_path()
    return PageScope(
        unit_label=label or _("Chưa có đơn vị"),
        unit_menu_url=_with(reverse("home:choose-unit"), ve=back),
        period_label=period_label(period_of(request.GET)),
        period_menu_url=_with(reverse("home:choose-period"), ve=back),
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


def unit_choices(user: User, back: Address) -> list[Choice]:
    """Return the menu of units for the page it was opened on: the top one, and one step down."""
    top = home_unit(user)
    if top is None:
        return []
    current = unit_of(back.params, user)
    shown = [top, *queries.units_directly_below(user, current or top)]
    if current and current not in shown:
        shown.insert(1, current)
    return [
        Choice(unit.name, back.changed(don_vi=unit.code), unit == current, deep=unit != top)
        for unit in shown
    ]


def period_menu(user: User, back: Address, *, on: date) -> PeriodMenu:
    """Return the menu of periods for the page it was opened on."""
    current = period_of(back.params)
    year = on.year
    spans = [
        (f"01/01/{year}", f"31/12/{year}"),
        (f"01/01/{year - 1}", f"31/12/{year - 1}"),
        (f"01/01/{year - 4}", f"31/12/{year}"),
    ]
    for first, last in review_periods(user):
        span = (show_date(first), show_date(last))
        if span not in spans:
            spans.append(span)
    choices = []
    for first_text, last_text in spans:
        period = Period.through(_edge(first_text, is_last=False), _edge(last_text, is_last=True))
        url = back.changed(tu=first_text, den=last_text)
        choices.append(Choice(period_label(period), url, period == current))
    choices.append(Choice(_("Mọi thời gian"), back.changed(tu="", den=""), current == Period()))
    return PeriodMenu(
        path=back.path,
        choices=tuple(choices),
        first_day=show_date(current.start) if current.start else "",
        last_day=show_date(current.last) if current.last else "",
        kept=tuple(back.kept({"tu", "den", "sau", "truoc", "trang"})),
    )


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A unit to choose: its name, what tells it apart, and the page it leads back to."""

    label: str
    note: str
    url: str


def unit_links(units: Iterable[Unit], back: Address) -> list[UnitLink]:
    """Return links that put each unit into the address `back`."""
    return [
        UnitLink(unit.name, f"{unit.code} · {unit.kind.name}", back.changed(don_vi=unit.code))
        for unit in units
    ]
