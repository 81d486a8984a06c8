from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.accounts.models import User
from lantoa.accounts.requests import UserRequest
from lantoa.awards import actions, queries
from lantoa.awards.choices import NominationState, Recipient
from lantoa.awards.filters import REVOKED, AwardFilter, NominationFilter
from lantoa.awards.forms import (
    AwardForm,
    HonourForm,
    NominationForm,
    initial_of_award,
    initial_of_nomination,
)
from lantoa.awards.models import Award, Honour, Nomination
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.listing import Column, Listing, Measure, State, address_of
from lantoa.organization.models.person import canonical_person
from lantoa.organization.permissions import can_write_records, can_write_somewhere, require
from lantoa.organization.queries import home_unit, units_written_by
from lantoa.organization.writing import add_record, fingerprint
from lantoa.rulebook.rules import entry_of
from lantoa.shared.errors import DomainError
from lantoa.ui.components import Tab

_CARRIED = ("q", "don_vi", "co_cau", "tu", "den")
MOST_OFFERED = 60
"""Units that a form offers while one types; any other is found by its code or name."""
_NOMINATION_SHAPES: dict[str, Any] = {
    NominationState.PROPOSED: "waiting",
    NominationState.GRANTED: "recognized",
    NominationState.REFUSED: "declined",
    NominationState.WITHDRAWN: "withdrawn",
}


def _validity(award: Award) -> State:
    if award.decision.revoked_on:
        return State("withdrawn", _("Đã thu hồi"))
    return State("recognized", _("Đã tặng"))


def _outcome(nomination: Nomination) -> State:
    return State(_NOMINATION_SHAPES[nomination.state], nomination.get_state_display())


_COMMON = (
    Column(
        "hinh-thuc", gettext_lazy("Hình thức"), lambda row: row.kind.list_name,
        sort="kind__order", export=lambda row: row.kind.name,
    ),
    Column(
        "cap", gettext_lazy("Cấp"), lambda row: row.kind.get_level_display(), is_default=False
    ),
    Column(
        "doi-tuong", gettext_lazy("Đối tượng"), lambda row: row.get_recipient_display(),
        sort="recipient",
    ),
    Column(
        "don-vi", gettext_lazy("Đơn vị"), lambda row: row.unit.short_name or row.unit.name,
        sort="unit__sort_key", export=lambda row: row.unit.name,
    ),
    Column("nam", gettext_lazy("Năm"), lambda row: row.year, kind="int", sort="year"),
    Column(
        "dip", gettext_lazy("Dịp"), lambda row: row.get_occasion_display(), is_default=False,
    ),
    Column("thanh-tich", gettext_lazy("Thành tích"), lambda row: row.reason, is_default=False),
)  # fmt: skip
_PERSONS = Measure("nguoi", gettext_lazy("Người"), listing.distinct(canonical_person("person")))
_COLLECTIVES = Measure("tap-the", gettext_lazy("Tập thể"), queries.distinct_collectives)
_INITIATIVES = Measure(
    "sang-kien", pgettext_lazy("list", "Sáng kiến"), listing.distinct("initiative")
)
_MEASURES = (_PERSONS, _COLLECTIVES, _INITIATIVES)
AWARD_LISTING = Listing(
    key="awards",
    title=gettext_lazy("Khen thưởng đã tặng"),
    filterset=AwardFilter,
    columns=(
        Column("ten", gettext_lazy("Tặng cho"), queries.recipient_of, kind="link"),
        *_COMMON,
        Column("hieu-luc", gettext_lazy("Hiệu lực"), _validity, kind="state"),
        Column("quyet-dinh", gettext_lazy("Quyết định"), lambda row: row.decision.number),
        Column(
            "ngay", gettext_lazy("Ngày ký"), lambda row: row.shown_day, kind="day",
            sort="counted_on", export=lambda row: row.counted_on,
        ),
        Column(
            "co-quan", gettext_lazy("Cơ quan ban hành"), lambda row: row.decision.issuer,
            is_default=False,
        ),
    ),
    rows=Award._default_manager.none(),  # noqa: SLF001 -- the request's rows replace it
    prepare=queries.with_award_names,
    detail=address_of("awards:detail"),
    tabs_param="doi_tuong",
    tabs_field="recipient",
    tabs=tuple(Recipient.choices),
    measures=_MEASURES,
)  # fmt: skip
NOMINATION_LISTING = Listing(
    key="nominations",
    title=gettext_lazy("Đề nghị khen thưởng"),
    filterset=NominationFilter,
    columns=(
        Column("ten", gettext_lazy("Đề nghị tặng"), queries.recipient_of, kind="link"),
        *_COMMON,
        Column("ket-qua", gettext_lazy("Kết quả"), _outcome, kind="state", sort="state"),
        Column("to-trinh", gettext_lazy("Tờ trình"), lambda row: row.proposal_number),
        Column(
            "ngay", gettext_lazy("Ngày đề nghị"), lambda row: row.shown_day, kind="day",
            is_default=False, sort="counted_on",
        ),
    ),
    rows=Nomination._default_manager.none(),  # noqa: SLF001 -- the request's rows replace it
    prepare=queries.with_nomination_names,
    detail=address_of("awards:nomination"),
    tabs_param="trang_thai",
    tabs_field="state",
    tabs=tuple(NominationState.choices),
    measures=_MEASURES,
)  # fmt: skip


