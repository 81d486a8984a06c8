"""The grassroots officer: part-time, on a phone, one initiative to enter."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import SitDown

pytestmark = pytest.mark.journey


def test_an_initiative_is_entered_on_a_phone_after_one_mistake(somebody: SitDown) -> None:
    officer = somebody("congdoan", size="phone")
    officer.follow("Sáng kiến", within=".lt-docks")
    page = officer.follow("Thêm sáng kiến", within="main")

    year = page.locator("[name=year]")
    page.get_by_label("Tên", exact=True).fill("Gá khoan lỗ mặt bích")
    page.locator("[name=unit]").select_option("CK01")
    year.fill("20222")
    page.locator("[name=tac-gia-0-name]").fill("Đỗ Mạnh Thắng")
    page.locator("[name=tac-gia-0-share_percent]").fill("100")
    officer.press("Lưu")

    assert officer.status() == 422
    expect(year).to_have_attribute("aria-invalid", "true")
    said = page.locator(f"#{(year.get_attribute('aria-describedby') or '').split()[-1]}")
    expect(said).to_contain_text("2100")
    expect(page.get_by_label("Tên", exact=True)).to_have_value("Gá khoan lỗ mặt bích")

    year.fill("2022")
    officer.press("Lưu")

    expect(page.locator("h1")).to_have_text("Gá khoan lỗ mặt bích")
    expect(page.get_by_role("link", name="Đỗ Mạnh Thắng")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Công đoàn cơ sở Xưởng Cơ khí Bến Sậy")


def test_an_officer_of_one_union_neither_sees_nor_writes_another(somebody: SitDown) -> None:
    officer = somebody("congdoan")
    officer.visit("/sang-kien/")
    titles = officer.page.locator("tbody th").all_inner_texts()
    officer.visit("/sang-kien/them/?don_vi=YT02")
    units = officer.page.locator("select[name=unit] option").all_inner_texts()
    officer.visit("/ho-so/don-vi/YT02/")

    assert sorted(titles) == [
        "Bệ thử bơm cao áp ba nhánh",
        "Gá uốn ống thủy lực bằng vật tư tận dụng",
    ]
    assert not [name for name in units if "Bệnh viện" in name]
    assert officer.status() == 404
