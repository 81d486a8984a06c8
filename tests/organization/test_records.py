"""What every record has: where it counts through time, who sees it. Tried on activities."""

from __future__ import annotations

from datetime import date

import pytest

from lantoa.movements.models import Activity, Movement
from lantoa.organization.actions.successions import succeed_units
from lantoa.organization.actions.units import move_unit
from lantoa.organization.choices import Precision, Role, Structure
from lantoa.organization.models import Unit
from lantoa.shared.dates import Period
from tests.factories.accounts import UserFactory
from tests.factories.movements import ActivityFactory, MovementFactory
from tests.factories.organization import NOON, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
MAY_2020 = date(2020, 5, 1)


@pytest.fixture
def region() -> Unit:
    return UnitFactory(parent=None)


@pytest.fixture
def movement(region: Unit) -> Movement:
    return MovementFactory(unit=region)


def _activity(movement: Movement, unit: Unit, on: date) -> Activity:
    return ActivityFactory(movement=movement, unit=unit, counted_on=on)


def _of(unit: Unit, structure: Structure) -> set[Activity]:
    unit.refresh_from_db()
    return set(Activity.objects.all().of_unit(unit, structure))


def test_results_stay_where_they_were_earned_when_a_unit_moves(
    region: Unit, movement: Movement
) -> None:
    north, south = UnitFactory(parent=region), UnitFactory(parent=region)
    union = UnitFactory(parent=north)
    before = _activity(movement, union, date(2019, 6, 1))
    after = _activity(movement, union, date(2021, 6, 1))

    move_unit(union, to=south, on=MAY_2020, actor=None, at=NOON)

    assert _of(north, Structure.THEN) == {before}
    assert _of(south, Structure.THEN) == {after}
    assert _of(north, Structure.TODAY) == set()
    assert _of(south, Structure.TODAY) == {before, after}
    assert _of(union, Structure.THEN) == _of(union, Structure.TODAY) == {before, after}
    assert _of(region, Structure.THEN) == _of(region, Structure.TODAY) == {before, after}


def test_the_structure_of_then_follows_the_movements_of_those_above(
    region: Unit, movement: Movement
) -> None:
    north, south = UnitFactory(parent=region), UnitFactory(parent=region)
    branch = UnitFactory(parent=north)
    group = UnitFactory(parent=UnitFactory(parent=branch))
    before = _activity(movement, group, date(2020, 4, 30))
    on_the_day = _activity(movement, group, MAY_2020)

    move_unit(branch, to=south, on=MAY_2020, actor=None, at=NOON)

    assert _of(north, Structure.THEN) == {before}
    assert _of(south, Structure.THEN) == {on_the_day}
    assert _of(branch, Structure.THEN) == {before, on_the_day}


def test_a_merged_units_results_count_for_its_successor_in_the_structure_of_today(
    region: Unit, movement: Movement
) -> None:
    small, large = UnitFactory(parent=region), UnitFactory(parent=region)
    earned = _activity(movement, small, date(2019, 6, 1))
    late = _activity(movement, small, date(2020, 12, 31))

    succeed_units([small], [large], on=MAY_2020, actor=None, at=NOON)

    assert _of(small, Structure.THEN) == {earned, late}
    assert _of(large, Structure.THEN) == set()
    assert _of(large, Structure.TODAY) == {earned, late}
    assert _of(region, Structure.THEN) == {earned, late}


def test_the_successors_officer_sees_the_past_of_the_merged_unit(
    region: Unit, movement: Movement
) -> None:
    small, large, other = UnitFactory.create_batch(3, parent=region)
    earned = _activity(movement, small, date(2019, 6, 1))
    succeed_units([small], [large], on=MAY_2020, actor=None, at=NOON)

    assert set(Activity.objects.all().visible_to(officer_of(large))) == {earned}
    assert not Activity.objects.all().visible_to(officer_of(other)).exists()


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_the_records_of_its_subtree_and_no_others(
    region: Unit, movement: Movement, role: Role
) -> None:
    mine, other = UnitFactory(parent=region), UnitFactory(parent=region)
    seen = _activity(movement, UnitFactory(parent=mine), date(2021, 1, 1))
    _activity(movement, other, date(2021, 1, 1))

    assert list(Activity.objects.all().visible_to(officer_of(mine, role))) == [seen]


def test_someone_without_a_role_or_with_a_closed_account_sees_nothing(
    region: Unit, movement: Movement
) -> None:
    _activity(movement, region, date(2021, 1, 1))
    closed = officer_of(region)
    closed.is_active = False

    assert not Activity.objects.all().visible_to(UserFactory()).exists()
    assert not Activity.objects.all().visible_to(closed).exists()


def test_a_period_holds_its_first_day_and_not_its_end(region: Unit, movement: Movement) -> None:
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2020, 12, 31), date(2021, 1, 1)]
    kept = [_activity(movement, region, day) for day in days][1:3]

    found = Activity.objects.all().in_period(Period.of_years(2020, 2020)).order_by("counted_on")

    assert list(found) == kept


@pytest.mark.parametrize(
    ("precision", "shown"),
    [(Precision.DAY, "28/02/2021"), (Precision.MONTH, "02/2021"), (Precision.YEAR, "2021")],
)
def test_a_day_is_shown_as_precisely_as_the_paper_states_it(precision: str, shown: str) -> None:
    record = Activity(counted_on=date(2021, 2, 28), counted_precision=precision)

    assert record.shown_day == shown
