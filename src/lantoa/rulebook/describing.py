"""Conditions, quotas and citations in Vietnamese words, for people to read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantoa.rulebook.books import Condition, Confidence, Quota
from lantoa.rulebook.reading import wording_document
from lantoa.shared.dates import Period, show_date
from lantoa.shared.numbers import group_digits

CONFIDENCES = {
    Confidence.HIGH: gettext_lazy("chắc chắn"),
    Confidence.MEDIUM: gettext_lazy("khá chắc"),
    Confidence.LOW: gettext_lazy("suy ra"),
    Confidence.UNCONFIRMED: gettext_lazy("chưa đọc"),
}
LEVELS = {
    "co_so": gettext_lazy("Cấp cơ sở"),
    "cong_doan": gettext_lazy("Tổ chức Công đoàn"),
    "quan_khu": gettext_lazy("Cấp Quân khu"),
    "tong_cuc": gettext_lazy("Tổng cục Chính trị"),
    "bo_tinh": gettext_lazy("Cấp Bộ, ngành, tỉnh"),
    "chinh_phu": gettext_lazy("Chính phủ, Thủ tướng"),
    "nha_nuoc": gettext_lazy("Chủ tịch nước"),
}
SUBJECTS = {
    "individual": gettext_lazy("cá nhân"),
    "collective": gettext_lazy("tập thể"),
    "household": gettext_lazy("hộ gia đình"),
}
OCCASIONS = {
    "annual": gettext_lazy("hằng năm"),
    "periodic": gettext_lazy("theo kỳ"),
    "dot_xuat": gettext_lazy("đột xuất"),
    "chuyen_de": gettext_lazy("theo chuyên đề, đợt"),
    "cong_hien": gettext_lazy("quá trình cống hiến"),
    "nien_han": gettext_lazy("niên hạn"),
}
_RATINGS = {
    "htxs": gettext_lazy("hoàn thành xuất sắc nhiệm vụ"),
    "htt": gettext_lazy("hoàn thành tốt nhiệm vụ trở lên"),
    "ht": gettext_lazy("hoàn thành nhiệm vụ trở lên"),
}
_SCOPES = {
    "co_so": gettext_lazy("ở cơ sở"),
    "huyen": gettext_lazy("ở cấp huyện"),
    "bo_tinh": gettext_lazy("ở cấp bộ, tỉnh"),
    "toan_quan": gettext_lazy("trong toàn quân"),
    "toan_quoc": gettext_lazy("trong toàn quốc"),
}
_WORKS = {
    "sang_kien": gettext_lazy("sáng kiến"),
    "de_tai": gettext_lazy("đề tài"),
    "de_an": gettext_lazy("đề án"),
    "cong_trinh": gettext_lazy("công trình"),
    "muu_tri": gettext_lazy("mưu trí, sáng tạo"),
    "giai_phap_quan_ly": gettext_lazy("giải pháp quản lý"),
}
_CATEGORIES = {
    "quan_nhan": gettext_lazy("quân nhân"),
    "quan_nhan_in_factories_and_enterprises": gettext_lazy("quân nhân ở nhà máy, doanh nghiệp"),
    "cong_nhan_quoc_phong": gettext_lazy("công nhân quốc phòng"),
    "cong_chuc_quoc_phong": gettext_lazy("công chức quốc phòng"),
    "vien_chuc_quoc_phong": gettext_lazy("viên chức quốc phòng"),
    "lao_dong_hop_dong": gettext_lazy("lao động hợp đồng"),
    "dan_quan_thuong_truc": gettext_lazy("dân quân thường trực"),
    "dan_quan_co_dong": gettext_lazy("dân quân cơ động"),
    "cong_an": gettext_lazy("công an"),
    "doan_vien_cong_doan": gettext_lazy("đoàn viên công đoàn"),
    "cong_nhan": gettext_lazy("công nhân"),
    "nong_dan": gettext_lazy("nông dân"),
    "nguoi_lao_dong": gettext_lazy("người lao động"),
}
_LAUNCHERS = {
    "bo_quoc_phong": gettext_lazy("Bộ Quốc phòng"),
    "bo_tinh": gettext_lazy("bộ, tỉnh"),
    "prime_minister": gettext_lazy("Thủ tướng Chính phủ"),
    "pm_or_central_council": gettext_lazy("Thủ tướng Chính phủ hoặc Hội đồng Trung ương"),
    "pm_or_bo_tinh": gettext_lazy("Thủ tướng Chính phủ hoặc bộ, tỉnh"),
}
_TENURES = {
    "service": gettext_lazy("phục vụ"),
    "union_work": gettext_lazy("làm công tác công đoàn"),
    "employment": gettext_lazy("làm việc tại đơn vị"),
    "leadership_post": gettext_lazy("giữ chức vụ lãnh đạo"),
    "collective_age": gettext_lazy("thành lập"),
}
_DISCIPLINES = {
    "khien_trach": gettext_lazy("khiển trách"),
    "canh_cao": gettext_lazy("cảnh cáo"),
}
_CLASSES = {
    "nhat": gettext_lazy("hạng Nhất"),
    "nhi": gettext_lazy("hạng Nhì"),
    "ba": gettext_lazy("hạng Ba"),
}
_GROUPS = {
    "all_of": gettext_lazy("Đủ các điều kiện:"),
    "any_of": gettext_lazy("Có một trong các điều kiện:"),
    "not": gettext_lazy("Không có:"),
}


@dataclass(frozen=True, slots=True)
class Described:
    """A node of a condition tree in words; `parts` are its branches, in the order of the text."""

    words: str
    cite: str = ""
    is_verified: bool = True
    is_manual: bool = False
    held: str = ""
    parts: tuple[Described, ...] = ()


def describe(condition: Condition) -> Described:
    """Return a condition tree in words; "người xét" leaves say what a person must judge."""
    if condition.parts:
        parts = tuple(describe(part) for part in condition.parts)
        return Described(str(_GROUPS[condition.type]), cite_in_words(condition.cite), parts=parts)
    words = _SENTENCES[condition.type](condition.params)
    return Described(
        words=words[0].upper() + words[1:],
        cite=cite_in_words(condition.cite),
        is_verified=condition.confidence is None or condition.confidence.is_verified,
        is_manual=condition.is_manual,
        held=held_in_words(condition.held),
    )


def held_in_words(held: Period) -> str:
    """Say from when to when something held; empty where it always did."""
    if held.start and held.last:
        return _("từ %(first)s đến hết %(last)s") % {
            "first": show_date(held.start),
            "last": show_date(held.last),
        }
    if held.start:
        return _("từ %(first)s") % {"first": show_date(held.start)}
    if held.last:
        return _("đến hết %(last)s") % {"last": show_date(held.last)}
    return ""


def quota_in_words(quota: Quota) -> str:
    """Say the largest share or number."""
    of = phrase(quota.of)
    if quota.max_percent is not None:
        return _("nhiều nhất %(percent)s%% %(of)s") % {"percent": quota.max_percent, "of": of}
    return _("nhiều nhất %(count)s %(of)s") % {"count": quota.max_count, "of": of}


def cite_in_words(cite: str) -> str:
    """Return a citation of the books as Vietnamese papers write it, without research remarks."""
    known: Mapping[str, str] = wording_document()["cites"]
    bare = re.sub(r"\s*\([^)]*\)", "", cite).strip()
    bare = re.split(r" - then |; or |; not read", bare)[0]
    if bare in known:
        return known[bare]
    bare = bare.replace(" with ", "; ").replace(", collectives", " (tập thể)")
    return re.sub(r"\bArts? ", "Điều ", bare.replace(", individuals", " (cá nhân)"))


def phrase(text: str) -> str:
    """Return the wording of an English phrase of the books."""
    phrases: Mapping[str, str] = wording_document()["phrases"]
    return phrases[text]


def award_name(code: str) -> str:
    """Return the wording of an award's code."""
    wording = wording_document()
    if code in wording["awards"]:
        return str(wording["awards"][code]["name"])
    return str(wording["others"][code])


