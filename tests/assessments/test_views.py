"""The pages of gradings: who sees what, what a form says, what a page costs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from lantoa.assessments.filters import GradingFilter
from lantoa.assessments.models import Grading
from lantoa.assessments.queries import matrix
from tests.factories.assessments import make_grading
from tests.factories.decisions import decision_row
from tests.factories.organization import UnitFactory, officer_of

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def signed_in(unit: Any) -> Client:
    client = Client()
    client.force_login(officer_of(unit), backend=BACKEND)
    return client


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"nam": "2021"}, {"VM", "VMXS", "HTT"}),
        ({"xep_loai": ["VM", "KHA"]}, {"VM", "KHA"}),
        ({"cach": "hoan-thanh"}, {"HTT"}),
        ({"vung_manh": "true"}, {"VM", "VMXS"}),
        ({"loai_don_vi": "to_cd"}, set()),
        ({"den": "2020"}, {"KHA"}),
    ],
)
def test_each_filter_keeps_the_gradings_it_names(
    params: dict[str, Any], expected: set[str]
) -> None:
    make_grading(grade="VM")
    make_grading(grade="VMXS")
    make_grading(grade="KHA", year=2020)
    make_grading(grade="HTT")

    found = GradingFilter(params, queryset=Grading.objects.all())

    assert found.is_valid()
    assert {grading.grade.code for grading in found.qs} == expected


def test_the_matrix_has_a_place_for_every_year() -> None:
    unit = UnitFactory()
    first, last = make_grading(unit, year=2019), make_grading(unit, year=2021)

    (row,) = matrix(Grading.objects.all(), [2019, 2020, 2021])

    assert (row.unit, row.grades) == (unit, (first, None, last))


@pytest.mark.parametrize("path", ["/xep-loai/", "/xep-loai/bang/?den=2021"])
def test_a_list_shows_the_subtree_and_nothing_else(path: str) -> None:
    mine = UnitFactory(name="Công đoàn của tôi")
    make_grading(mine)
    make_grading(UnitFactory(name="Công đoàn nơi khác"))

    page = signed_in(mine).get(path).content.decode()

    assert "Công đoàn của tôi" in page
    assert "Công đoàn nơi khác" not in page


def test_a_grading_of_another_unit_is_not_found_on_any_page() -> None:
    grading = make_grading()
    client = signed_in(UnitFactory())

    for path in (f"/xep-loai/{grading.pk}/", f"/xep-loai/{grading.pk}/sua/"):
        assert client.get(path).status_code == 404


def test_a_form_that_grades_a_union_twice_says_so_at_the_year() -> None:
    unit = UnitFactory()
    make_grading(unit)

    answer = signed_in(unit).post(
        "/xep-loai/them/", {"unit": unit.code, "year": "2021", "grade": "KHA"}
    )

    assert answer.status_code == 422
    assert "đã có xếp loại năm 2021" in answer.content.decode()
    assert Grading.objects.get().grade.code == "VM"


def test_half_a_decision_is_asked_for_the_rest() -> None:
    unit = UnitFactory()

    answer = signed_in(unit).post(
        "/xep-loai/them/",
        {"unit": unit.code, "year": "2021", "grade": "VM", "number": "12/QĐ-CĐ"},
    )

    assert answer.status_code == 422
    assert "Ghi đủ số, ngày ký và cơ quan ban hành" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "cost"), [("/xep-loai/", 9), ("/xep-loai/bang/?den=2021", 5)])
def test_a_list_costs_the_same_for_any_number_of_rows(
    path: str, cost: int, count: int, django_assert_num_queries: Any
) -> None:
    mine = UnitFactory()
    for _ in range(count):
        make_grading(UnitFactory(parent=mine), decision=decision_row())
    client = signed_in(mine)
    client.get(path)

    with django_assert_num_queries(cost):
        client.get(path)
