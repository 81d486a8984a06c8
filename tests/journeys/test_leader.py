"""The leader: five minutes before a meeting."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import SIZES
from tests.journeys.region import PERIOD
from tests.journeys.visitor import SitDown

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("size", SIZES)
def test_the_dashboard_answers_in_one_sentence_and_names_the_silent(
    somebody: SitDown, size: str
) -> None:
    leader = somebody("lanhdao", size=size)
    page = leader.visit(f"/bang-dieu-hanh/?{PERIOD}")

    expect(page.locator(".lt-lede")).to_contain_text(
        "Giai đoạn 2021–2022, 3 công đoàn cơ sở có 2 công trình, sáng kiến "
        "và 2 đề tài, sản phẩm sáng tạo được công nhận, làm lợi trên 270 triệu đồng."
    )
    silent = page.locator(".lt-panel", has_text="1 công đoàn cơ sở im lặng trong năm 2022")
    expect(silent.get_by_role("link")).to_have_text("Công đoàn cơ sở Kho Vật tư Lũng Cam")


def test_a_number_tells_what_it_is_before_it_is_opened(somebody: SitDown) -> None:
    leader = somebody("lanhdao")
    page = leader.visit(f"/bang-dieu-hanh/?{PERIOD}")

    page.get_by_role("link", name="trên 270 triệu đồng").hover()
    card = page.locator(".lt-card")
    expect(card).to_be_visible()
    leader.look()

    expect(card).to_contain_text("270.500.000")
    leader.press(card.get_by_role("link"))
    expect(page.locator("main")).to_contain_text("270.500.000 đồng")


def test_a_leader_is_offered_nothing_to_write_and_reads_the_review(somebody: SitDown) -> None:
    leader = somebody("lanhdao")
    page = leader.visit(f"/bao-cao/xem-truoc/?{PERIOD}")
    expect(page.locator("main article")).to_contain_text("BÁO CÁO")
    leader.visit("/sang-kien/")

    expect(page.get_by_role("link", name="Thêm sáng kiến")).to_have_count(0)
    expect(page.get_by_role("link", name="Nhập tệp")).to_have_count(0)
    leader.visit("/nhap-tep/")
    assert leader.page.get_by_role("button", name="Gửi và xem trước").count() == 0