def _either(words: Iterable[object]) -> str:
    return _(" hoặc ").join(str(word) for word in words)


def _joined(*words: object) -> str:
    return " ".join(str(word) for word in words if word)


def _within(params: Mapping[str, Any]) -> str:
    within = str(params.get("within", ""))
    kind, _colon, value = within.partition(":")
    match kind:
        case "" | "any" | "year":
            return ""
        case "since_award":
            return _("kể từ khi được tặng %(award)s") % {"award": award_name(value)}
        case "last_years":
            return _("trong %(years)s năm trước đó") % {"years": value}
    return phrase(within)


def _task_rating(params: Mapping[str, Any]) -> str:
    years = params.get("years") or 1
    best = params.get("at_least")
    return _joined(
        _("xếp loại %(rating)s") % {"rating": _RATINGS[params["min"]]},
        _("%(years)s năm") % {"years": years},
        _("liên tục") if params.get("consecutive") and years > 1 else "",
        _("tính đến khi đề nghị") if params.get("up_to_proposal") else "",
        _("(trong đó %(years)s năm %(rating)s)")
        % {"years": best["years"], "rating": _RATINGS[best["rating"]]}
        if best
        else "",
        _within(params),
    )


def _prior_award(params: Mapping[str, Any]) -> str:
    codes = params.get("award_in") or [params["award"]]
    count = params.get("count_min") or 1
    cycles = params.get("consecutive_unit") == "award_cycle"
    return _joined(
        _("đã được tặng %(award)s") % {"award": _either(award_name(code) for code in codes)},
        _CLASSES.get(params.get("rank", ""), ""),
        _("%(count)s lần") % {"count": count} if count > 1 else "",
        "" if not params.get("consecutive") else _("kế tiếp nhau") if cycles else _("liên tục"),
        _("(hoặc đạt tiêu chuẩn) trong cùng năm") if params.get("same_year") else "",
        _within(params),
    )


