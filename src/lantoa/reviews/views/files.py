"""A review as a file: Word to edit, PDF to send, a workbook with the rows."""

from __future__ import annotations

import tempfile

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.documents.pdf import render_pdf
from lantoa.documents.word import render_docx
from lantoa.documents.xlsx import CONTENT_TYPE as XLSX_TYPE
from lantoa.reviews.choices import Copy
from lantoa.reviews.models import Review
from lantoa.reviews.queries.appendix import sheets_behind
from lantoa.reviews.queries.reports import report_sent, report_today
from lantoa.reviews.queries.reviews import as_draft, get_review, unkept_review
from lantoa.reviews.writing.report import Report
from lantoa.reviews.writing.workbook import write_workbook
from lantoa.shared.text import fold
from lantoa.statistics.asking import asked_scope

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF_TYPE = "application/pdf"


@require_safe
def word(request: UserRequest, pk: int) -> HttpResponse:
    review, report = _kept(request, pk)
    return _file(review, "docx", render_docx(report.paper), WORD_TYPE)


@require_safe
def pdf(request: UserRequest, pk: int) -> HttpResponse:
    review, report = _kept(request, pk)
    return _file(review, "pdf", render_pdf(report.paper), PDF_TYPE)


@require_safe
def xlsx(request: UserRequest, pk: int) -> HttpResponseBase:
    review, report = _kept(request, pk)
    return _workbook(request, review, report)


@require_safe
def preview_word(request: UserRequest) -> HttpResponse:
    review, report = _preview(request)
    return _file(review, "docx", render_docx(report.paper), WORD_TYPE)


@require_safe
def preview_pdf(request: UserRequest) -> HttpResponse:
    review, report = _preview(request)
    return _file(review, "pdf", render_pdf(report.paper), PDF_TYPE)


@require_safe
def preview_xlsx(request: UserRequest) -> HttpResponseBase:
    review, report = _preview(request)
    return _workbook(request, review, report)


def _kept(request: UserRequest, pk: int) -> tuple[Review, Report]:
    """Return a review and what its file says: as sent, or as of today where that is asked."""
    review = get_review(request.user, pk)
    if review.is_frozen and request.GET.get("ban") != Copy.TODAY:
        return review, report_sent(review, base_url=_base_url(request))
    if review.is_frozen:
        review = as_draft(review)
    return review, _today(request, review)


def _preview(request: UserRequest) -> tuple[Review, Report]:
    review = unkept_review(asked_scope(request, on=timezone.localdate()))
    return review, _today(request, review)


def _today(request: UserRequest, review: Review) -> Report:
    return report_today(review, user=request.user, at=timezone.now(), base_url=_base_url(request))


def _base_url(request: UserRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _name(review: Review, suffix: str) -> str:
    unit = fold(review.unit.code).replace(" ", "-")
    return f"bao-cao-{unit}-{review.first_day.year}-{review.last_day.year}.{suffix}"


def _file(review: Review, suffix: str, content: bytes, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{_name(review, suffix)}"'
    return response


def _workbook(request: UserRequest, review: Review, report: Report) -> FileResponse:
    target = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    write_workbook(report, sheets_behind(review, report, request.user), target=target)
    target.seek(0)
    name = _name(review, "xlsx")
    return FileResponse(target, as_attachment=True, filename=name, content_type=XLSX_TYPE)
