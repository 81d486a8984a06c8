from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.organization import oversight, permissions
from lantoa.organization.actions import successions, units
from lantoa.organization.acts import act_in_words
from lantoa.organization.forms import (
    MoveForm,
    NewUnitForm,
    RenameForm,
    SuccessionForm,
    UnitForm,
    refuse,
)
from lantoa.organization.history import history_of
from lantoa.organization.models import Placement, UnitAlias, UnitName
from lantoa.organization.queries.people import member_counts
from lantoa.organization.queries.tree import MOST_BRANCHES, branches_of, found_branches
from lantoa.organization.queries.units import (
    aliases_of,
    ancestors_seen,
    get_unit,
    home_unit,
    names_of,
    placements_of,
    predecessors_of,
    successors_of,
    unit_kinds,
    units_suggested,
)
from lantoa.shared.errors import DomainError

LAST_ACTS = 8


@require_safe
def unit_tree(request: UserRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    text = request.GET.get("q", "").strip()[:200]
    code = request.GET.get("don_vi", "")
    top = get_unit(user, code) if code else home_unit(user)
    with_ended = "cu" in request.GET
    branches = []
    if text:
        branches = found_branches(user, text, on=today)
    elif top is not None:
        branches = branches_of(user, top, on=today, with_ended=with_ended)
    context = {
        "top": top,
        "above": ancestors_seen(user, top) if top else [],
        "branches": branches,
        "is_cut": len(branches) >= MOST_BRANCHES,
        "text": text,
        "with_ended": with_ended,
        "members": member_counts([top], on=today)[top.pk] if top else 0,
        "can_add": top is not None and permissions.can_manage_units(user, top),
        "can_manage": top is not None and permissions.can_manage_accounts(user, top),
        "today": today,
    }
    return render(request, "organization/unit_tree.html", context)


@require_safe
def unit_page(request: UserRequest, code: str) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    unit = get_unit(user, code)
    can_manage = permissions.can_manage_units(user, unit)
    acts = oversight.journal_of(user, unit)[:LAST_ACTS]
    context = {
        "unit": unit,
        "above": ancestors_seen(user, unit),
        "members": member_counts([unit], on=today)[unit.pk],
        "branches": branches_of(user, unit, on=today, with_ended=True),
        "placements": placements_of(unit),
        "names": names_of(unit),
        "aliases": aliases_of(unit),
        "predecessors": predecessors_of(unit),
        "successors": successors_of(unit),
        "acts": [(entry, act_in_words(entry.act, entry.details)) for entry in acts],
        "history": history_of(unit, UnitName, UnitAlias, Placement),
        "can_manage": can_manage,
        "can_change": can_manage and unit.ended_on is None,
        "can_see_people": permissions.can_see_people(user, unit),
    }
    return render(request, "organization/unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_unit(request: UserRequest) -> HttpResponse:
    user = request.user
    permissions.require(permissions.can_administer(user))
    initial = {"parent": request.GET.get("cap_tren", "")}
    form = NewUnitForm(request.POST or None, user=user, kinds=unit_kinds(), initial=initial)
    if form.is_valid():
        try:
            unit = units.create_unit(**form.cleaned_data, actor=user, at=timezone.now())
        except DomainError as error:
            refuse(form, None, error)
        else:
            return redirect("organization:unit", code=unit.code)
    return _form(request, form, _("Thêm đơn vị"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_unit(request: UserRequest, code: str) -> HttpResponse:
    unit = get_unit(request.user, code)
    permissions.require(permissions.can_manage_units(request.user, unit))
    initial = {
        "kind": unit.kind.code,
        "short_name": unit.short_name,
        "aliases": "\n".join(aliases_of(unit)),
    }
    form = UnitForm(request.POST or None, kinds=unit_kinds(), initial=initial)
    if form.is_valid():
        units.describe_unit(unit, **form.cleaned_data, actor=request.user, at=timezone.now())
        return redirect("organization:unit", code=unit.code)
    return _form(request, form, _("Sửa thông tin"), unit=unit)


@require_http_methods(["GET", "HEAD", "POST"])
def move_unit(request: UserRequest, code: str) -> HttpResponse:
    unit = get_unit(request.user, code)
    permissions.require(permissions.can_manage_units(request.user, unit))
    form = MoveForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            units.move_unit(unit, **form.cleaned_data, actor=request.user, at=timezone.now())
        except DomainError as error:
            refuse(form, None, error)
        else:
            return redirect("organization:unit", code=unit.code)
    return _form(request, form, _("Chuyển đơn vị"), unit=unit)


@require_http_methods(["GET", "HEAD", "POST"])
def rename_unit(request: UserRequest, code: str) -> HttpResponse:
    unit = get_unit(request.user, code)
    permissions.require(permissions.can_manage_units(request.user, unit))
    form = RenameForm(request.POST or None, initial={"name": unit.name})
    if form.is_valid():
        try:
            units.rename_unit(unit, **form.cleaned_data, actor=request.user, at=timezone.now())
        except DomainError as error:
            refuse(form, "on", error)
        else:
            return redirect("organization:unit", code=unit.code)
    return _form(request, form, _("Đổi tên đơn vị"), unit=unit)


@require_http_methods(["GET", "HEAD", "POST"])
def succeed_unit(request: UserRequest, code: str) -> HttpResponse:
    unit = get_unit(request.user, code)
    permissions.require(permissions.can_manage_units(request.user, unit))
    form = SuccessionForm(
        request.POST or None, user=request.user, initial={"predecessors": unit.code}
    )
    if form.is_valid():
        try:
            successions.succeed_units(**form.cleaned_data, actor=request.user, at=timezone.now())
        except DomainError as error:
            refuse(form, None, error)
        else:
            return redirect("organization:unit", code=unit.code)
    return _form(request, form, _("Sáp nhập, chia tách"), unit=unit)


def _form(request: UserRequest, form: Any, title: str, *, unit: Any = None) -> HttpResponse:  # noqa: ANN401
    context = {
        "form": form,
        "title": title,
        "unit": unit,
        "suggested": units_suggested(request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "organization/unit_form.html", context, status=status)
