from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.organization.actions.successions import succeed_units
from lantoa.organization.actions.units import (
    UnitRefused,
    create_unit,
    describe_unit,
    move_unit,
    rename_unit,
)
from lantoa.organization.choices import Role
from lantoa.organization.models import Placement, Succession, Unit, UnitKind, UnitName
from lantoa.organization.queries.tree import tree_faults
from lantoa.organization.queries.units import ancestors_of, get_unit, units_for
from lantoa.organization.rules import path_step
from tests.factories.organization import (
    NOON,
    PersonFactory,
    UnitFactory,
    UnitKindFactory,
    officer_of,
)

pytestmark = pytest.mark.django_db
MAY_2020 = date(2020, 5, 1)


@pytest.fixture
def region() -> Unit:
    return UnitFactory(parent=None, name="Công đoàn Quân khu")


@pytest.fixture
def administrator(region: Unit) -> User:
    return officer_of(region, Role.ADMINISTRATOR)


def _places(unit: Unit) -> list[tuple[str, date, date | None]]:
    rows = Placement.objects.filter(unit=unit).select_related("parent").order_by("valid")
    return [
        (row.parent.code if row.parent else "", row.valid.lower, row.valid.upper) for row in rows
    ]


def test_a_new_unit_stands_under_its_parent_from_its_founding_day(
    region: Unit, administrator: User
) -> None:
    kind = UnitKind.objects.get(code="cdcs")

    unit = create_unit(
        code="K01",
        name=" Công đoàn  Kho K1 ",
        kind=kind,
        parent=region,
        founded_on=date(2015, 3, 1),
        aliases=("Kho K1", "K.1"),
        actor=administrator,
        at=NOON,
    )

    assert (unit.name, unit.path, unit.present) == (
        "Công đoàn Kho K1",
        region.path + path_step(unit.pk),
        unit,
    )
    assert unit.founded_on == date(2015, 3, 1)
    assert _places(unit) == [(region.code, date(1900, 1, 1), None)]
    assert list(UnitName.objects.filter(unit=unit).values_list("name", flat=True)) == [unit.name]
    entry = Entry.objects.get(act="unit.created", record_id=unit.pk)
    assert (entry.actor, entry.unit_id) == (administrator, unit.pk)


def test_a_unit_code_is_taken_whatever_its_capitals(region: Unit, administrator: User) -> None:
    UnitFactory(code="K01", parent=region)

    with pytest.raises(UnitRefused, match="Mã đơn vị “k01” đã có"):
        create_unit(
            code="k01",
            name="Kho",
            kind=UnitKind.objects.get(code="cdcs"),
            parent=region,
            actor=administrator,
            at=NOON,
        )


def test_only_an_administrator_above_changes_the_tree(region: Unit) -> None:
    unit, other = UnitFactory(parent=region), UnitFactory(parent=region)
    kind = unit.kind
    strangers = [
        officer_of(other, Role.ADMINISTRATOR),
        officer_of(region, Role.COMMENDATION_OFFICER),
        officer_of(region, Role.MEMBER),
    ]

    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            create_unit(code="X", name="X", kind=kind, parent=unit, actor=stranger, at=NOON)
        with pytest.raises(PermissionDenied):
            move_unit(unit, to=other, on=MAY_2020, actor=stranger, at=NOON)
        with pytest.raises(PermissionDenied):
            rename_unit(unit, name="X", on=MAY_2020, actor=stranger, at=NOON)
        with pytest.raises(PermissionDenied):
            succeed_units([unit], [other], on=MAY_2020, actor=stranger, at=NOON)
        with pytest.raises(PermissionDenied):
            describe_unit(unit, kind=kind, short_name="", aliases=[], actor=stranger, at=NOON)


def test_a_root_is_made_by_the_program_only(administrator: User) -> None:
    with pytest.raises(PermissionDenied):
        create_unit(
            code="GOC-2",
            name="Gốc khác",
            kind=UnitKind.objects.get(code="khu"),
            parent=None,
            actor=administrator,
            at=NOON,
        )


def test_moving_a_unit_moves_what_is_under_it_and_keeps_where_all_stood(
    region: Unit, administrator: User
) -> None:
    north, south = UnitFactory(parent=region), UnitFactory(parent=region)
    union = UnitFactory(parent=north)
    workshop = UnitFactory(parent=union)

    move_unit(union, to=south, on=MAY_2020, actor=administrator, at=NOON)

    workshop.refresh_from_db()
    assert workshop.path == south.path + path_step(union.pk) + path_step(workshop.pk)
    assert _places(union) == [
        (north.code, date(1900, 1, 1), MAY_2020),
        (south.code, MAY_2020, None),
    ]
    assert _places(workshop) == [
        (union.code, date(1900, 1, 1), MAY_2020),
        (union.code, MAY_2020, None),
    ]
    then = Placement.objects.get(unit=workshop, valid__contains=date(2019, 1, 1))
    assert then.path.startswith(north.path)
    assert [unit.code for unit in ancestors_of(workshop)] == [region.code, south.code, union.code]
    assert list(tree_faults()) == []