def _initiative(params: Mapping[str, Any]) -> str:
    kinds = params.get("kinds") or ["sang_kien"]
    used = params.get("not_already_used_for")
    return _joined(
        _("có %(count)s %(kinds)s")
        % {"count": params.get("count_min") or 1, "kinds": _either(_WORKS[one] for one in kinds)},
        _("được công nhận %(scope)s") % {"scope": _SCOPES[params["recognised_scope"]]},
        _("và áp dụng hiệu quả") if params.get("applied") else "",
        _within(params),
        _(", chưa dùng để xét %(award)s") % {"award": award_name(used)} if used else "",
    ).replace(" ,", ",")


def _ratio(params: Mapping[str, Any]) -> str:
    values = {
        "percent": params["min_percent"],
        "of": phrase(params["of"]),
        "whole": phrase(params["in"]),
    }
    if params.get("exclusive"):
        return _("trên %(percent)s%% %(whole)s là %(of)s") % values
    return _("từ %(percent)s%% %(whole)s trở lên là %(of)s") % values


def _tenure(params: Mapping[str, Any]) -> str:
    if "months_min" in params:
        length = _("từ %(months)s tháng trở lên") % {"months": params["months_min"]}
    elif "years_max" in params and "years_min" in params:
        length = _("từ %(first)s đến dưới %(last)s năm") % {
            "first": params["years_min"],
            "last": params["years_max"],
        }
    elif params.get("years_min"):
        length = _("từ %(years)s năm trở lên") % {"years": params["years_min"]}
    else:
        length = _("đủ thời gian theo quy định")
    rank = _CLASSES.get(params.get("rank", ""), "")
    factor = params.get("factor")
    return _joined(
        _("%(rank)s:") % {"rank": rank} if rank else "",
        _TENURES[params["of"]],
        length,
        f"({phrase(factor)})" if factor else "",
    )


def _movement(params: Mapping[str, Any]) -> str:
    years = params.get("years_min")
    return _joined(
        _("tiêu biểu trong phong trào thi đua do %(who)s phát động")
        % {"who": _LAUNCHERS[params["launched_by"]]},
        _("từ %(years)s năm trở lên") % {"years": years} if years else "",
    )


def _value(params: Mapping[str, Any]) -> str:
    return _("giá trị làm lợi từ %(amount)s đồng trong %(years)s năm: %(basis)s") % {
        "amount": group_digits(params["amount_vnd_min"]),
        "years": params["period_years"],
        "basis": phrase(params["basis"]),
    }


def _no_discipline(params: Mapping[str, Any]) -> str:
    who = _("không có thành viên") if params.get("subject") == "members" else _("không")
    level = _DISCIPLINES[params["from_level"]]
    return _("%(who)s bị kỷ luật từ %(level)s trở lên trong năm") % {"who": who, "level": level}


def _membership(params: Mapping[str, Any]) -> str:
    names = ", ".join(str(_CATEGORIES[one]) for one in params["category"])
    return _("thuộc đối tượng: %(names)s") % {"names": names}


_SENTENCES: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "task_rating": _task_rating,
    "prior_award": _prior_award,
    "initiative": _initiative,
    "ratio": _ratio,
    "tenure": _tenure,
    "movement": _movement,
    "value": _value,
    "no_discipline": _no_discipline,
    "membership": _membership,
    "quality": lambda params: phrase(params["text"]),
    "selected_as_best_of": lambda params: (
        _("tiêu biểu nhất trong số người đạt %(award)s") % {"award": award_name(params["award"])}
    ),
    "cluster_leader": lambda _params: _("dẫn đầu cụm, khối thi đua"),
    "has_member_with": lambda params: (
        _("có ít nhất %(count)s thành viên đạt %(award)s")
        % {"count": params["count_min"], "award": award_name(params["award"])}
    ),
    "registration": lambda _params: _("đã đăng ký thi đua trong năm"),
    "absence": lambda params: (
        _("nghỉ dưới %(days)s ngày làm việc trong năm") % {"days": params["days_below"]}
    ),
}
