"""The member: their own lifetime file, and nobody else's."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import SIZES
from tests.journeys.visitor import SitDown

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("size", SIZES)
def test_a_member_reads_their_own_file(somebody: SitDown, size: str) -> None:
    member = somebody("doanvien", size=size)
    page = member.visit("/ho-so/")

    expect(page.locator("h1")).to_have_text("Nguyễn Văn Sáng")
    for words in ("Bằng khen", "118/QĐ-QK", "Bệ thử bơm cao áp ba nhánh", "Xưởng Cơ khí Bến Sậy"):
        expect(page.locator("main")).to_contain_text(words)
    page.emulate_media(media="print")
    expect(page.locator(".lt-bar")).to_be_hidden()


def test_a_member_is_refused_the_files_of_others(somebody: SitDown) -> None:
    member = somebody("doanvien")

    statuses = {}
    for path in (
        "/ho-so/nguoi/CK-002/",
        "/nguoi/CK-002/",
        "/ho-so/nguoi/KHONG-CO/",
        "/quan-tri/tai-khoan/",
        "/sang-kien/them/",
        "/nhat-ky/",
    ):
        page = member.visit(path)
        statuses[path] = member.status()
        expect(page.locator("h1")).not_to_be_empty()
        expect(page.get_by_text("Trần Thị Thu Hương")).to_have_count(0)

    assert {path for path, status in statuses.items() if status not in {403, 404}} == set()
