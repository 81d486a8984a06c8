"""The component page in a real browser: both themes, both sizes, keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import SIZES, violations

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the component page, which asks no database."""
    with override_settings(ROOT_URLCONF="tests.ui.urls", IS_DEMO=True):
        server = LiveServer("127.0.0.1")
        yield f"{server.url}/ui/"
        server.stop()


def opened(browser: Browser, address: str, *, size: str, theme: str) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if theme == "dark" else "light",
        locale="vi-VN",
    )
    page = context.new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(browser: Browser, address: str, size: str, theme: str) -> None:
    page = opened(browser, address, size=size, theme=theme)

    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_policy_blocks_nothing_and_nothing_leaves_the_machine(
    browser: Browser, address: str, size: str
) -> None:
    width, height = SIZES[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    complaints: list[str] = []
    requested: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: requested.append(request.url))

    page.goto(address, wait_until="networkidle")

    assert complaints == []
    assert [url for url in requested if not url.startswith(address.removesuffix("/ui/"))] == []


def test_the_page_is_never_wider_than_a_phone(browser: Browser, address: str) -> None:
    page = opened(browser, address, size="phone", theme="light")

    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"][0]


def test_a_figure_opens_its_card_on_focus_and_closes_it_on_escape(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address, size="desk", theme="light")
    card = page.locator(".lt-card")

    page.locator(".lt-skip").focus()
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.matches('[data-card]')"):
        page.keyboard.press("Tab")
    card.wait_for(state="visible")
    page.keyboard.press("Tab")
    within = page.evaluate("document.activeElement.closest('.lt-card') !== null")
    page.keyboard.press("Escape")

    assert within
    assert card.is_hidden()


def test_ticking_a_unit_ticks_what_is_under_it_and_shows_a_part_as_a_dash(
    browser: Browser, address: str
) -> None:
    page = opened(browser, address, size="desk", theme="light")
    part, whole = page.locator("#don_vi-1"), page.locator("#don_vi-0")

    before = part.evaluate("box => box.indeterminate")
    part.check()
    after = page.locator("#don_vi-13").is_checked()

    assert before
    assert after
    assert whole.evaluate("box => box.indeterminate")


def test_a_mass_act_asks_first(browser: Browser, address: str) -> None:
    page = opened(browser, address, size="desk", theme="light")

    page.locator("[data-select]").first.check()
    page.get_by_role("button", name="Đưa vào đợt họp").click()
    asked = page.locator("#lt-confirm").is_visible()
    page.get_by_role("button", name="Thôi").click()

    assert asked
    assert page.url == address


def test_paper_is_white_also_when_the_screen_is_dark(browser: Browser, address: str) -> None:
    page = opened(browser, address, size="desk", theme="dark")

    page.emulate_media(media="print", color_scheme="dark")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator(".lt-bar").is_hidden()


def test_columns_of_figures_stand_under_each_other(browser: Browser, address: str) -> None:
    page = opened(browser, address, size="desk", theme="light")

    widths = page.evaluate(
        """async () => {
          await document.fonts.ready;
          return ["1111111", "4444444"].map((digits) => {
            const cell = document.createElement("span");
            cell.className = "lt-num";
            cell.textContent = digits;
            document.querySelector("main").append(cell);
            return cell.getBoundingClientRect().width;
          });
        }"""
    )

    assert widths[0] == widths[1]
