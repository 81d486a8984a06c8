from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.initiatives import actions, permissions, queries, rules
from lantoa.initiatives.actions.storing import rows_by_pk
from lantoa.initiatives.choices import State
from lantoa.initiatives.forms import InitiativeSheet, initial_of
from lantoa.initiatives.lists import LISTING, state_of
from lantoa.initiatives.models import Initiative
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.queries import units_written_by
from lantoa.organization.writing import fingerprint
from lantoa.shared.dates import show_date
from lantoa.shared.errors import DomainError
from lantoa.ui.components import Step

_MOVES = {
    State.APPRAISING: gettext_lazy("Tiếp nhận"),
    State.COUNCIL: gettext_lazy("Chuyển hội đồng"),
    State.RETURNED: gettext_lazy("Trả lại"),
    State.DECLINED: gettext_lazy("Không công nhận"),
    State.PENDING: gettext_lazy("Gửi lại"),
    State.WITHDRAWN: gettext_lazy("Thu hồi"),
}


@require_safe
def initiative_list(request: UserRequest) -> HttpResponseBase:
    may_add = permissions.can_add_initiative(request.user)
    given = replace(
        LISTING,
        rows=queries.initiatives_for(request.user).with_standing(),
        add_url=reverse("initiatives:add") if may_add else "",
        add_label=_("Thêm sáng kiến"),
        import_url=reverse("intake:list") if may_add else "",
    )
    return listing.respond(request, given)


@require_safe
def initiative(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_initiative(request.user, pk)
    may_edit = permissions.can_change_initiative(request.user, found)
    context = {
        "initiative": found,
        "state": state_of(found),
        "steps": _steps(found),
        "limit": _limit(found),
        "history": history_of(found),
        "edit_url": reverse("initiatives:edit", args=[pk]) if may_edit else "",
        "moves": _moves(request, found),
        "request_limit_source": rules.REQUEST_LIMIT,
    }
    return render(request, "initiatives/initiative.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: UserRequest) -> HttpResponse:
    initial: dict[str, Any] = {
        "main": {"unit": request.GET.get("don_vi"), "year": timezone.localdate().year}
    }
    sheet = _sheet(request, initial)
    if request.method == "POST" and sheet.is_valid():
        try:
            outcome = actions.apply_rows([sheet.row()], actor=request.user, at=timezone.now())
        except DomainError as error:
            sheet.main.add_error(_field_of(error, sheet), str(error))
        else:
            return redirect("initiatives:detail", pk=outcome.keys[0])
    return _form_page(request, sheet, title=_("Thêm sáng kiến"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_initiative(request.user, pk)
    row = rows_by_pk([pk])[pk]
    initial = initial_of(found)
    initial["main"]["seen"] = fingerprint(row)
    sheet = _sheet(request, initial)
    if request.method == "POST" and sheet.is_valid():
        counted = (found.counted_on, found.counted_precision)
        stated = sheet.row(code=found.code, state=found.state, counted=counted)
        try:
            actions.correct_initiative(
                found,
                stated,
                seen=sheet.main.cleaned_data["seen"],
                actor=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            sheet.main.add_error(_field_of(error, sheet), str(error))
        else:
            return redirect("initiatives:detail", pk=pk)
    return _form_page(request, sheet, title=_("Sửa sáng kiến"))


@require_POST
def move(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_initiative(request.user, pk)
    target = request.POST.get("trang_thai", "")
    if target not in State.values:
        return redirect("initiatives:detail", pk=pk)
    actions.move_initiative(found, to=State(target), actor=request.user, at=timezone.now())
    return redirect("initiatives:detail", pk=pk)


def _sheet(request: UserRequest, initial: dict[str, Any]) -> InitiativeSheet:
    units = units_written_by(request.user)
    return InitiativeSheet(request.POST or None, units=units, initial=initial)


def _field_of(error: DomainError, sheet: InitiativeSheet) -> str | None:
    """Return the field that the error is about, where the form shows it."""
    name = getattr(error, "field", "")
    return name if name in sheet.main.fields else None


def _form_page(request: UserRequest, sheet: InitiativeSheet, *, title: str) -> HttpResponse:
    context = {
        "sheet": sheet,
        "title": title,
        "tables": (
            (_("Tác giả"), sheet.authors),
            (_("Lợi ích bằng tiền"), sheet.benefits),
            (_("Công nhận"), sheet.recognitions),
        ),
    }
    status = 422 if sheet.is_bound else 200
    return render(request, "initiatives/form.html", context, status=status)


def _steps(found: Initiative) -> list[Step]:
    """Return the way of an initiative as dots: sent, then each recognition in force."""
    steps = [Step(_("Gửi"), found.shown_day, "done")]
    standing = found.recognitions.all()
    for one in sorted(standing, key=lambda each: each.decision.signed_on):
        if one.decision.revoked_on is None:
            day = show_date(one.decision.signed_on)
            steps.append(Step(one.get_scope_display(), f"{one.decision.number}, {day}", "done"))
    if len(steps) == 1:
        steps.append(Step(str(state_of(found)), "", "now"))
    return steps


def _limit(found: Initiative) -> dict[str, object] | None:
    """Judge the year within which recognition may be asked for, by what is known."""
    if not found.first_applied:
        return None
    return {
        "verdict": rules.request_in_time(found.first_applied, found.counted_on),
        "until": rules.request_limit(found.first_applied),
    }


def _moves(request: UserRequest, found: Initiative) -> list[tuple[str, str]]:
    return [
        (target.value, str(_MOVES[target]))
        for target in sorted(rules.TRANSITIONS[State(found.state)], key=list(State).index)
        if target in _MOVES and permissions.can_move_initiative(request.user, found, target)
    ]
