"""The page of an initiative: what it tells, how it moves on, what it costs."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest

from lantoa.decisions.models import Decision
from lantoa.initiatives.choices import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import AuthorRow
from lantoa.organization.models import Unit
from tests.factories.initiatives import benefit_row, full_row, make_initiative, recognition_row
from tests.factories.organization import PersonFactory, UnitFactory
from tests.initiatives.conftest import address_of, page, signed_in

pytestmark = pytest.mark.django_db


def test_the_page_tells_authors_money_decisions_and_history() -> None:
    unit = UnitFactory()
    person = PersonFactory(unit=unit, full_name="Trần Văn Lộc")
    row = full_row(unit)
    authors = (AuthorRow("Trần Văn Lộc", person.pk, 60), AuthorRow("Ngô Đức Thịnh", None, 40))
    initiative = make_initiative(
        unit, authors=authors, benefits=row.benefits, recognitions=row.recognitions
    )

    shown = page(signed_in(unit), address_of(initiative))

    for words in (
        quote(person.code),
        "60%",
        "40%",
        "48.000.000",
        "60.000.000",
        "97/QĐ-QK",
        "Cấp Quân khu",
        "Lịch sử",
    ):
        assert words in shown


def test_a_revoked_recognition_is_shown_as_such() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit, recognitions=(recognition_row("bo"),))
    Decision.objects.update(revoked_on=date(2022, 1, 1))

    response = signed_in(unit).get(address_of(initiative))

    assert str(response.context["state"]) == "Đã thu hồi"
    assert "đã thu hồi từ 01/01/2022" in response.content.decode()


def steps_of(unit: Unit, initiative: Initiative) -> list[tuple[str, str]]:
    story = signed_in(unit).get(address_of(initiative)).context["story"]
    return [(str(step.name), step.state) for step in story.steps]


@pytest.mark.parametrize(
    ("state", "now"),
    [
        ("chua_gui", "Gửi"),
        ("tra_lai", "Gửi"),
        ("cho_tiep_nhan", "Tiếp nhận"),
        ("dang_tham_dinh", "Thẩm định"),
        ("cho_hoi_dong", "Hội đồng"),
        ("khong_cong_nhan", "Không công nhận"),
        ("da_cong_nhan", "Công nhận"),
    ],
)
def test_the_way_of_an_initiative_shows_where_it_is(state: str, now: str) -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit, state=state)

    steps = steps_of(unit, initiative)

    assert [name for name, place in steps if place == "now"] == [now]


def test_the_way_of_a_recognized_one_climbs_its_scopes() -> None:
    unit = UnitFactory()
    later = recognition_row("quan_khu", "2/QĐ", signed_on=date(2021, 9, 1))
    initiative = make_initiative(
        unit, first_applied="2020", recognitions=(later, recognition_row("co_so"))
    )

    assert steps_of(unit, initiative) == [
        ("Áp dụng lần đầu", "done"),
        ("Cấp cơ sở", "done"),
        ("Cấp Quân khu", "done"),
    ]


def test_the_way_of_a_revoked_one_ends_with_the_revocation() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit, recognitions=(recognition_row("bo"),))
    Decision.objects.update(revoked_on=date(2022, 1, 1))

    assert steps_of(unit, initiative) == [("Cấp Bộ Quốc phòng", "done"), ("Đã thu hồi", "now")]


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"counted_on": date(2021, 6, 1), "counted_precision": "day"}, "met"),
        ({"counted_on": date(2022, 6, 1), "counted_precision": "day", "year": 2022}, "unmet"),
        ({}, None),
        ({"state": "chua_gui"}, "unmet"),
        ({"recognitions": (recognition_row(signed_on=date(2021, 12, 1)),)}, None),
    ],
)
def test_the_year_to_ask_is_judged_only_where_the_day_of_asking_is_known(
    fields: dict[str, Any], verdict: str | None
) -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit, first_applied="2021-03-01", **fields)

    limit = signed_in(unit).get(address_of(initiative)).context["story"].limit

    assert (limit.verdict, limit.until) == (verdict, date(2022, 3, 1))


def test_what_does_not_fit_together_is_said_on_the_page() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit, state="da_cong_nhan")

    assert "chưa ghi quyết định công nhận nào" in page(signed_in(unit), address_of(initiative))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_parts(
    count: int, django_assert_num_queries: Any
) -> None:
    unit = UnitFactory()
    client = signed_in(unit)
    people = [PersonFactory(unit=unit, full_name=f"Lê An {number}") for number in range(count)]
    initiative = make_initiative(
        unit,
        authors=tuple(AuthorRow(person.full_name, person.pk) for person in people),
        benefits=tuple(benefit_row(2019 + number, accepted_vnd=1) for number in range(count)),
        recognitions=tuple(
            recognition_row(scope, f"{scope}/QĐ") for scope in ("co_so", "quan_khu", "bo")[:count]
        ),
    )

    with django_assert_num_queries(14):
        client.get(address_of(initiative))


def test_a_button_moves_an_initiative_on() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit)
    client = signed_in(unit)
    assert "Tiếp nhận" in page(client, address_of(initiative))

    client.post(address_of(initiative, "chuyen/"), {"trang_thai": "dang_tham_dinh"})

    initiative.refresh_from_db()
    assert initiative.state == State.APPRAISING


@pytest.mark.parametrize("target", ["da_cong_nhan", "xong", ""])
def test_a_move_that_is_not_offered_is_refused_in_words(target: str) -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit)

    answer = signed_in(unit).post(address_of(initiative, "chuyen/"), {"trang_thai": target})

    assert answer.status_code == 409
