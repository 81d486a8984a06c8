from __future__ import annotations

from dataclasses import replace

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.contests import actions, queries
from lantoa.contests.choices import Prize
from lantoa.contests.filters import EntryFilter
from lantoa.contests.forms import EntryForm, initial_of
from lantoa.contests.models import Entry
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.listing import Column, Listing, Measure, State, address_of
from lantoa.organization.permissions import can_write_records, can_write_somewhere, require
from lantoa.organization.queries import units_written_by
from lantoa.organization.writing import add_record, fingerprint
from lantoa.shared.errors import DomainError


def _prize(entry: Entry) -> State | None:
    if not entry.prize:
        return None
    kind = "declined" if entry.prize == Prize.NONE else "recognized"
    return State(kind, entry.get_prize_display())  # type: ignore[arg-type]


COLUMNS = (
    Column("ten", gettext_lazy("Bài, người dự thi"), str, kind="link", sort="entry_key"),
    Column("giai", gettext_lazy("Giải"), _prize, kind="state", sort="prize"),
    Column(
        "hoi-thi", gettext_lazy("Hội thi"), lambda entry: entry.contest.series,
        sort="contest__name_key",
    ),
    Column("lan", gettext_lazy("Lần"), lambda entry: entry.contest.edition, kind="int"),
    Column(
        "nam", gettext_lazy("Năm"), lambda entry: entry.contest.year, kind="int",
        sort="contest__year",
    ),
    Column(
        "cap", gettext_lazy("Cấp"), lambda entry: entry.contest.get_level_display(),
    ),
    Column("nguoi", gettext_lazy("Người dự thi"), lambda entry: entry.contestant, is_default=False),
    Column(
        "don-vi", gettext_lazy("Đơn vị"), lambda entry: entry.unit.name, sort="unit__sort_key"
    ),
    Column(
        "ly-thuyet", gettext_lazy("Lý thuyết"), lambda entry: entry.theory_score, kind="decimal",
        is_default=False, sort="theory_score",
    ),
    Column(
        "thuc-hanh", gettext_lazy("Thực hành"), lambda entry: entry.practice_score,
        kind="decimal", is_default=False, sort="practice_score",
    ),
    Column(
        "tong", gettext_lazy("Tổng điểm"), lambda entry: entry.total_score, kind="decimal",
        sort="total_score",
    ),
    Column(
        "ngay", gettext_lazy("Ngày"), lambda entry: entry.shown_day, kind="day",
        is_default=False, sort="counted_on",
    ),
)  # fmt: skip
LISTING = Listing(
    key="entries",
    title=gettext_lazy("Bài dự thi"),
    filterset=EntryFilter,
    columns=COLUMNS,
    rows=Entry._default_manager.none(),  # noqa: SLF001 -- the request's rows replace it
    prepare=queries.with_names,
    detail=address_of("contests:entry"),
    tabs_param="giai",
    tabs_field="prize",
    tabs=tuple(Prize.choices),
    measures=(Measure("don-vi", gettext_lazy("Đơn vị dự thi"), listing.distinct("unit")),),
)


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
        LISTING,
        rows=queries.entries_for(request.user),
        add_url=reverse("contests:add") if may_add else "",
        add_label=_("Thêm bài dự thi"),
    )
    return listing.respond(request, given)


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
