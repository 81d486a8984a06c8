"""Việc của tôi: what waits for a person, each with a day, a reason and one button."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lantoa.accounts.models import User
from lantoa.home import queries
from lantoa.initiatives.rules import RECEIVING, Source, receiving_limit
from lantoa.organization.acts import act_in_words
from lantoa.organization.choices import Role
from lantoa.organization.models import Unit
from lantoa.organization.queries.units import home_unit
from lantoa.organization.scopes import WRITING_ROLES, roles_of
from lantoa.shared.dates import Period, show_date
from lantoa.statistics.catalogue import get_indicator
from lantoa.statistics.queries.figures import Figure, figures
from lantoa.statistics.queries.silence import silent_unions
from lantoa.statistics.scope import Scope
from lantoa.ui.components import Step


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do; `act` is the word on its button.

    `due_on` is the last day where the law sets one (`limit` names it), else the day to remind on.
    """

    due_on: date
    title: str
    detail: str
    act: str
    url: str
    limit: Source | None = None
    asked_on: date = date.min

    @property
    def is_late(self) -> bool:
        """Tell whether a limit of the law has passed; a reminder is never late."""
        return self.limit is not None and self.due_on < self.asked_on

    @property
    def distance(self) -> str:
        """Say how far the day is from the day of asking: "quá 5 ngày", "hôm nay", "còn 3 ngày"."""
        days = (self.due_on - self.asked_on).days
        if self.limit is None:
            return _("nhắc từ hôm nay") if days == 0 else _("nhắc từ ngày này")
        if days < 0:
            return _("quá %(days)s ngày") % {"days": -days}
        if days == 0:
            return _("hôm nay")
        return _("còn %(days)s ngày") % {"days": days}


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks that are overdue, due this week, or later."""

    key: str
    label: str
    tasks: tuple[Task, ...]


def tasks_for(user: User, *, on: date) -> list[Task]:
    """Return what waits for `user` on this day, the earliest first.

    The number of queries depends on the user's roles, never on how much waits.
    """
    roles = roles_of(user)
    tasks: list[Task] = []
    if roles & WRITING_ROLES:
        tasks += _files(user)
        tasks += _initiatives_to_receive(user)
    if Role.COMMENDATION_OFFICER in roles:
        tasks += _gradings(user, on)
        tasks += _silent_units(user, on)
        tasks += _nominations(user)
        tasks += _open_reviews(user)
    if Role.ADMINISTRATOR in roles:
        tasks += _lockouts(user, on)
    tasks += _own_initiatives(user)
    asked = [replace(task, asked_on=on) for task in tasks]
    return sorted(asked, key=lambda task: (task.due_on, task.title))


def grouped(tasks: list[Task], *, on: date) -> list[TaskGroup]:
    """Return the tasks by urgency: overdue, this week, later; empty groups are left out."""
    week_end = on + timedelta(days=6 - on.weekday())
    groups = (
        TaskGroup("overdue", _("Quá hạn"), tuple(t for t in tasks if t.is_late)),
        TaskGroup(
            "week", _("Tuần này"), tuple(t for t in tasks if not t.is_late and t.due_on <= week_end)
        ),
        TaskGroup("later", _("Sau đó"), tuple(t for t in tasks if t.due_on > week_end)),
    )
    return [group for group in groups if group.tasks]


def strip(tasks: list[Task], *, on: date) -> list[Step]:
    """Return today and the next four days on which something is due, as dots on a line."""
    days = sorted({task.due_on for task in tasks if task.due_on > on})[:4]
    if not days:
        return []
    today = Step(_("Hôm nay"), on.strftime("%d/%m"), "now")
    return [
        today,
        *(
            Step(
                day.strftime("%d/%m"),
                ngettext("%(count)s việc", "%(count)s việc", count) % {"count": count},
                "later",
            )
            for day in days
            for count in [sum(task.due_on == day for task in tasks)]
        ),
    ]


def headline(tasks: list[Task]) -> str:
    """Answer the page's question in its title."""
    if not tasks:
        return _("Không có việc nào đang chờ")
    late = sum(task.is_late for task in tasks)
    total = ngettext("Có %(number)s việc", "Có %(number)s việc", len(tasks)) % {
        "number": len(tasks)
    }
    if not late:
        return total
    return _("%(total)s, %(late)s việc quá hạn") % {"total": total, "late": late}


def _files(user: User) -> list[Task]:
    return [
        Task(
            due_on=file.on + timedelta(days=7),
            title=_("Xem và ghi tệp “%(name)s”") % {"name": file.title},
            detail=_("Nhập tệp · gửi ngày %(day)s · %(count)s chỗ cần sửa")
            % {"day": show_date(file.on), "count": file.note},
            act=_("Mở tệp"),
            url=file.url,
        )
        for file in queries.files_waiting_for(user)
    ]


