"""The nine words of the bar, the five docks of a phone, and the person's menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantoa.organization.choices import Role

_EVERYONE = frozenset(Role)
_STAFF = _EVERYONE - {Role.MEMBER}
_OFFICERS = frozenset({Role.GRASSROOTS_OFFICER, Role.COMMENDATION_OFFICER, Role.ADMINISTRATOR})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the program: its word, the name of its first page, who has it, its icon."""

    label: str | Promise
    url_name: str
    roles: frozenset[Role]
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of navigation as a page shows it."""

    label: str
    url: str
    current: bool
    icon: str = ""
    badge: str = ""


PLACES = (
    Place(_("Việc của tôi"), "home:tasks", _EVERYONE),
    Place(pgettext_lazy("list", "Phong trào"), "movements:list", _EVERYONE),
    Place(pgettext_lazy("list", "Sáng kiến"), "initiatives:list", _EVERYONE),
    Place(pgettext_lazy("list", "Hội thi"), "contests:list", _EVERYONE),
    Place(_("Khen thưởng"), "awards:list", _EVERYONE),
    Place(_("Xếp loại"), "assessments:list", _EVERYONE),
    Place(pgettext_lazy("list", "Đơn vị"), "organization:unit-tree", _EVERYONE),
    Place(pgettext_lazy("list", "Báo cáo"), "reviews:list", _STAFF),
    Place(_("Nhập tệp"), "intake:list", _OFFICERS),
)
DOCKS = (
    Place(pgettext_lazy("list", "Việc"), "home:tasks", _EVERYONE, "tasks"),
    Place(pgettext_lazy("list", "Sáng kiến"), "initiatives:list", _EVERYONE, "idea"),
    Place(_("Bảng số"), "statistics:dashboard", _STAFF, "chart"),
    Place(pgettext_lazy("list", "Báo cáo"), "reviews:list", _STAFF, "document"),
    Place(_("Của tôi"), "home:own-file", _EVERYONE, "person"),
)
PERSON_MENU = (
    Place(_("Hồ sơ của tôi"), "home:own-file", _EVERYONE, "document"),
    Place(_("Bảng điều hành"), "statistics:dashboard", _STAFF, "chart"),
    Place(_("Danh sách người"), "organization:people", _STAFF, "people"),
    Place(pgettext_lazy("list", "Quyết định"), "decisions:list", _EVERYONE, "gavel"),
    Place(_("Danh mục số liệu"), "statistics:catalogue", _STAFF, "table"),
    Place(_("Sổ luật"), "rulebook:catalogue", _STAFF, "book"),
    Place(_("Tài khoản của đơn vị"), "organization:accounts", _ADMINISTRATORS, "lock"),
    Place(_("Nhật ký"), "organization:journal", _STAFF, "history"),
    Place(_("Dữ liệu cá nhân được lưu"), "organization:personal-data", _EVERYONE, "info"),
)


def entries(
    places: tuple[Place, ...], *, roles: frozenset[Role], path: str, keep: str, badge: str = ""
) -> list[Entry]:
    """Return the places for these roles; the current one is the longest address above `path`.

    `keep` is the query string that carries unit and period; `badge` stands on the first entry.
    """
    shown = [(place, reverse(place.url_name)) for place in places if place.roles & roles]
    here = max((url for _place, url in shown if path.startswith(url)), key=len, default="")
    return [
        Entry(str(place.label), url + keep, url == here, place.icon, badge if number == 0 else "")
        for number, (place, url) in enumerate(shown)
    ]
