from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileState(TextChoices):
    RECEIVED = "da_nhan", _("Đã nhận")
    REFUSED = "bi_tu_choi", _("Không đọc được")
    READ = "da_doc", _("Đã đọc, chưa ghi")
    APPLIED = "da_ghi", _("Đã ghi")
    UNDONE = "da_hoan_tac", _("Đã hoàn tác")


class Severity(TextChoices):
    ERROR = "loi", _("Cần sửa")
    WARNING = "canh_bao", _("Cần xem")
