"""The list of initiatives: columns, states and totals; the rows come with the request."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantoa.initiatives import queries
from lantoa.initiatives.choices import RECOGNIZED_AT, BenefitState, Scope, State
from lantoa.initiatives.filters import InitiativeFilter
from lantoa.initiatives.models import Initiative, InitiativeQuerySet
from lantoa.initiatives.queries import BenefitPart
from lantoa.organization import listing
from lantoa.organization.listing import Column, Listing, Measure, Muted, address_of
from lantoa.ui.components import StatusKind

SHAPES: dict[str, StatusKind] = {
    State.DRAFT: "draft",
    State.PENDING: "waiting",
    State.APPRAISING: "active",
    State.RETURNED: "returned",
    State.COUNCIL: "waiting",
    State.RECOGNIZED: "recognized",
    State.DECLINED: "declined",
    State.WITHDRAWN: "withdrawn",
    State.REVOKED: "withdrawn",
}


def _standing_as(rows: Any, state: str) -> InitiativeQuerySet:  # noqa: ANN401 -- a listing's rows
    kept: InitiativeQuerySet = rows.standing_as([state])
    return kept


def state_of(initiative: Initiative) -> listing.State:
    """Return the state as shape and word; a recognized one names its highest scope in force."""
    state = initiative.standing
    top = initiative.top_scope if state is State.RECOGNIZED else ""
    return listing.State(SHAPES[state], RECOGNIZED_AT[Scope(top)] if top else state.label)


def authors_of(initiative: Initiative) -> str:
    """Name the first author, and how many more there are: "Trần Văn Lộc +1", on one line."""
    names = [author.name for author in sorted(initiative.authors.all(), key=lambda a: a.order)]
    shown = names[:1] if len(names) < 2 else [names[0], f"+{len(names) - 1}"]
    return " ".join(shown).replace(" ", "\N{NO-BREAK SPACE}")


def _all_authors(initiative: Initiative) -> str:
    authors = sorted(initiative.authors.all(), key=lambda author: author.order)
    return "; ".join(
        f"{author.name} ({author.share_percent}%)" if author.share_percent else author.name
        for author in authors
    )


def benefit_of(initiative: Any) -> int | Muted | None:  # noqa: ANN401 -- with annotated sums
    """Return the accepted money, or the words for what is not money; never a made-up 0."""
    if initiative.accepted_vnd is not None:
        amount: int = initiative.accepted_vnd
        return amount
    if initiative.benefit_state == BenefitState.NOT_MONEY:
        return Muted(_("không tính bằng tiền"))
    if initiative.benefit_state == BenefitState.UNKNOWN and initiative.state == State.RECOGNIZED:
        return Muted(_("chưa rõ"))
    return None


COLUMNS = (
    Column("ma", _("Mã"), lambda row: row.code, sort="code"),
    Column("ten", _("Tên"), lambda row: row.title, kind="link", sort="title_key"),
    Column("loai", _("Loại"), lambda row: row.get_kind_display(), is_default=False, sort="kind"),
    Column("tac-gia", _("Tác giả"), authors_of, export=_all_authors),
    Column(
        "don-vi",
        _("Đơn vị"),
        lambda row: row.unit.short_name or row.unit.name,
        sort="unit__sort_key",
        export=lambda row: row.unit.name,
    ),
    Column(
        "trang-thai",
        _("Trạng thái"),
        state_of,
        kind="state",
        sort="state",
        export=lambda row: row.standing.label,
    ),
    Column("cap", _("Cấp công nhận"), lambda row: row.get_top_scope_display(), is_default=False),
    Column("nam", _("Năm"), lambda row: row.year, kind="int", is_default=False, sort="year"),
    Column(
        "linh-vuc",
        _("Lĩnh vực"),
        lambda row: row.get_field_display(),
        is_default=False,
        sort="field",
    ),
    Column(
        "ngay",
        _("Ngày tính"),
        lambda row: row.shown_day,
        kind="day",
        sort="counted_on",
    ),
    Column(
        "ke-khai",
        _("Kê khai (đồng)"),
        lambda row: row.declared_vnd,
        kind="money",
        is_default=False,
        sort="declared_vnd",
    ),
    Column(
        "xac-nhan",
        _("Xác nhận (đồng)"),
        lambda row: row.confirmed_vnd,
        kind="money",
        is_default=False,
        sort="confirmed_vnd",
    ),
    Column("loi-ich", _("Lợi ích (đồng)"), benefit_of, kind="money", sort="accepted_vnd"),
)


def listing_of(part: BenefitPart) -> Listing:
    """Return the list; its money is that of the benefits the filters mean."""
    return Listing(
        key="initiatives",
        title=pgettext_lazy("list", "Sáng kiến"),
        filterset=InitiativeFilter,
        columns=COLUMNS,
        prepare=partial(queries.with_list_parts, part=part),
        detail=address_of("initiatives:detail"),
        tabs_param="trang_thai",
        tabs_field="state",
        tabs=tuple(State.choices),
        tab_rows=_standing_as,
        measures=(
            Measure(
                "loi-ich",
                _("Lợi ích được chấp nhận"),
                partial(queries.accepted_total, part=part),
                "money",
            ),
            Measure("tac-gia", _("Tác giả"), queries.distinct_authors),
            Measure("don-vi", pgettext_lazy("list", "Đơn vị"), listing.distinct("unit")),
        ),
    )
