from __future__ import annotations

from datetime import date

import pytest

from lantoa.movements.filters import MovementFilter, SolutionFilter
from lantoa.movements.models import Movement, Solution
from tests.factories.movements import MovementFactory, SolutionFactory
from tests.factories.organization import UnitFactory, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    region = UnitFactory(code="QK", parent=None)
    union = UnitFactory(code="CS1", parent=region)
    other = UnitFactory(code="CS2", parent=region)
    return region, union, other


def test_a_movement_of_above_is_seen_below_and_one_beside_is_not(tree):
    region, union, other = tree
    above = MovementFactory(unit=region)
    own = MovementFactory(unit=union)
    MovementFactory(unit=other)

    seen = Movement.objects.visible_to(officer_of(union))

    assert set(seen) == {above, own}


def test_solutions_of_above_are_seen_below_but_counted_only_at_their_own_review(tree):
    region, union, other = tree
    above = SolutionFactory(unit=region)
    beside = SolutionFactory(unit=other)

    seen = Solution.objects.visible_to(officer_of(union))

    assert set(seen) == {above}
    assert set(Solution.objects.of_unit(union)) == set()
    assert set(Solution.objects.of_unit(region)) == {above, beside}


def test_a_movement_counts_in_every_period_in_which_it_ran(tree):
    region, union, _other = tree
    lasting = MovementFactory(unit=region, counted_on=date(2015, 3, 1))
    MovementFactory(unit=region, counted_on=date(2014, 1, 1), ends_on=date(2016, 12, 31))
    MovementFactory(unit=region, counted_on=date(2023, 1, 1))
    params = {"don_vi": union.code, "tu": "2017", "den": "2022"}

    found = MovementFilter(params, queryset=Movement.objects.all()).qs

    assert list(found) == [lasting]


def test_sub_movements_are_told_apart_from_main_ones(tree):
    region, _union, _other = tree
    main = MovementFactory(unit=region)
    sub = MovementFactory(unit=region, parent=main)

    def found(rank: str) -> list[Movement]:
        return list(MovementFilter({"bac": rank}, queryset=Movement.objects.all()).qs)

    assert (found("chung"), found("nhanh")) == ([main], [sub])


def test_only_the_last_resolution_of_the_period_is_kept_when_asked(tree):
    region, _union, _other = tree
    movement = MovementFactory(unit=region)
    SolutionFactory(unit=region, movement=movement, counted_on=date(2019, 11, 1))
    last = SolutionFactory(unit=region, movement=movement, counted_on=date(2022, 11, 14))
    SolutionFactory(unit=region, movement=movement, counted_on=date(2023, 5, 1))
    params = {"tu": "2017", "den": "2022", "lan_cuoi": "true", "phong_trao": movement.code}

    found = SolutionFilter(params, queryset=Solution.objects.all()).qs

    assert list(found) == [last]
