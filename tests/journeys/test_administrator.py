"""The administrator: locked-out people, new accounts, looking through another's eyes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import SitDown

pytestmark = pytest.mark.journey

FIRST, OWN = "mở lần đầu 2022", "của riêng tôi 2022"


def test_a_locked_out_officer_is_let_in_again(somebody: SitDown) -> None:
    officer = somebody()
    for _attempt in range(5):
        officer.sign_in("congdoan", "không phải mật khẩu này")
    expect(officer.page.locator("main")).to_contain_text("khóa")
    administrator = somebody("quantri")

    administrator.follow("Mở khóa", within="main")
    administrator.press(administrator.page.get_by_role("button", name="Mở khóa").first)
    expect(administrator.page.locator(".lt-toast")).to_contain_text("đăng nhập lại được")
    officer.sign_in("congdoan")

    expect(officer.page.locator("h1")).to_contain_text("việc")


def test_a_new_account_is_made_and_changes_its_first_password(somebody: SitDown) -> None:
    administrator = somebody("quantri")
    page = administrator.visit("/quan-tri/tai-khoan/")
    administrator.follow("Mở tài khoản", within="main")
    page.get_by_label("Tên đăng nhập").fill("khovattu")
    page.get_by_label("Họ và tên").fill("Vũ Thị Ánh")
    page.get_by_label("Đơn vị", exact=True).fill("KH03")
    page.get_by_label("Vai trò").select_option("grassroots_officer")
    page.get_by_label("Mật khẩu đầu tiên").fill(FIRST)
    administrator.press("Mở tài khoản")
    expect(page.locator("main")).to_contain_text("Công đoàn cơ sở Kho Vật tư Lũng Cam")

    newcomer = somebody()
    newcomer.sign_in("khovattu", FIRST)
    own = newcomer.page
    expect(own.locator("main")).to_contain_text("Mật khẩu này do quản trị viên đặt")
    own.get_by_label("Mật khẩu hiện nay").fill(FIRST)
    own.get_by_label("Mật khẩu mới", exact=True).fill(OWN)
    own.get_by_label("Mật khẩu mới, gõ lần nữa").fill(OWN)
    newcomer.press("Đổi mật khẩu")
    newcomer.visit("/viec/")

    assert newcomer.status() == 200
    expect(own.locator(".lt-head")).to_contain_text("Kho Vật tư Lũng Cam")


def test_seeing_as_another_shows_their_pages_and_changes_nothing(somebody: SitDown) -> None:
    administrator = somebody("quantri")
    page = administrator.visit("/quan-tri/tai-khoan/congdoan/")

    administrator.press_and_confirm("Xem như người này")
    expect(page.locator(".lt-banner")).to_contain_text("Phạm Thu Hà")
    administrator.visit("/sang-kien/them/")
    page.get_by_label("Tên", exact=True).fill("Không được ghi")
    administrator.press("Lưu")
    assert administrator.status() == 403
    expect(page.locator("body")).to_contain_text("chỉ xem, không sửa được gì")
    administrator.visit("/sang-kien/")
    expect(page.locator("tbody tr")).to_have_count(2)
    administrator.press("Thôi xem")

    expect(page.locator(".lt-banner")).to_have_count(0)
    administrator.visit("/nhat-ky/")
    expect(page.locator("main")).to_contain_text("xem như")
