"""The five lists of the app: columns, tabs and totals; the rows come with the request."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantoa.movements import queries
from lantoa.movements.choices import MovementKind
from lantoa.movements.filters import (
    ActivityFilter,
    MovementFilter,
    RegistrationFilter,
    SolutionFilter,
    TrainingFilter,
)
from lantoa.organization import listing
from lantoa.organization.listing import Column, Listing, Measure, address_of
from lantoa.organization.models.person import canonical_person
from lantoa.shared.dates import show_date

_UNIT = Column("don-vi", _("Đơn vị"), lambda row: row.unit.name, sort="unit__sort_key")
_DAY = Column("ngay", _("Ngày"), lambda row: row.shown_day, kind="day", sort="counted_on")


def _named(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("unit")


def _with_movement(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("unit", "movement")


MOVEMENTS = Listing(
    key="movements",
    title=pgettext_lazy("list", "Phong trào"),
    filterset=MovementFilter,
    columns=(
        Column("ten", _("Phong trào"), str, kind="link", sort="name"),
        Column("ma", _("Mã"), lambda row: row.code, is_default=False, sort="code"),
        Column("loai", _("Loại"), lambda row: row.get_kind_display(), sort="kind"),
        Column("thuoc", _("Thuộc"), lambda row: row.parent and row.parent.name),
        Column("nhanh", _("Phong trào nhánh"), lambda row: row.sub_count, kind="int"),
        Column("don-vi", _("Đơn vị phát động"), lambda row: row.unit.name, sort="unit__sort_key"),
        Column(
            "phat-dong", _("Phát động"), lambda row: row.shown_day, kind="day", sort="counted_on"
        ),
        Column(
            "ket-thuc",
            _("Kết thúc"),
            lambda row: row.ends_on and show_date(row.ends_on),
            kind="day",
            sort="ends_on",
        ),
    ),
    prepare=queries.with_names,
    detail=address_of("movements:detail"),
    tabs_param="loai",
    tabs_field="kind",
    tabs=tuple(MovementKind.choices),
)

ACTIVITIES = Listing(
    key="activities",
    title=_("Hoạt động tuyên truyền"),
    filterset=ActivityFilter,
    columns=(
        Column("hinh-thuc", _("Hình thức"), lambda row: row.form, kind="link", sort="form"),
        Column("phong-trao", _("Phong trào"), lambda row: row.movement.name),
        _UNIT,
        _DAY,
        Column("so-buoi", _("Số buổi"), lambda row: row.sessions, kind="int", sort="sessions"),
        Column(
            "luot-nguoi",
            _("Lượt người"),
            lambda row: row.attendances,
            kind="int",
            sort="attendances",
        ),
    ),
    prepare=_with_movement,
    detail=address_of("movements:activity"),
    measures=(
        Measure("so-buoi", _("Số buổi"), listing.sum_of("sessions")),
        Measure("luot-nguoi", _("Lượt người"), listing.sum_of("attendances")),
    ),
)

TRAININGS = Listing(
    key="trainings",
    title=_("Tập huấn, bồi dưỡng"),
    filterset=TrainingFilter,
    columns=(
        Column("ten", _("Lớp"), str, kind="link", sort="name"),
        _UNIT,
        _DAY,
        Column("so-ngay", _("Số ngày"), lambda row: row.days, kind="int", sort="days"),
        Column("dia-diem", _("Địa điểm"), lambda row: row.place),
        Column(
            "so-nguoi", _("Số người"), lambda row: row.participants, kind="int", sort="participants"
        ),
    ),
    prepare=_named,
    detail=address_of("movements:training"),
    measures=(Measure("luot-nguoi", _("Lượt người"), listing.sum_of("participants")),),
)

REGISTRATIONS = Listing(
    key="registrations",
    title=_("Đăng ký thi đua"),
    filterset=RegistrationFilter,
    columns=(
        Column(
            "nguoi",
            _("Người, tập thể"),
            lambda row: row.person.full_name if row.person else row.unit.name,
            kind="link",
        ),
        Column("danh-hieu", _("Danh hiệu"), lambda row: row.title, sort="title_code"),
        Column("de-tai", _("Đề tài, sáng kiến"), lambda row: row.topic),
        Column("nam", _("Năm"), lambda row: row.year, kind="int", sort="year"),
        _UNIT,
        Column("phong-trao", _("Phong trào"), lambda row: row.movement and row.movement.name),
        Column(
            "ngay",
            _("Ngày"),
            lambda row: row.shown_day,
            kind="day",
            is_default=False,
            sort="counted_on",
        ),
    ),
    prepare=lambda rows: rows.select_related("unit", "movement", "person"),
    detail=address_of("movements:registration"),
    measures=(
        Measure("nguoi", _("Người khác nhau"), listing.distinct(canonical_person("person"))),
        Measure("don-vi", pgettext_lazy("list", "Đơn vị"), listing.distinct("unit")),
    ),
)

SOLUTIONS = Listing(
    key="solutions",
    title=_("Nhóm giải pháp"),
    filterset=SolutionFilter,
    columns=(
        Column("so", _("Số"), lambda row: row.number, kind="int", sort="number"),
        Column("noi-dung", _("Nhóm giải pháp"), lambda row: row.text, kind="link"),
        Column("phong-trao", _("Phong trào"), lambda row: row.movement.name),
        _UNIT,
        _DAY,
    ),
    prepare=_with_movement,
    detail=address_of("movements:solution"),
)
