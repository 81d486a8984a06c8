from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.organization.choices import Role
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organization import UnitFactory, officer_of

if TYPE_CHECKING:
    from django.http import HttpResponse

pytestmark = pytest.mark.django_db
SIGN_IN = "/dang-nhap/"
PROFILE = "/tai-khoan/"


@pytest.fixture
def user() -> User:
    return UserFactory(username="an.nv")


def _sign_in(client: Client, username: str, password: str, **more: str) -> HttpResponse:
    given = {"username": username, "password": password, **more}
    response: HttpResponse = client.post(SIGN_IN, given)  # type: ignore[assignment]
    return response


def test_signing_in_leads_to_the_page_that_was_asked_for(client: Client, user: User) -> None:
    asked = client.get(PROFILE)
    there = f"{SIGN_IN}?{urlencode({'next': PROFILE}, safe='/')}"
    assert asked.headers["Location"] == there
    assert 'name="next" value="/tai-khoan/"' in client.get(there).content.decode()

    response = _sign_in(client, "AN.nv", PASSWORD, next=PROFILE)

    assert (response.status_code, response.headers["Location"]) == (302, PROFILE)
    assert client.get(PROFILE).status_code == 200
    assert Entry.objects.get(act="account.signed_in").actor == user


@pytest.mark.parametrize("there", ["https://ke-xau.example/", "//ke-xau.example", "javascript:1"])
def test_signing_in_never_leads_to_another_host(client: Client, user: User, there: str) -> None:
    response = _sign_in(client, "an.nv", PASSWORD, next=there)

    assert response.headers["Location"] == reverse("home:tasks")


def test_a_wrong_password_says_how_many_attempts_are_left(client: Client, user: User) -> None:
    response = _sign_in(client, "an.nv", "sai")

    assert response.status_code == 422
    assert "Còn 4 lần thử trước khi tạm khóa" in response.content.decode()


def test_an_unknown_name_is_answered_like_a_wrong_password(client: Client) -> None:
    response = _sign_in(client, "khong-co", "sai")

    assert response.status_code == 422
    assert "Còn 4 lần thử trước khi tạm khóa" in response.content.decode()


def test_a_closed_account_does_not_sign_in(client: Client) -> None:
    UserFactory(username="nghi", is_active=False)

    assert _sign_in(client, "nghi", PASSWORD).status_code == 422


def test_five_wrong_passwords_lock_the_account_in_any_spelling(client: Client, user: User) -> None:
    for name in ("an.nv", "AN.NV", "An.Nv", " an.nv"):
        assert _sign_in(client, name, "sai").status_code == 422

    locked = _sign_in(client, "aN.nV", "sai")
    refused = _sign_in(client, "an.nv", PASSWORD)

    assert (locked.status_code, refused.status_code) == (429, 429)
    page = refused.content.decode()
    assert "đã sai mật khẩu 5 lần liền" in page
    assert "Chờ 15 phút rồi đăng nhập lại" in page
    assert "quản trị viên của đơn vị" in page
    assert client.get(PROFILE).status_code == 302


def test_an_administrator_of_the_unit_lifts_the_lockout(client: Client) -> None:
    unit = UnitFactory()
    officer, administrator = officer_of(unit), officer_of(unit, Role.ADMINISTRATOR)
    for _attempt in range(5):
        _sign_in(client, officer.username, "sai")
    assert _sign_in(client, officer.username, PASSWORD).status_code == 429
    chief = Client()
    chief.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    assert officer.username in chief.get("/quan-tri/tai-khoan/").content.decode()

    lifted = chief.post(f"/quan-tri/tai-khoan/{officer.username}/mo-khoa/")

    assert lifted.status_code == 302
    assert _sign_in(client, officer.username, PASSWORD).status_code == 302
    assert Entry.objects.get(act="account.unlocked").actor == administrator


