"""What the movement brought forth: counts by kind, scope and state, money, prizes.

Source: 73 articles and reports of such movements with some 450 figures.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantoa.statistics.catalogue.indicator import asked
from lantoa.statistics.catalogue.stating import records, total
from lantoa.statistics.choices import Counting

_RECOGNIZED = "da_cong_nhan"

INITIATIVES = (
    records(
        "initiatives_sent",
        _("Đề tài, sáng kiến đã gửi"),
        _("Số đề tài, sáng kiến và các loại khác đã gửi, ở mọi trạng thái, ngày tính trong kỳ."),
        pgettext_lazy("counted", "đề tài, sáng kiến đã gửi"),
        source="initiatives",
        breakdowns=("trang_thai", "loai", "linh_vuc", "cap"),
    ),
    records(
        "initiatives_recognized",
        _("Đề tài, sáng kiến được công nhận"),
        _("Số đề tài, sáng kiến và các loại khác đã được công nhận, ngày tính trong kỳ."),
        pgettext_lazy("counted", "đề tài, sáng kiến được công nhận"),
        source="initiatives",
        params=asked(trang_thai=_RECOGNIZED),
        breakdowns=("loai", "linh_vuc", "cap"),
        part_of="initiatives_sent",
    ),
    *(
        records(
            f"recognized_{kind}",
            name,
            definition,
            word,
            source="initiatives",
            params=asked(trang_thai=_RECOGNIZED, loai=kind),
            breakdowns=("linh_vuc",),
            part_of="initiatives_recognized",
        )
        for kind, name, definition, word in (
            (
                "sang_kien",
                _("Sáng kiến được công nhận"),
                _("Số sáng kiến đã được công nhận, ngày tính trong kỳ."),
                pgettext_lazy("counted", "sáng kiến"),
            ),
            (
                "cong_trinh",
                _("Công trình được công nhận"),
                _("Số công trình đã được công nhận, ngày tính trong kỳ."),
                pgettext_lazy("counted", "công trình"),
            ),
            (
                "de_tai",
                _("Đề tài được công nhận"),
                _("Số đề tài đã được công nhận, ngày tính trong kỳ."),
                pgettext_lazy("counted", "đề tài"),
            ),
            (
                "san_pham",
                _("Sản phẩm sáng tạo được công nhận"),
                _("Số sản phẩm sáng tạo đã được công nhận, ngày tính trong kỳ."),
                pgettext_lazy("counted", "sản phẩm sáng tạo"),
            ),
            (
                "giai_phap",
                _("Giải pháp được công nhận"),
                _("Số giải pháp đã được công nhận, ngày tính trong kỳ."),
                pgettext_lazy("counted", "giải pháp"),
            ),
            (
                "cai_tien",
                _("Cải tiến được công nhận"),
                _("Số cải tiến đã được công nhận, ngày tính trong kỳ."),
                pgettext_lazy("counted", "cải tiến"),
            ),
        )
    ),
    *(
        records(
            f"recognized_at_{scope}",
            name,
            definition,
            pgettext_lazy("counted", "đề tài, sáng kiến"),
            source="initiatives",
            params=asked(cap=scope),
            breakdowns=("loai", "linh_vuc"),
        )
        for scope, name, definition in (
            (
                "co_so",
                _("Được công nhận cấp cơ sở"),
                _("Số đề tài, sáng kiến có quyết định công nhận cấp cơ sở còn hiệu lực."),
            ),
            (
                "cap_tren",
                _("Được công nhận cấp trên cơ sở"),
                _("Số đề tài, sáng kiến có quyết định công nhận cấp trên cơ sở còn hiệu lực."),
            ),
            (
                "quan_khu",
                _("Được công nhận cấp Quân khu"),
                _("Số đề tài, sáng kiến có quyết định công nhận cấp Quân khu còn hiệu lực."),
            ),
            (
                "toan_quan",
                _("Được công nhận toàn quân"),
                _("Số đề tài, sáng kiến có quyết định công nhận toàn quân còn hiệu lực."),
            ),
            (
                "toan_quoc",
                _("Được công nhận toàn quốc"),
                _("Số đề tài, sáng kiến có quyết định công nhận toàn quốc còn hiệu lực."),
            ),
        )
    ),
    records(
        "benefit_not_money",
        _("Hiệu quả không tính được bằng tiền"),
        _("Số đề tài, sáng kiến đã được công nhận mà hiệu quả không tính được bằng tiền."),
        pgettext_lazy("counted", "đề tài, sáng kiến không tính được bằng tiền"),
        source="initiatives",
        params=asked(trang_thai=_RECOGNIZED, hieu_qua="khong_tinh_tien"),
        breakdowns=("loai", "linh_vuc"),
        part_of="initiatives_recognized",
    ),
    records(
        "units_with_initiatives",
        _("Đơn vị có đề tài, sáng kiến được công nhận"),
        _("Số đơn vị khác nhau có ít nhất một đề tài, sáng kiến được công nhận trong kỳ."),
        pgettext_lazy("counted", "đơn vị có đề tài, sáng kiến"),
        source="initiatives",
        params=asked(trang_thai=_RECOGNIZED),
        counting=Counting.UNITS,
    ),
)

MONEY = (
    total(
        "benefit_all",
        _("Tiền tiết kiệm và làm lợi của mọi loại"),
        _("Tiền hội đồng chấp nhận của mọi đề tài, sáng kiến đã được công nhận trong kỳ."),
        pgettext_lazy("counted", "đồng"),
        source="initiatives",
        column="benefits__accepted_vnd",
        params=asked(trang_thai=_RECOGNIZED),
        counting=Counting.MONEY,
        breakdowns=("loai", "linh_vuc"),
    ),
    *(
        total(
            f"benefit_{code}",
            name,
            definition,
            pgettext_lazy("counted", "đồng"),
            source="benefits",
            column="accepted_vnd",
            params=params,
            counting=Counting.MONEY,
            breakdowns=("nam_huong", "loai_loi_ich", "noi_huong"),
        )
        for code, name, definition, params in (
            (
                "saved",
                _("Tiền tiết kiệm"),
                _("Tiền tiết kiệm hội đồng chấp nhận của đề tài, sáng kiến công nhận trong kỳ."),
                asked(loai_loi_ich="tiet_kiem"),
            ),
            (
                "gained",
                _("Tiền làm lợi"),
                _("Tiền làm lợi hội đồng chấp nhận của đề tài, sáng kiến công nhận trong kỳ."),
                asked(loai_loi_ich="lam_loi"),
            ),
            (
                "budget",
                _("Tiền tiết kiệm, làm lợi cho ngân sách"),
                _("Tiền hội đồng chấp nhận mà ngân sách được hưởng, của các năm hưởng lợi."),
                asked(noi_huong="ngan_sach"),
            ),
            (
                "unit",
                _("Tiền tiết kiệm, làm lợi cho đơn vị"),
                _("Tiền hội đồng chấp nhận mà đơn vị được hưởng, của các năm hưởng lợi."),
                asked(noi_huong="don_vi"),
            ),
        )
    ),
)

CONTESTS = (
    records(
        "contest_entries",
        _("Bài dự thi"),
        _("Số bài, sản phẩm dự các hội thi có ngày tính trong kỳ."),
        pgettext_lazy("counted", "bài dự thi"),
        source="entries",
        breakdowns=("giai", "cap"),
    ),
    *(
        records(
            f"prizes_{prize}",
            name,
            definition,
            word,
            source="entries",
            params=asked(giai=prize),
            breakdowns=("cap",),
            part_of="contest_entries",
        )
        for prize, name, definition, word in (
            (
                "nhat",
                _("Giải nhất"),
                _("Số giải nhất ở các hội thi trong kỳ."),
                pgettext_lazy("counted", "giải nhất"),
            ),
            (
                "nhi",
                _("Giải nhì"),
                _("Số giải nhì ở các hội thi trong kỳ."),
                pgettext_lazy("counted", "giải nhì"),
            ),
            (
                "ba",
                _("Giải ba"),
                _("Số giải ba ở các hội thi trong kỳ."),
                pgettext_lazy("counted", "giải ba"),
            ),
            (
                "khuyen_khich",
                _("Giải khuyến khích"),
                _("Số giải khuyến khích ở các hội thi trong kỳ."),
                pgettext_lazy("counted", "giải khuyến khích"),
            ),
        )
    ),
    records(
        "contest_units",
        _("Đơn vị dự thi"),
        _("Số đơn vị khác nhau có bài dự thi trong kỳ."),
        pgettext_lazy("counted", "đơn vị dự thi"),
        source="entries",
        counting=Counting.UNITS,
    ),
)

RESULTS = (*INITIATIVES, *MONEY, *CONTESTS)
