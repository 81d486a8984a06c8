"""The pages of initiatives: who sees what, what a form says, what a page costs."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from lantoa.decisions.models import Decision
from lantoa.initiatives.actions import apply_rows
from lantoa.initiatives.choices import State
from lantoa.initiatives.lists import COLUMNS
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import AuthorRow
from lantoa.organization.choices import Role
from lantoa.organization.models import Unit
from tests.factories.initiatives import (
    benefit_row,
    full_row,
    initiative_row,
    make_initiative,
    recognition_row,
)
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
LIST = "/sang-kien/"
LIST_QUERIES = 13


def signed_in(unit: Unit, role: Role = Role.COMMENDATION_OFFICER) -> Client:
    client = Client()
    client.force_login(officer_of(unit, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, address: str, **params: Any) -> str:
    response = client.get(address, params)
    assert response.status_code == 200, response
    return response.content.decode()


def address_of(initiative: Initiative, act: str = "") -> str:
    return f"{LIST}{initiative.pk}/{act}"


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


# The list


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

    with django_assert_num_queries(LIST_QUERIES):
        client.get(LIST, headers={"HX-Target": "danh-sach"})


# The page


def test_an_initiative_of_another_unit_is_found_on_no_page() -> None:
    theirs = make_initiative()
    client = signed_in(UnitFactory())

    for act in ("", "sua/"):
        assert client.get(address_of(theirs, act)).status_code == 404
    assert client.post(address_of(theirs, "chuyen/"), {"trang_thai": "tra_lai"}).status_code == 404


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


def test_a_member_sees_an_author_without_the_door_to_their_file() -> None:
    unit = UnitFactory()
    person = PersonFactory(unit=unit, full_name="Trần Văn Lộc")
    initiative = make_initiative(unit, authors=(AuthorRow("Trần Văn Lộc", person.pk, 100),))

    shown = page(signed_in(unit, Role.MEMBER), address_of(initiative))

    assert "Trần Văn Lộc" in shown
    assert person.code not in shown


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


def test_the_page_costs_the_same_for_any_number_of_parts(
    django_assert_max_num_queries: Any,
) -> None:
    unit = UnitFactory()
    client = signed_in(unit)
    costs = []
    for count in (1, 3):
        people = [PersonFactory(unit=unit, full_name=f"Lê An {number}") for number in range(count)]
        initiative = make_initiative(
            unit,
            title=f"Có {count} phần",
            authors=tuple(AuthorRow(person.full_name, person.pk) for person in people),
            benefits=tuple(benefit_row(2019 + number, accepted_vnd=1) for number in range(count)),
            recognitions=tuple(
                recognition_row(scope, f"{count} {scope}/QĐ")
                for scope in ("co_so", "quan_khu", "bo")[:count]
            ),
        )
        with django_assert_max_num_queries(45) as asked:
            client.get(address_of(initiative))
        costs.append(len(asked))

    assert costs[0] == costs[1]


# The form


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


def test_a_member_is_shown_no_way_to_write() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit)
    client = signed_in(unit, Role.MEMBER)

    assert "/sua/" not in page(client, address_of(initiative))
    assert "Thêm sáng kiến" not in page(client, LIST)
    answer = client.post(address_of(initiative, "chuyen/"), {"trang_thai": "tra_lai"})
    assert answer.status_code == 403


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


def test_the_pages_need_somebody_signed_in() -> None:
    for address in (LIST, f"{LIST}them/"):
        assert Client().get(address).status_code == 302


def test_a_row_of_the_factory_is_a_plain_one() -> None:
    assert initiative_row().benefits == ()
