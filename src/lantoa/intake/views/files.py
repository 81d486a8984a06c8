"""One sent file: what it states cell by cell, applying it, taking it back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.intake import permissions
from lantoa.intake.actions import applying, reading, undoing
from lantoa.intake.models import SentFile
from lantoa.intake.queries import files, sheets
from lantoa.intake.queries.changes import changes_of
from lantoa.intake.shapes import FILE_SHAPES
from lantoa.intake.views.asked import number_asked
from lantoa.shared.numbers import group_digits
from lantoa.ui.components import Tab
from lantoa.ui.toasts import offer_undo


@require_safe
def file(request: UserRequest, pk: int) -> HttpResponse:
    user = request.user
    found = files.get_file(user, pk)
    problems, problem_count = files.problems_of(found)
    context: dict[str, Any] = {
        "file": found,
        "tally": files.tally(found),
        "verdicts": files.verdicts_of(found),
        "status": FILE_SHAPES[found.state],
        "problems": problems,
        "problem_count": problem_count,
        "more_problems": problem_count - len(problems),
        "can_apply": permissions.can_apply_file(user, found),
        "can_undo": permissions.can_undo_file(user, found),
        "can_read_again": permissions.can_read_again(user, found),
        "shows_batch": permissions.can_see_batch(user, found.batch),
        "same": files.earlier_applied(found),
        **_sheet_context(request, found),
    }
    return render(request, "intake/file.html", context)


@require_POST
def apply(request: UserRequest, pk: int) -> HttpResponse:
    """Write what is good; the page then says what was held."""
    found = files.get_file(request.user, pk)
    done = applying.apply_file(found, actor=request.user, at=timezone.now())
    if not done.created and not done.updated:
        messages.info(request, _("Mọi dòng đã có trong hệ thống. Không có gì thay đổi."))
    else:
        offer_undo(
            request,
            _("Đã ghi %(count)s dòng của %(name)s")
            % {"count": group_digits(done.created + done.updated), "name": found.name},
            undo_url=reverse("intake:undo", args=[pk]),
        )
    return redirect("intake:file", pk)


@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Take the whole file back, and look at it anew."""
    found = files.get_file(request.user, pk)
    now = timezone.now()
    undoing.undo_file(found, actor=request.user, at=now)
    reading.read_again(found, actor=request.user, at=now)
    messages.info(request, _("Đã hoàn tác %(name)s.") % {"name": found.name})
    return redirect("intake:file", pk)


@require_POST
def read_again(request: UserRequest, pk: int) -> HttpResponse:
    found = files.get_file(request.user, pk)
    reading.read_again(found, actor=request.user, at=timezone.now())
    return redirect("intake:file", pk)


@require_safe
def changes(request: UserRequest, pk: int) -> HttpResponse:
    found = files.get_file(request.user, pk)
    after = number_asked(request, "sau") or 0
    shown, following = changes_of(found, after=after)
    context = {
        "file": found,
        "changes": shown,
        "next_url": f"?sau={following}" if following else "",
        "first_url": reverse("intake:changes", args=[pk]) if after else "",
    }
    return render(request, "intake/changes.html", context)


def _sheet_context(request: UserRequest, found: SentFile) -> dict[str, Any]:
    """Return the sheet that is looked at, and the row whose fate is told beside it."""
    if not found.sheets:
        return {"view": None}
    look = sheets.look_at_problem(found, number_asked(request, "o") or 0)
    if look is None:
        look = _look_asked(request, found)
    view = sheets.sheet_view(found, look)
    own = {"trang": str(look.place), **({"loc": "sua"} if look.only_held else {})}
    return {
        "place": look.place,
        "only_held": look.only_held,
        "view": view,
        "tabs": [
            Tab(name, f"?trang={place}", group_digits(total), current=place == look.place)
            for place, (name, total) in enumerate(sheets.sheet_totals(found))
            if total or place == look.place
        ],
        "previous_url": _address(own, start=view.previous),
        "next_url": _address(own, start=view.next),
        "row_query": urlencode({**own, **({"tu": look.start} if look.start else {})}),
    }


def _look_asked(request: UserRequest, found: SentFile) -> sheets.Look:
    place = number_asked(request, "trang")
    return sheets.Look(
        sheets.first_filled(found) if place is None else min(place, len(found.sheets) - 1),
        number_asked(request, "tu") or 0,
        number_asked(request, "dong") or 0,
        request.GET.get("loc") == "sua",
    )


def _address(own: dict[str, str], *, start: int | None) -> str:
    return f"?{urlencode({**own, 'tu': start})}" if start is not None else ""
