from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileState(TextChoices):
    RECEIVED = "da_nhan", _("Đang đọc")
    REFUSED = "bi_tu_choi", _("Không đọc được")
    READ = "da_doc", _("Chưa ghi")
    APPLIED = "da_ghi", _("Đã ghi")
    UNDONE = "da_hoan_tac", _("Đã hoàn tác")


class Severity(TextChoices):
    ERROR = "loi", _("Cần sửa")
    WARNING = "canh_bao", _("Cần xem")


class Verdict(TextChoices):
    """What would become of a row if the file were applied now."""

    NEW = "moi", _("Thêm mới")
    CHANGED = "doi", _("Sửa bản đã có")
    UNCHANGED = "nhu_cu", _("Không đổi")
    HELD = "giu_lai", _("Cần sửa trong tệp")


class ProblemKind(TextChoices):
    BAD_DATE = "bad_date", _("ngày không đọc được")
    IMPLAUSIBLE_DATE = "implausible_date", _("ngày không thể đúng")
    BAD_NUMBER = "bad_number", _("số không đọc được")
    NEGATIVE_NUMBER = "negative_number", _("số âm")
    OUT_OF_RANGE = "out_of_range", _("số ngoài khoảng")
    SHARE_SUM = "share_sum", _("tỷ lệ không đủ 100")
    MISSING_REQUIRED = "missing_required", _("thiếu ô bắt buộc")
    UNREADABLE_TEXT = "unreadable_text", _("chữ không đọc được")
    UNKNOWN_VALUE = "unknown_value", _("từ chưa có trong danh mục")
    UNKNOWN_UNIT = "unknown_unit", _("đơn vị không có")
    FORBIDDEN_UNIT = "forbidden_unit", _("đơn vị ngoài quyền")
    UNKNOWN_PERSON = "unknown_person", _("chưa rõ người")
    DUPLICATE_ROW = "duplicate_row", _("dòng lặp lại")
    DIFFERS = "differs", _("khác với hệ thống")
    FORMULA = "formula_injection", _("chữ giống công thức")
    MENDED = "mended_text", _("chữ đã đổi bảng mã")
    UNKNOWN_COLUMN = "unknown_column", _("cột, trang không hiểu")
