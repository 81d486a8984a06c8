"""The list of decisions, with what each is worth today."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantoa.decisions import queries
from lantoa.decisions.choices import DecisionState
from lantoa.decisions.filters import DecisionFilter
from lantoa.decisions.models import Decision
from lantoa.organization.listing import Column, Listing, State, address_of
from lantoa.shared.dates import show_date
from lantoa.ui.components import StatusKind

_KINDS: dict[DecisionState, StatusKind] = {
    DecisionState.IN_FORCE: "met",
    DecisionState.CORRECTED: "returned",
    DecisionState.REVOKED: "withdrawn",
}


def state_cell(decision: Decision) -> State:
    state = queries.state_of(decision)
    return State(_KINDS[state], state.label)


_COLUMNS = (
    Column("so", _("Số"), lambda one: one.number, kind="link", sort="number"),
    Column(
        "ngay-ky", _("Ngày ký"), lambda one: show_date(one.signed_on), kind="day",
        sort="signed_on", export=lambda one: one.signed_on,
    ),
    Column(
        "co-quan", _("Cơ quan ban hành"), lambda one: one.issuer, sort="issuer"
    ),
    Column("trich-yeu", _("Trích yếu"), lambda one: one.subject or None),
    Column("nguoi-ky", _("Người ký"), lambda one: one.signer or None),
    Column("trang-thai", _("Trạng thái"), state_cell, kind="state"),
    Column(
        "don-vi", _("Đơn vị ghi"), lambda one: one.unit.name if one.unit else None,
        is_default=False,
    ),
)  # fmt: skip
DECISIONS = Listing(
    key="decisions",
    title=pgettext_lazy("list", "Quyết định"),
    filterset=DecisionFilter,
    columns=_COLUMNS,
    prepare=queries.with_unit,
    detail=address_of("decisions:detail"),
    tabs_param="trang_thai",
    tabs_field="state",
    tabs=tuple(DecisionState.choices),
    default_sort="-signed_on",
)
