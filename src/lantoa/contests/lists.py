"""The list of entries to contests, with their prizes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lantoa.contests import queries
from lantoa.contests.choices import Prize
from lantoa.contests.filters import EntryFilter
from lantoa.contests.models import Entry
from lantoa.organization import listing
from lantoa.organization.listing import Column, Listing, Measure, State, address_of


def _prize(entry: Entry) -> State | None:
    if not entry.prize:
        return None
    kind = "declined" if entry.prize == Prize.NONE else "recognized"
    return State(kind, entry.get_prize_display())  # type: ignore[arg-type]


_COLUMNS = (
    Column("ten", _("Bài, người dự thi"), str, kind="link", sort="entry_key"),
    Column("giai", _("Giải"), _prize, kind="state", sort="prize"),
    Column(
        "hoi-thi", _("Hội thi"), lambda entry: entry.contest.series,
        sort="contest__name_key",
    ),
    Column("lan", _("Lần"), lambda entry: entry.contest.edition, kind="int"),
    Column(
        "nam", _("Năm"), lambda entry: entry.contest.year, kind="int",
        sort="contest__year",
    ),
    Column(
        "cap", _("Cấp"), lambda entry: entry.contest.get_level_display(),
    ),
    Column("nguoi", _("Người dự thi"), lambda entry: entry.contestant, is_default=False),
    Column(
        "don-vi", _("Đơn vị"), lambda entry: entry.unit.name, sort="unit__sort_key"
    ),
    Column(
        "ly-thuyet", _("Lý thuyết"), lambda entry: entry.theory_score, kind="decimal",
        is_default=False, sort="theory_score",
    ),
    Column(
        "thuc-hanh", _("Thực hành"), lambda entry: entry.practice_score,
        kind="decimal", is_default=False, sort="practice_score",
    ),
    Column(
        "tong", _("Tổng điểm"), lambda entry: entry.total_score, kind="decimal",
        sort="total_score",
    ),
    Column(
        "ngay", _("Ngày"), lambda entry: entry.shown_day, kind="day",
        is_default=False, sort="counted_on",
    ),
)  # fmt: skip
ENTRIES = Listing(
    key="entries",
    title=_("Bài dự thi"),
    filterset=EntryFilter,
    columns=_COLUMNS,
    prepare=queries.with_names,
    detail=address_of("contests:entry"),
    tabs_param="giai",
    tabs_field="prize",
    tabs=tuple(Prize.choices),
    measures=(Measure("don-vi", _("Đơn vị dự thi"), listing.distinct("unit")),),
)
