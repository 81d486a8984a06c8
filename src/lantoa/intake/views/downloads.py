"""Files that go out: what was sent, as it came, and the workbooks of units."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.intake import permissions, workbooks
from lantoa.intake.forms import WorkbookForm
from lantoa.intake.queries import files
from lantoa.intake.reading.opening import MEDIA_TYPES
from lantoa.organization.queries.units import get_unit, units_written_by

_OFFERED = {"xlsx", "zip"}


@require_safe
def original(request: UserRequest, pk: int) -> HttpResponseBase:
    """Send back the file as it came."""
    sent = files.get_file(request.user, pk)
    if sent.stored is None:
        raise Http404
    return FileResponse(
        sent.stored.content.open("rb"),
        as_attachment=True,
        filename=sent.name,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff"},
    )


@require_safe
def choose_workbook(request: UserRequest) -> HttpResponse:
    form = WorkbookForm(request.GET, units=units_written_by(request.user))
    if not form.is_valid():
        raise Http404
    suffix = "zip" if request.GET.get("kieu") == "csv" else "xlsx"
    address = reverse("intake:workbook", args=[form.cleaned_data["don_vi"].code, suffix])
    return redirect(f"{address}?trong=1" if request.GET.get("trong") else address)


@require_safe
def workbook(request: UserRequest, code: str, suffix: str) -> HttpResponse:
    """Send a unit's workbook, with what the system knows of it unless asked blank."""
    unit = get_unit(request.user, code)
    if suffix not in _OFFERED or not permissions.can_fetch_workbook(request.user, unit):
        raise Http404
    blank = "trong" in request.GET
    content = workbooks.unit_file(unit, suffix=suffix, blank=blank, at=timezone.now())
    response = HttpResponse(content, content_type=MEDIA_TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="so-{_ascii(code)}.{suffix}"'
    return response


def _ascii(code: str) -> str:
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "_" for sign in code
    )
