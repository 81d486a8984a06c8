"""What a person can cause ends in a page with a sentence, never in a crash."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from typing import NoReturn

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DataError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from lantoa.shared.errors import Conflict, DomainError, Malformed
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.home.test_middleware")]


def _raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    @login_not_required
    def view(_request: HttpRequest) -> NoReturn:
        raise error

    return view


@login_not_required
def _disk_full(_request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$"
        )
    raise AssertionError


@login_not_required
def _nul(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", [request.GET["q"]])
    return HttpResponse()


urlpatterns = [
    path("tu-choi/", _raising(DomainError("Việc này không được vì lý do ấy."))),
    path("xung-dot/", _raising(Conflict("Đã có người sửa."))),
    path("sai-dang/", _raising(Malformed("Không đọc được."))),
    path("cam/", _raising(PermissionDenied("Chỉ <b>chỉ huy</b> được làm."))),
    path("khong-thay/", _raising(Http404())),
    path("het-cho/", _raising(OSError(errno.ENOSPC, "full"))),
    path("du-lieu/", _raising(DataError("out of range"))),
    path("loi/", _raising(RuntimeError("a defect"))),
    path("dia-day/", _disk_full),
    path("nul/", _nul),
    path("", include("lantoa.config.urls")),
]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/tu-choi/", 409, "Việc này không được vì lý do ấy."),
        ("/xung-dot/", 409, "Đã có người sửa."),
        ("/sai-dang/", 422, "Không đọc được."),
        ("/cam/", 403, "Chỉ &lt;b&gt;chỉ huy&lt;/b&gt; được làm."),
        ("/khong-thay/", 404, "Không có trang này"),
        ("/het-cho/", 507, "Ổ đĩa của máy chủ đã đầy"),
        ("/dia-day/", 507, "Ổ đĩa của máy chủ đã đầy"),
        ("/du-lieu/", 422, "không ghi được"),
        ("/nul/?q=%00", 422, "không ghi được"),
        ("/khong/co/dau%00/", 404, "Địa chỉ này không đúng."),
        ("/khong-co-trang-nay/", 404, "Không có trang này"),
    ],
)
def test_a_refusal_is_a_page_with_its_sentence(
    client: Client, address: str, status: int, words: str
) -> None:
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(address)

    assert response.status_code == status
    assert words in response.content.decode()
    assert "Về trang đầu" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/xung-dot/", 409, "Đã có người sửa."),
        ("/sai-dang/", 422, "Không đọc được."),
        ("/cam/", 403, "Bạn không có quyền làm việc này."),
        ("/khong-thay/", 404, "Không có trang này, hoặc bạn không được xem."),
    ],
)
def test_under_htmx_the_sentence_is_a_line_and_nothing_is_swapped(
    client: Client, address: str, status: int, words: str
) -> None:
    response = client.get(address, headers={"HX-Request": "true"})

    assert response.status_code == status
    assert response.headers["HX-Reswap"] == "none"
    assert json.loads(response.headers["HX-Trigger"]) == {
        "lt:toast": {"text": words, "kind": "error"}
    }


def test_a_defect_crashes_loudly_and_shows_nothing_of_itself() -> None:
    with pytest.raises(RuntimeError, match="a defect"):
        Client().get("/loi/")

    response = Client(raise_request_exception=False).get("/loi/")
    assert response.status_code == 500
    assert "Lan Tỏa gặp lỗi" in response.content.decode()
    assert "defect" not in response.content.decode()


def test_an_address_that_only_takes_a_form_says_so_when_it_is_opened() -> None:
    client = Client()
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")

    answer = client.get("/nhap-tep/gui/")

    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "chỉ nhận nội dung gửi từ một trang" in answer.content.decode()
