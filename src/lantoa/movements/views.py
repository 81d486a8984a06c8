from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.movements import actions, forms, lists, queries
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.listing import Listing
from lantoa.organization.permissions import can_write_records, can_write_somewhere, require
from lantoa.organization.queries.people import people_for
from lantoa.organization.queries.units import units_written_by
from lantoa.organization.records import UnitRecord
from lantoa.organization.writing import RecordStore, add_record, fingerprint
from lantoa.shared.dates import show_date
from lantoa.shared.errors import DomainError
from lantoa.shared.numbers import group_digits
from lantoa.shared.rows import Outcome

Fact = tuple[str, object]
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


# The five kinds look alike: a list, a page, a form to add and one to correct.


def _list(
    request: UserRequest,
    given: Listing,
    rows: QuerySet[Any],
    *,
    add: str,
    label: str,
) -> HttpResponseBase:
    may_add = can_write_somewhere(request.user)
    add_url = reverse(f"movements:{add}") if may_add else ""
    shown = replace(given, add_url=add_url, add_label=label)
    return listing.respond(
        request, shown, rows, extra_context={"parts": _parts(given)}, template="movements/list.html"
    )


def _parts(current: Listing) -> list[dict[str, object]]:
    """Return the five lists of the app, to choose between."""
    return [
        {"label": label, "url": reverse(f"movements:{name}"), "current": given is current}
        for given, name, label in (
            (lists.MOVEMENTS, "list", _("Phong trào")),
            (lists.ACTIVITIES, "activities", _("Tuyên truyền")),
            (lists.TRAININGS, "trainings", _("Tập huấn")),
            (lists.REGISTRATIONS, "registrations", _("Đăng ký")),
            (lists.SOLUTIONS, "solutions", _("Giải pháp")),
        )
    ]


def _record(
    request: UserRequest,
    record: UnitRecord,
    facts: list[Fact],
    *,
    back: tuple[str, str],
    edit: str,
    heading: str,
) -> HttpResponse:
    context = {
        "record": record,
        "heading": heading,
        "facts": facts,
        "back_url": reverse(f"movements:{back[0]}"),
        "back_label": back[1],
        "history": history_of(record),
        "edit_url": reverse(f"movements:{edit}", args=[record.pk])
        if can_write_records(request.user, record.unit)
        else "",
    }
    return render(request, "movements/record.html", context)


def _add(
    request: UserRequest,
    form: Any,  # noqa: ANN401 -- any of the forms, each with its own row
    apply: Callable[..., Outcome],
    *,
    page: str,
    title: str,
) -> HttpResponse:
    if form.is_valid():
        try:
            outcome = add_record(apply, form.row(), actor=request.user, at=timezone.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"movements:{page}", pk=outcome.keys[0])
    return _form_page(request, form, title)


