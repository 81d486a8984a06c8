"""Every place the menus lead to, and the forms behind it, at both sizes."""

from __future__ import annotations

import pytest

from tests.browser import SIZES
from tests.journeys.visitor import SitDown

pytestmark = pytest.mark.journey

FORMS = (
    "/sang-kien/them/",
    "/khen-thuong/them/",
    "/khen-thuong/de-nghi/them/",
    "/phong-trao/tuyen-truyen/them/",
    "/nguoi/them/",
    "/nguoi/CK-001/",
    "/don-vi/CK01/",
    "/ho-so/don-vi/CK01/",
    "/xep-loai/bang/",
    "/so-lieu/chi-tieu/pct_vm_2022/",
)


@pytest.mark.parametrize("size", SIZES)
def test_every_place_of_the_menus_is_open_and_sound(somebody: SitDown, size: str) -> None:
    officer = somebody("thidua", size=size)
    officer.page.locator(".lt-avatar").click()
    officer.page.get_by_role("button", name="Đăng xuất").wait_for()
    found = officer.page.eval_on_selector_all(
        ".lt-bar a[href^='/']", "links => links.map(link => link.getAttribute('href'))"
    )
    places = list(dict.fromkeys(path for path in found if path != "/ho-so/"))

    statuses = {}
    for path in (*places, *FORMS):
        officer.visit(path)
        statuses[path] = officer.status()

    assert len(places) > 15
    assert {path: status for path, status in statuses.items() if status != 200} == {}