@require_safe
def award_list(request: UserRequest) -> HttpResponseBase:
    return _list(
        request,
        AWARD_LISTING,
        queries.awards_for(request.user),
        "awards:add",
        _("Thêm khen thưởng"),
    )


@require_safe
def nomination_list(request: UserRequest) -> HttpResponseBase:
    return _list(
        request, NOMINATION_LISTING, queries.nominations_for(request.user),
        "awards:add-nomination", _("Thêm đề nghị"),
    )  # fmt: skip


def _list(
    request: UserRequest,
    given: Listing,
    rows: Any,  # noqa: ANN401 -- awards or nominations
    add: str,
    add_label: str,
) -> HttpResponseBase:
    may_add = can_write_somewhere(request.user)
    shown = replace(given, rows=rows, add_url=reverse(add) if may_add else "", add_label=add_label)
    if _shows_revoked(request, given):
        shown = replace(shown, title=_("Khen thưởng đã thu hồi"))
    return listing.respond(
        request, shown, extra_context={"parts": _parts(request, given)},
        template="awards/list.html",
    )  # fmt: skip


def _parts(request: UserRequest, given: Listing) -> list[Tab]:
    """Return the three lists that are never added up, each for the same unit and period."""
    kept = {name: request.GET[name] for name in _CARRIED if request.GET.get(name)}
    revoked = _shows_revoked(request, given)
    awards, nominations = reverse("awards:list"), reverse("awards:nominations")
    return [
        Tab(_("Đã tặng"), _with(awards, kept), current=given is AWARD_LISTING and not revoked),
        Tab(_("Đề nghị"), _with(nominations, kept), current=given is NOMINATION_LISTING),
        Tab(_("Đã thu hồi"), _with(awards, {**kept, "hieu_luc": REVOKED}), current=revoked),
    ]


def _shows_revoked(request: UserRequest, given: Listing) -> bool:
    return given is AWARD_LISTING and request.GET.get("hieu_luc") == REVOKED


def _with(url: str, params: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(params)}" if params else url


