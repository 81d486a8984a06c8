from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Recipient(TextChoices):
    PERSON = "ca_nhan", _("Cá nhân")
    COLLECTIVE = "tap_the", _("Tập thể")
    INITIATIVE = "sang_kien", _("Sáng kiến")


class AwardLevel(TextChoices):
    """Levels of the catalogue, lowest first (`level` of the rulebooks, and the union's own)."""

    GRASSROOTS = "co_so", _("Cấp cơ sở")
    UNION = "cong_doan", _("Tổ chức Công đoàn")
    REGION = "quan_khu", _("Cấp Quân khu")
    DEPARTMENT = "tong_cuc", _("Tổng cục Chính trị")
    MINISTRY = "bo_tinh", _("Cấp Bộ, ngành, tỉnh")
    GOVERNMENT = "chinh_phu", _("Chính phủ, Thủ tướng")
    STATE = "nha_nuoc", _("Chủ tịch nước")


class Occasion(TextChoices):
    ANNUAL = "hang_nam", _("Tổng kết năm")
    REVIEW = "tong_ket", _("Sơ kết, tổng kết phong trào")
    AD_HOC = "dot_xuat", _("Đột xuất")
    TOPIC = "chuyen_de", _("Theo chuyên đề")
    CAREER = "cong_hien", _("Quá trình cống hiến")
    SERVICE = "nien_han", _("Niên hạn")
    CONTEST = "hoi_thi", _("Hội thi, giải thưởng")


class NominationState(TextChoices):
    PROPOSED = "de_nghi", _("Đề nghị")
    GRANTED = "da_tang", _("Đã tặng")
    REFUSED = "khong_tang", _("Không tặng")
    WITHDRAWN = "da_rut", _("Đã rút")
