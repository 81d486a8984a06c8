from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Prize(TextChoices):
    FIRST = "nhat", _("Giải Nhất")
    SECOND = "nhi", _("Giải Nhì")
    THIRD = "ba", _("Giải Ba")
    CONSOLATION = "khuyen_khich", _("Giải Khuyến khích")
    NONE = "khong", _("Không đạt giải")


class Level(TextChoices):
    GRASSROOTS = "co_so", _("Cấp cơ sở")
    REGION = "quan_khu", _("Cấp Quân khu")
    ARMY = "toan_quan", _("Toàn quân")
    NATION = "toan_quoc", _("Toàn quốc")
