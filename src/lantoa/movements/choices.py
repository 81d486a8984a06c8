from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MovementKind(TextChoices):
    REGULAR = "thuong_xuyen", _("Thường xuyên")
    THEMED = "chuyen_de", _("Theo chuyên đề")
    DRIVE = "dot", _("Theo đợt")
    YEARLY = "hang_nam", _("Hằng năm")
    FIVE_YEAR = "nam_nam", _("Năm năm")


class RegistrationSubject(TextChoices):
    PERSON = "ca_nhan", _("Cá nhân")
    COLLECTIVE = "tap_the", _("Tập thể")
