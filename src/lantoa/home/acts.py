"""The acts of the journal in words. An act not yet in the table shows its code, never nothing."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.audit.models import Entry

_NOUNS = {
    "person": gettext_lazy("người"),
    "initiative": gettext_lazy("sáng kiến"),
    "contest_entry": gettext_lazy("bài dự thi"),
    "entry": gettext_lazy("bài dự thi"),
    "grading": gettext_lazy("xếp loại"),
    "award": gettext_lazy("khen thưởng"),
    "nomination": gettext_lazy("đề nghị khen thưởng"),
    "movement": gettext_lazy("phong trào"),
    "activity": gettext_lazy("hoạt động tuyên truyền"),
    "training": gettext_lazy("lớp tập huấn"),
    "registration": gettext_lazy("đăng ký thi đua"),
    "solution": gettext_lazy("nhóm giải pháp"),
}
_ACTS = {
    "unit.created": gettext_lazy("Đã thêm một đơn vị"),
    "unit.moved": gettext_lazy("Đã chuyển một đơn vị"),
    "unit.renamed": gettext_lazy("Đã đổi tên một đơn vị"),
    "unit.succeeded": gettext_lazy("Đã ghi sáp nhập, chia tách đơn vị"),
    "person.merged": gettext_lazy("Đã gộp hai hồ sơ của một người"),
    "person.unmerged": gettext_lazy("Đã tách lại hai hồ sơ"),
    "person.alias_added": gettext_lazy("Đã thêm tên khác của một người"),
    "role.assigned": gettext_lazy("Đã giao một vai trò"),
    "role.ended": gettext_lazy("Đã kết thúc một vai trò"),
    "account.created": gettext_lazy("Đã mở một tài khoản"),
    "account.unlocked": gettext_lazy("Đã mở khóa một tài khoản"),
    "account.password_changed": gettext_lazy("Đã đổi mật khẩu"),
    "decision.revoked": gettext_lazy("Đã thu hồi một quyết định"),
    "decision.corrected": gettext_lazy("Đã đính chính một quyết định"),
    "review.frozen": gettext_lazy("Đã chốt một báo cáo"),
    "review.created": gettext_lazy("Đã soạn một báo cáo"),
    "seeing_as.started": gettext_lazy("Bắt đầu xem như người khác"),
    "seeing_as.stopped": gettext_lazy("Thôi xem như người khác"),
}


def act_in_words(entry: Entry) -> str:
    """Say what was done, with the counts the journal keeps."""
    known = _ACTS.get(entry.act)
    if known is not None:
        return str(known)
    noun_code, _dot, verb = entry.act.partition(".")
    noun = _NOUNS.get(noun_code)
    if noun is None:
        return entry.act
    if verb == "applied":
        counts = {
            "created": entry.details.get("created", 0),
            "updated": entry.details.get("updated", 0),
            "noun": noun,
        }
        return _("Đã ghi %(noun)s: thêm %(created)s, sửa %(updated)s") % counts
    if verb == "undone":
        return _("Đã hoàn tác %(count)s %(noun)s") % {
            "count": entry.details.get("count", 0),
            "noun": noun,
        }
    return entry.act
