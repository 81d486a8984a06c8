"""Every error that a person can cause becomes a page, or a line under htmx, in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable

from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from lantoa.shared.errors import DomainError, is_disk_full


class SentenceForErrors:
    """Answer a `DomainError` nobody caught, and what the machine may refuse, with its sentence.

    Rows that the database refused are rolled back before this is reached: nothing is half done.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Say the sentence of a refusal also where htmx would swap nothing in."""
        if "\0" in request.path:
            return _page(request, _("Địa chỉ này không đúng."), 404)
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            response = _wrong_door(request, response)
        if request.headers.get("HX-Request"):
            own = getattr(response, "sentence", "")
            if own or response.status_code in _SENTENCES:
                _say(response, own or _SENTENCES[response.status_code]())
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page for an error with a sentence; None lets a defect crash loudly."""
        found = sentence_of(error)
        if found is None:
            return None
        sentence, status = found
        return _page(request, sentence, status)


def sentence_of(error: Exception) -> tuple[str, int] | None:
    """Return the sentence and the status of an error that is no defect of the program."""
    if isinstance(error, DomainError):
        return str(error), error.status
    if is_disk_full(error):
        return _(
            "Ổ đĩa của máy chủ đã đầy, chưa ghi gì cả. Báo quản trị viên dọn ổ đĩa rồi làm lại."
        ), 507
    if isinstance(error, OperationalError):
        return _("Cơ sở dữ liệu không trả lời, chưa ghi gì cả. Chờ một phút rồi làm lại."), 503
    if isinstance(error, DataError) or (
        isinstance(error, ValueError) and "NUL (0x00)" in str(error)
    ):
        return _("Có chữ hoặc số mà hệ thống không ghi được. Kiểm tra lại rồi gửi."), 422
    return None


def _page(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """Show the sentence; where the machine is at fault, without asking the database anything."""
    asks = None if status >= 500 else request
    page = render_to_string("error.html", {"sentence": sentence}, request=asks)
    response = HttpResponse(page, status=status)
    response.sentence = sentence  # type: ignore[attr-defined]
    return response


def _wrong_door(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """Explain an address that only takes what a form sends, opened after a sign-in or by hand."""
    sentence = _("Địa chỉ này chỉ nhận nội dung gửi từ một trang. Mở lại trang ấy rồi gửi lại.")
    page = _page(request, sentence, 405)
    page.headers["Allow"] = refused.headers["Allow"]
    return page


def _say(response: HttpResponseBase, sentence: str) -> None:
    toast = {"lt:toast": {"text": sentence, "kind": "error"}}
    response.headers["HX-Trigger"] = json.dumps(toast)  # ASCII, as a header must be
    response.headers["HX-Reswap"] = "none"


_SENTENCES: dict[int, Callable[[], str]] = {
    400: lambda: _("Yêu cầu gửi lên không đọc được. Tải lại trang rồi làm lại."),
    403: lambda: _("Bạn không có quyền làm việc này."),
    404: lambda: _("Không có trang này, hoặc bạn không được xem."),
    409: lambda: _("Việc này không làm được lúc này. Tải lại trang rồi làm lại."),
    500: lambda: _("Lan Tỏa gặp lỗi. Chưa ghi gì cả; báo quản trị viên nếu còn gặp lại."),
    503: lambda: _("Cơ sở dữ liệu không trả lời. Chờ một phút rồi làm lại."),
    507: lambda: _("Ổ đĩa của máy chủ đã đầy. Báo quản trị viên dọn ổ đĩa rồi làm lại."),
}
