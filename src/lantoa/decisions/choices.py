from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DecisionState(TextChoices):
    """What a decision is worth today; read from its revocation and corrections, never stored."""

    IN_FORCE = "con_hieu_luc", _("Còn hiệu lực")
    CORRECTED = "da_dinh_chinh", _("Đã đính chính")
    REVOKED = "da_thu_hoi", _("Đã thu hồi")