def test_a_unit_added_later_stood_where_its_parent_stood(region: Unit, administrator: User) -> None:
    north, south = UnitFactory(parent=region), UnitFactory(parent=region)
    union = UnitFactory(parent=north)
    move_unit(union, to=south, on=MAY_2020, actor=administrator, at=NOON)

    workshop = UnitFactory(parent=union)

    then = Placement.objects.get(unit=workshop, valid__contains=date(2019, 1, 1))
    assert then.path == north.path + path_step(union.pk) + path_step(workshop.pk)
    assert list(tree_faults()) == []


def test_moving_refuses_what_cannot_be(region: Unit, administrator: User) -> None:
    union, north, other = UnitFactory.create_batch(3, parent=region)
    workshop = UnitFactory(parent=union)
    move_unit(workshop, to=north, on=date(2019, 1, 1), actor=administrator, at=NOON)
    move_unit(workshop, to=union, on=date(2019, 6, 1), actor=administrator, at=NOON)
    move_unit(other, to=north, on=date(2018, 1, 1), actor=administrator, at=NOON)

    with pytest.raises(UnitRefused, match="dưới chính nó"):
        move_unit(union, to=workshop, on=MAY_2020, actor=administrator, at=NOON)
    with pytest.raises(UnitRefused, match="đang ở dưới đơn vị này rồi"):
        move_unit(union, to=region, on=MAY_2020, actor=administrator, at=NOON)
    with pytest.raises(UnitRefused, match="đã có vị trí từ ngày 01/06/2018"):
        move_unit(union, to=other, on=date(2018, 6, 1), actor=administrator, at=NOON)
    with pytest.raises(UnitRefused, match="ở vị trí hiện nay từ 01/01/2018"):
        move_unit(union, to=other, on=date(2017, 6, 1), actor=administrator, at=NOON)
    with pytest.raises(UnitRefused, match="Ngày 16/06/2022 chưa tới"):
        move_unit(union, to=other, on=date(2022, 6, 16), actor=administrator, at=NOON)
    assert _places(union) == [(region.code, date(1900, 1, 1), None)]


def test_the_tree_has_a_greatest_depth(region: Unit) -> None:
    deepest = region
    for _level in range(23):
        deepest = UnitFactory(parent=deepest)

    with pytest.raises(UnitRefused, match="sâu nhất 24 cấp"):
        UnitFactory(parent=deepest)

    branch = UnitFactory(parent=UnitFactory(parent=region))
    with pytest.raises(UnitRefused, match="sâu nhất 24 cấp"):
        move_unit(branch, to=deepest, on=MAY_2020, actor=None, at=NOON)


def test_the_database_refuses_two_places_or_two_names_at_one_time(region: Unit) -> None:
    unit = UnitFactory(parent=region)

    with pytest.raises(IntegrityError, match="unit_stands_in_one_place"), transaction.atomic():
        Placement.objects.create(
            unit=unit, parent=region, path=unit.path, valid=DateRange(MAY_2020, None)
        )
    with pytest.raises(IntegrityError, match="unit_has_one_name"), transaction.atomic():
        UnitName.objects.create(unit=unit, name="Tên khác", valid=DateRange(MAY_2020, None))


def test_a_renamed_unit_stays_itself_and_is_found_by_its_old_name(
    region: Unit, administrator: User
) -> None:
    unit = UnitFactory(parent=region, name="Công đoàn Xưởng Đại tu")

    rename_unit(unit, name="Công đoàn Nhà máy Z1", on=MAY_2020, actor=administrator, at=NOON)

    names = UnitName.objects.filter(unit=unit).order_by("valid")
    assert [(row.name, row.valid.lower) for row in names] == [
        ("Công đoàn Xưởng Đại tu", date(1900, 1, 1)),
        ("Công đoàn Nhà máy Z1", MAY_2020),
    ]
    assert Unit.objects.named("xuong dai tu").get() == unit
    assert Unit.objects.named("NHÀ MÁY z1").get() == unit
    with pytest.raises(UnitRefused, match="Tên hiện nay có từ 01/05/2020"):
        rename_unit(unit, name="Tên nữa", on=MAY_2020, actor=administrator, at=NOON)