def test_a_right_password_forgets_the_wrong_ones_before_it(client: Client, user: User) -> None:
    for _attempt in range(4):
        _sign_in(client, "an.nv", "sai")
    _sign_in(client, "an.nv", PASSWORD)
    client.post("/dang-xuat/")

    assert "Còn 4 lần thử" in _sign_in(client, "an.nv", "sai").content.decode()


def test_signing_out_is_a_post_and_ends_the_session(client: Client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").headers["Location"] == SIGN_IN
    assert client.get(PROFILE).status_code == 302


def test_a_first_password_is_changed_before_anything_else(client: Client) -> None:
    user = UserFactory(username="moi", must_change_password=True)
    _sign_in(client, "moi", PASSWORD)

    assert client.get(PROFILE).headers["Location"] == "/tai-khoan/mat-khau/"
    page = client.get("/tai-khoan/mat-khau/").content.decode()
    assert "do quản trị viên đặt" in page
    new = "kho vũ khí số 9 Đông Anh"
    given = {"current": PASSWORD, "password": new, "repeated": new}
    assert client.post("/tai-khoan/mat-khau/", given).headers["Location"] == PROFILE

    user.refresh_from_db()
    assert user.check_password(new)
    assert client.get(PROFILE).status_code == 200


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"current": "sai"}, "Mật khẩu hiện nay không đúng"),
        ({"repeated": "khác hẳn nhau 1"}, "Hai lần gõ mật khẩu mới khác nhau"),
        ({"password": "12345678", "repeated": "12345678"}, "mật khẩu"),
    ],
)
def test_a_refused_password_says_why_at_its_field(
    client: Client, user: User, given: dict[str, str], words: str
) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    new = "kho vũ khí số 9 Đông Anh"

    response = client.post(
        "/tai-khoan/mat-khau/",
        {"current": PASSWORD, "password": new, "repeated": new, **given},
    )

    assert response.status_code == 422
    assert words in response.content.decode()
    assert 'aria-invalid="true"' in response.content.decode()


def test_the_profile_keeps_name_theme_and_rows(client: Client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    client.post(PROFILE, {"full_name": "Nguyễn Văn Ân", "email": "an@example.vn"})
    client.post("/tai-khoan/hien-thi/", {"nen-theme": "dark"})

    user.refresh_from_db()
    assert (user.full_name, user.theme, user.dense_rows) == ("Nguyễn Văn Ân", "dark", False)
    page = client.get(PROFILE).content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-rows="roomy"' in page
    response = client.post(PROFILE, {"full_name": "", "email": "không phải"})
    assert response.status_code == 422
    assert "Nguyễn Văn Ân" in response.content.decode()


def test_the_theme_buttons_answer_a_script_and_a_form(client: Client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    quiet = client.post("/tai-khoan/nen/", {"theme": "light"}, headers={"Sec-Fetch-Dest": "empty"})
    plain = client.post("/tai-khoan/nen/", {"theme": "dark", "next": PROFILE})
    client.post("/tai-khoan/nen/", {"theme": "tím"})

    user.refresh_from_db()
    assert (quiet.status_code, plain.headers["Location"], user.theme) == (204, PROFILE, "dark")


def test_cookies_are_closed_to_scripts_and_to_other_sites(client: Client, user: User) -> None:
    client.get(SIGN_IN)
    response = _sign_in(client, "an.nv", PASSWORD)

    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
    assert client.cookies["sessionid"]["max-age"] == ""  # ends with the browser
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_allow_nothing_inline_and_no_other_host(client: Client) -> None:
    response = client.get(SIGN_IN)

    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    page = response.content.decode()
    assert "style=" not in page
    assert "<script>" not in page


def test_a_post_without_its_token_is_refused_in_words(user: User) -> None:
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(SIGN_IN, {"username": "an.nv", "password": PASSWORD})

    assert response.status_code == 403
    assert "Trang này mở đã lâu" in response.content.decode()
