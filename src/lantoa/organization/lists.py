"""The lists of people, accounts and acts, as `listing` shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.organization.acts import act_in_words
from lantoa.organization.filters import AccountFilter, JournalFilter, PeopleFilter
from lantoa.organization.listing import Column, Listing, State
from lantoa.organization.oversight import unit_name, with_roles
from lantoa.organization.queries.people import with_present_place
from lantoa.shared.dates import show_partial

Cell = Callable[[Any], object]


def people_listing(*, can_add: bool) -> Listing:
    """Return the list of people."""
    return Listing(
        key="people",
        title=_("Danh sách người"),
        filterset=PeopleFilter,
        columns=(
            Column("ma", _("Mã"), lambda one: one.code, sort="code"),
            Column("ten", _("Họ và tên"), lambda one: one.full_name, "link", sort="sort_key"),
            Column("sinh", _("Ngày sinh"), lambda one: show_partial(one.born), "day", sort="born"),
            Column("gioi", _("Giới tính"), lambda one: one.get_gender_display()),
            Column("doi-tuong", _("Đối tượng"), lambda one: one.category_name or ""),
            Column("cap-bac", _("Cấp bậc"), lambda one: one.rank or ""),
            Column("chuc-vu", _("Chức vụ"), lambda one: one.position or ""),
            Column("don-vi", _("Đơn vị"), lambda one: one.unit_name or _("đã rời đi")),
            Column("nghe", _("Ngành nghề"), lambda one: one.trade or "", is_default=False),
            Column("bo-phan", _("Bộ phận"), lambda one: one.workplace or "", is_default=False),
        ),
        prepare=with_present_place,
        detail=lambda one: reverse("organization:person", args=[one.code]),
        default_sort="sort_key",
        add_url=reverse("organization:add-person") if can_add else "",
        add_label=_("Thêm người"),
    )


def account_listing() -> Listing:
    """Return the list of accounts."""
    return Listing(
        key="accounts",
        is_remembered=False,  # signing in and being locked out are no acts of the journal
        title=_("Tài khoản"),
        filterset=AccountFilter,
        columns=(
            Column("ten", _("Họ và tên"), lambda one: one.full_name, "link", sort="full_name"),
            Column("dang-nhap", _("Tên đăng nhập"), lambda one: one.username, sort="username"),
            Column("vai-tro", _("Vai trò"), _roles),
            Column("tinh-trang", _("Tình trạng"), _account_state, "state"),
            Column("vao", _("Đăng nhập cuối"), _last_login, sort="last_login"),
        ),
        prepare=with_roles,
        detail=lambda one: reverse("organization:account", args=[one.username]),
        default_sort="username",
        add_url=reverse("organization:add-account"),
        add_label=_("Mở tài khoản"),
    )


def journal_listing() -> Listing:
    """Return the list of acts, newest first."""
    return Listing(
        key="journal",
        title=_("Nhật ký"),
        filterset=JournalFilter,
        columns=(
            Column("luc", _("Lúc"), _moment, sort="id"),
            Column("viec", _("Việc"), lambda entry: act_in_words(entry.act, entry.details)),
            Column("nguoi", _("Người làm"), _actor),
            Column("don-vi", _("Đơn vị"), lambda entry: entry.unit_name or ""),
            Column("chi-tiet", _("Chi tiết"), _details, is_default=False),
        ),
        prepare=_entries,
        detail=lambda _entry: "",
        default_sort="-id",
    )


def _roles(account: Any) -> str:  # noqa: ANN401 -- a user with `held`
    return "; ".join(f"{role.get_role_display()} · {role.unit.name}" for role in account.held)


def _account_state(account: User) -> State:
    if not account.is_active:
        return State("withdrawn", _("ngừng dùng"))
    if account.must_change_password:
        return State("waiting", _("chờ đổi mật khẩu"))
    return State("met", _("đang dùng"))


def _last_login(account: User) -> str:
    return _moment_of(account.last_login)


def _moment(entry: Entry) -> str:
    return _moment_of(entry.at)


def _moment_of(moment: Any) -> str:  # noqa: ANN401 -- a moment or None
    return timezone.localtime(moment).strftime("%d/%m/%Y %H:%M") if moment else ""


def _actor(entry: Entry) -> str:
    return entry.actor.full_name if entry.actor else str(_("Hệ thống"))


def _details(entry: Entry) -> str:
    return "; ".join(f"{name}: {value}" for name, value in entry.details.items())


def _entries(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.select_related("actor").annotate(unit_name=unit_name())
