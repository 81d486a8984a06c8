"""The list page: walking by key, counts, columns, refusals, exports. Tried on trainings."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from openpyxl import load_workbook

from lantoa.movements.actions.events import apply_training_rows
from lantoa.movements.models import Training
from lantoa.movements.rows import TrainingRow
from lantoa.organization import listing as lists
from lantoa.organization.filters import RecordFilter
from lantoa.organization.listing import Column, Listing, ListView, Measure, counting
from lantoa.organization.listing.walking import Page
from lantoa.organization.models import Unit
from tests.factories.organization import NOON, UnitFactory

pytestmark = pytest.mark.django_db

COLUMNS = (
    Column("ten", "Tên lớp", lambda row: row.name, kind="link", sort="name"),
    Column("don-vi", "Đơn vị", lambda row: row.unit.name, sort="unit__sort_key"),
    Column("so-nguoi", "Số người", lambda row: row.participants, kind="int", sort="participants"),
    Column("ngay", "Ngày", lambda row: row.shown_day, kind="day", sort="counted_on"),
    Column("noi", "Địa điểm", lambda row: row.place, is_default=False),
)


def listing(**changes: Any) -> Listing:
    given = {
        "key": "trainings",
        "title": "Lớp tập huấn",
        "filterset": RecordFilter,
        "columns": COLUMNS,
        "prepare": lambda rows: rows.select_related("unit"),
        "detail": lambda row: f"/lop/{row.pk}/",
        "measures": (Measure("nguoi", "Số người", lists.sum_of("participants")),),
    }
    return Listing(**{**given, **changes})


def get(query: str = "", **headers: str) -> HttpRequest:
    request = RequestFactory().get(f"/lop/?{query}", headers=headers)
    request.user = AnonymousUser()
    return request


def view(query: str = "", **changes: Any) -> ListView:
    return ListView.of(get(query), listing(**changes), Training.objects.all())


def trainings(count: int, unit: Unit, **fields: Any) -> list[int]:
    rows = [
        TrainingRow(
            unit_id=unit.pk,
            name=f"Lớp {number:03d}",
            counted_on=date(2020, 1, 1 + number % 7),
            **{"participants": None if number % 5 == 0 else number % 11, **fields},
        )
        for number in range(count)
    ]
    return list(apply_training_rows(rows, actor=None, at=NOON).keys)


def names(page: Page) -> list[str]:
    return [row.record.name for row in page.rows]


def walk(query: str, *, link: str = "next_url") -> list[str]:
    seen: list[str] = []
    for _ in range(20):
        page = view(query).page
        seen += names(page) if link == "next_url" else names(page)[::-1]
        address = getattr(page, link)
        if not address:
            return seen
        query = urlsplit(address).query
    raise AssertionError("the walk does not end")


@pytest.mark.parametrize("sort", ["", "ten", "-ten", "so-nguoi", "-so-nguoi", "don-vi", "-ngay"])
def test_walking_by_key_meets_every_row_once_in_order(sort: str) -> None:
    trainings(60, UnitFactory())
    trainings(17, UnitFactory())

    forwards = walk(f"sx={sort}")

    order = view(f"sx={sort}").order
    expected = [row.name for row in Training.objects.order_by(*order.expressions)]
    assert forwards == expected
    assert len(forwards) == 77


@pytest.mark.parametrize("sort", ["", "so-nguoi", "-so-nguoi"])
def test_walking_back_from_the_last_page_meets_the_same_rows(sort: str) -> None:
    trainings(60, UnitFactory())
    last = view(f"sx={sort}")
    for _ in range(2):
        last = view(urlsplit(last.page.next_url).query)

    backwards = walk(urlsplit(last.page.previous_url).query, link="previous_url")

    assert backwards[::-1] == walk(f"sx={sort}")[: len(backwards)]
    assert len(backwards) == 50


def test_a_page_number_past_the_limit_is_refused_with_the_remedy() -> None:
    with pytest.raises(lists.BadAddress, match="Lọc hẹp lại"):
        _ = view("trang=201").page


@pytest.mark.parametrize("query", ["sau=x", "sau=[1]", "truoc=%7B%7D", "sx=khong-co", "sx=noi"])
def test_an_address_the_list_does_not_have_is_refused_in_words(query: str) -> None:
    with pytest.raises(lists.BadAddress):
        _ = view(query).page


def test_counts_are_exact_until_the_limit_and_always_when_a_figure_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trainings(12, UnitFactory())
    monkeypatch.setattr(counting, "COUNT_LIMIT", 10)

    assert str(view().count) == "trên 10"
    assert view().totals == []
    assert str(view("dem=1").count) == "12"


def test_a_filter_that_cannot_be_read_shows_no_row_and_says_why() -> None:
    trainings(3, UnitFactory())

    asked = view("tu=hom-qua&don_vi=KHONG-CO")

    assert asked.page.rows == ()
    assert len(asked.errors) == 2
    assert "KHONG-CO" in " ".join(asked.errors)


@pytest.mark.parametrize(
    ("query", "expected"), [("tu=02/01/2020&den=03/01/2020", 2), ("tu=2021", 0), ("den=2020", 7)]
)
def test_the_period_includes_its_first_and_last_day(query: str, expected: int) -> None:
    trainings(7, UnitFactory())

    assert view(query).count.number == expected


def test_a_unit_brings_its_subtree() -> None:
    upper = UnitFactory()
    lower = UnitFactory(parent=upper)
    trainings(2, lower)
    trainings(3, UnitFactory())

    assert view(f"don_vi={upper.code}").count.number == 2


@pytest.mark.parametrize("text", ["xưởng hoà", "xuong hoa", "HOA xuong", "ưởng"])
def test_search_finds_any_part_with_or_without_marks(text: str) -> None:
    trainings(1, UnitFactory(name="Xưởng Hòa Bình"))
    trainings(1, UnitFactory(name="Kho Vật tư"))

    assert view(f"q={text}").count.number == 1


def test_chosen_columns_stand_in_the_order_of_the_list() -> None:
    chosen = view("cot=noi&cot=ten")

    assert [column.key for column in chosen.columns] == ["ten", "noi"]


def test_sorting_links_start_with_the_useful_direction_and_turn() -> None:
    heads = {head.column.key: head for head in view("sx=ten").heads}

    assert heads["ten"].direction == "ascending"
    assert parse_qs(urlsplit(heads["ten"].url).query)["sx"] == ["-ten"]
    assert parse_qs(urlsplit(heads["so-nguoi"].url).query)["sx"] == ["-so-nguoi"]
    assert heads["ngay"].direction == ""


def test_measures_add_up_what_is_filtered() -> None:
    unit = UnitFactory()
    trainings(3, unit, participants=20)
    trainings(2, UnitFactory(), participants=5)

    assert [total for _measure, total in view(f"don_vi={unit.code}").totals] == [60]


def test_the_csv_holds_every_filtered_row_and_protects_formulas() -> None:
    unit = UnitFactory()
    trainings(30, unit)
    apply_training_rows(
        [TrainingRow(unit_id=unit.pk, name="=1+1", counted_on=date(2021, 1, 1))],
        actor=None,
        at=NOON,
    )

    answer = lists.respond(get("xuat=csv&sx=-ngay"), listing(), Training.objects.all())
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[union-attr, arg-type]
    rows = list(csv.reader(io.StringIO(text)))

    assert rows[0] == ["Tên lớp", "Đơn vị", "Số người", "Ngày"]
    assert rows[1][0] == "'=1+1"
    assert len(rows) == 32


def test_the_workbook_holds_exactly_what_is_filtered() -> None:
    trainings(4, UnitFactory(), participants=7)
    wanted = UnitFactory()
    trainings(30, wanted, participants=7)

    answer = lists.respond(
        get(f"xuat=xlsx&don_vi={wanted.code}"), listing(), Training.objects.all()
    )
    body = b"".join(answer.streaming_content)  # type: ignore[union-attr, arg-type]
    answer.close()
    sheet = load_workbook(io.BytesIO(body)).active
    assert sheet is not None
    found = [
        cell for row in sheet.iter_rows(values_only=True) for cell in row if cell == wanted.name
    ]

    assert len(found) == 30


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_for_any_number_of_rows(
    count: int, django_assert_num_queries: Any
) -> None:
    trainings(count, UnitFactory())

    with django_assert_num_queries(1):
        asked = view()
        rows = list(asked.listing.prepare(asked.rows))

    assert len(rows) == count
