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
from lantoa.assessments import actions, lists, queries
from lantoa.assessments.filters import GradingFilter
from lantoa.assessments.forms import GradingForm, initial_of
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.permissions import can_write_records, can_write_somewhere, require
from lantoa.organization.queries.units import units_written_by
from lantoa.organization.writing import add_record, fingerprint
from lantoa.shared.errors import Conflict, DomainError


@require_safe
def grading_list(request: UserRequest) -> HttpResponseBase:
    may_add = can_write_somewhere(request.user)
    given = replace(
        lists.GRADINGS,
        tabs_param="xep_loai",
        tabs_field="grade__code",
        tabs=tuple((grade.code, grade.name) for grade in queries.grades()),
        add_url=reverse("assessments:add") if may_add else "",
        add_label=_("Thêm xếp loại"),
    )
    return listing.respond(request, given, queries.gradings_for(request.user))


@require_safe
def matrix(request: UserRequest) -> HttpResponse:
    filters = GradingFilter(request.GET, queryset=queries.gradings_for(request.user))
    last = timezone.localdate().year
    shown = filters.form.cleaned_data if filters.is_valid() else {}
    last = shown["den"].year if shown.get("den") else last
    first = shown["tu"].year if shown.get("tu") else last - 5
    years = list(range(max(first, last - 9), last + 1))
    rows = filters.qs if filters.is_valid() else filters.queryset.none()
    context = {"years": years, "unions": queries.matrix(rows, years)}
    return render(request, "assessments/matrix.html", context)


@require_safe
def grading(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_grading(request.user, pk)
    context = {
        "grading": found,
        "state": lists.grade_state(found),
        "history": history_of(found),
        "can_edit": can_write_records(request.user, found.unit),
    }
    return render(request, "assessments/grading.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: UserRequest) -> HttpResponse:
    require(can_write_somewhere(request.user))
    initial = {"unit": request.GET.get("don_vi"), "year": timezone.localdate().year - 1}
    units = units_written_by(request.user)
    form = GradingForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        row = form.row()
        known = _("Công đoàn này đã có xếp loại năm %(year)s. Mở bản ghi đó để sửa.")
        try:
            outcome = add_record(
                actions.apply_rows,
                row,
                actor=request.user,
                at=timezone.now(),
                refusal=known % {"year": row.year},
            )
        except Conflict as error:
            form.add_error("year", str(error))
        else:
            return redirect("assessments:detail", pk=outcome.keys[0])
    return _form_page(request, form, title=_("Thêm xếp loại"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_grading(request.user, pk)
    require(can_write_records(request.user, found.unit))
    row = queries.row_of(found)
    initial = {**initial_of(row, found.unit.code), "seen": fingerprint(row)}
    form = GradingForm(request.POST or None, units=units_written_by(request.user), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_grading(
                pk,
                form.row(),
                seen=form.cleaned_data["seen"],
                actor=request.user,
                at=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("assessments:detail", pk=pk)
    return _form_page(request, form, title=_("Sửa xếp loại"))


def _form_page(request: UserRequest, form: GradingForm, *, title: str) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "title": title}
    return render(request, "assessments/form.html", context, status=status)
