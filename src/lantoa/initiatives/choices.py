from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    INITIATIVE = "sang_kien", _("Sáng kiến")
    WORK = "cong_trinh", _("Công trình")
    TOPIC = "de_tai", _("Đề tài")
    PRODUCT = "san_pham", _("Sản phẩm sáng tạo")
    SOLUTION = "giai_phap", _("Giải pháp")
    IMPROVEMENT = "cai_tien", _("Cải tiến")


class State(TextChoices):
    DRAFT = "chua_gui", _("Chưa gửi")
    PENDING = "cho_tiep_nhan", _("Chờ tiếp nhận")
    APPRAISING = "dang_tham_dinh", _("Đang thẩm định")
    RETURNED = "tra_lai", _("Trả lại")
    COUNCIL = "cho_hoi_dong", _("Chờ hội đồng")
    RECOGNIZED = "da_cong_nhan", _("Đã công nhận")
    DECLINED = "khong_cong_nhan", _("Không công nhận")
    WITHDRAWN = "da_rut", _("Đã rút")
    REVOKED = "da_thu_hoi", _("Đã thu hồi")
    """Never stored: recognized, and every decision was revoked; see `Initiative.standing`."""


class Field(TextChoices):
    ENGINEERING = "ky_thuat", _("Kỹ thuật")
    LOGISTICS = "hau_can", _("Hậu cần")
    MEDICINE = "y_te", _("Y tế")
    EDUCATION = "giao_duc", _("Giáo dục, đào tạo")
    MANAGEMENT = "quan_ly", _("Quản lý")
    PRODUCTION = "san_xuat", _("Sản xuất")
    SAFETY = "an_toan", _("An toàn lao động")
    OTHER = "khac", _("Khác")


class Scope(TextChoices):
    """The scope at which an initiative was recognized; one may climb several."""

    GRASSROOTS = "co_so", _("Cấp cơ sở")
    UPPER = "cap_tren", _("Cấp trên cơ sở")
    REGION = "quan_khu", _("Cấp Quân khu")
    MINISTRY = "bo", _("Cấp Bộ Quốc phòng")
    ARMY = "toan_quan", _("Toàn quân")
    NATION = "toan_quoc", _("Toàn quốc")


RECOGNIZED_AT = {
    Scope.GRASSROOTS: _("Công nhận cơ sở"),
    Scope.UPPER: _("Công nhận cấp trên"),
    Scope.REGION: _("Công nhận Quân khu"),
    Scope.MINISTRY: _("Công nhận Bộ"),
    Scope.ARMY: _("Công nhận toàn quân"),
    Scope.NATION: _("Công nhận toàn quốc"),
}


class BenefitState(TextChoices):
    UNKNOWN = "chua_ro", _("chưa rõ")
    MONEY = "bang_tien", _("tính bằng tiền")
    NOT_MONEY = "khong_tinh_tien", _("không tính được bằng tiền")


class BenefitKind(TextChoices):
    SAVING = "tiet_kiem", _("Tiết kiệm")
    GAIN = "lam_loi", _("Làm lợi")


class Beneficiary(TextChoices):
    BUDGET = "ngan_sach", _("Ngân sách")
    UNIT = "don_vi", _("Đơn vị")
    OTHER = "khac", _("Khác")


class Doubt(TextChoices):
    """What does not fit together in a record; it is shown, it blocks nothing."""

    NO_DECISION = "thieu_quyet_dinh", _("Đã công nhận nhưng chưa ghi quyết định công nhận nào.")
    NO_AUTHOR = "thieu_tac_gia", _("Chưa ghi tác giả.")
    SHARES_UNKNOWN = "thieu_ty_le", _("Có tác giả chưa ghi tỷ lệ đóng góp.")
    EARLY_DECISION = (
        "quyet_dinh_som",
        _("Có quyết định công nhận ký trước ngày áp dụng lần đầu."),
    )
    LATE_REQUEST = "qua_han_yeu_cau", _("Yêu cầu công nhận sau một năm kể từ ngày áp dụng lần đầu.")
    ACCEPTED_MORE = "chap_nhan_cao_hon", _("Có số tiền được chấp nhận cao hơn số tác giả kê khai.")
    EARLY_BENEFIT = "loi_ich_som", _("Có lợi ích của năm trước khi áp dụng lần đầu.")
