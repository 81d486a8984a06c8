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
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.accounts.models import User
from lantoa.accounts.requests import UserRequest
from lantoa.awards import actions, lists, queries
from lantoa.awards.filters import REVOKED
from lantoa.awards.forms import (
    AwardForm,
    HonourForm,
    NominationForm,
    initial_of_award,
    initial_of_nomination,
)
from lantoa.awards.models import Honour
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.listing import Listing
from lantoa.organization.permissions import can_write_records, can_write_somewhere, require
from lantoa.organization.queries.units import home_unit, units_offered
from lantoa.organization.writing import add_record, fingerprint
from lantoa.rulebook.rules import entry_of
from lantoa.shared.errors import DomainError
from lantoa.ui.components import Tab

_CARRIED = ("q", "don_vi", "co_cau", "tu", "den")


@require_safe
def award_list(request: UserRequest) -> HttpResponseBase:
    return _list(
        request,
        lists.AWARDS,
        queries.awards_for(request.user),
        "awards:add",
        _("Thêm khen thưởng"),
    )


@require_safe
def nomination_list(request: UserRequest) -> HttpResponseBase:
    return _list(
        request, lists.NOMINATIONS, queries.nominations_for(request.user),
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
    shown = replace(given, add_url=reverse(add) if may_add else "", add_label=add_label)
    if _shows_revoked(request, given):
        shown = replace(shown, title=_("Khen thưởng đã thu hồi"))
    return listing.respond(
        request, shown, rows, extra_context={"parts": _parts(request, given)},
        template="awards/list.html",
    )  # fmt: skip


def _parts(request: UserRequest, given: Listing) -> list[Tab]:
    """Return the three lists that are never added up, each for the same unit and period."""
    kept = {name: request.GET[name] for name in _CARRIED if request.GET.get(name)}
    revoked = _shows_revoked(request, given)
    awards, nominations = reverse("awards:list"), reverse("awards:nominations")
    return [
        Tab(_("Đã tặng"), _with(awards, kept), current=given is lists.AWARDS and not revoked),
        Tab(_("Đề nghị"), _with(nominations, kept), current=given is lists.NOMINATIONS),
        Tab(_("Đã thu hồi"), _with(awards, {**kept, "hieu_luc": REVOKED}), current=revoked),
    ]


def _shows_revoked(request: UserRequest, given: Listing) -> bool:
    return given is lists.AWARDS and request.GET.get("hieu_luc") == REVOKED


def _with(url: str, params: Mapping[str, str]) -> str:
    return f"{url}?{urlencode(params)}" if params else url


@require_safe
def award(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_award(request.user, pk)
    context = {
        "honour": found,
        "recipient": queries.recipient_of(found),
        "state": lists.validity_of(found),
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
        "state": lists.outcome_of(found),
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
        "units": units_offered(request.user),
    }
    return render(request, "awards/form.html", context, status=422 if form.is_bound else 200)
