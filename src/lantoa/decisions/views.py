from __future__ import annotations

from dataclasses import replace

from django import forms
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.decisions import actions, lists, queries
from lantoa.decisions.forms import DecisionForm, DescriptionForm, PaperForm, RevocationForm
from lantoa.decisions.models import Decision
from lantoa.decisions.permissions import can_change_decision
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.permissions import can_write_somewhere, require
from lantoa.organization.queries.units import home_unit, units_offered
from lantoa.shared.dates import show_date
from lantoa.shared.errors import DomainError
from lantoa.ui.components import Step
from lantoa.ui.toasts import offer_undo


@require_safe
def decision_list(request: UserRequest) -> HttpResponseBase:
    may_add = can_write_somewhere(request.user)
    given = replace(
        lists.DECISIONS,
        add_url=reverse("decisions:add") if may_add else "",
        add_label=_("Ghi quyết định"),
    )
    return listing.respond(request, given, queries.decisions_for(request.user))


@require_safe
def decision(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_decision(request.user, pk)
    corrections = queries.corrections_of(found)
    context = {
        "decision": found,
        "state": lists.state_cell(found),
        "above": queries.chain_above(found),
        "corrections": corrections,
        "revokes": queries.revoked_through(found),
        "steps": _steps(found, corrections),
        "rests": _rests_on(found),
        "history": history_of(found),
        "can_change": can_change_decision(request.user, found),
    }
    return render(request, "decisions/decision.html", context)


def _rests_on(found: Decision) -> list[tuple[str, str]]:
    """Return the lists of what a decision made true, as (words, address).

    Those lists belong to apps above this one, so they are known here by address alone; they
    show what a revoked decision had made true as well.
    """
    return [
        (
            _("Khen thưởng đã tặng"),
            f"{reverse('awards:list')}?quyet_dinh={found.pk}&hieu_luc=ca-hai",
        ),
        (_("Xếp loại"), f"{reverse('assessments:list')}?quyet_dinh={found.pk}"),
    ]


def _steps(found: Decision, corrections: list[Decision]) -> list[Step]:
    """Show what happened to a decision as dots on a line, where anything did."""
    steps = [Step(_("Ký ban hành"), show_date(found.signed_on), "done")]
    steps += [
        Step(
            _("Đính chính %(number)s") % {"number": one.number},
            show_date(one.signed_on),
            "done",
            reverse("decisions:detail", args=[one.pk]),
        )
        for one in corrections
    ]
    if found.revoked_on:
        steps.append(Step(_("Thu hồi"), show_date(found.revoked_on), "done"))
    return steps if len(steps) > 1 else []


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: UserRequest) -> HttpResponse:
    require(can_write_somewhere(request.user))
    form = DecisionForm(
        _posted(request),
        user=request.user,
        today=timezone.localdate(),
        initial={"unit": request.GET.get("don_vi") or home_unit(request.user)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            filed = actions.register_decision(
                form.row(),
                subject=form.cleaned_data["subject"],
                unit=form.cleaned_data["unit"],
                actor=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("number", str(error))
        else:
            return redirect("decisions:detail", pk=filed.pk)
    return _form_page(request, form, title=_("Ghi quyết định"))


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_decision(request.user, pk)
    require(can_change_decision(request.user, found))
    initial = {"signer": found.signer, "subject": found.subject}
    form = DescriptionForm(_posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.describe_decision(found, **form.cleaned_data, actor=request.user, at=timezone.now())
        return redirect("decisions:detail", pk=pk)
    return _form_page(request, form, title=_("Sửa thông tin quyết định"), decision=found)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_decision(request.user, pk)
    require(can_change_decision(request.user, found))
    form = PaperForm(_posted(request), today=timezone.localdate(), initial={"issuer": found.issuer})
    if request.method == "POST" and form.is_valid():
        try:
            correction = actions.correct_decision(
                found,
                correction=form.row(),
                subject=form.cleaned_data["subject"],
                actor=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("number", str(error))
        else:
            return redirect("decisions:detail", pk=correction.pk)
    return _form_page(request, form, title=_("Ghi văn bản đính chính"), decision=found)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_decision(request.user, pk)
    require(can_change_decision(request.user, found))
    form = RevocationForm(
        _posted(request), today=timezone.localdate(), initial={"issuer": found.issuer}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_decision(
                found,
                revoked_on=form.cleaned_data["revoked_on"],
                by=form.by(),
                actor=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error("revoked_on", str(error))
        else:
            offer_undo(
                request,
                _("Đã thu hồi quyết định %(number)s") % {"number": found.number},
                undo_url=reverse("decisions:restore", args=[pk]),
            )
            return redirect("decisions:detail", pk=pk)
    return _form_page(
        request, form, title=_("Thu hồi quyết định"), decision=found, act=_("Thu hồi")
    )


@require_POST
def restore(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_decision(request.user, pk)
    actions.restore_decision(found, actor=request.user, at=timezone.now())
    return redirect("decisions:detail", pk=pk)


def _posted(request: UserRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form_page(
    request: UserRequest,
    form: forms.Form,
    *,
    title: str,
    decision: Decision | None = None,
    act: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "decision": decision,
        "act": act,
        "units": units_offered(request.user) if "unit" in form.fields else (),
    }
    return render(request, "decisions/form.html", context, status=422 if form.is_bound else 200)
