from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lantoa.rulebook.rules import titles


class MovementKind(TextChoices):
    REGULAR = "thuong_xuyen", _("Thường xuyên")
    THEMED = "chuyen_de", _("Theo chuyên đề")
    DRIVE = "dot", _("Theo đợt")
    YEARLY = "hang_nam", _("Hằng năm")
    FIVE_YEAR = "nam_nam", _("Năm năm")


def title_choices() -> list[tuple[str, str]]:
    """Return the titles one may register for, as (code, name)."""
    return [(title.code, title.name) for title in titles()]


class RegistrationSubject(TextChoices):
    PERSON = "ca_nhan", _("Cá nhân")
    COLLECTIVE = "tap_the", _("Tập thể")
