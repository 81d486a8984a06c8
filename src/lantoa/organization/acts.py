"""The acts of the journal in words. An act not in the tables shows its code, never nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_NOUNS = {
    "person": gettext_lazy("người"),
    "initiative": gettext_lazy("sáng kiến"),
    "recognition": gettext_lazy("công nhận"),
    "benefit": gettext_lazy("lợi ích"),
    "contest": gettext_lazy("hội thi"),
    "contest_entry": gettext_lazy("bài dự thi"),
    "entry": gettext_lazy("bài dự thi"),
    "grading": gettext_lazy("xếp loại"),
    "award": gettext_lazy("khen thưởng"),
    "nomination": gettext_lazy("đề nghị khen thưởng"),
    "movement": gettext_lazy("phong trào"),
    "target": gettext_lazy("chỉ tiêu"),
    "activity": gettext_lazy("hoạt động tuyên truyền"),
    "training": gettext_lazy("lớp tập huấn"),
    "registration": gettext_lazy("đăng ký thi đua"),
    "solution": gettext_lazy("nhóm giải pháp"),
}
_ACTS = {
    "unit.created": gettext_lazy("Thêm đơn vị"),
    "unit.described": gettext_lazy("Sửa thông tin đơn vị"),
    "unit.moved": gettext_lazy("Chuyển đơn vị"),
    "unit.renamed": gettext_lazy("Đổi tên đơn vị"),
    "unit.succeeded": gettext_lazy("Ghi sáp nhập, chia tách đơn vị"),
    "unit_kind.saved": gettext_lazy("Sửa loại đơn vị"),
    "person.merged": gettext_lazy("Gộp hai hồ sơ của một người"),
    "person.unmerged": gettext_lazy("Tách lại hai hồ sơ"),
    "person.alias_set": gettext_lazy("Sửa các tên khác của một người"),
    "person.left": gettext_lazy("Ghi một người rời đơn vị"),
    "person.exported": gettext_lazy("Xuất danh sách người ra tệp"),
    "person.linked": gettext_lazy("Gắn tài khoản với một người"),
    "role.assigned": gettext_lazy("Giao vai trò"),
    "role.ended": gettext_lazy("Kết thúc vai trò"),
    "account.created": gettext_lazy("Mở tài khoản"),
    "account.unlocked": gettext_lazy("Mở khóa tài khoản"),
    "account.locked": gettext_lazy("Tài khoản bị khóa vì sai mật khẩu nhiều lần"),
    "account.signed_in": gettext_lazy("Đăng nhập"),
    "account.signed_out": gettext_lazy("Đăng xuất"),
    "account.password_changed": gettext_lazy("Đổi mật khẩu"),
    "account.password_reset": gettext_lazy("Đặt lại mật khẩu"),
    "account.described": gettext_lazy("Sửa tên, thư điện tử của tài khoản"),
    "account.closed": gettext_lazy("Ngừng dùng tài khoản"),
    "account.reopened": gettext_lazy("Dùng lại tài khoản"),
    "decision.filed": gettext_lazy("Ghi quyết định"),
    "decision.described": gettext_lazy("Sửa thông tin quyết định"),
    "decision.revoked": gettext_lazy("Thu hồi quyết định"),
    "decision.corrected": gettext_lazy("Đính chính quyết định"),
    "decision.restored": gettext_lazy("Khôi phục hiệu lực quyết định"),
    "decision.forgotten": gettext_lazy("Bỏ quyết định ghi nhầm"),
    "reference.synced": gettext_lazy("Bổ sung danh mục"),
    "review.created": gettext_lazy("Soạn báo cáo"),
    "review.described": gettext_lazy("Sửa báo cáo"),
    "review.frozen": gettext_lazy("Chốt báo cáo"),
    "review.discarded": gettext_lazy("Bỏ bản nháp báo cáo"),
    "file.sent": gettext_lazy("Gửi tệp"),
    "file.applied": gettext_lazy("Ghi một tệp vào hệ thống"),
    "file.undone": gettext_lazy("Hoàn tác một tệp"),
    "initiative.moved": gettext_lazy("Chuyển bước một sáng kiến"),
    "seeing_as.started": gettext_lazy("Bắt đầu xem như người khác"),
    "seeing_as.stopped": gettext_lazy("Thôi xem như người khác"),
}


def act_in_words(act: str, details: Mapping[str, Any]) -> str:
    """Say what was done, with the counts that the journal keeps."""
    if act in _ACTS:
        return str(_ACTS[act])
    code, _dot, verb = act.partition(".")
    noun = _NOUNS.get(code)
    if noun is None:
        return act
    said = {**details, "noun": noun}
    match verb:
        case "applied" if {"created", "updated"} <= said.keys():
            words = _("Ghi %(noun)s: thêm %(created)s, sửa %(updated)s")
        case "applied":
            words = _("Ghi %(noun)s")
        case "corrected":
            words = _("Sửa %(noun)s")
        case "undone" if "count" in said:
            words = _("Hoàn tác %(count)s %(noun)s")
        case "undone":
            words = _("Hoàn tác %(noun)s")
        case _:
            return act
    return words % said
