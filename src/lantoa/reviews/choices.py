from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

UNION = "cdcs"  # the kind of unit that is a grassroots union


class Part(TextChoices):
    """The parts of a report that people write; in the order of the report."""

    SITUATION = "tinh_hinh", _("I. Đặc điểm tình hình")
    LEADERSHIP = "lanh_dao", _("II. Lãnh đạo, chỉ đạo")
    STRENGTHS = "uu_diem", _("IV.1. Ưu điểm")
    WEAKNESSES = "han_che", _("IV.2. Hạn chế")
    CAUSES = "nguyen_nhan", _("IV.3. Nguyên nhân")
    LESSONS = "bai_hoc", _("IV.4. Bài học kinh nghiệm")
    DIRECTIONS = "phuong_huong", _("V. Phương hướng, nhiệm vụ")


class Copy(StrEnum):
    """Which copy of a review a page shows."""

    SENT = "da-gui"
    TODAY = "hom-nay"
    BOTH = "so-hai-ban"