@require_safe
def award(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_award(request.user, pk)
    context = {
        "honour": found,
        "recipient": queries.recipient_of(found),
        "state": _validity(found),
        "rule_url": _rule_url(found),
        "history": history_of(found),
        "edit_url": reverse("awards:edit", args=[pk])
        if can_write_records(request.user, found.unit)
        else "",
    }
    return render(request, "awards/honour.html", context)


def _rule_url(found: Honour) -> str:
    """Return the page of the rulebook about this form; empty for a form no book has."""
    code = found.kind.code
    return reverse("rulebook:entry", args=[code]) if entry_of(code) else ""


@require_safe
def nomination(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_nomination(request.user, pk)
    context = {
        "honour": found,
        "recipient": queries.recipient_of(found),
        "state": _outcome(found),
        "rule_url": _rule_url(found),
        "history": history_of(found),
        "edit_url": reverse("awards:edit-nomination", args=[pk])
        if can_write_records(request.user, found.unit)
        else "",
    }
    return render(request, "awards/honour.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: UserRequest) -> HttpResponse:
    require(can_write_somewhere(request.user))
    initial = {"unit": request.GET.get("don_vi") or home_unit(request.user)}
    form = AwardForm(
        _posted(request), user=request.user, today=timezone.localdate(), initial=initial
    )
    return _saved(request, form, _("Thêm khen thưởng đã tặng"), partial(_new_award, form))


@require_http_methods(["GET", "HEAD", "POST"])
def add_nomination(request: UserRequest) -> HttpResponse:
    require(can_write_somewhere(request.user))
    initial = {
        "unit": request.GET.get("don_vi") or home_unit(request.user),
        "year": timezone.localdate().year,
    }
    form = NominationForm(_posted(request), user=request.user, initial=initial)
    return _saved(request, form, _("Thêm đề nghị khen thưởng"), partial(_new_nomination, form))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_award(request.user, pk)
    require(can_write_records(request.user, found.unit))
    initial = {**initial_of_award(found), "seen": fingerprint(queries.award_row_of(found))}
    form = AwardForm(
        _posted(request), user=request.user, today=timezone.localdate(), initial=initial
    )
    return _saved(request, form, _("Sửa khen thưởng"), partial(_corrected_award, form, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_nomination(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_nomination(request.user, pk)
    require(can_write_records(request.user, found.unit))
    seen = fingerprint(queries.nomination_row_of(found))
    form = NominationForm(
        _posted(request),
        user=request.user,
        initial={**initial_of_nomination(found), "seen": seen},
    )
    return _saved(
        request, form, _("Sửa đề nghị khen thưởng"), partial(_corrected_nomination, form, pk)
    )


def _new_award(form: AwardForm, user: User, at: datetime) -> str:
    outcome = add_record(actions.apply_award_rows, form.row(), actor=user, at=at)
    return reverse("awards:detail", args=[outcome.keys[0]])


def _new_nomination(form: NominationForm, user: User, at: datetime) -> str:
    outcome = add_record(actions.apply_nomination_rows, form.row(), actor=user, at=at)
    return reverse("awards:nomination", args=[outcome.keys[0]])


def _corrected_award(form: AwardForm, pk: int, user: User, at: datetime) -> str:
    actions.correct_award(pk, form.row(), seen=form.cleaned_data["seen"], actor=user, at=at)
    return reverse("awards:detail", args=[pk])


def _corrected_nomination(form: NominationForm, pk: int, user: User, at: datetime) -> str:
    actions.correct_nomination(pk, form.row(), seen=form.cleaned_data["seen"], actor=user, at=at)
    return reverse("awards:nomination", args=[pk])


def _posted(request: UserRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _saved(
    request: UserRequest,
    form: HonourForm,
    title: str,
    save: Callable[[User, datetime], str],
) -> HttpResponse:
    """Save a form that says what can be and go to what it made; else show what to mend."""
    if form.is_bound and form.is_valid():
        try:
            return redirect(save(request.user, timezone.now()))
        except DomainError as error:
            form.add_error(None, str(error))
    context = {
        "form": form,
        "title": title,
        "part": _("đề nghị") if isinstance(form, NominationForm) else _("đã tặng"),
        "units": units_written_by(request.user)[:MOST_OFFERED],
    }
    return render(request, "awards/form.html", context, status=422 if form.is_bound else 200)
