"""Files that were sent together: how far the work on them is, and applying what waits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.intake import permissions
from lantoa.intake.actions.applying import start_applying
from lantoa.intake.queries import batches


@require_safe
def batch(request: UserRequest, pk: int) -> HttpResponse:
    return render(request, "intake/batch.html", _context(request, pk))


@require_safe
def progress(request: UserRequest, pk: int) -> HttpResponse:
    return render(request, "intake/_batch.html", _context(request, pk))


@require_POST
def apply(request: UserRequest, pk: int) -> HttpResponse:
    found = batches.get_batch(request.user, pk)
    applied = start_applying(found, actor=request.user, at=timezone.now())
    if applied is not None:
        messages.info(request, _("Đã ghi %(count)s tệp.") % {"count": applied})
    return redirect("intake:batch", pk)


def _context(request: UserRequest, pk: int) -> dict[str, Any]:
    found = batches.get_batch(request.user, pk)
    state = batches.progress_of(request.user, found, at=timezone.now())
    return {
        "batch": found,
        "progress": state,
        "poll_url": reverse("intake:batch-progress", args=[pk]) if state.is_busy else "",
        "can_apply": permissions.can_apply_batch(request.user, found),
    }
