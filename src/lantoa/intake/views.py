from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.intake import permissions, workbooks
from lantoa.intake.actions import applying, reading, sending, undoing
from lantoa.intake.choices import FileState, Verdict
from lantoa.intake.forms import UploadForm, WorkbookForm
from lantoa.intake.models import Batch, SentFile
from lantoa.intake.queries import files
from lantoa.intake.reading.opening import Upload
from lantoa.intake.uploads import refused_names
from lantoa.organization.queries import get_unit, units_written_by
from lantoa.shared.errors import DomainError
from lantoa.shared.numbers import group_digits
from lantoa.ui.components import StatusKind, Tab
from lantoa.ui.toasts import offer_undo

SOON_ROWS, SOON_FILES = 3_000, 5
PATIENCE = timedelta(minutes=10)
STATUS: dict[str, StatusKind] = {
    FileState.RECEIVED: "active",
    FileState.REFUSED: "declined",
    FileState.READ: "waiting",
    FileState.APPLIED: "met",
    FileState.UNDONE: "withdrawn",
}
_MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@require_safe
def file_list(request: UserRequest) -> HttpResponse:
    return _file_list(request, UploadForm())


@require_POST
def send(request: UserRequest) -> HttpResponse:
    """Take files in; few and small ones are read while the officer waits."""
    form = UploadForm(request.POST, request.FILES)
    for name in refused_names(request):
        messages.warning(request, _too_large(name))
    if not form.is_valid():
        return _file_list(request, form, status=422)
    now = timezone.now()
    uploads = (Upload(sent.name or "", sent.read()) for sent in form.cleaned_data["sent"])
    try:
        batch = sending.receive_files(uploads, actor=request.user, at=now)
    except DomainError as error:
        form.add_error("sent", str(error))
        return _file_list(request, form, status=max(error.status, 422))
    if not sending.is_small(batch):
        reading.queue_reading(batch, at=now)
        return redirect("intake:batch", batch.pk)
    reading.read_batch(batch, at=now)
    sent = list(files.files_of(batch))
    if len(sent) == 1:
        return redirect("intake:file", sent[0].pk)
    return redirect("intake:batch", batch.pk)


@require_safe
def batch(request: UserRequest, pk: int) -> HttpResponse:
    return render(request, "intake/batch.html", _batch_context(request, pk))


@require_safe
def batch_progress(request: UserRequest, pk: int) -> HttpResponse:
    return render(request, "intake/_batch.html", _batch_context(request, pk))


@require_POST
def apply_batch(request: UserRequest, pk: int) -> HttpResponse:
    """Apply what waits in a batch: at once when it is little, else by the worker."""
    sent = files.get_batch(request.user, pk)
    waiting = [file for file in files.files_of(sent) if file.state == FileState.READ]
    rows = sum(files.tally(file).total for file in waiting)
    now = timezone.now()
    if len(waiting) > SOON_FILES or rows > SOON_ROWS:
        applying.queue_applying(sent, actor=request.user, at=now)
    else:
        applying.apply_batch(sent, actor=request.user, at=now)
        messages.info(request, _("Đã ghi %(count)s tệp.") % {"count": len(waiting)})
    return redirect("intake:batch", pk)


@require_safe
def file(request: UserRequest, pk: int) -> HttpResponse:
    sent = files.get_file(request.user, pk)
    problems, problem_count = files.problems_of(sent)
    counted = files.tally(sent)
    context: dict[str, Any] = {
        "file": sent,
        "tally": counted,
        "verdicts": _verdicts(sent, counted),
        "status": STATUS[sent.state],
        "problems": problems,
        "problem_count": problem_count,
        "more_problems": problem_count - len(problems),
        "can_apply": permissions.can_apply_file(request.user, sent),
        "shows_batch": permissions.can_see_batch(request.user, sent.batch),
        "same": files.earlier_applied(sent) if sent.state == FileState.READ else None,
        **_sheet_context(request, sent),
    }
    return render(request, "intake/file.html", context)


