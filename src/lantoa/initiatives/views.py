from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.initiatives import actions, permissions, queries, rules
from lantoa.initiatives.actions.storing import row_of
from lantoa.initiatives.choices import State
from lantoa.initiatives.filters import InitiativeFilter
from lantoa.initiatives.forms import InitiativeSheet, initial_of
from lantoa.initiatives.lists import listing_of, state_of
from lantoa.initiatives.models import Authorship, Benefit, Initiative, Recognition
from lantoa.initiatives.page import story_of
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.permissions import can_write_records, can_write_somewhere, require
from lantoa.organization.queries.units import units_written_by
from lantoa.shared.errors import Conflict, DomainError
from lantoa.shared.rows import Change, Outcome, from_plain, to_plain
from lantoa.ui.toasts import offer_undo

_UNDO = "initiatives.undo"
_MOVES = {
    State.APPRAISING: gettext_lazy("Tiếp nhận"),
    State.COUNCIL: gettext_lazy("Chuyển hội đồng"),
    State.RETURNED: pgettext_lazy("act", "Trả lại"),
    State.DECLINED: pgettext_lazy("act", "Không công nhận"),
    State.PENDING: gettext_lazy("Gửi"),
    State.WITHDRAWN: pgettext_lazy("act", "Rút"),
}


@require_safe
def initiative_list(request: UserRequest) -> HttpResponseBase:
    may_add = can_write_somewhere(request.user)
    rows = queries.initiatives_for(request.user)
    asked = InitiativeFilter(request.GET, queryset=rows)
    given = replace(
        listing_of(asked.part),
        add_url=reverse("initiatives:add") if may_add else "",
        add_label=_("Thêm sáng kiến"),
        import_url=reverse("intake:list") if may_add else "",
    )
    return listing.respond(request, given, rows)


@require_safe
def initiative(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_initiative(request.user, pk)
    may_edit = permissions.can_change_initiative(request.user, found)
    context = {
        "initiative": found,
        "state": state_of(found),
        "story": story_of(found, row_of(found), on=timezone.localdate()),
        "readable": queries.readable_people(request.user, found),
        "history": history_of(
            found,
            Authorship,
            Benefit,
            Recognition,
            known=[
                found.unit,
                *(author.person for author in found.authors.all()),
                *(recognition.decision for recognition in found.recognitions.all()),
            ],
        ),
        "edit_url": reverse("initiatives:edit", args=[pk]) if may_edit else "",
        "moves": _moves(request, found),
    }
    return render(request, "initiatives/initiative.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: UserRequest) -> HttpResponse:
    require(can_write_somewhere(request.user))
    initial: dict[str, Any] = {
        "main": {"unit": request.GET.get("don_vi"), "year": timezone.localdate().year}
    }
    sheet = _sheet(request, initial)
    if request.method == "POST" and sheet.is_valid():
        try:
            outcome = actions.add_initiative(sheet.row(), actor=request.user, at=timezone.now())
        except DomainError as error:
            sheet.refuse(str(error), field=getattr(error, "field", ""))
        else:
            pk = outcome.keys[0]
            _offer_undo(request, pk, outcome, _("Đã thêm sáng kiến."))
            return redirect("initiatives:detail", pk=pk)
    return _form_page(request, sheet, title=_("Thêm sáng kiến"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_initiative(request.user, pk)
    require(can_write_records(request.user, found.unit))
    row = row_of(found)
    sheet = _sheet(request, initial_of(found, row))
    if request.method == "POST" and sheet.is_valid():
        try:
            outcome = actions.correct_initiative(
                found,
                sheet.row(code=found.code, state=found.state),
                seen=sheet.main.cleaned_data["seen"],
                actor=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            sheet.refuse(str(error), field=getattr(error, "field", ""))
        else:
            if outcome.changes:
                _offer_undo(request, pk, outcome, _("Đã sửa sáng kiến."))
            return redirect("initiatives:detail", pk=pk)
    return _form_page(request, sheet, title=_("Sửa sáng kiến"), initiative=found)


@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Take back the last change that this session made to the initiative by its form."""
    kept = request.session.get(_UNDO, {})
    if kept.get("pk") != pk:
        raise Conflict(_("Không còn gì để hoàn tác ở đây. Mở sáng kiến để xem bản hiện nay."))
    changes = [from_plain(Change, plain) for plain in kept["changes"]]
    actions.undo_rows(changes, actor=request.user, at=timezone.now())
    del request.session[_UNDO]
    messages.success(request, _("Đã hoàn tác."))
    if changes[0].kind == "created":
        return redirect("initiatives:list")
    return redirect("initiatives:detail", pk=pk)


@require_POST
def move(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_initiative(request.user, pk)
    target = request.POST.get("trang_thai", "")
    if target not in State.values:
        raise Conflict(_("Không có trạng thái này. Mở lại trang rồi chọn một nút."))
    to = State(target)
    actions.move_initiative(found, to=to, actor=request.user, at=timezone.now())
    messages.success(request, _("Đã chuyển sang “%(state)s”.") % {"state": to.label})
    return redirect("initiatives:detail", pk=pk)


def _sheet(request: UserRequest, initial: dict[str, Any]) -> InitiativeSheet:
    units = units_written_by(request.user)
    return InitiativeSheet(request.POST or None, units=units, initial=initial)


def _offer_undo(request: HttpRequest, pk: int, outcome: Outcome, sentence: str) -> None:
    request.session[_UNDO] = {
        "pk": pk,
        "changes": [to_plain(change) for change in outcome.changes],
    }
    offer_undo(request, sentence, undo_url=reverse("initiatives:undo", args=[pk]))


def _form_page(
    request: UserRequest,
    sheet: InitiativeSheet,
    *,
    title: str,
    initiative: Initiative | None = None,
) -> HttpResponse:
    context = {"sheet": sheet, "title": title, "initiative": initiative}
    status = 422 if sheet.is_bound else 200
    return render(request, "initiatives/form.html", context, status=status)


def _moves(request: UserRequest, found: Initiative) -> list[tuple[str, str]]:
    allowed = permissions.movable_to(request.user, found, rules.TRANSITIONS[State(found.state)])
    return [(target.value, str(_MOVES[target])) for target in State if target in allowed]