def _initiatives_to_receive(user: User) -> list[Task]:
    waiting = queries.initiatives_to_receive(user)
    if waiting is None:
        return []
    return [
        Task(
            due_on=receiving_limit(waiting.oldest),
            limit=RECEIVING,
            title=ngettext(
                "Tiếp nhận %(count)s sáng kiến", "Tiếp nhận %(count)s sáng kiến", waiting.count
            )
            % {"count": waiting.count},
            detail=_("Sáng kiến · hạn tiếp nhận 1 tháng, hồ sơ sớm nhất gửi %(day)s")
            % {"day": show_date(waiting.oldest)},
            act=_("Tiếp nhận"),
            url=reverse("initiatives:list") + "?trang_thai=cho_tiep_nhan",
        )
    ]


def _gradings(user: User, on: date) -> list[Task]:
    """Last year's grades, once the year is over and some units have theirs."""
    year = on.year - 1
    missing = queries.unions_without_grading(user, year=year)
    if missing is None:
        return []
    return [
        Task(
            due_on=date(on.year, 12, 31),
            title=_("Nhập xếp loại năm %(year)s cho %(count)s công đoàn cơ sở")
            % {"year": year, "count": missing.count},
            detail=_("Xếp loại · %(names)s") % {"names": missing.names},
            act=_("Mở xếp loại"),
            url=reverse("assessments:list") + f"?nam={year}",
        )
    ]


def _silent_units(user: User, on: date) -> list[Task]:
    """The unions that the dashboard of this year names as silent: the same question, its page."""
    unit = home_unit(user)
    if unit is None:
        return []
    scope = Scope(user, unit, Period.of_years(on.year, on.year))
    silent = silent_unions(get_indicator("unions"), get_indicator("initiatives_sent"), scope)
    if not silent:
        return []
    names = queries.first_names([one.unit.name for one in silent])
    return [
        Task(
            due_on=date(on.year, 12, 15),
            title=_("Nhắc %(count)s công đoàn cơ sở chưa gửi đề tài, sáng kiến nào năm %(year)s")
            % {"count": len(silent), "year": on.year},
            detail=_("Số liệu · %(names)s") % {"names": names},
            act=_("Xem đơn vị"),
            url=reverse("statistics:dashboard") + f"?tu=01/01/{on.year}&den=31/12/{on.year}",
        )
    ]


def _nominations(user: User) -> list[Task]:
    waiting = queries.nominations_waiting(user)
    if waiting is None:
        return []
    return [
        Task(
            due_on=waiting.oldest + timedelta(days=365),
            title=_("Ghi kết quả %(count)s đề nghị khen thưởng") % {"count": waiting.count},
            detail=_("Khen thưởng · đề nghị sớm nhất ngày %(day)s")
            % {"day": show_date(waiting.oldest)},
            act=_("Mở đề nghị"),
            url=reverse("awards:nominations") + "?trang_thai=de_nghi",
        )
    ]


def _open_reviews(user: User) -> list[Task]:
    return [
        Task(
            due_on=review.on + timedelta(days=30),
            title=_("Chốt “%(title)s”") % {"title": review.title},
            detail=_("Báo cáo · soạn ngày %(day)s, số liệu còn thay đổi")
            % {"day": show_date(review.on)},
            act=_("Mở báo cáo"),
            url=review.url,
        )
        for review in queries.open_reviews(user)
    ]


def _lockouts(user: User, on: date) -> list[Task]:
    locked = queries.locked_accounts(user)
    if not locked:
        return []
    return [
        Task(
            due_on=on,
            title=_("Mở khóa %(count)s tài khoản bị khóa vì sai mật khẩu") % {"count": len(locked)},
            detail=_("Tài khoản · %(names)s") % {"names": ", ".join(locked)},
            act=_("Mở khóa"),
            url=reverse("organization:accounts"),
        )
    ]


def _own_initiatives(user: User) -> list[Task]:
    return [
        Task(
            due_on=mine.on,
            title=_("Sửa sáng kiến “%(title)s” được trả lại") % {"title": mine.title},
            detail=_("Sáng kiến · %(unit)s") % {"unit": mine.note},
            act=_("Mở sáng kiến"),
            url=mine.url,
        )
        for mine in queries.own_returned_initiatives(user)
    ]


@dataclass(frozen=True, slots=True)
class Done:
    """One of a person's latest acts: when, in words."""

    when: str
    text: str


def just_done(user: User) -> list[Done]:
    """Return the user's latest acts, as the journal keeps them, in words."""
    return [
        Done(
            timezone.localtime(entry.at).strftime("%H:%M %d/%m"),
            act_in_words(entry.act, entry.details),
        )
        for entry in queries.just_done(user)
    ]


YEAR_FIGURES = ("initiatives_sent", "initiatives_recognized", "benefit_all", "awards_all")


def year_figures(user: User, *, unit: Unit | None, on: date) -> list[Figure]:
    """Return this year's figures of a unit, each the door to its rows; none without a unit."""
    if unit is None:
        return []
    scope = Scope(user, unit, Period.of_years(on.year, on.year))
    return list(figures([get_indicator(code) for code in YEAR_FIGURES], scope).values())
