"""The list of sent files, and the form that sends more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.intake import permissions
from lantoa.intake.actions.reading import start_reading
from lantoa.intake.actions.sending import receive_files
from lantoa.intake.forms import UploadForm, WorkbookForm
from lantoa.intake.queries import files
from lantoa.intake.reading.opening import Upload
from lantoa.intake.uploads import most_megabytes, refused_names
from lantoa.intake.views.asked import number_asked
from lantoa.organization.permissions import can_write_somewhere
from lantoa.organization.queries.units import units_written_by
from lantoa.shared.errors import DomainError


@require_safe
def file_list(request: UserRequest) -> HttpResponse:
    return _page(request, UploadForm())


@require_POST
def send(request: UserRequest) -> HttpResponse:
    """Take files in; few and small ones are read while the officer waits."""
    form = UploadForm(request.POST, request.FILES)
    for name in refused_names(request):
        messages.warning(request, _too_large(name))
    if not form.is_valid():
        return _page(request, form, status=422)
    now = timezone.now()
    uploads = (Upload(sent.name or "", sent.read()) for sent in form.cleaned_data["sent"])
    try:
        batch = receive_files(uploads, actor=request.user, at=now)
    except DomainError as error:
        form.add_error("sent", str(error))
        return _page(request, form, status=max(error.status, 422))
    start_reading(batch, actor=request.user, at=now)
    only = files.only_file_of(batch)
    return redirect("intake:file", only.pk) if only else redirect("intake:batch", batch.pk)


def _page(request: UserRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    before = number_asked(request, "truoc")
    rows, following = files.page_of_files(request.user, before=before)
    context = {
        "form": form,
        "rows": rows,
        "next_url": f"?truoc={following}" if following else "",
        "first_url": reverse("intake:list") if before is not None else "",
        "can_send": permissions.can_send_files(request.user),
        "can_fetch": can_write_somewhere(request.user),
        "workbook_form": WorkbookForm(units=units_written_by(request.user)),
    }
    return render(request, "intake/list.html", context, status=status)


def _too_large(name: str) -> str:
    return _("%(name)s lớn quá %(most)s MB nên không nhận. Chia thành nhiều tệp rồi gửi lại.") % {
        "name": name,
        "most": most_megabytes(),
    }