@require_POST
def apply(request: UserRequest, pk: int) -> HttpResponse:
    """Write what is good; the page then says what was held."""
    sent = files.get_file(request.user, pk)
    done = applying.apply_file(sent, actor=request.user, at=timezone.now())
    if not done.created and not done.updated:
        messages.info(request, _("Mọi dòng đã có trong hệ thống. Không có gì thay đổi."))
    else:
        offer_undo(
            request,
            _("Đã ghi %(count)s dòng của %(name)s")
            % {"count": group_digits(done.created + done.updated), "name": sent.name},
            undo_url=reverse("intake:undo", args=[pk]),
        )
    return redirect("intake:file", pk)


@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Take the whole file back, and look at it anew."""
    sent = files.get_file(request.user, pk)
    now = timezone.now()
    undoing.undo_file(sent, actor=request.user, at=now)
    reading.read_file(sent, at=now)
    messages.info(request, _("Đã hoàn tác %(name)s.") % {"name": sent.name})
    return redirect("intake:file", pk)


@require_POST
def read_again(request: UserRequest, pk: int) -> HttpResponse:
    """Look at the file anew, after something else changed in the system."""
    sent = files.get_file(request.user, pk)
    reading.read_file(sent, at=timezone.now())
    return redirect("intake:file", pk)


@require_safe
def changes(request: UserRequest, pk: int) -> HttpResponse:
    sent = files.get_file(request.user, pk)
    after = _number(request.GET.get("sau", ""), default=0)
    shown, following = files.changes_of(sent, after=after)
    return render(
        request,
        "intake/changes.html",
        {
            "file": sent,
            "changes": shown,
            "next_url": f"?sau={following}" if following else "",
            "first_url": reverse("intake:changes", args=[pk]) if after else "",
        },
    )


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
    if suffix not in _MEDIA_TYPES or not permissions.can_fetch_workbook(request.user, unit):
        raise Http404
    now = timezone.now()
    sheets = workbooks.unit_workbook(unit, blank="trong" in request.GET, at=now)
    content = (
        workbooks.as_csv_zip(sheets)
        if suffix == "zip"
        else workbooks.as_xlsx(sheets, title=unit.name, at=now)
    )
    response = HttpResponse(content, content_type=_MEDIA_TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="so-{_ascii(code)}.{suffix}"'
    return response


def _too_large(name: str) -> str:
    megabytes = settings.LANTOA_MAX_UPLOAD_BYTES // 1024 // 1024
    return _("%(name)s lớn quá %(most)s MB nên không nhận. Chia thành nhiều tệp rồi gửi lại.") % {
        "name": name,
        "most": megabytes,
    }


def _ascii(code: str) -> str:
    return "".join(
        sign if sign.isascii() and (sign.isalnum() or sign in "-_") else "_" for sign in code
    )


def _number(text: str, *, default: int) -> int:
    return min(int(text), 2**31 - 1) if text.isascii() and text.isdecimal() else default


def _file_list(request: UserRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    before = _number(request.GET.get("truoc", ""), default=2**31 - 1)
    shown = list(files.files_for(request.user).filter(pk__lt=before)[: files.FILES_A_PAGE + 1])
    following = shown[files.FILES_A_PAGE - 1].pk if len(shown) > files.FILES_A_PAGE else None
    units = units_written_by(request.user)
    context = {
        "form": form,
        "rows": [_list_row(request, sent) for sent in shown[: files.FILES_A_PAGE]],
        "next_url": f"?truoc={following}" if following else "",
        "first_url": reverse("intake:list") if "truoc" in request.GET else "",
        "workbook_form": WorkbookForm(units=units),
        "can_send": permissions.can_send_files(request.user),
    }
    return render(request, "intake/list.html", context, status=status)


def _verdicts(sent: SentFile, counted: files.Tally) -> list[dict[str, Any]]:
    """Return how many rows fall under each verdict, in the words of before or after applying."""
    done = sent.state == FileState.APPLIED
    words = {
        Verdict.NEW: (counted.new, _("Đã thêm") if done else _("Thêm mới")),
        Verdict.CHANGED: (counted.changed, _("Đã sửa bản cũ") if done else _("Sửa bản đã có")),
        Verdict.UNCHANGED: (counted.unchanged, _("Không đổi")),
        Verdict.HELD: (counted.held, _("Cần sửa trong tệp")),
    }
    return [
        {"status": files.STATUS_OF[verdict], "count": count, "word": word}
        for verdict, (count, word) in words.items()
    ]


def _list_row(request: UserRequest, sent: SentFile) -> dict[str, Any]:
    return {
        "file": sent,
        "tally": files.tally(sent),
        "status": STATUS[sent.state],
        "shows_batch": permissions.can_see_batch(request.user, sent.batch),
    }


def _batch_context(request: UserRequest, pk: int) -> dict[str, Any]:
    sent: Batch = files.get_batch(request.user, pk)
    rows = [_list_row(request, file) for file in files.files_of(sent)]
    states = [row["file"].state for row in rows]
    received, read = states.count(FileState.RECEIVED), states.count(FileState.READ)
    now = timezone.now()
    is_busy = sent.busy_since is not None and now - sent.busy_since < PATIENCE
    waiting = received or (read if is_busy else 0)
    return {
        "batch": sent,
        "rows": rows,
        "total": len(rows),
        "done": len(rows) - waiting,
        "refused": states.count(FileState.REFUSED),
        "is_reading": received > 0,
        "is_busy": is_busy,
        "is_stuck": received > 0 and not is_busy,
        "waiting": read,
        "ready": sum(row["tally"].ready for row in rows if row["file"].state == FileState.READ),
        "poll_url": reverse("intake:batch-progress", args=[pk]) if is_busy else "",
    }


def _sheet_context(request: UserRequest, sent: SentFile) -> dict[str, Any]:
    """Return the sheet that is looked at, and the row whose fate is told beside it."""
    if not sent.sheets:
        return {"view": None}
    look = _looked_at(request, sent)
    sheet = sent.sheets[look.place]
    view = files.sheet_view(sent, sheet, start=look.start, only_held=look.only_held)
    own = {"trang": str(look.place), **({"loc": "sua"} if look.only_held else {})}
    return {
        "sheet": sheet,
        "place": look.place,
        "only_held": look.only_held,
        "view": view,
        "tabs": [
            _tab(sent, index, one, current=index == look.place)
            for index, one in enumerate(sent.sheets)
            if index == look.place or files.tally(sent, kind=one["kind"]).total
        ],
        "row": files.get_row(sent, sheet, look.number) if look.number else None,
        "previous_url": _address(own, start=view.previous),
        "next_url": _address(own, start=view.next),
        "row_query": urlencode({**own, **({"tu": look.start} if look.start else {})}),
    }


@dataclass(frozen=True, slots=True)
class _Look:
    """Which sheet, from which row, and which row's fate."""

    place: int
    start: int = 0
    number: int = 0
    only_held: bool = False


