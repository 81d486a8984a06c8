"""The pages of statistics: the leader's minute, the catalogue, one figure, its card, its lists."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from lantoa.organization.choices import Role
from lantoa.organization.models import Unit, UnitKind
from lantoa.shared.dates import Period
from lantoa.statistics.catalogue import get_indicator
from lantoa.statistics.queries.dashboard import dashboard_of
from lantoa.statistics.queries.extent import extent
from lantoa.statistics.queries.silence import silent_unions
from tests.factories.assessments import make_grading
from tests.factories.awards import make_award
from tests.factories.decisions import decision_row
from tests.factories.initiatives import benefit_row, make_initiative, recognition_row
from tests.factories.organization import PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
PERIOD = "tu=2017&den=2022"


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_one_sentence_answers_the_minute_and_every_number_in_it_is_a_door(world):
    page = signed_in(world.leader).get(f"/bang-dieu-hanh/?{PERIOD}").content.decode()

    said = " ".join(page[page.index('lt-lede">') + 9 :].split("</p>")[0].split())
    words = [part.split("<")[0] for part in said.split(">") if part.split("<")[0].strip()]
    assert "".join(words) == (
        "Giai đoạn 2017–2022, 3 công đoàn cơ sở có 4 công trình, sáng kiến và 2 đề tài, sản phẩm "
        "sáng tạo được công nhận, làm lợi gần 3 tỷ đồng. Năm 2022, 67% đạt vững mạnh, trong đó 33% "
        "vững mạnh xuất sắc."
    )
    assert said.count('class="lt-figure') == 6


def test_the_comparison_is_by_members_not_only_by_number(world):
    board = dashboard_of(world.scope())

    found = [
        (row.unit.code, str(row.figures["recognized_per_100_members"].value))
        for row in board.compared
    ]
    assert found == [("CS2", "150.0"), ("CS1", "66.7"), ("CS3", "None"), ("CS4", "None")]


def test_grades_show_every_union_also_those_not_graded(world):
    UnitFactory(code="CS9", parent=world.region, kind=world.first.kind)

    shares = dashboard_of(world.scope()).grades

    assert [(share.code, share.count) for share in shares] == [
        ("VMXS", 1),
        ("VM", 1),
        ("KHA", 1),
        ("", 1),
    ]


def test_silent_unions_are_named_with_the_day_of_their_last_initiative(world):
    unions, sent = get_indicator("unions"), get_indicator("initiatives_sent")

    silent = silent_unions(unions, sent, world.scope(period=Period.of_years(2022, 2022)))

    assert [(quiet.unit.code, quiet.last_on) for quiet in silent] == [
        ("CS1", date(2021, 12, 31)),
        ("CS3", None),
    ]


def test_the_dashboard_of_a_union_shows_that_union_alone(world):
    page = signed_in(world.officer).get(f"/bang-dieu-hanh/?{PERIOD}&don_vi=CS2")

    assert page.context["board"].figures["initiatives_recognized"].value == 3
    assert "Công đoàn CS1" not in page.content.decode()


def test_a_unit_outside_ones_subtree_is_not_found(world):
    client = signed_in(world.officer)

    for path in ("/bang-dieu-hanh/", "/so-lieu/", "/so-lieu/chi-tieu/members/"):
        assert client.get(f"{path}?don_vi=CS1").status_code == 404


def test_without_a_period_the_dashboard_takes_the_years_that_have_records(world):
    assert extent(world.leader, on=date(2026, 3, 3)) == Period.of_years(2016, 2022)
    assert extent(world.officer, on=date(2026, 3, 3)) == Period.of_years(2016, 2022)
    stranger = officer_of(world.third)
    assert extent(stranger, on=date(2026, 3, 3)) == Period.of_years(2026, 2026)


def test_a_card_says_what_a_figure_is_and_leads_to_its_rows(world):
    url = f"/so-lieu/chi-tieu/benefit_vnd/the/?{PERIOD}"

    card = signed_in(world.leader).get(url).content.decode()

    for words in (
        "2.964.300.000 đồng",
        "gần 3 tỷ đồng",
        "theo mức hội đồng chấp nhận",
        "Công đoàn Quân khu và cấp dưới, cơ cấu lúc đó",
        "giai đoạn 2017–2022",
        "Mở 6 dòng",
        "/sang-kien/?trang_thai=da_cong_nhan",
    ):
        assert words in card


def test_a_figures_page_splits_it_by_unit_year_and_its_own_filters(world):
    page = signed_in(world.leader).get(f"/so-lieu/chi-tieu/individual_awards/?{PERIOD}")

    context = page.context
    assert [(row.unit.code, made.value) for row, made in context["units"]] == [
        ("CS1", 3),
        ("CS2", 2),
        ("CS3", 0),
        ("CS4", 0),
    ]
    assert sum(made.value for _year, made in context["years"]) == 5
    assert [label for label, _cells in context["splits"]] == ["Cấp", "Hình thức", "Dịp khen"]


def test_a_part_leads_to_the_whole_it_is_part_of(world):
    page = signed_in(world.leader).get(f"/so-lieu/chi-tieu/pct_vmxs_2022/?{PERIOD}")

    assert "/so-lieu/chi-tieu/pct_vm_2022/" in page.content.decode()


def test_every_indicators_page_opens(world):
    client = signed_in(world.leader)

    for code in ("members", "unions", "solution_groups", "sub_movements", "benefit_saved"):
        assert client.get(f"/so-lieu/chi-tieu/{code}/?{PERIOD}").status_code == 200


def test_the_catalogue_lists_every_indicator_with_its_definition(world):
    page = signed_in(world.leader).get(f"/so-lieu/?{PERIOD}").content.decode()

    assert "Lượt công đoàn cơ sở được Tổng cục Chính trị khen" in page
    assert "Đề nghị không tính." in page
    assert "/so-lieu/chi-tieu/collective_tcct/" in page


@pytest.mark.parametrize("path", ["/so-lieu/chi-tieu/khong-co/", "/so-lieu/chi-tieu/khong-co/the/"])
def test_an_unknown_indicator_is_answered_in_words(world, path):
    answer = signed_in(world.leader).get(path)

    assert answer.status_code == 404
    assert "Không có chỉ tiêu mang mã" in answer.content.decode()


@pytest.mark.parametrize("query", ["tu=31/02/2020", "co_cau=khac", "tu=2022&den=2017"])
def test_an_address_that_cannot_be_read_is_answered_in_words(world, query):
    answer = signed_in(world.leader).get(f"/bang-dieu-hanh/?{query}")

    assert answer.status_code == 422


def test_names_of_members_are_shown_only_to_those_who_may_open_files(world):
    member = signed_in(officer_of(world.region, Role.MEMBER))

    shown = member.get("/so-lieu/doan-vien/?den=2022", headers={"HX-Target": "danh-sach"})

    assert shown.context["list"].count.number == 0
    assert "ĐK" not in shown.content.decode()


@pytest.mark.parametrize("path", ["/so-lieu/don-vi/", "/so-lieu/doan-vien/", "/so-lieu/loi-ich/"])
def test_a_list_of_its_own_can_be_exported(world, path):
    answer = signed_in(world.leader).get(f"{path}?{PERIOD}&xuat=csv")

    assert answer.status_code == 200
    assert len(b"".join(answer).splitlines()) > 2


def _unions_with_results(count: int) -> Unit:
    """Make a Region with `count` unions: in each a member, a grading, a benefit, an award."""
    kinds = {kind.code: kind for kind in UnitKind.objects.all()}
    region = UnitFactory(kind=kinds["khu"], parent=None)
    for number in range(count):
        union = UnitFactory(parent=region, kind=kinds["cdcs"])
        PersonFactory(unit=union)
        make_grading(union, year=2022, grade="VM")
        make_initiative(
            union,
            title=f"Bệ thử {number}",
            year=2021,
            counted_on=date(2021, 5, 5),
            recognitions=(recognition_row("co_so"),),
            benefits=(benefit_row(2021, accepted_vnd=1_000_000),),
        )
        make_award(union, kind="BK_TCCT", decision=decision_row(f"{number}/CT"))
    return region


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("path", "cost"),
    [
        ("/so-lieu/don-vi/", 6),
        ("/so-lieu/doan-vien/", 7),
        ("/so-lieu/loi-ich/", 7),
        ("/so-lieu/", 5),
        ("/so-lieu/chi-tieu/collective_tcct/", 18),
        ("/so-lieu/chi-tieu/pct_vm_2022/", 42),
        ("/bang-dieu-hanh/", 46),
    ],
)
def test_a_page_costs_the_same_for_any_number_of_rows(
    path: str, cost: int, count: int, django_assert_num_queries: Any
) -> None:
    client = signed_in(officer_of(_unions_with_results(count), Role.LEADER))

    with django_assert_num_queries(cost):
        client.get(f"{path}?{PERIOD}")
