"""The life of the organization: honours, gradings, activity, members, and the ratios between.

Source: 73 articles and reports of such movements with some 450 figures.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantoa.statistics.catalogue.indicator import asked
from lantoa.statistics.catalogue.stating import ratio, records, total
from lantoa.statistics.choices import Counting

AWARDS = (
    records(
        "awards_all",
        _("Lượt khen thưởng"),
        _("Số lượt khen thưởng đã tặng cho mọi đối tượng trong kỳ, quyết định còn hiệu lực."),
        pgettext_lazy("counted", "lượt khen thưởng"),
        source="awards",
        breakdowns=("cap", "hinh_thuc", "doi_tuong", "dip"),
        counting=Counting.TIMES,
    ),
    records(
        "awarded_persons",
        _("Người được khen thưởng"),
        _("Số người khác nhau được khen thưởng ít nhất một lần trong kỳ."),
        pgettext_lazy("counted", "người được khen thưởng"),
        source="awards",
        params=asked(doi_tuong="ca_nhan"),
        breakdowns=("cap", "hinh_thuc"),
        counting=Counting.PERSONS,
    ),
    records(
        "collective_awards",
        _("Lượt tập thể được khen thưởng"),
        _("Số lượt khen thưởng cho tập thể ở mọi cấp trong kỳ."),
        pgettext_lazy("counted", "lượt tập thể"),
        source="awards",
        params=asked(doi_tuong="tap_the"),
        breakdowns=("cap", "hinh_thuc", "dip"),
        counting=Counting.TIMES,
        part_of="awards_all",
    ),
    records(
        "awarded_collectives",
        _("Tập thể được khen thưởng"),
        _("Số tập thể khác nhau được khen thưởng ít nhất một lần trong kỳ."),
        pgettext_lazy("counted", "tập thể được khen thưởng"),
        source="awards",
        params=asked(doi_tuong="tap_the"),
        breakdowns=("cap", "hinh_thuc"),
        counting=Counting.UNITS,
    ),
    records(
        "nominations_pending",
        _("Đề nghị khen thưởng chưa có kết quả"),
        _("Số đề nghị khen thưởng trong kỳ chưa có kết quả; không tính vào số đã tặng."),
        pgettext_lazy("counted", "đề nghị khen thưởng"),
        source="nominations",
        params=asked(trang_thai="de_nghi"),
        breakdowns=("hinh_thuc", "doi_tuong"),
    ),
)

UNIONS = (
    records(
        "unions",
        _("Công đoàn cơ sở"),
        _("Số công đoàn cơ sở tồn tại vào ngày cuối kỳ."),
        pgettext_lazy("counted", "công đoàn cơ sở"),
        source="unions",
        params=asked(loai="cdcs"),
        breakdowns=("xep_loai",),
    ),
    records(
        "union_groups",
        _("Tổ công đoàn"),
        _("Số tổ công đoàn tồn tại vào ngày cuối kỳ."),
        pgettext_lazy("counted", "tổ công đoàn"),
        source="unions",
        params=asked(loai="to_cd"),
    ),
    records(
        "unions_graded",
        _("Công đoàn cơ sở đã xếp loại"),
        _("Số công đoàn cơ sở tồn tại vào ngày cuối kỳ đã được xếp loại năm cuối kỳ."),
        pgettext_lazy("counted", "công đoàn cơ sở đã xếp loại"),
        source="unions",
        params=asked(loai="cdcs", da_xep="true"),
        breakdowns=("xep_loai",),
        part_of="unions",
    ),
    records(
        "unions_strong",
        _("Công đoàn cơ sở đạt vững mạnh trở lên"),
        _(
            "Số công đoàn cơ sở tồn tại vào ngày cuối kỳ được xếp loại vững mạnh hoặc vững mạnh "
            "xuất sắc năm cuối kỳ."
        ),
        pgettext_lazy("counted", "công đoàn cơ sở vững mạnh"),
        source="unions",
        params=asked(loai="cdcs", vung_manh="true"),
        part_of="unions_graded",
    ),
    records(
        "unions_excellent",
        _("Công đoàn cơ sở đạt vững mạnh xuất sắc"),
        _(
            "Số công đoàn cơ sở tồn tại vào ngày cuối kỳ được xếp loại vững mạnh xuất sắc năm cuối "
            "kỳ."
        ),
        pgettext_lazy("counted", "công đoàn cơ sở vững mạnh xuất sắc"),
        source="unions",
        params=asked(loai="cdcs", xep_loai="VMXS"),
        part_of="unions_strong",
    ),
    ratio(
        "pct_graded",
        _("Tỷ lệ công đoàn cơ sở đã xếp loại"),
        _("Phần trăm công đoàn cơ sở đã được xếp loại năm cuối kỳ, trên tổng số ngày cuối kỳ."),
        of=("unions_graded", "unions"),
    ),
)

ACTIVITY = (
    records(
        "activities",
        _("Hoạt động tuyên truyền"),
        _("Số hoạt động tuyên truyền của các đơn vị trong kỳ."),
        pgettext_lazy("counted", "hoạt động tuyên truyền"),
        source="activities",
    ),
    total(
        "sessions",
        _("Buổi tuyên truyền"),
        _("Tổng số buổi của các hoạt động tuyên truyền trong kỳ."),
        pgettext_lazy("counted", "buổi"),
        source="activities",
        column="sessions",
    ),
    total(
        "attendances",
        _("Lượt người dự tuyên truyền"),
        _("Tổng số lượt người dự các hoạt động tuyên truyền trong kỳ; không phải số người."),
        pgettext_lazy("counted", "lượt người"),
        source="activities",
        column="attendances",
    ),
    records(
        "trainings",
        _("Lớp tập huấn"),
        _("Số lớp tập huấn, bồi dưỡng có ngày đầu trong kỳ."),
        pgettext_lazy("counted", "lớp tập huấn"),
        source="trainings",
    ),
    total(
        "training_participants",
        _("Lượt người dự tập huấn"),
        _("Tổng số người dự của các lớp tập huấn trong kỳ; một người dự hai lớp tính hai lượt."),
        pgettext_lazy("counted", "lượt người"),
        source="trainings",
        column="participants",
    ),
    records(
        "registrations",
        _("Lượt đăng ký thi đua"),
        _(
            "Số lượt đăng ký danh hiệu, đề tài của cá nhân và tập thể trong kỳ; là chỉ tiêu, "
            "không phải kết quả."
        ),
        pgettext_lazy("counted", "lượt đăng ký"),
        source="registrations",
        counting=Counting.TIMES,
        breakdowns=("doi_tuong",),
    ),
    records(
        "registered_persons",
        _("Người đăng ký thi đua"),
        _("Số người khác nhau đăng ký thi đua ít nhất một lần trong kỳ."),
        pgettext_lazy("counted", "người đăng ký"),
        source="registrations",
        params=asked(doi_tuong="ca_nhan"),
        counting=Counting.PERSONS,
    ),
    records(
        "registering_units",
        _("Đơn vị có đăng ký thi đua"),
        _("Số đơn vị khác nhau có cá nhân hoặc tập thể đăng ký thi đua trong kỳ."),
        pgettext_lazy("counted", "đơn vị có đăng ký"),
        source="registrations",
        counting=Counting.UNITS,
    ),
)

PEOPLE = (
    records(
        "members",
        _("Đoàn viên công đoàn"),
        _("Số người là đoàn viên công đoàn vào ngày cuối kỳ; hồ sơ đã gộp tính một người."),
        pgettext_lazy("counted", "đoàn viên"),
        source="members",
        counting=Counting.PERSONS,
        breakdowns=("doi_tuong", "gioi_tinh"),
    ),
    records(
        "women",
        _("Đoàn viên nữ"),
        _("Số đoàn viên công đoàn là nữ vào ngày cuối kỳ."),
        pgettext_lazy("counted", "đoàn viên nữ"),
        source="members",
        params=asked(gioi_tinh="nu"),
        counting=Counting.PERSONS,
        part_of="members",
    ),
    records(
        "engineers",
        _("Kỹ sư"),
        _("Số đoàn viên có chức vụ hoặc ngành nghề ghi là kỹ sư vào ngày cuối kỳ."),
        pgettext_lazy("counted", "kỹ sư"),
        source="members",
        params=asked(nghe="kỹ sư"),
        counting=Counting.PERSONS,
        part_of="members",
    ),
)

RATIOS = (
    ratio(
        "pct_women",
        _("Tỷ lệ đoàn viên nữ"),
        _("Phần trăm đoàn viên là nữ vào ngày cuối kỳ."),
        of=("women", "members"),
    ),
    ratio(
        "recognized_share",
        _("Tỷ lệ được công nhận"),
        _("Phần trăm đề tài, sáng kiến đã gửi trong kỳ được công nhận."),
        of=("initiatives_recognized", "initiatives_sent"),
    ),
    ratio(
        "recognized_per_100_members",
        _("Đề tài, sáng kiến trên 100 đoàn viên"),
        _("Số đề tài, sáng kiến được công nhận trong kỳ trên 100 đoàn viên của ngày cuối kỳ."),
        of=("initiatives_recognized", "members"),
        counted=pgettext_lazy("counted", "đề tài, sáng kiến trên 100 đoàn viên"),
    ),
    ratio(
        "awards_per_100_members",
        _("Lượt cá nhân được khen trên 100 đoàn viên"),
        _("Số lượt cá nhân được khen thưởng trong kỳ trên 100 đoàn viên của ngày cuối kỳ."),
        of=("individual_awards", "members"),
        counted=pgettext_lazy("counted", "lượt khen trên 100 đoàn viên"),
    ),
    ratio(
        "topics_per_engineer",
        _("Mỗi kỹ sư một đề tài"),
        _("Số đề tài được công nhận trong kỳ trên một kỹ sư của ngày cuối kỳ."),
        of=("recognized_de_tai", "engineers"),
        per=1,
        counted=pgettext_lazy("counted", "đề tài trên một kỹ sư"),
    ),
    ratio(
        "initiatives_per_union_group",
        _("Mỗi tổ công đoàn một sáng kiến"),
        _("Số sáng kiến được công nhận trong kỳ trên một tổ công đoàn của ngày cuối kỳ."),
        of=("recognized_sang_kien", "union_groups"),
        per=1,
        counted=pgettext_lazy("counted", "sáng kiến trên một tổ công đoàn"),
    ),
)

LIFE = (*AWARDS, *UNIONS, *ACTIVITY, *PEOPLE, *RATIOS)