def _looked_at(request: UserRequest, sent: SentFile) -> _Look:
    problem = files.problem_of(sent, _number(request.GET.get("o", ""), default=0))
    names = [sheet["name"][:100] for sheet in sent.sheets]
    if problem is not None and problem.row and problem.sheet in names:
        start = problem.row if problem.row > files.ROWS_A_PAGE else 0
        return _Look(names.index(problem.sheet), start, problem.row)
    place = _number(request.GET.get("trang", ""), default=_first_filled(sent))
    return _Look(
        min(place, len(sent.sheets) - 1),
        _number(request.GET.get("tu", ""), default=0),
        _number(request.GET.get("dong", ""), default=0),
        request.GET.get("loc") == "sua",
    )


def _first_filled(sent: SentFile) -> int:
    """Return the sheet to begin with: the first that has rows to mend, else any rows."""
    tallies = [files.tally(sent, kind=sheet["kind"]) for sheet in sent.sheets]
    held = [place for place, tally in enumerate(tallies) if tally.held]
    filled = [place for place, tally in enumerate(tallies) if tally.total]
    return [*held, *filled, 0][0]


def _tab(sent: SentFile, place: int, sheet: dict[str, Any], *, current: bool) -> Tab:
    total = files.tally(sent, kind=sheet["kind"]).total
    return Tab(sheet["name"], f"?trang={place}", group_digits(total), current)


def _address(own: dict[str, str], *, start: int | None) -> str:
    return f"?{urlencode({**own, 'tu': start})}" if start is not None else ""
