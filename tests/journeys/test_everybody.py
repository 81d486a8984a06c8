"""What everybody does: searching, moving by keyboard, reading English, working without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.region import PERIOD
from tests.journeys.visitor import SitDown

pytestmark = pytest.mark.journey


def test_the_first_page_asks_for_ten_things_at_most(somebody: SitDown) -> None:
    stranger = somebody()
    stranger.visit("/").wait_for_load_state("networkidle")

    assert len(stranger.asked) <= 10


def test_search_opens_by_ctrl_k_and_ignores_accents(somebody: SitDown) -> None:
    officer = somebody("thidua")
    page = officer.page

    page.keyboard.press("Control+k")
    page.keyboard.type("be thu bom")
    hit = page.locator(".lt-search__hit").first
    expect(hit).to_contain_text("Bệ thử bơm cao áp ba nhánh")
    officer.look()
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    officer.look()

    expect(page.locator("h1")).to_have_text("Bệ thử bơm cao áp ba nhánh")


def test_a_list_is_reached_and_filtered_by_keyboard_alone(somebody: SitDown) -> None:
    officer = somebody("thidua")
    page = officer.page
    page.locator("body").press("Tab")
    expect(page.locator(".lt-skip")).to_be_focused()

    tab_to(page, "Sáng kiến")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    officer.look()
    tab_to(page, "Bộ lọc")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Lọc", exact=True)).to_be_visible()
    officer.look()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Lọc", exact=True)).to_be_hidden()
    assert focused(page).startswith("Bộ lọc")
    tab_to(page, "Bệ thử bơm cao áp ba nhánh", most=60)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    officer.look()

    expect(page.locator("h1")).to_have_text("Bệ thử bơm cao áp ba nhánh")


def test_the_skip_link_leads_past_the_bar(somebody: SitDown) -> None:
    officer = somebody("thidua")
    officer.page.locator("body").press("Tab")
    officer.page.keyboard.press("Enter")
    officer.page.keyboard.press("Tab")

    assert officer.page.evaluate("document.activeElement.closest('main') !== null")


def test_english_is_one_button_away_and_stays(somebody: SitDown) -> None:
    officer = somebody("thidua")
    page = officer.page
    page.locator(".lt-avatar").click()
    page.get_by_role("button", name="English").wait_for()
    officer.look()
    officer.press("English")
    officer.visit("/sang-kien/")

    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.locator("h1")).to_have_text("Initiatives")
    expect(page.get_by_role("link", name="Recognized")).to_be_visible()


def test_the_main_road_works_without_script(somebody: SitDown) -> None:
    officer = somebody("thidua", scripts=False)
    page = officer.page
    expect(page.locator("h1")).to_contain_text("việc")

    officer.follow("Sáng kiến", within=".lt-nav")
    page.locator("input[name=q]").fill("khay chia thuoc")
    with page.expect_navigation():
        page.locator("input[name=q]").press("Enter")
    officer.look()
    expect(page.locator("tbody tr")).to_have_count(1)
    officer.press(page.locator("tbody th a"))
    officer.follow("Sửa", within="main")
    page.locator("[name=summary]").fill("Nắp màu theo buổi uống.")
    officer.press("Lưu")
    expect(page.locator("main")).to_contain_text("Nắp màu theo buổi uống.")

    officer.visit(f"/bang-dieu-hanh/?{PERIOD}")
    officer.press(page.locator(".lt-lede .lt-figure").nth(1))
    expect(page.locator("tbody tr")).to_have_count(2)
    officer.visit(f"/bao-cao/?{PERIOD}")
    officer.follow("Lập báo cáo", within="main")
    officer.press("Lưu")
    officer.press("Chốt báo cáo")
    expect(page.locator("main")).to_contain_text("Bản đã gửi")
    page.locator(".lt-avatar").click()
    officer.follow("Mục của tôi", within=".lt-bar")
    officer.press("Đăng xuất")

    expect(page.get_by_label("Mật khẩu")).to_be_visible()


def tab_to(page: Page, name: str, *, most: int = 40) -> None:
    """Press Tab until something of this name has the focus, as a person would."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if focused(page).startswith(name):
            return
    pytest.fail(f"{name} is not reached by {most} presses of Tab")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText || ''")).strip()