def test_describing_a_unit_sets_its_other_spellings(region: Unit, administrator: User) -> None:
    unit = UnitFactory(parent=region, aliases=("Kho K1", "Kho số 1"))
    kind = UnitKindFactory(code="cap_tren", name="Công đoàn cấp trên trực tiếp cơ sở")

    describe_unit(
        unit,
        kind=kind,
        short_name="K1",
        aliases=["Kho  K1", "Tổng kho 1", ""],
        actor=administrator,
        at=NOON,
    )

    unit.refresh_from_db()
    assert (unit.kind, unit.short_name) == (kind, "K1")
    assert sorted(unit.aliases.values_list("name", flat=True)) == ["Kho K1", "Tổng kho 1"]
    assert Unit.objects.named("tong kho").get() == unit
    assert not Unit.objects.named("kho so").exists()


def test_merging_ends_the_old_unit_and_takes_its_people_over(
    region: Unit, administrator: User
) -> None:
    small, large = UnitFactory(parent=region), UnitFactory(parent=region)
    person = PersonFactory(unit=small, since=date(2018, 1, 1), position="Thợ tiện")

    succeed_units([small], [large], on=MAY_2020, actor=administrator, at=NOON, basis="QĐ 12")

    small.refresh_from_db()
    assert (small.ended_on, small.present) == (MAY_2020, large)
    assert _places(small) == [(region.code, date(1900, 1, 1), None)]
    assert Succession.objects.get().kind == "merge"
    memberships = person.memberships.order_by("valid")
    assert [(row.unit, row.valid.lower, row.valid.upper, row.position) for row in memberships] == [
        (small, date(2018, 1, 1), MAY_2020, "Thợ tiện"),
        (large, MAY_2020, None, "Thợ tiện"),
    ]
    assert list(tree_faults()) == []


def test_the_present_unit_is_found_through_several_successions(
    region: Unit, administrator: User
) -> None:
    first, second, third = UnitFactory.create_batch(3, parent=region)
    succeed_units([first], [second], on=date(2018, 1, 1), actor=administrator, at=NOON)
    succeed_units([second], [third], on=date(2020, 1, 1), actor=administrator, at=NOON)

    first.refresh_from_db()

    assert first.present == third
    assert list(tree_faults()) == []


def test_a_split_gives_the_past_to_the_first_successor(region: Unit, administrator: User) -> None:
    old, one, two = UnitFactory.create_batch(3, parent=region)
    PersonFactory(unit=old)

    succeed_units([old], [one, two], on=MAY_2020, actor=administrator, at=NOON)

    old.refresh_from_db()
    assert old.present == one
    rows = Succession.objects.order_by("pk").values_list("kind", "successor", "carries_results")
    assert list(rows) == [("split", one.pk, True), ("split", two.pk, False)]


def test_succession_refuses_what_cannot_be(region: Unit, administrator: User) -> None:
    old, new, third = UnitFactory.create_batch(3, parent=region)
    young = UnitFactory(parent=region, founded_on=date(2021, 1, 1))
    UnitFactory(parent=third)

    def refused(olds: list[Unit], news: list[Unit], on: date, words: str) -> None:
        with pytest.raises(UnitRefused, match=words):
            succeed_units(olds, news, on=on, actor=administrator, at=NOON)

    refused([], [new], MAY_2020, "ít nhất một")
    refused([old, new], [third, young], MAY_2020, "từng việc một")
    refused([old], [old], MAY_2020, "tiếp nối chính nó")
    refused([third], [new], MAY_2020, "còn đơn vị cấp dưới")
    refused([old], [young], MAY_2020, "thành lập ngày 01/01/2021")
    refused([young], [new], date(2021, 1, 1), "thành lập ngày 01/01/2021")
    refused([old], [new], date(2030, 1, 1), "chưa tới")
    succeed_units([old], [new], on=MAY_2020, actor=administrator, at=NOON)
    refused([new], [old], date(2021, 1, 1), "đã kết thúc")
    with pytest.raises(UnitRefused, match="đã kết thúc"):
        rename_unit(old, name="Tên khác", on=date(2021, 1, 1), actor=administrator, at=NOON)
    with pytest.raises(UnitRefused, match="đã kết thúc"):
        UnitFactory(parent=old)


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_its_own_subtree_only(region: Unit, role: Role) -> None:
    mine, other = UnitFactory(parent=region), UnitFactory(parent=region)
    under = UnitFactory(parent=mine)

    user = officer_of(mine, role)

    assert set(units_for(user)) == {mine, under}
    assert get_unit(user, under.code) == under
    assert other not in units_for(user)


def test_tree_faults_name_what_does_not_hold_together(region: Unit) -> None:
    unit, other = UnitFactory(parent=region), UnitFactory(parent=region)
    Unit.objects.filter(pk=unit.pk).update(path=other.path + path_step(unit.pk), present=other)
    Placement.objects.filter(unit=other).delete()

    faults = list(tree_faults())

    assert [fault for fault in faults if unit.code in fault and "đường dẫn" in fault]
    assert [fault for fault in faults if unit.code in fault and "hiện nay" in fault]
    assert [fault for fault in faults if other.code in fault and "vị trí" in fault]
