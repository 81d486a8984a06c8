from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonalField(models.Model):
    """A personal field, why it is kept, and on which legal basis.

    Source: Luật 91/2025/QH15 (basis without consent: Điều 19); Nghị định 356/2025/NĐ-CP.
    """

    model = models.CharField(max_length=64)
    field = models.CharField(max_length=64)
    label = models.CharField(_("dữ liệu"), max_length=120)
    purpose = models.TextField(_("mục đích"))
    legal_basis = models.TextField(_("căn cứ pháp lý"))
    confidence = models.CharField(_("mức chắc chắn"), max_length=16)
    is_sensitive = models.BooleanField(_("nhạy cảm"), default=False)

    class Meta:
        verbose_name = _("dữ liệu cá nhân được lưu")
        constraints = [
            models.UniqueConstraint(fields=["model", "field"], name="personal_field_is_stated_once")
        ]

    def __str__(self) -> str:
        return self.label