def _edit(
    request: UserRequest,
    form: Any,  # noqa: ANN401
    correct: Callable[..., Outcome],
    *,
    pk: int,
    page: str,
    title: str,
) -> HttpResponse:
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            correct(pk, form.row(), seen=seen, actor=request.user, at=timezone.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect(f"movements:{page}", pk=pk)
    return _form_page(request, form, title)


def _form_page(request: UserRequest, form: Form, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "activity_forms": queries.activity_forms(request.user)}
    status = 422 if form.is_bound else 200
    return render(request, "movements/form.html", context, status=status)


def _given(request: UserRequest, **initial: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return what every form of this request is built with."""
    require(can_write_somewhere(request.user))
    return {
        "data": request.POST or None,
        "units": units_written_by(request.user),
        "movements": queries.movement_choices(request.user),
        "initial": {"unit": request.GET.get("don_vi"), **initial},
    }


def _stored(
    request: UserRequest, store: RecordStore[Any], record: UnitRecord
) -> tuple[Any, dict[str, Any]]:
    """Return the row of a record to correct, and what its form starts from beside the row's own."""
    require(can_write_records(request.user, record.unit))
    row = store.by_pk([record.pk])[record.pk]
    return row, {"unit": record.unit.code, "seen": fingerprint(row)}


def _number(value: int | None) -> str:
    return _("chưa rõ") if value is None else group_digits(value)


# Movements


@require_safe
def movement_list(request: UserRequest) -> HttpResponseBase:
    rows = queries.movements_for(request.user)
    return _list(request, lists.MOVEMENTS, rows, add="add", label=_("Phát động phong trào"))


@require_safe
def movement(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_movement(request.user, pk)
    context = {
        "movement": found,
        "parts": queries.sub_movements_of(found, request.user),
        "doings": queries.doings_of(found, request.user),
        "history": history_of(found),
        "can_edit": can_write_records(request.user, found.unit),
    }
    return render(request, "movements/movement.html", context)


@get_or_post
def add_movement(request: UserRequest) -> HttpResponse:
    form = forms.MovementForm(**_given(request))
    title = _("Phát động phong trào")
    return _add(request, form, actions.apply_movement_rows, page="detail", title=title)


@get_or_post
def edit_movement(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_movement(request.user, pk)
    row, initial = _stored(request, actions.MOVEMENTS, found)
    form = forms.MovementForm(**_given(request, **initial, **forms.MovementForm.initial_of(row)))
    form.fields["code"].disabled = True
    title = _("Sửa phong trào")
    return _edit(request, form, actions.correct_movement, pk=pk, page="detail", title=title)


# Propaganda


@require_safe
def activity_list(request: UserRequest) -> HttpResponseBase:
    rows = queries.activities_for(request.user)
    return _list(request, lists.ACTIVITIES, rows, add="add-activity", label=_("Thêm hoạt động"))


@require_safe
def activity(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_activity(request.user, pk)
    facts: list[Fact] = [
        (_("Phong trào"), found.movement.name),
        (_("Đơn vị"), found.unit.name),
        (_("Ngày"), found.shown_day),
        (_("Số buổi"), _number(found.sessions)),
        (_("Lượt người"), _number(found.attendances)),
    ]
    back = ("activities", _("Hoạt động tuyên truyền"))
    return _record(request, found, facts, back=back, edit="edit-activity", heading=found.form)


@get_or_post
def add_activity(request: UserRequest) -> HttpResponse:
    form = forms.ActivityForm(**_given(request))
    title = _("Thêm hoạt động tuyên truyền")
    return _add(request, form, actions.apply_activity_rows, page="activity", title=title)


@get_or_post
def edit_activity(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_activity(request.user, pk)
    row, initial = _stored(request, actions.ACTIVITIES, found)
    form = forms.ActivityForm(**_given(request, **initial, **forms.ActivityForm.initial_of(row)))
    title = _("Sửa hoạt động tuyên truyền")
    return _edit(request, form, actions.correct_activity, pk=pk, page="activity", title=title)


# Training


@require_safe
def training_list(request: UserRequest) -> HttpResponseBase:
    rows = queries.trainings_for(request.user)
    return _list(request, lists.TRAININGS, rows, add="add-training", label=_("Thêm lớp"))


@require_safe
def training(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_training(request.user, pk)
    facts: list[Fact] = [
        (_("Đơn vị"), found.unit.name),
        (_("Ngày đầu"), found.shown_day),
        (_("Số ngày"), _number(found.days)),
        (_("Địa điểm"), found.place or _("chưa rõ")),
        (_("Số người"), _number(found.participants)),
    ]
    back = ("trainings", _("Tập huấn, bồi dưỡng"))
    return _record(request, found, facts, back=back, edit="edit-training", heading=found.name)


@get_or_post
def add_training(request: UserRequest) -> HttpResponse:
    form = forms.TrainingForm(**_given(request))
    title = _("Thêm lớp tập huấn")
    return _add(request, form, actions.apply_training_rows, page="training", title=title)


@get_or_post
def edit_training(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_training(request.user, pk)
    row, initial = _stored(request, actions.TRAININGS, found)
    form = forms.TrainingForm(**_given(request, **initial, **forms.TrainingForm.initial_of(row)))
    title = _("Sửa lớp tập huấn")
    return _edit(request, form, actions.correct_training, pk=pk, page="training", title=title)


# Registrations


@require_safe
def registration_list(request: UserRequest) -> HttpResponseBase:
    rows = queries.registrations_for(request.user)
    return _list(request, lists.REGISTRATIONS, rows, add="add-registration", label=_("Đăng ký"))


@require_safe
def registration(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_registration(request.user, pk)
    facts: list[Fact] = [
        (_("Người đăng ký"), found.person.full_name if found.person else _("cả tập thể")),
        (_("Đơn vị"), found.unit.name),
        (_("Năm"), str(found.year)),
        (_("Danh hiệu"), found.title or "—"),
        (_("Đề tài, sáng kiến"), found.topic or "—"),
        (_("Phong trào"), found.movement.name if found.movement else "—"),
        (_("Ngày"), found.shown_day),
    ]
    heading = _("Đăng ký thi đua năm %(year)s") % {"year": found.year}
    back = ("registrations", _("Đăng ký thi đua"))
    return _record(request, found, facts, back=back, edit="edit-registration", heading=heading)


@get_or_post
def add_registration(request: UserRequest) -> HttpResponse:
    people = people_for(request.user)
    form = forms.RegistrationForm(people=people, **_given(request, year=timezone.localdate().year))
    title = _("Thêm đăng ký thi đua")
    return _add(request, form, actions.apply_registration_rows, page="registration", title=title)


@get_or_post
def edit_registration(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_registration(request.user, pk)
    row, initial = _stored(request, actions.REGISTRATIONS, found)
    initial["person"] = found.person.code if found.person else ""
    given = _given(request, **initial, **forms.RegistrationForm.initial_of(row))
    form = forms.RegistrationForm(people=people_for(request.user), **given)
    title = _("Sửa đăng ký thi đua")
    return _edit(
        request, form, actions.correct_registration, pk=pk, page="registration", title=title
    )


# Solutions


@require_safe
def solution_list(request: UserRequest) -> HttpResponseBase:
    rows = queries.solutions_for(request.user)
    label = _("Thêm nhóm giải pháp")
    return _list(request, lists.SOLUTIONS, rows, add="add-solution", label=label)


@require_safe
def solution(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_solution(request.user, pk)
    facts: list[Fact] = [
        (_("Nội dung"), found.text),
        (_("Phong trào"), found.movement.name),
        (_("Đơn vị"), found.unit.name),
        (_("Ngày quyết nghị"), show_date(found.counted_on)),
    ]
    heading = _("Nhóm giải pháp số %(number)s") % {"number": found.number}
    back = ("solutions", _("Nhóm giải pháp"))
    return _record(request, found, facts, back=back, edit="edit-solution", heading=heading)


@get_or_post
def add_solution(request: UserRequest) -> HttpResponse:
    form = forms.SolutionForm(**_given(request))
    title = _("Thêm nhóm giải pháp")
    return _add(request, form, actions.apply_solution_rows, page="solution", title=title)


@get_or_post
def edit_solution(request: UserRequest, pk: int) -> HttpResponse:
    found = queries.get_solution(request.user, pk)
    row, initial = _stored(request, actions.SOLUTIONS, found)
    form = forms.SolutionForm(**_given(request, **initial, **forms.SolutionForm.initial_of(row)))
    title = _("Sửa nhóm giải pháp")
    return _edit(request, form, actions.correct_solution, pk=pk, page="solution", title=title)
