from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.audit.actions import record, record_file_opening
from lantoa.organization import lists, oversight, permissions
from lantoa.organization.actions import merging, people
from lantoa.organization.forms import AliasForm, LeaveForm, MergeForm, PersonForm, refuse
from lantoa.organization.history import history_of
from lantoa.organization.listing import respond
from lantoa.organization.models import Membership, Person, PersonAlias
from lantoa.organization.queries.people import (
    categories,
    get_person,
    latest_membership,
    memberships_of,
    merged_into,
    people_seen,
    person_exists,
    spellings_of,
)
from lantoa.organization.queries.units import units_suggested
from lantoa.organization.writing import add_record, fingerprint
from lantoa.shared.errors import DomainError
from lantoa.ui.toasts import offer_undo


@require_safe
def people_list(request: UserRequest) -> HttpResponseBase:
    given = lists.people_listing(can_add=permissions.can_write_somewhere(request.user))
    response = respond(request, given, people_seen(request.user))
    if request.GET.get("xuat") and response.status_code == 200:
        asked = request.GET.urlencode()
        record("person.exported", actor=request.user, at=timezone.now(), asked=asked)
    return response


@require_safe
def person_page(request: UserRequest, code: str) -> HttpResponse:
    user = request.user
    person = get_person(user, code)
    record_file_opening(person.pk, actor=user, at=timezone.now(), purpose="ly_lich")
    can_manage = permissions.can_manage_person(user, person)
    memberships = memberships_of(person)
    aliases = spellings_of(person)
    context = {
        "person": person,
        "memberships": memberships,
        "current": latest_membership(person),
        "aliases": aliases,
        "merged": merged_into(person),
        "history": history_of(person, Membership, PersonAlias),
        "can_manage": can_manage,
        "can_write": can_manage and person.merged_into_id is None,
        "can_see_openings": permissions.can_see_openings(user, person),
        "alias_form": AliasForm(initial={"names": "\n".join(aliases)}),
        "leave_form": LeaveForm(),
    }
    return render(request, "organization/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: UserRequest) -> HttpResponse:
    user = request.user
    permissions.require(permissions.can_write_somewhere(user) or permissions.can_administer(user))
    form = PersonForm(
        request.POST or None,
        user=user,
        categories=categories(),
        initial={"unit": request.GET.get("don_vi", ""), "is_union_member": True},
    )
    if form.is_valid():
        row = form.row()
        if person_exists(row.code):
            form.add_error("code", _("Mã này đã là của một người khác. Ghi mã khác."))
        elif _applied(
            form, lambda: add_record(people.apply_rows, row, actor=user, at=timezone.now())
        ):
            return redirect("organization:person", code=row.code)
    return _form(request, form, _("Thêm người"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: UserRequest, code: str) -> HttpResponse:
    user = request.user
    person = get_person(user, code)
    permissions.require(permissions.can_manage_person(request.user, person))
    row = people.person_row(person)
    current = latest_membership(person)
    initial = PersonForm.initial_of(row, current.unit) if current else {}
    form = PersonForm(
        request.POST or None,
        user=user,
        categories=categories(),
        initial={**initial, "seen": fingerprint(row)},
    )
    form.fields["code"].disabled = True
    if form.is_valid():
        seen, stated = form.cleaned_data["seen"], form.row()
        if _applied(
            form,
            lambda: people.correct_person(person, stated, seen=seen, actor=user, at=timezone.now()),
        ):
            return redirect("organization:person", code=person.code)
    return _form(request, form, _("Sửa người"), person=person)


@require_POST
def set_aliases(request: UserRequest, code: str) -> HttpResponse:
    person = get_person(request.user, code)
    form = AliasForm(request.POST)
    if form.is_valid():
        merging.set_aliases(person, **form.cleaned_data, actor=request.user, at=timezone.now())
        messages.success(request, _("Đã lưu các cách viết khác."))
    return redirect("organization:person", code=person.code)


@require_http_methods(["GET", "HEAD", "POST"])
def leave_unit(request: UserRequest, code: str) -> HttpResponse:
    person = get_person(request.user, code)
    permissions.require(permissions.can_manage_person(request.user, person))
    form = LeaveForm(request.POST or None)
    if form.is_valid() and _applied(
        form,
        lambda: people.end_membership(
            person, **form.cleaned_data, actor=request.user, at=timezone.now()
        ),
    ):
        return redirect("organization:person", code=person.code)
    return _form(request, form, _("Ghi rời đơn vị"), person=person)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_person(request: UserRequest, code: str) -> HttpResponse:
    """Choose the record that stays, look at both beside each other, then merge."""
    user = request.user
    person = get_person(user, code)
    permissions.require(permissions.can_manage_person(request.user, person))
    form = MergeForm(request.POST or request.GET or None, user=user)
    into: Person | None = form.cleaned_data["into"] if form.is_valid() else None
    if request.method == "POST" and into is not None:
        try:
            merging.merge_person(person, into=into, actor=user, at=timezone.now())
        except DomainError as error:
            refuse(form, "into", error)
        else:
            offer_undo(
                request,
                _("Đã gộp hồ sơ %(code)s vào %(into)s") % {"code": person.code, "into": into.code},
                undo_url=reverse("organization:unmerge-person", args=[person.code]),
            )
            return redirect("organization:person", code=into.code)
    sides = [(one, memberships_of(one)) for one in (person, into) if one is not None]
    context = {"person": person, "into": into, "form": form, "sides": sides}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "organization/merge.html", context, status=status)


@require_POST
def unmerge_person(request: UserRequest, code: str) -> HttpResponse:
    person = get_person(request.user, code)
    merging.unmerge_person(person, actor=request.user, at=timezone.now())
    messages.success(request, _("Đã tách lại hồ sơ %(code)s.") % {"code": person.code})
    return redirect("organization:person", code=person.code)


@require_safe
def file_openings(request: UserRequest, code: str) -> HttpResponse:
    person = get_person(request.user, code)
    permissions.require(permissions.can_see_openings(request.user, person))
    context = {"person": person, "openings": oversight.openings_of(person)}
    return render(request, "organization/openings.html", context)


def _applied(form: Any, act: Any) -> bool:  # noqa: ANN401
    """Do it; a refusal's sentence goes over the form."""
    try:
        act()
    except DomainError as error:
        refuse(form, None, error)
        return False
    return True


def _form(request: UserRequest, form: Any, title: str, *, person: Any = None) -> HttpResponse:  # noqa: ANN401
    context = {
        "form": form,
        "title": title,
        "person": person,
        "suggested": units_suggested(request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "organization/person_form.html", context, status=status)
