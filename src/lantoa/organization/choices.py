from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """A role is held at a unit and covers its subtree."""

    MEMBER = "member", _("Đoàn viên")
    GRASSROOTS_OFFICER = "grassroots_officer", _("Cán bộ công đoàn cơ sở")
    COMMENDATION_OFFICER = "commendation_officer", _("Cán bộ thi đua, khen thưởng")
    COUNCIL_MEMBER = "council_member", _("Ủy viên hội đồng")
    LEADER = "leader", _("Lãnh đạo")
    AUDITOR = "auditor", _("Người kiểm tra")
    ADMINISTRATOR = "administrator", _("Quản trị viên")


class Structure(TextChoices):
    """By which structure records are gathered under a unit."""

    THEN = "luc-do", _("cơ cấu lúc đó")
    TODAY = "hien-nay", _("cơ cấu hiện nay")


class SuccessionKind(TextChoices):
    MERGE = "merge", _("sáp nhập")
    SPLIT = "split", _("chia tách")


class Gender(TextChoices):
    MALE = "nam", _("Nam")
    FEMALE = "nu", _("Nữ")


class Precision(TextChoices):
    """How precisely the paper states the day on which a record counts."""

    DAY = "day", _("ngày")
    MONTH = "month", _("tháng")
    YEAR = "year", _("năm")
