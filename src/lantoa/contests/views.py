from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.contests import actions, lists, queries
from lantoa.contests.forms import EntryForm, initial_of
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.permissions import can_write_records, can_write_somewhere, require
from lantoa.organization.queries.units import units_written_by
from lantoa.organization.writing import add_record, fingerprint
from lantoa.shared.errors import DomainError


@require_safe
def edition_list(request: UserRequest) -> HttpResponse:
    context = {
        "editions": queries.editions_for(request.user),
        "can_add": can_write_somewhere(request.user),
    }
    return render(request, "contests/editions.html", context)


@require_safe
def entry_list(request: UserRequest) -> HttpResponseBase:
    may_add = can_write_somewhere(request.user)
    given = replace(
        lists.ENTRIES,
        add_url=reverse("contests:add") if may_add else "",
        add_label=_("Thêm bài dự thi"),
    )
    return listing.respond(request, given, queries.entries_for(request.user))


@require_safe
def entry(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_entry(request.user, pk)
    context = {
        "entry": found,
        "history": history_of(found),
        "can_edit": can_write_records(request.user, found.unit),
    }
    return render(request, "contests/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: UserRequest) -> HttpResponse:
    require(can_write_somewhere(request.user))
    units = units_written_by(request.user)
    form = EntryForm(request.POST or None, units=units, initial={"unit": request.GET.get("don_vi")})
    if request.method == "POST" and form.is_valid():
        try:
            outcome = add_record(
                actions.apply_rows, form.row(), actor=request.user, at=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("contests:entry", pk=outcome.keys[0])
    return _form_page(request, form, title=_("Thêm bài dự thi"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_entry(request.user, pk)
    require(can_write_records(request.user, found.unit))
    row = actions.row_of(found)
    initial = {**initial_of(row, found.unit.code), "seen": fingerprint(row)}
    form = EntryForm(request.POST or None, units=units_written_by(request.user), initial=initial)
    if request.method == "POST" and form.is_valid():
        stated = replace(form.row(), person_id=found.person_id)
        try:
            actions.correct_entry(
                pk, stated, seen=form.cleaned_data["seen"], actor=request.user, at=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("contests:entry", pk=pk)
    return _form_page(request, form, title=_("Sửa bài dự thi"))


def _form_page(request: UserRequest, form: EntryForm, *, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "series": queries.series_names()}
    status = 422 if form.is_bound else 200
    return render(request, "contests/form.html", context, status=status)
