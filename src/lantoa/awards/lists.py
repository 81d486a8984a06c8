"""The two lists of the app: what was awarded, and what is proposed; never added up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantoa.awards import queries
from lantoa.awards.choices import NominationState, Recipient
from lantoa.awards.filters import AwardFilter, NominationFilter
from lantoa.awards.models import Award, Nomination
from lantoa.organization import listing
from lantoa.organization.listing import Column, Listing, Measure, State, address_of
from lantoa.organization.models.person import canonical_person
from lantoa.ui.components import StatusKind

_NOMINATION_SHAPES: dict[str, StatusKind] = {
    NominationState.PROPOSED: "waiting",
    NominationState.GRANTED: "recognized",
    NominationState.REFUSED: "declined",
    NominationState.WITHDRAWN: "withdrawn",
}


def validity_of(award: Award) -> State:
    if award.decision.revoked_on:
        return State("withdrawn", _("Đã thu hồi"))
    return State("recognized", _("Đã tặng"))


def outcome_of(nomination: Nomination) -> State:
    return State(_NOMINATION_SHAPES[nomination.state], nomination.get_state_display())


_COMMON = (
    Column(
        "hinh-thuc", _("Hình thức"), lambda row: row.kind.list_name,
        sort="kind__order", export=lambda row: row.kind.name,
    ),
    Column(
        "cap", _("Cấp"), lambda row: row.kind.get_level_display(), is_default=False
    ),
    Column(
        "doi-tuong", _("Đối tượng"), lambda row: row.get_recipient_display(),
        sort="recipient",
    ),
    Column(
        "don-vi", _("Đơn vị"), lambda row: row.unit.short_name or row.unit.name,
        sort="unit__sort_key", export=lambda row: row.unit.name,
    ),
    Column("nam", _("Năm"), lambda row: row.year, kind="int", sort="year"),
    Column(
        "dip", _("Dịp"), lambda row: row.get_occasion_display(), is_default=False,
    ),
    Column("thanh-tich", _("Thành tích"), lambda row: row.reason, is_default=False),
)  # fmt: skip
_PERSONS = Measure("nguoi", _("Người"), listing.distinct(canonical_person("person")))
_COLLECTIVES = Measure("tap-the", _("Tập thể"), queries.distinct_collectives)
_INITIATIVES = Measure(
    "sang-kien", pgettext_lazy("list", "Sáng kiến"), listing.distinct("initiative")
)
_MEASURES = (_PERSONS, _COLLECTIVES, _INITIATIVES)
AWARDS = Listing(
    key="awards",
    title=_("Khen thưởng đã tặng"),
    filterset=AwardFilter,
    columns=(
        Column("ten", _("Tặng cho"), queries.recipient_of, kind="link"),
        *_COMMON,
        Column("hieu-luc", _("Hiệu lực"), validity_of, kind="state"),
        Column("quyet-dinh", _("Quyết định"), lambda row: row.decision.number),
        Column(
            "ngay", _("Ngày ký"), lambda row: row.shown_day, kind="day",
            sort="counted_on", export=lambda row: row.counted_on,
        ),
        Column(
            "co-quan", _("Cơ quan ban hành"), lambda row: row.decision.issuer,
            is_default=False,
        ),
    ),
    prepare=queries.with_award_names,
    detail=address_of("awards:detail"),
    tabs_param="doi_tuong",
    tabs_field="recipient",
    tabs=tuple(Recipient.choices),
    measures=_MEASURES,
)  # fmt: skip
NOMINATIONS = Listing(
    key="nominations",
    title=_("Đề nghị khen thưởng"),
    filterset=NominationFilter,
    columns=(
        Column("ten", _("Đề nghị tặng"), queries.recipient_of, kind="link"),
        *_COMMON,
        Column("ket-qua", _("Kết quả"), outcome_of, kind="state", sort="state"),
        Column("to-trinh", _("Tờ trình"), lambda row: row.proposal_number),
        Column(
            "ngay", _("Ngày đề nghị"), lambda row: row.shown_day, kind="day",
            is_default=False, sort="counted_on",
        ),
    ),
    prepare=queries.with_nomination_names,
    detail=address_of("awards:nomination"),
    tabs_param="trang_thai",
    tabs_field="state",
    tabs=tuple(NominationState.choices),
    measures=_MEASURES,
)  # fmt: skip
