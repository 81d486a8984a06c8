from __future__ import annotations

from datetime import date

import pytest

from lantoa.organization.actions.merging import merge_person, set_aliases
from lantoa.organization.actions.people import apply_rows
from lantoa.organization.actions.units import rename_unit
from lantoa.organization.choices import Role
from lantoa.organization.history import FieldChange, history_of
from lantoa.organization.models import Membership, PersonAlias, UnitName
from lantoa.organization.rows import PersonRow
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db


def test_history_tells_who_changed_which_field_from_what_to_what() -> None:
    unit = UnitFactory()
    officer = officer_of(unit)
    person = PersonFactory(unit=unit, full_name="Nguyễn Văn An", born="1975")
    row = PersonRow(unit.pk, person.code, "Nguyễn Văn Ân", born="1975-03", gender="nam")

    apply_rows([row], actor=officer, at=NOON)

    newest, first = history_of(person)
    assert (newest.actor, newest.act) == (officer.full_name, "Ghi người")
    assert newest.changes == (
        FieldChange("Họ và tên", "Nguyễn Văn An", "Nguyễn Văn Ân"),
        FieldChange("Ngày sinh", "1975", "03/1975"),
        FieldChange("Giới tính", "", "Nam"),
    )
    assert (first.actor, first.act, first.changes) == ("", "Ghi người", ())


@pytest.mark.django_db(transaction=True)
def test_history_holds_the_parts_of_a_record_in_the_act_that_changed_them() -> None:
    unit = UnitFactory(name="Công đoàn Kho 1")
    officer = officer_of(unit)
    person = PersonFactory(unit=unit, position="Thợ hàn", since=date(2020, 1, 1))
    set_aliases(person, names=["Nguyễn V. An"], actor=officer, at=NOON)
    row = PersonRow(unit.pk, person.code, person.full_name, position="Tổ trưởng")
    apply_rows([row], actor=officer, at=NOON)

    moved, named, made = history_of(person, Membership, PersonAlias)

    assert moved.changes == (FieldChange("Quá trình công tác, chức vụ", "Thợ hàn", "Tổ trưởng"),)
    assert named.changes == (FieldChange("Tên khác của người", "", "Nguyễn V. An"),)
    assert made.changes == (
        FieldChange(
            "Quá trình công tác",
            "",
            "Công đoàn Kho 1 · Thợ hàn · là đoàn viên công đoàn · từ 01/01/2020",
        ),
    )


def test_history_names_the_record_behind_a_key() -> None:
    unit = UnitFactory()
    officer = officer_of(unit)
    twin = PersonFactory(unit=unit, full_name="Lê Thị Hoa")
    person = PersonFactory(unit=unit)

    merge_person(person, into=twin, actor=officer, at=NOON)

    assert history_of(person)[0].changes == (FieldChange("Đã gộp vào", "", "Lê Thị Hoa"),)


@pytest.mark.parametrize("count", [1, 3])
def test_history_costs_the_same_for_any_number_of_changes(
    count: int, django_assert_num_queries
) -> None:
    unit = UnitFactory()
    administrator = officer_of(unit, Role.ADMINISTRATOR)
    for year in range(count):
        name = f"Tên thứ {year}"
        rename_unit(unit, name=name, on=date(2010 + year, 1, 1), actor=administrator, at=NOON)

    with django_assert_num_queries(6):
        assert len(history_of(unit, UnitName)) == count + 1
