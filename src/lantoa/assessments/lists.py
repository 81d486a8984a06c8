"""The list of the yearly gradings of unions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.assessments import queries
from lantoa.assessments.filters import GradingFilter
from lantoa.assessments.models import Grading
from lantoa.organization import listing
from lantoa.organization.listing import Column, Listing, Measure, State, address_of


def grade_state(grading: Grading) -> State:
    kind = (
        "recognized" if grading.grade.order == 1 else "met" if grading.grade.is_strong else "active"
    )
    return State(kind, grading.grade.name)  # type: ignore[arg-type]


_COLUMNS = (
    Column(
        "don-vi", _("Công đoàn"), lambda row: row.unit.name, kind="link",
        sort="unit__sort_key",
    ),
    Column("nam", _("Năm"), lambda row: row.year, kind="int", sort="year"),
    Column("xep-loai", _("Xếp loại"), grade_state, kind="state", sort="grade__order"),
    Column("diem", _("Điểm"), lambda row: row.score, kind="decimal", sort="score"),
    Column(
        "quyet-dinh", _("Quyết định"),
        lambda row: str(row.decision) if row.decision else "",
    ),
    Column(
        "ngay", _("Ngày tính"), lambda row: row.shown_day, kind="day",
        is_default=False, sort="counted_on",
    ),
)  # fmt: skip
GRADINGS = Listing(
    key="gradings",
    title=_("Xếp loại công đoàn"),
    filterset=GradingFilter,
    columns=_COLUMNS,
    prepare=queries.with_names,
    detail=address_of("assessments:detail"),
    measures=(Measure("cong-doan", _("Công đoàn"), listing.distinct("unit")),),
)
