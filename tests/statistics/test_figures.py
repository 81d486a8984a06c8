"""Every indicator: what it counts, what it leaves out, and that its page shows exactly that."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from lantoa.organization.actions.units import move_unit
from lantoa.organization.choices import Role, Structure
from lantoa.shared.dates import Period
from lantoa.statistics.catalogue import CATALOGUE, get_indicator
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.choices import Counting
from lantoa.statistics.queries.breakdowns import by_unit, by_value, by_year
from lantoa.statistics.queries.figures import figure, figures, rows_of
from tests.factories.awards import make_award
from tests.factories.decisions import decision_row
from tests.factories.initiatives import make_initiative, recognition_row
from tests.factories.organization import (
    NOON,
    PersonFactory,
    UnitFactory,
    UnitKindFactory,
    officer_of,
)

VALUES: dict[str, int | str] = {
    "initiatives_and_works": 4,
    "topics_and_products": 2,
    "benefit_vnd": 2_964_300_000,
    "tuoi_tre_sang_tao": 1,
    "recognised_by_ministry": 1,
    "ban_tay_vang": 1,
    "contest_v_first": 1,
    "contest_v_consolation": 3,
    "pct_vm_2022": "66.7",
    "pct_vmxs_2022": "33.3",
    "collective_tcct": 3,
    "individual_awards": 5,
    "members_bk_qk": 2,
    "cdcs_bk_qk": 1,
    "nominated_collective": 1,
    "nominated_person": 1,
    "solution_groups": 7,
    "sub_movements": 8,
    "initiatives_sent": 10,
    "initiatives_recognized": 8,
    "recognized_sang_kien": 3,
    "recognized_cong_trinh": 1,
    "recognized_de_tai": 1,
    "recognized_san_pham": 1,
    "recognized_giai_phap": 1,
    "recognized_cai_tien": 1,
    "recognized_at_co_so": 7,
    "recognized_at_cap_tren": 1,
    "recognized_at_quan_khu": 1,
    "recognized_at_toan_quan": 1,
    "recognized_at_toan_quoc": 1,
    "benefit_not_money": 5,
    "units_with_initiatives": 4,
    "benefit_all": 2_964_300_000,
    "benefit_saved": 1_500_000_000,
    "benefit_gained": 1_464_300_000,
    "benefit_budget": 1_500_000_000,
    "benefit_unit": 1_464_300_000,
    "contest_entries": 8,
    "prizes_nhat": 2,
    "prizes_nhi": 1,
    "prizes_ba": 1,
    "prizes_khuyen_khich": 3,
    "contest_units": 2,
    "awards_all": 11,
    "awarded_persons": 2,
    "collective_awards": 4,
    "awarded_collectives": 3,
    "nominations_pending": 2,
    "unions": 3,
    "union_groups": 1,
    "unions_graded": 3,
    "unions_strong": 2,
    "unions_excellent": 1,
    "pct_graded": "100",
    "activities": 2,
    "sessions": 3,
    "attendances": 200,
    "trainings": 1,
    "training_participants": 40,
    "registrations": 3,
    "registered_persons": 1,
    "registering_units": 2,
    "members": 8,
    "women": 2,
    "engineers": 1,
    "pct_women": "25",
    "recognized_share": "80",
    "recognized_per_100_members": "100",
    "awards_per_100_members": "62.5",
    "topics_per_engineer": "1",
    "initiatives_per_union_group": "3",
}
LISTED = [code for code, indicator in CATALOGUE.items() if indicator.source]
RATIOS = [code for code, indicator in CATALOGUE.items() if not indicator.source]
pytestmark = pytest.mark.django_db


def adds_up(indicator: Indicator) -> bool:
    """Tell whether the values of years or units add up to the value of the whole."""
    return indicator.counting in {Counting.RECORDS, Counting.TIMES, Counting.MONEY, Counting.SUM}


ADDITIVE = [get_indicator(code) for code in LISTED if adds_up(get_indicator(code))]


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def opened(client: Client, url: str) -> Any:
    """Return what the list at `url` shows, without the bar around it."""
    answer = client.get(url, headers={"HX-Target": "danh-sach"})
    assert answer.status_code == 200, url
    return answer.context["list"]


def test_every_indicator_of_the_catalogue_has_an_expected_value_here():
    assert set(VALUES) == set(CATALOGUE)


def test_the_whole_catalogue_counts_what_it_says(world):
    found = figures(CATALOGUE.values(), world.scope())

    assert {code: made.value for code, made in found.items()} == {
        code: Decimal(value) if isinstance(value, str) else value for code, value in VALUES.items()
    }


def test_a_figures_page_lists_its_rows_and_their_count_or_sum_is_the_figure(world):
    client = signed_in(world.leader)
    for code in LISTED:
        made = figure(get_indicator(code), world.scope())

        shown = opened(client, made.url)
        totals = {total for _measure, total in shown.totals}
        assert (code, shown.errors) == (code, [])
        assert (code, shown.count.number) == (code, made.row_count)
        assert made.value in totals | {shown.count.number}, code
        assert {row.record.pk for row in shown.page.rows} == set(
            rows_of(made.indicator, world.scope()).values_list("pk", flat=True)
        ), code


def test_a_ratios_page_shows_both_numbers(world):
    client = signed_in(world.leader)
    for code in RATIOS:
        indicator = get_indicator(code)
        made = figure(indicator, world.scope())

        answer = client.get(made.url)

        assert answer.status_code == 200
        assert {part.code: part.value for part in answer.context["parts"]} == {
            indicator.numerator: made.numerator,
            indicator.denominator: made.denominator,
        }
        assert made.words in answer.content.decode()


def test_a_user_of_one_union_sees_only_its_share_on_the_page_too(world):
    client = signed_in(world.officer)
    for code in LISTED:
        made = figure(get_indicator(code), world.scope(user=world.officer))

        shown = opened(client, figure(made.indicator, world.scope()).url)
        whole = set(rows_of(made.indicator, world.scope()).values_list("pk", flat=True))
        seen = {row.record.pk for row in shown.page.rows}
        assert (code, shown.count.number) == (code, made.row_count)
        assert seen <= whole, code
        assert seen == set(
            rows_of(made.indicator, world.scope(user=world.officer)).values_list("pk", flat=True)
        ), code


def test_what_a_union_cannot_see_of_its_sisters_is_not_in_its_figures(world):
    scope = world.scope(user=world.officer)

    found = figures([get_indicator("initiatives_sent"), get_indicator("awards_all")], scope)

    assert {code: made.value for code, made in found.items()} == {
        "initiatives_sent": 3,
        "awards_all": 4,
    }


def test_a_ratio_keeps_both_its_numbers_and_says_whole_per_cent(world):
    strong = figure(get_indicator("pct_vm_2022"), world.scope())

    assert (strong.numerator, strong.denominator) == (2, 3)
    assert (strong.value, strong.words, strong.phrase) == (Decimal("66.7"), "67%", "67%")
    assert strong.exact == "66,7%"


def test_a_ratio_without_a_denominator_is_unknown(world):
    nowhere = UnitFactory(parent=world.region)

    made = figure(
        get_indicator("pct_vm_2022"), world.scope(nowhere, period=Period.of_years(1990, 1990))
    )

    assert (made.value, made.words, made.is_something) == (Decimal(0), "0%", False)
    group = UnitFactory(parent=world.first, kind=world.region.kind)
    empty = figure(get_indicator("pct_vm_2022"), world.scope(group))
    assert (empty.value, empty.words, empty.exact) == (None, "—", "chưa rõ")


def test_head_counts_are_unknown_to_a_member_without_a_right_to_names(world):
    member = officer_of(world.region, Role.MEMBER)

    found = figures(
        [get_indicator("members"), get_indicator("recognized_per_100_members")],
        world.scope(user=member),
    )

    assert [made.value for made in found.values()] == [None, None]


@pytest.mark.parametrize("more", [False, True])
def test_asking_everything_costs_the_same_for_any_number_of_rows(
    world, django_assert_num_queries, more
):
    if more:
        for number in range(3):
            make_initiative(world.first, title=f"Thêm {number}")
            make_award(world.third, decision=decision_row(f"{number}/THEM"))
    scope = world.scope()
    figures([get_indicator("members")], scope)  # reads the user's roles

    with django_assert_num_queries(54):
        figures(CATALOGUE.values(), scope)


def test_years_add_up_to_the_period_and_each_opens_its_own_rows(world):
    apart = {"unions", "members", "movements", "solutions"}
    additive = [each for each in ADDITIVE if each.source not in apart]

    years = by_year(additive, world.scope())

    for indicator in additive:
        made = [years[year][indicator.code] for year in range(2017, 2023)]
        assert sum(each.value or 0 for each in made) == VALUES[indicator.code], indicator.code
        assert [each.value for each in made] == [
            figure(indicator, world.scope().of_year(year)).value for year in range(2017, 2023)
        ]


def test_grades_of_a_year_are_of_the_unions_of_its_last_day(world):
    years = by_year([get_indicator("pct_vm_2022")], world.scope())

    found = {
        year: (made["pct_vm_2022"].numerator, made["unions"].value) for year, made in years.items()
    }
    assert found == {
        2017: (0, 4), 2018: (0, 4), 2019: (0, 4), 2020: (3, 4), 2021: (1, 3), 2022: (2, 3),
    }  # fmt: skip


@pytest.mark.parametrize("structure", list(Structure))
def test_units_add_up_to_the_whole_and_each_opens_its_own_rows(world, structure):
    indicators = [
        get_indicator(code)
        for code in LISTED
        if adds_up(get_indicator(code))
        and get_indicator(code).source not in {"movements", "solutions"}
    ]
    scope = world.scope(structure=structure)

    rows = by_unit(indicators, scope)

    for indicator in indicators:
        parts = [row.figures[indicator.code] for row in rows]
        whole = figure(indicator, scope).value
        assert sum(part.value or 0 for part in parts) == whole, indicator.code
        for part in parts:
            assert figure(indicator, part.scope).value == part.value, indicator.code
    client = signed_in(world.leader)
    for code in ("initiatives_sent", "awards_all", "benefit_saved", "unions", "activities"):
        for row in rows:
            part = row.figures[code]
            assert opened(client, part.url).count.number == part.row_count, code


def test_a_merged_union_keeps_its_results_then_and_gives_them_to_its_heir_today(world):
    recognized = get_indicator("initiatives_recognized")

    then = {row.unit.code: row.figures for row in by_unit([recognized], world.scope())}
    today = {
        row.unit.code: row.figures
        for row in by_unit([recognized], world.scope(structure=Structure.TODAY))
    }

    assert {code: made[recognized.code].value for code, made in then.items()} == {
        "CS1": 4, "CS2": 3, "CS3": 0, "CS4": 1,
    }  # fmt: skip
    assert {code: made[recognized.code].value for code, made in today.items()} == {
        "CS1": 5, "CS2": 3, "CS3": 0,
    }  # fmt: skip


def test_a_unit_that_moved_has_a_row_for_its_stay_which_opens_the_rows_of_that_stay(world):
    made = get_indicator("initiatives_recognized")
    rate = get_indicator("recognized_per_100_members")
    kind = UnitKindFactory(code="cap_tren", name="Công đoàn cấp trên", level=30)
    before = UnitFactory(parent=world.region, code="KHOI-1", kind=kind)
    after = UnitFactory(parent=world.region, code="KHOI-2", kind=kind)
    moved = UnitFactory(parent=before, code="CS-DI", kind=world.first.kind)
    PersonFactory(unit=moved, since=date(2018, 1, 1))
    for year in (2018, 2019, 2021):
        signed = recognition_row(number=f"{year}/QĐ", signed_on=date(year, 5, 5))
        make_initiative(moved, title=f"Sáng kiến {year}", year=year, recognitions=(signed,))
    move_unit(moved, to=after, on=date(2020, 1, 1), actor=None, at=NOON)

    (then,) = by_unit([made, rate], world.scope(before))
    (now,) = by_unit([made, rate], world.scope(after))

    assert (then.figures[made.code].value, now.figures[made.code].value) == (2, 1)
    assert (then.figures["members"].value, now.figures["members"].value) == (None, 1)
    assert (then.figures[rate.code].value, now.figures[rate.code].value) == (None, 100)
    client = signed_in(world.leader)
    for row in (then, now):
        part = row.figures[made.code]
        assert figure(made, part.scope).value == part.value
        assert opened(client, part.url).count.number == part.row_count


def test_what_a_unit_earned_by_itself_stands_first_and_opens_without_its_subtree(world):
    rows = by_unit([get_indicator("initiatives_recognized")], world.scope(world.first))

    (own, group) = rows
    assert (own.is_own, own.unit, own.figures["initiatives_recognized"].value) == (
        True, world.first, 3,
    )  # fmt: skip
    assert (group.is_own, group.figures["initiatives_recognized"].value) == (False, 1)
    shown = opened(signed_in(world.leader), own.figures["initiatives_recognized"].url)
    assert shown.count.number == 3


PARTS: list[tuple[str, str, dict[str, int]]] = [
    ("initiatives_recognized", "loai", {"sang_kien": 3, "cong_trinh": 1, "de_tai": 1}),
    ("initiatives_recognized", "cap", {"co_so": 7, "bo": 1, "toan_quoc": 1}),
    ("initiatives_recognized", "linh_vuc", {"ky_thuat": 1, "": 7}),
    ("initiatives_sent", "trang_thai", {"da_cong_nhan": 8, "cho_tiep_nhan": 1}),
    ("awards_all", "hinh_thuc", {"BK_QK": 4, "BTV": 2, "TTST": 1}),
    ("awards_all", "doi_tuong", {"ca_nhan": 5, "tap_the": 4, "sang_kien": 2}),
    ("benefit_saved", "noi_huong", {"ngan_sach": 1_500_000_000}),
    ("unions", "xep_loai", {"VMXS": 1, "VM": 1, "KHA": 1}),
    ("members", "gioi_tinh", {"nu": 2, "nam": 1}),
    ("contest_entries", "giai", {"khuyen_khich": 3, "nhat": 2}),
]


def test_a_breakdown_splits_the_figure_and_every_part_opens_its_rows(world):
    client = signed_in(world.leader)
    for code, param, expected in PARTS:
        cells = by_value(get_indicator(code), world.scope(), param)

        assert expected.items() <= {cell.value: cell.count for cell in cells}.items(), (code, param)
        for cell in cells:
            if cell.figure:
                shown = opened(client, cell.url)
                assert cell.count in {shown.count.number, *(total for _m, total in shown.totals)}


def test_every_declared_breakdown_can_be_asked(world):
    for indicator in CATALOGUE.values():
        for param in indicator.breakdowns:
            cells = by_value(indicator, world.scope(), param)
            assert all(cell.label for cell in cells if cell.value), (indicator.code, param)


def test_a_half_year_counts_only_its_own_days(world):
    half = world.scope(period=Period.through(date(2020, 1, 1), date(2020, 3, 3)))

    made = figure(get_indicator("initiatives_recognized"), half)

    assert made.value == 3
