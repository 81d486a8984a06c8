"""The list of initiatives: its rows, tabs, totals, order, files and cost."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lantoa.decisions.models import Decision
from lantoa.initiatives.actions import apply_rows
from lantoa.initiatives.lists import COLUMNS
from lantoa.initiatives.rows import AuthorRow
from tests.factories.initiatives import benefit_row, full_row, make_initiative, recognition_row
from tests.factories.organization import NOON, UnitFactory
from tests.initiatives.conftest import LIST, page, signed_in

pytestmark = pytest.mark.django_db


def test_the_list_shows_the_subtree_and_nothing_else() -> None:
    mine = UnitFactory()
    make_initiative(UnitFactory(parent=mine), title="Của cấp dưới")
    make_initiative(title="Của nơi khác")

    shown = page(signed_in(mine), LIST)

    assert "Của cấp dưới" in shown
    assert "Của nơi khác" not in shown


def test_a_row_names_the_first_author_and_how_many_more() -> None:
    unit = UnitFactory()
    authors = (AuthorRow("Trần Văn Lộc"), AuthorRow("Ngô Đức Thịnh"), AuthorRow("Lê An"))
    make_initiative(unit, authors=authors)

    assert "Trần Văn Lộc +2" in page(signed_in(unit), LIST).replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_not_money_is_said_in_words_and_never_as_zero() -> None:
    unit = UnitFactory()
    make_initiative(unit, benefit_state="khong_tinh_tien")

    shown = page(signed_in(unit), LIST)

    assert "không tính bằng tiền" in shown
    assert '<td class="lt-num" data-label="Lợi ích (đồng)">0' not in shown


def test_a_recognized_row_names_its_highest_scope_in_force() -> None:
    unit = UnitFactory()
    recognitions = (recognition_row("co_so", "1/QĐ"), recognition_row("bo", "2/QĐ"))
    make_initiative(unit, recognitions=recognitions)
    client = signed_in(unit)
    assert "Công nhận Bộ" in page(client, LIST)

    Decision.objects.filter(number="2/QĐ").update(revoked_on=date(2022, 1, 1))

    assert "Công nhận cơ sở" in page(client, LIST)


def test_tabs_count_states_as_the_decisions_leave_them() -> None:
    unit = UnitFactory()
    make_initiative(unit, title="a", recognitions=(recognition_row(number="1/QĐ"),))
    make_initiative(unit, title="b", recognitions=(recognition_row(number="2/QĐ"),))
    Decision.objects.filter(number="2/QĐ").update(revoked_on=date(2022, 1, 1))

    shown = signed_in(unit).get(LIST).context["list"]

    counts = {tab.label: tab.count for tab in shown.tabs}
    assert counts == {"Tất cả": "2", "Đã công nhận": "1", "Đã thu hồi": "1"}


def test_the_total_over_the_list_is_that_of_the_filter() -> None:
    unit = UnitFactory()
    make_initiative(
        unit,
        authors=(AuthorRow("Lê An"),),
        benefits=(
            benefit_row(2021, accepted_vnd=800),
            benefit_row(2022, "tiet_kiem", "ngan_sach", accepted_vnd=70),
        ),
    )
    client = signed_in(unit)

    def totals(**params: str) -> dict[str, int | None]:
        shown = client.get(LIST, params).context["list"]
        return {measure.key: total for measure, total in shown.totals}

    assert totals() == {"loi-ich": 870, "tac-gia": 1, "don-vi": 1}
    assert totals(loai_loi_ich="tiet_kiem") == {"loi-ich": 70, "tac-gia": 1, "don-vi": 1}


@pytest.mark.parametrize("column", ["ma", "ten", "nam", "ngay", "loi-ich", "ke-khai", "don-vi"])
def test_the_list_sorts_by_its_columns_both_ways(column: str) -> None:
    unit = UnitFactory()
    for number in range(3):
        money = (benefit_row(declared_vnd=number, accepted_vnd=number),) if number else ()
        make_initiative(unit, title=f"Việc {number}", year=2019 + number, benefits=money)
    client = signed_in(unit)

    def order(sx: str) -> list[int]:
        return [row.record.pk for row in client.get(LIST, {"sx": sx}).context["list"].page.rows]

    up, down = order(column), order(f"-{column}")
    assert sorted(up) == sorted(down)
    if column in {"ma", "ten", "nam", "ngay"}:
        assert up == down[::-1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_export_holds_exactly_what_is_filtered(kind: str) -> None:
    unit = UnitFactory()
    make_initiative(unit, title="Giữ lại", year=2020, benefit_state="khong_tinh_tien")
    make_initiative(unit, title="Bỏ ra", year=2021)
    asked = {"xuat": kind, "nam": "2020", "cot": [column.key for column in COLUMNS]}

    response = signed_in(unit).get(LIST, asked)

    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert body
    if kind == "csv":
        assert "Giữ lại" in body.decode("utf-8-sig")
        assert "không tính bằng tiền" in body.decode("utf-8-sig")
        assert "Bỏ ra" not in body.decode("utf-8-sig")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_rows(
    django_assert_num_queries: Any, count: int
) -> None:
    unit = UnitFactory()
    client = signed_in(unit)
    rows = [full_row(unit, title=f"Việc {number}") for number in range(count)]
    apply_rows(rows, actor=None, at=NOON)

    with django_assert_num_queries(13):
        client.get(LIST, headers={"HX-Target": "danh-sach"})
