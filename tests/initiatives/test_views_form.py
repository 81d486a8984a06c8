"""The form of an initiative: what it writes, says at its place, and takes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from lantoa.decisions.models import Decision
from lantoa.initiatives.choices import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import AuthorRow
from lantoa.organization.models import Unit
from tests.factories.initiatives import benefit_row, full_row, make_initiative
from tests.factories.organization import PersonFactory, UnitFactory
from tests.initiatives.conftest import LIST, address_of, signed_in

pytestmark = pytest.mark.django_db


def sheet(unit: Unit, **changes: Any) -> dict[str, Any]:
    """Return the data of a form: one author, no money, no recognition."""
    tables = {"tac-gia": 4, "loi-ich": 2, "cong-nhan": 2}
    given = {
        "unit": unit.code,
        "title": "Bệ thử bơm cao áp",
        "kind": "sang_kien",
        "year": "2021",
        "benefit_state": "chua_ro",
        "tac-gia-0-name": "Trần Văn Lộc",
        "tac-gia-0-share_percent": "100",
        **{f"{prefix}-TOTAL_FORMS": str(count) for prefix, count in tables.items()},
        **{f"{prefix}-INITIAL_FORMS": "0" for prefix in tables},
    }
    return {**given, **changes}


def posted_back(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """Return what a browser would send of the form at `address` after these changes."""
    sent = client.get(address).context["sheet"]
    data: dict[str, Any] = {}
    for form in (
        sent.main,
        *(
            part
            for _name, table in sent.tables.values()
            for part in (table.management_form, *table)
        ),
    ):
        for bound in form:
            value = bound.value()
            shown = None if value is None else bound.field.widget.format_value(value)
            data[bound.html_name] = shown[0] if isinstance(shown, list) else shown or ""
    deleted = {name: value for name, value in data.items() if not name.endswith("-DELETE")}
    return {**deleted, **changes}


def test_a_form_adds_an_initiative_and_offers_to_undo_it() -> None:
    unit = UnitFactory()
    client = signed_in(unit)
    data = sheet(
        unit,
        **{
            "benefit_state": "chua_ro",
            "loi-ich-0-year": "2021",
            "loi-ich-0-kind": "lam_loi",
            "loi-ich-0-beneficiary": "don_vi",
            "loi-ich-0-accepted_vnd": "48.000.000",
            "cong-nhan-0-scope": "co_so",
            "cong-nhan-0-number": "12/QĐ-X1",
            "cong-nhan-0-signed_on": "30/11/2021",
            "cong-nhan-0-issuer": "Công đoàn cơ sở X1",
        },
    )

    response = client.post(f"{LIST}them/", data)

    initiative = Initiative.objects.get()
    assert response.headers["Location"] == address_of(initiative)
    assert (initiative.state, initiative.benefit_state) == ("da_cong_nhan", "bang_tien")
    assert initiative.benefits.get().accepted_vnd == 48_000_000
    assert initiative.counted_on == date(2021, 11, 30)

    undone = client.post(address_of(initiative, "hoan-tac/"))

    assert undone.headers["Location"] == LIST
    assert not Initiative.objects.exists()
    assert not Decision.objects.exists()


def test_undoing_twice_is_refused_in_words() -> None:
    unit = UnitFactory()
    client = signed_in(unit)
    client.post(f"{LIST}them/", sheet(unit))
    address = address_of(Initiative.objects.get(), "hoan-tac/")
    client.post(address)

    response = client.post(address)

    assert response.status_code == 409
    assert "Không còn gì để hoàn tác" in response.content.decode()


def test_adding_what_is_there_changes_nothing_and_says_so() -> None:
    unit = UnitFactory()
    make_initiative(unit, field="y_te")

    response = signed_in(unit).post(f"{LIST}them/", sheet(unit, field="hau_can"))

    assert response.status_code == 422
    assert "đã có sáng kiến mang tên này" in response.content.decode()
    assert Initiative.objects.get().field == "y_te"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "bắt buộc"),
        ({"first_applied": "31/6/2020"}, "Tháng 6 không có ngày 31"),
        ({"year": "2115"}, "2100"),
        ({"tac-gia-1-name": "Ngô Đức Thịnh", "tac-gia-1-share_percent": "20"}, "120%"),
        ({"tac-gia-0-code": "KHONG-CO"}, "Không có người mang mã “KHONG-CO”"),
        ({"loi-ich-0-year": "2021"}, "bắt buộc"),
        (
            {
                "loi-ich-0-year": "2021",
                "loi-ich-0-kind": "lam_loi",
                "loi-ich-0-beneficiary": "don_vi",
                "loi-ich-0-accepted_vnd": "nhiều",
            },
            "Ghi số đồng bằng chữ số",
        ),
    ],
)
def test_a_form_says_at_its_place_how_to_mend_it(changes: dict[str, str], sentence: str) -> None:
    unit = UnitFactory()

    response = signed_in(unit).post(f"{LIST}them/", sheet(unit, **changes))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Initiative.objects.exists()


def test_a_name_that_one_person_of_the_unit_bears_is_tied_to_them() -> None:
    unit = UnitFactory()
    person = PersonFactory(unit=unit, full_name="Trần Văn Lộc")

    signed_in(unit).post(f"{LIST}them/", sheet(unit))

    assert Initiative.objects.get().authors.get().person == person


def test_a_name_that_two_bear_asks_for_the_code() -> None:
    unit = UnitFactory()
    codes = [PersonFactory(unit=unit, full_name="Trần Văn Lộc").code for _number in range(2)]
    client = signed_in(unit)

    asked = client.post(f"{LIST}them/", sheet(unit)).content.decode()
    client.post(f"{LIST}them/", sheet(unit, **{"tac-gia-0-code": codes[1].lower()}))

    assert all(code in asked for code in codes)
    author = Initiative.objects.get().authors.get()
    assert author.person is not None
    assert author.person.code == codes[1]


def test_a_unit_outside_ones_reach_cannot_be_chosen() -> None:
    response = signed_in(UnitFactory()).post(f"{LIST}them/", sheet(UnitFactory()))

    assert response.status_code == 422
    assert not Initiative.objects.exists()


def test_saving_an_untouched_form_changes_nothing() -> None:
    unit = UnitFactory()
    row = full_row(unit)
    initiative = make_initiative(
        unit,
        field=row.field,
        first_applied=row.first_applied,
        summary=row.summary,
        authors=row.authors,
        benefits=row.benefits,
        recognitions=row.recognitions,
    )
    events = initiative.history.count()  # type: ignore[attr-defined]
    client = signed_in(unit)
    address = address_of(initiative, "sua/")

    response = client.post(address, posted_back(client, address))

    assert response.headers["Location"] == address_of(initiative)
    assert initiative.history.count() == events  # type: ignore[attr-defined]


def test_a_form_empties_a_field_and_takes_a_line_away() -> None:
    unit = UnitFactory()
    initiative = make_initiative(
        unit,
        summary="Gá bơm",
        authors=(AuthorRow("An", None, 60), AuthorRow("Bình", None, 40)),
        benefits=(benefit_row(2021, accepted_vnd=5), benefit_row(2022, accepted_vnd=7)),
    )
    client = signed_in(unit)
    address = address_of(initiative, "sua/")
    changes = {"summary": "", "loi-ich-0-DELETE": "on"}

    client.post(address, posted_back(client, address, **changes))

    initiative.refresh_from_db()
    assert initiative.summary == ""
    assert [benefit.year for benefit in initiative.benefits.all()] == [2022]
    client.post(address_of(initiative, "hoan-tac/"))
    initiative.refresh_from_db()
    assert initiative.summary == "Gá bơm"
    assert initiative.benefits.count() == 2


def test_a_recognition_added_by_the_form_makes_it_recognized() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit)
    client = signed_in(unit)
    address = address_of(initiative, "sua/")
    added = {
        "cong-nhan-0-scope": "co_so",
        "cong-nhan-0-number": "12/QĐ-X1",
        "cong-nhan-0-signed_on": "30/11/2021",
        "cong-nhan-0-issuer": "Công đoàn cơ sở X1",
    }

    client.post(address, posted_back(client, address, **added))

    initiative.refresh_from_db()
    assert initiative.state == State.RECOGNIZED


def test_another_year_moves_the_day_that_only_followed_from_it() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit)
    client = signed_in(unit)
    address = address_of(initiative, "sua/")

    client.post(address, posted_back(client, address, year="2019"))

    initiative.refresh_from_db()
    assert (initiative.year, initiative.counted_on) == (2019, date(2019, 12, 31))


def test_a_form_over_what_somebody_else_changed_is_refused_in_words() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit)
    client = signed_in(unit)
    address = address_of(initiative, "sua/")
    data = posted_back(client, address, summary="Của tôi")
    make_initiative(unit, summary="Của người khác")

    response = client.post(address, data)

    assert response.status_code == 422
    assert "đã được người khác sửa" in response.content.decode()
    initiative.refresh_from_db()
    assert initiative.summary == "Của người khác"
