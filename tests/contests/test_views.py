"""The pages of contests: who sees what, what a form says, what a page costs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from lantoa.contests.filters import EntryFilter
from lantoa.contests.models import Entry
from lantoa.contests.queries import editions_for
from lantoa.organization.choices import Role
from tests.factories.contests import make_entry
from tests.factories.organization import UnitFactory, officer_of

pytestmark = pytest.mark.django_db


def signed_in(unit: Any, role: Role = Role.COMMENDATION_OFFICER) -> Client:
    client = Client()
    client.force_login(officer_of(unit, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"hoi_thi": "hoi thi tho gioi"}, {"a", "b"}),
        ({"lan": "5"}, {"c"}),
        ({"nam": "2020"}, {"b"}),
        ({"cap": ["toan_quan"]}, {"c"}),
        ({"giai": ["nhat", "ba"]}, {"a", "c"}),
        ({"dat_giai": "true"}, {"a", "c"}),
    ],
)
def test_each_filter_keeps_the_entries_it_names(params: dict[str, Any], expected: set[str]) -> None:
    make_entry(contestant="a", prize="nhat")
    make_entry(contestant="b", year=2020)
    make_entry(contestant="c", contest="Đề tài", edition=5, level="toan_quan", prize="ba")

    found = EntryFilter(params, queryset=Entry.objects.all())

    assert found.is_valid()
    assert {entry.contestant for entry in found.qs} == expected


def test_the_list_shows_the_subtree_and_nothing_else() -> None:
    mine = UnitFactory()
    make_entry(UnitFactory(parent=mine), contestant="Người của tôi")
    make_entry(UnitFactory(), contestant="Người nơi khác")

    page = signed_in(mine).get("/hoi-thi/bai/").content.decode()

    assert "Người của tôi" in page
    assert "Người nơi khác" not in page


def test_an_entry_of_another_unit_is_not_found_on_any_page() -> None:
    entry = make_entry(UnitFactory())
    client = signed_in(UnitFactory())

    for path in (f"/hoi-thi/bai/{entry.pk}/", f"/hoi-thi/bai/{entry.pk}/sua/"):
        assert client.get(path).status_code == 404


def test_a_form_writes_an_entry_of_ones_own_unit() -> None:
    unit = UnitFactory()
    answer = signed_in(unit).post(
        "/hoi-thi/bai/them/",
        {
            "unit": unit.code, "contest": "Hội thi thợ giỏi", "year": "2021",
            "level": "quan_khu", "contestant": "Trần Văn Lộc", "prize": "nhat", "day": "09/2021",
        },
    )  # fmt: skip

    entry = Entry.objects.get()
    assert answer.status_code == 302
    assert (entry.prize, entry.shown_day) == ("nhat", "09/2021")


def test_a_form_says_at_the_field_what_is_wrong() -> None:
    unit = UnitFactory()
    answer = signed_in(unit).post(
        "/hoi-thi/bai/them/",
        {
            "unit": unit.code, "contest": "Hội thi", "year": "2021", "level": "quan_khu",
            "day": "31/6/2021",
        },
    )  # fmt: skip

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tháng 6 không có ngày 31" in page
    assert "Ghi người dự thi, hoặc ghi tên bài, sản phẩm." in page
    assert not Entry.objects.exists()


def test_a_form_offers_no_unit_one_may_not_write_for() -> None:
    other = UnitFactory()
    answer = signed_in(UnitFactory()).post(
        "/hoi-thi/bai/them/",
        {"unit": other.code, "contest": "X", "year": "2021", "level": "bo", "contestant": "Y"},
    )

    assert answer.status_code == 422
    assert not Entry.objects.exists()


def test_editions_count_only_what_one_may_see() -> None:
    mine = UnitFactory()
    make_entry(mine, contestant="a", prize="nhat")
    make_entry(UnitFactory(), contestant="b", prize="nhat")

    edition = editions_for(officer_of(mine))[0]

    assert (edition.entries, [(p.value, n) for p, n in edition.prizes]) == (1, [("nhat", 1)])


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "cost"), [("/hoi-thi/", 6), ("/hoi-thi/bai/", 8)])
def test_a_list_costs_the_same_for_any_number_of_rows(
    path: str, cost: int, count: int, django_assert_num_queries: Any
) -> None:
    unit = UnitFactory()
    for number in range(count):
        make_entry(unit, contestant=f"Người {number}", contest=f"Hội thi {number}")
    client = signed_in(unit)
    client.get(path)

    with django_assert_num_queries(cost):
        client.get(path)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_score_in_the_list_is_written_as_on_paper_in_both_languages(language: str) -> None:
    unit = UnitFactory()
    make_entry(unit, total_score=Decimal("23.70"))
    client = signed_in(unit)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    assert ">23,70<" in client.get("/hoi-thi/bai/").content.decode()


def test_an_empty_filter_of_yes_or_no_says_all_and_none_is_called_optional() -> None:
    panel = signed_in(UnitFactory()).get(
        "/hoi-thi/bai/?phan=bo-loc", headers={"HX-Request": "true"}
    )

    page = panel.content.decode()
    assert '<option value="" selected>tất cả</option>' in page
    assert "chưa rõ" not in page
    assert "không bắt buộc" not in page


def test_adding_an_entry_that_is_there_keeps_the_form_and_changes_nothing() -> None:
    unit = UnitFactory()
    client = signed_in(unit)
    typed = {
        "unit": unit.code, "contest": "Hội thi thợ giỏi", "year": "2021", "level": "quan_khu",
        "contestant": "Trần Văn Lộc", "prize": "nhat", "day": "09/2021",
    }  # fmt: skip
    client.post("/hoi-thi/bai/them/", typed)

    again = client.post("/hoi-thi/bai/them/", {**typed, "prize": "ba"})

    assert again.status_code == 422
    assert "Đã có một bản ghi như vậy" in again.content.decode()
    assert Entry.objects.get().prize == "nhat"
