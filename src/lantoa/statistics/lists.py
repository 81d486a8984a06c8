"""The lists of the app: units on a day, members on a day, money; the rows come with the request."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lantoa.organization import listing
from lantoa.organization.listing import Column, Listing
from lantoa.organization.models.person import canonical_person
from lantoa.shared.dates import show_date
from lantoa.statistics.sources.filters import BenefitFilter, MemberOnDayFilter, UnitOnDayFilter

UNITS = Listing(
    key="units-on-day",
    title=_("Đơn vị vào một ngày"),
    filterset=UnitOnDayFilter,
    columns=(
        Column("ten", _("Đơn vị"), str, kind="link", sort="sort_key"),
        Column("ma", _("Mã"), lambda unit: unit.code, sort="code"),
        Column("loai", _("Loại"), lambda unit: unit.kind.name),
        Column("xep-loai", _("Xếp loại"), lambda unit: unit.grade_name),
        Column(
            "thanh-lap",
            _("Thành lập"),
            lambda unit: unit.founded_on and show_date(unit.founded_on),
            kind="day",
            is_default=False,
        ),
    ),
    detail=lambda unit: reverse("home:unit-file", args=[unit.code]),
    default_sort="sort_key",
)

MEMBERS = Listing(
    key="members-on-day",
    title=_("Đoàn viên vào một ngày"),
    filterset=MemberOnDayFilter,
    columns=(
        Column(
            "ho-ten",
            _("Họ và tên"),
            lambda row: row.person.full_name,
            kind="link",
            sort="person__sort_key",
        ),
        Column("don-vi", _("Đơn vị"), lambda row: row.unit.name, sort="unit__sort_key"),
        Column("doi-tuong", _("Đối tượng"), lambda row: row.category and row.category.name),
        Column("chuc-vu", _("Chức vụ"), lambda row: row.position),
        Column("nghe", _("Ngành nghề"), lambda row: row.trade),
    ),
    prepare=lambda rows: rows.select_related("person", "unit", "category"),
    detail=lambda row: reverse("home:person-file", args=[row.person.code]),
    measures=(
        listing.Measure(
            "nguoi", _("Người khác nhau"), listing.distinct(canonical_person("person"))
        ),
    ),
    default_sort="person__sort_key",
)

BENEFITS = Listing(
    key="benefits",
    title=_("Lợi ích bằng tiền được chấp nhận"),
    filterset=BenefitFilter,
    columns=(
        Column("sang-kien", _("Sáng kiến"), lambda row: row.initiative.title, kind="link"),
        Column("don-vi", _("Đơn vị"), lambda row: row.initiative.unit.name),
        Column("nam", _("Năm hưởng lợi"), lambda row: row.year, kind="int", sort="year"),
        Column("loai", _("Loại"), lambda row: row.get_kind_display()),
        Column("noi-huong", _("Nơi hưởng lợi"), lambda row: row.get_beneficiary_display()),
        Column(
            "chap-nhan",
            _("Hội đồng chấp nhận (đồng)"),
            lambda row: row.accepted_vnd,
            kind="money",
            sort="accepted_vnd",
        ),
    ),
    prepare=lambda rows: rows.select_related("initiative__unit"),
    detail=lambda row: reverse("initiatives:detail", args=[row.initiative_id]),
    measures=(listing.Measure("tien", _("Tổng"), listing.sum_of("accepted_vnd"), kind="money"),),
    default_sort="-accepted_vnd",
)
