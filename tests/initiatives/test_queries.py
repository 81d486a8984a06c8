"""What initiatives can be asked: money, authors, recognition as the decisions leave it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lantoa.decisions.models import Decision
from lantoa.initiatives import queries
from lantoa.initiatives.filters import InitiativeFilter
from lantoa.initiatives.models import CodeSeries, Initiative
from lantoa.initiatives.queries import BenefitPart
from lantoa.initiatives.rows import AuthorRow
from lantoa.organization.models import Person, Unit
from tests.factories.initiatives import benefit_row, make_initiative, recognition_row
from tests.factories.organization import PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db


def revoke(number: str) -> None:
    Decision.objects.filter(number=number).update(revoked_on=date(2022, 1, 1))


def titles(params: dict[str, Any]) -> set[str]:
    found = InitiativeFilter(params, queryset=Initiative.objects.all())
    assert found.is_valid(), found.errors
    return {initiative.title for initiative in found.qs}


@pytest.fixture
def four() -> Unit:
    """Return the unit of three initiatives that differ in everything; a fourth stands apart."""
    unit = UnitFactory()
    make_initiative(
        unit, title="a", field="y_te", recognitions=(recognition_row("bo", "77/QĐ-RIÊNG"),)
    )
    make_initiative(
        unit,
        title="b",
        kind="de_tai",
        year=2020,
        benefits=(benefit_row(2020, "tiet_kiem", "ngan_sach", accepted_vnd=5),),
        recognitions=(recognition_row("co_so", "2/QĐ"),),
    )
    make_initiative(unit, title="c", benefit_state="khong_tinh_tien", state="dang_tham_dinh")
    make_initiative(title="d", benefits=(benefit_row(declared_vnd=9),))
    return unit


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, {"a", "b", "c", "d"}),
        ({"loai": ["de_tai"]}, {"b"}),
        ({"loai": ["de_tai", "sang_kien"]}, {"a", "b", "c", "d"}),
        ({"linh_vuc": ["y_te"]}, {"a"}),
        ({"trang_thai": ["da_cong_nhan"]}, {"a", "b"}),
        ({"trang_thai": ["dang_tham_dinh", "cho_tiep_nhan"]}, {"c", "d"}),
        ({"cap": ["bo"]}, {"a"}),
        ({"cap": ["bo", "co_so"]}, {"a", "b"}),
        ({"nam": "2020"}, {"b"}),
        ({"hieu_qua": "khong_tinh_tien"}, {"c"}),
        ({"co_tien": "true"}, {"b"}),
        ({"co_tien": "false"}, {"a", "c", "d"}),
        ({"loai_loi_ich": ["tiet_kiem"]}, {"b"}),
        ({"loai_loi_ich": ["lam_loi"]}, set()),
        ({"loai_loi_ich": ["tiet_kiem"], "huong_loi": ["don_vi"]}, set()),
        ({"so_qd": " 77/qđ-riêng "}, {"a"}),
        ({"q": "cong doan quan khu"}, set()),
        ({"q": "77 QĐ RIÊNG"}, {"a"}),
        ({"tu": "2020", "den": "2020"}, {"b"}),
    ],
)
def test_each_filter_keeps_the_initiatives_it_names(
    four: Unit, params: dict[str, Any], expected: set[str]
) -> None:
    assert titles(params) == expected


def test_a_unit_filter_keeps_its_subtree(four: Unit) -> None:
    assert titles({"don_vi": four.code}) == {"a", "b", "c"}


@pytest.mark.parametrize(
    "params", [{"loai": ["y_tuong"]}, {"cap": ["vu_tru"]}, {"nam": "năm nay"}, {"tu": "31/6/2020"}]
)
def test_a_filter_that_cannot_be_read_is_an_error_and_no_answer(params: dict[str, Any]) -> None:
    assert not InitiativeFilter(params, queryset=Initiative.objects.all()).is_valid()


def test_revoking_the_only_decision_ends_recognition_everywhere() -> None:
    make_initiative(title="a", recognitions=(recognition_row("bo", "1/QĐ"),))

    revoke("1/QĐ")

    assert titles({"cap": ["bo"]}) == set()
    assert titles({"trang_thai": ["da_cong_nhan"]}) == set()
    assert titles({"trang_thai": ["da_thu_hoi"]}) == {"a"}
    assert titles({"trang_thai": ["da_thu_hoi", "da_cong_nhan"]}) == {"a"}
    assert not Initiative.objects.recognized().exists()
    assert Initiative.objects.get().standing == "da_thu_hoi"


def test_revoking_one_of_two_decisions_leaves_the_other_scope() -> None:
    recognitions = (recognition_row("co_so", "1/QĐ"), recognition_row("bo", "2/QĐ"))
    make_initiative(title="a", recognitions=recognitions)

    revoke("2/QĐ")

    assert titles({"cap": ["bo"]}) == set()
    assert titles({"cap": ["co_so"]}) == titles({"trang_thai": ["da_cong_nhan"]}) == {"a"}
    assert Initiative.objects.get().top_scope == "co_so"


def test_only_accepted_money_counts_and_only_of_the_part_that_is_meant() -> None:
    make_initiative(
        benefits=(
            benefit_row(2021, declared_vnd=1_000, confirmed_vnd=900, accepted_vnd=800),
            benefit_row(2022, "tiet_kiem", "ngan_sach", accepted_vnd=70),
            benefit_row(2023, declared_vnd=5_000),
        )
    )
    rows = Initiative.objects.all()

    assert queries.accepted_total(rows) == 870
    assert queries.accepted_total(rows, BenefitPart(kinds=("tiet_kiem",))) == 70
    assert queries.accepted_total(rows, BenefitPart(beneficiaries=("don_vi",))) == 800
    (row,) = queries.with_list_parts(rows, BenefitPart(kinds=("lam_loi",)))
    assert (row.declared_vnd, row.confirmed_vnd, row.accepted_vnd) == (6_000, 900, 800)


def test_the_money_of_a_filtered_list_is_that_of_the_benefits_asked_for() -> None:
    make_initiative(
        benefits=(
            benefit_row(2021, accepted_vnd=800),
            benefit_row(2022, "tiet_kiem", "ngan_sach", accepted_vnd=70),
        )
    )
    asked = InitiativeFilter({"huong_loi": ["ngan_sach"]}, queryset=Initiative.objects.all())

    assert queries.accepted_total(asked.qs, asked.part) == 70


def test_nothing_accepted_is_no_amount_and_not_zero() -> None:
    make_initiative(benefits=(benefit_row(declared_vnd=5),))

    (row,) = queries.with_list_parts(Initiative.objects.all())

    assert row.accepted_vnd is None


def test_authors_are_counted_as_people() -> None:
    unit = UnitFactory()
    known = PersonFactory(unit=unit, full_name="Lê An")
    same = PersonFactory(unit=unit, full_name="Lê Văn An")
    Person.objects.filter(pk=same.pk).update(merged_into=known)
    stranger = AuthorRow("Trần Văn Lộc")
    make_initiative(unit, title="a", authors=(AuthorRow("Lê An", known.pk), stranger))
    make_initiative(unit, title="b", authors=(AuthorRow("Lê Văn An", same.pk), stranger))
    make_initiative(title="c", authors=(stranger,))

    # Lê An under two records; Trần Văn Lộc of one unit; his namesake of another.
    assert queries.distinct_authors(Initiative.objects.all()) == 3


def test_a_person_finds_their_work_also_under_a_merged_record() -> None:
    unit = UnitFactory()
    known, same = PersonFactory(unit=unit), PersonFactory(unit=unit, full_name="Lê Văn An")
    make_initiative(unit, title="a", authors=(AuthorRow("Lê Văn An", same.pk),))
    Person.objects.filter(pk=same.pk).update(merged_into=known)

    assert titles({"tac_gia": str(known.pk)}) == {"a"}


def test_initiatives_of_another_unit_are_absent_though_present() -> None:
    unit = UnitFactory()
    make_initiative(unit, title="a")
    make_initiative(title="b")

    found = queries.initiatives_for(officer_of(unit))

    assert [initiative.title for initiative in found] == ["a"]


def test_a_code_that_the_series_would_give_again_is_named() -> None:
    make_initiative(code="SK-21-0041")
    assert list(queries.codes_beyond_series()) == []

    CodeSeries.objects.update(last_number=40)

    assert list(queries.codes_beyond_series()) == ["SK-21-0041"]
