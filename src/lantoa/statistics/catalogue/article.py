"""The eighteen figures of the seed article.

Source: press article signed Bùi Hiệp, Quân khu 1, 2022; what each figure must say of that period is
held in tests/statistics/seed_figures.yaml.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantoa.shared.numbers import Rounding
from lantoa.statistics.catalogue.indicator import Indicator, asked
from lantoa.statistics.choices import Counting

_ARMY_UNION_CONTEST = "Đề tài, sáng kiến trong Công đoàn Quân đội"
_RECOGNIZED = "da_cong_nhan"

ARTICLE = (
    Indicator(
        code="initiatives_and_works",
        name=_("Công trình, sáng kiến"),
        definition=_("Số công trình và sáng kiến đã được công nhận, ngày tính nằm trong kỳ."),
        counting=Counting.RECORDS,
        counted=pgettext_lazy("counted", "công trình, sáng kiến"),
        source="initiatives",
        params=asked(trang_thai=_RECOGNIZED, loai=("sang_kien", "cong_trinh")),
        rounding=Rounding.OVER,
        breakdowns=("loai", "linh_vuc"),
        article="F01",
    ),
    Indicator(
        code="topics_and_products",
        name=_("Đề tài, sản phẩm sáng tạo"),
        definition=_("Số đề tài và sản phẩm sáng tạo đã được công nhận, ngày tính nằm trong kỳ."),
        counting=Counting.RECORDS,
        counted=pgettext_lazy("counted", "đề tài, sản phẩm sáng tạo"),
        source="initiatives",
        params=asked(trang_thai=_RECOGNIZED, loai=("de_tai", "san_pham")),
        rounding=Rounding.HUNDREDS,
        breakdowns=("loai", "linh_vuc"),
        article="F02",
    ),
    Indicator(
        code="benefit_vnd",
        name=_("Tiền tiết kiệm và làm lợi"),
        definition=_(
            "Tiền tiết kiệm và làm lợi, theo mức hội đồng chấp nhận, của các công trình, sáng "
            "kiến, đề tài và sản phẩm sáng tạo đã được công nhận trong kỳ."
        ),
        counting=Counting.MONEY,
        counted=pgettext_lazy("counted", "đồng"),
        source="initiatives",
        params=asked(
            trang_thai=_RECOGNIZED, loai=("sang_kien", "cong_trinh", "de_tai", "san_pham")
        ),
        column="benefits__accepted_vnd",
        rounding=Rounding.NEARLY,
        breakdowns=("loai", "linh_vuc"),
        article="F03",
    ),
    Indicator(
        code="tuoi_tre_sang_tao",
        name=_("Sáng kiến đoạt giải Tuổi trẻ sáng tạo"),
        definition=_(
            "Số sáng kiến khác nhau được tặng Giải thưởng Tuổi trẻ sáng tạo trong kỳ, theo quyết "
            "định còn hiệu lực."
        ),
        counting=Counting.INITIATIVES,
        counted=pgettext_lazy("counted", "sáng kiến"),
        source="awards",
        params=asked(hinh_thuc="TTST", doi_tuong="sang_kien"),
        article="F04",
    ),
    Indicator(
        code="recognised_by_ministry",
        name=_("Sáng kiến được Bộ Quốc phòng công nhận"),
        definition=_(
            "Số sáng kiến có quyết định công nhận cấp Bộ Quốc phòng còn hiệu lực, ngày tính nằm "
            "trong kỳ."
        ),
        counting=Counting.RECORDS,
        counted=pgettext_lazy("counted", "sáng kiến"),
        source="initiatives",
        params=asked(cap="bo"),
        article="F05",
    ),
    Indicator(
        code="ban_tay_vang",
        name=_("Cá nhân đạt danh hiệu Bàn tay vàng"),
        definition=_("Số người khác nhau được tặng danh hiệu Bàn tay vàng trong kỳ."),
        counting=Counting.PERSONS,
        counted=pgettext_lazy("counted", "cá nhân"),
        source="awards",
        params=asked(hinh_thuc="BTV", doi_tuong="ca_nhan"),
        article="F06",
    ),
    Indicator(
        code="contest_v_first",
        name=_("Giải nhất hội thi Công đoàn Quân đội lần thứ V"),
        definition=_(
            "Số giải nhất tại Hội thi Đề tài, sáng kiến trong Công đoàn Quân đội lần thứ V, ngày "
            "tính nằm trong kỳ."
        ),
        counting=Counting.RECORDS,
        counted=pgettext_lazy("counted", "giải nhất"),
        source="entries",
        params=asked(hoi_thi=_ARMY_UNION_CONTEST, lan="5", giai="nhat"),
        article="F07",
    ),
    Indicator(
        code="contest_v_consolation",
        name=_("Giải khuyến khích hội thi Công đoàn Quân đội lần thứ V"),
        definition=_(
            "Số giải khuyến khích tại Hội thi Đề tài, sáng kiến trong Công đoàn Quân đội lần thứ "
            "V, ngày tính nằm trong kỳ."
        ),
        counting=Counting.RECORDS,
        counted=pgettext_lazy("counted", "giải khuyến khích"),
        source="entries",
        params=asked(hoi_thi=_ARMY_UNION_CONTEST, lan="5", giai="khuyen_khich"),
        article="F08",
    ),
    Indicator(
        code="pct_vm_2022",
        name=_("Tỷ lệ công đoàn cơ sở đạt vững mạnh"),
        definition=_(
            "Phần trăm công đoàn cơ sở tồn tại vào ngày cuối kỳ được xếp loại vững mạnh trở lên "
            "trong năm cuối kỳ, trên tổng số công đoàn cơ sở ngày đó."
        ),
        counting=Counting.RATIO,
        counted="",
        numerator="unions_strong",
        denominator="unions",
        per=100,
        article="F09",
    ),
    Indicator(
        code="pct_vmxs_2022",
        name=_("Tỷ lệ công đoàn cơ sở đạt vững mạnh xuất sắc"),
        definition=_(
            "Phần trăm công đoàn cơ sở tồn tại vào ngày cuối kỳ được xếp loại vững mạnh xuất sắc "
            "trong năm cuối kỳ, trên tổng số công đoàn cơ sở ngày đó (không phải trên số vững "
            "mạnh)."
        ),
        counting=Counting.RATIO,
        counted="",
        numerator="unions_excellent",
        denominator="unions",
        per=100,
        part_of="pct_vm_2022",
        article="F10",
    ),
    Indicator(
        code="collective_tcct",
        name=_("Lượt công đoàn cơ sở được Tổng cục Chính trị khen"),
        definition=_(
            "Số lượt tập thể được tặng cờ thi đua hoặc bằng khen của Tổng cục Chính trị trong kỳ; "
            "một đơn vị được nhiều lần thì tính nhiều lượt."
        ),
        counting=Counting.TIMES,
        counted=pgettext_lazy("counted", "lượt công đoàn cơ sở"),
        source="awards",
        params=asked(hinh_thuc=("CO_TD_TCCT", "BK_TCCT"), doi_tuong="tap_the"),
        breakdowns=("hinh_thuc",),
        article="F11",
    ),
    Indicator(
        code="individual_awards",
        name=_("Lượt cá nhân được khen thưởng các cấp"),
        definition=_(
            "Số lượt khen thưởng cho cá nhân ở mọi cấp trong kỳ; một người được nhiều lần thì tính "
            "nhiều lượt. Đề nghị không tính."
        ),
        counting=Counting.TIMES,
        counted=pgettext_lazy("counted", "lượt cá nhân"),
        source="awards",
        params=asked(doi_tuong="ca_nhan"),
        rounding=Rounding.HUNDREDS,
        breakdowns=("cap", "hinh_thuc", "dip"),
        article="F12",
    ),
    Indicator(
        code="members_bk_qk",
        name=_("Đoàn viên được Bộ Tư lệnh Quân khu tặng bằng khen dịp tổng kết"),
        definition=_(
            "Số người khác nhau được tặng bằng khen của Bộ Tư lệnh Quân khu dịp sơ kết, tổng kết "
            "phong trào trong kỳ."
        ),
        counting=Counting.PERSONS,
        counted=pgettext_lazy("counted", "đoàn viên công đoàn"),
        source="awards",
        params=asked(hinh_thuc="BK_QK", dip="tong_ket", doi_tuong="ca_nhan"),
        part_of="individual_awards",
        article="F13",
    ),
    Indicator(
        code="cdcs_bk_qk",
        name=_("Công đoàn cơ sở được Bộ Tư lệnh Quân khu tặng bằng khen dịp tổng kết"),
        definition=_(
            "Số tập thể khác nhau được tặng bằng khen của Bộ Tư lệnh Quân khu dịp sơ kết, tổng kết "
            "phong trào trong kỳ."
        ),
        counting=Counting.UNITS,
        counted=pgettext_lazy("counted", "công đoàn cơ sở"),
        source="awards",
        params=asked(hinh_thuc="BK_QK", dip="tong_ket", doi_tuong="tap_the"),
        article="F14",
    ),
    Indicator(
        code="nominated_collective",
        name=_("Tập thể được đề nghị Tổng cục Chính trị tặng bằng khen"),
        definition=_(
            "Số tập thể khác nhau đang được đề nghị tặng bằng khen của Tổng cục Chính trị, chưa có "
            "kết quả; không tính vào số đã tặng."
        ),
        counting=Counting.UNITS,
        counted=pgettext_lazy("counted", "tập thể"),
        source="nominations",
        params=asked(hinh_thuc="BK_TCCT", doi_tuong="tap_the", trang_thai="de_nghi"),
        article="F15",
    ),
    Indicator(
        code="nominated_person",
        name=_("Cá nhân được đề nghị Tổng cục Chính trị tặng bằng khen"),
        definition=_(
            "Số người khác nhau đang được đề nghị tặng bằng khen của Tổng cục Chính trị, chưa có "
            "kết quả; không tính vào số đã tặng."
        ),
        counting=Counting.PERSONS,
        counted=pgettext_lazy("counted", "cá nhân"),
        source="nominations",
        params=asked(hinh_thuc="BK_TCCT", doi_tuong="ca_nhan", trang_thai="de_nghi"),
        article="F16",
    ),
    Indicator(
        code="solution_groups",
        name=_("Nhóm giải pháp cho giai đoạn tới"),
        definition=_(
            "Số nhóm giải pháp chủ yếu mà hội nghị cuối cùng trong kỳ đã quyết nghị cho những năm "
            "tới."
        ),
        counting=Counting.RECORDS,
        counted=pgettext_lazy("counted", "nhóm giải pháp"),
        source="solutions",
        params=asked(lan_cuoi="true"),
        article="F17",
    ),
    Indicator(
        code="sub_movements",
        name=_("Phong trào nhánh"),
        definition=_(
            "Số phong trào nhánh đã diễn ra trong kỳ, do đơn vị, cấp dưới hoặc cấp trên phát động."
        ),
        counting=Counting.RECORDS,
        counted=pgettext_lazy("counted", "phong trào nhánh"),
        source="movements",
        params=asked(bac="nhanh"),
        article="F18",
    ),
)
