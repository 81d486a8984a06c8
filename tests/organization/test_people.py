from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.organization.actions.merging import merge_person, set_aliases, unmerge_person
from lantoa.organization.actions.people import (
    PersonRefused,
    apply_rows,
    correct_person,
    end_membership,
    person_row,
    undo_rows,
)
from lantoa.organization.choices import Role
from lantoa.organization.models import Membership, Person, Unit
from lantoa.organization.permissions import can_manage_person
from lantoa.organization.queries.people import (
    latest_membership,
    member_counts,
    members_of,
    people_for,
)
from lantoa.organization.rows import PersonRow
from lantoa.organization.writing import RepeatedRow, fingerprint
from lantoa.shared.errors import Conflict
from tests.factories.accounts import UserFactory
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
Timeline = list[tuple[str, date, date | None]]
BEGINNING = date(1900, 1, 1)


@pytest.fixture
def unit() -> Unit:
    return UnitFactory()


@pytest.fixture
def officer(unit: Unit) -> User:
    return officer_of(unit)


def _row(unit: Unit, number: int = 1, **fields: object) -> PersonRow:
    stated = PersonRow(unit.pk, f"ĐV-{number}", "Nguyễn Văn An")
    return replace(stated, **fields)  # type: ignore[arg-type]


def _timeline(person: Person) -> Timeline:
    rows = person.memberships.select_related("unit").order_by("valid")
    return [(row.unit.code, row.valid.lower, row.valid.upper) for row in rows]


def test_people_are_created_with_their_membership_and_a_trace(unit: Unit, officer: User) -> None:
    row = _row(
        unit,
        full_name=" Nguyễn  Văn An ",
        born="1975",
        gender="nam",
        category="QNCN",
        position="Tổ trưởng",
        since=date(2018, 3, 1),
    )

    outcome = apply_rows([row], actor=officer, at=NOON)

    person = Person.objects.get(pk=outcome.keys[0])
    membership = person.memberships.get()
    assert (outcome.created, outcome.updated, outcome.unchanged) == (1, 0, 0)
    assert (person.full_name, person.born, person.gender) == ("Nguyễn Văn An", "1975", "nam")
    assert (membership.category.code, membership.position) == ("QNCN", "Tổ trưởng")  # type: ignore[union-attr]
    assert _timeline(person) == [(unit.code, date(2018, 3, 1), None)]
    entry = Entry.objects.get(act="person.applied")
    assert (entry.actor, entry.unit_id, entry.details) == (
        officer,
        unit.pk,
        {"created": 1, "updated": 0},
    )


def test_sending_people_twice_changes_nothing(unit: Unit, officer: User) -> None:
    rows = [_row(unit, 1, born="03/1975"[3:]), _row(unit, 2, since=date(2020, 1, 1))]
    apply_rows(rows, actor=officer, at=NOON)

    outcome = apply_rows(rows, actor=officer, at=NOON)

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 2)
    assert Entry.objects.filter(act="person.applied").count() == 1


def test_what_a_row_does_not_state_stays(unit: Unit, officer: User) -> None:
    apply_rows([_row(unit, born="1975", position="Thợ hàn")], actor=officer, at=NOON)

    apply_rows([_row(unit, rank="Thiếu tá")], actor=officer, at=NOON)

    membership = Membership.objects.select_related("person").get()
    assert membership.person.born == "1975"
    assert (membership.position, membership.rank) == ("Thợ hàn", "Thiếu tá")


def test_a_row_repeated_with_other_content_is_refused(unit: Unit, officer: User) -> None:
    with pytest.raises(RepeatedRow):
        apply_rows([_row(unit), _row(unit, born="1980")], actor=officer, at=NOON)

    assert not Person.objects.exists()


def test_an_unknown_category_is_refused(unit: Unit, officer: User) -> None:
    with pytest.raises(PersonRefused, match="Không có đối tượng mang mã “XYZ”"):
        apply_rows([_row(unit, category="XYZ")], actor=officer, at=NOON)


@pytest.mark.parametrize(
    "role", [Role.MEMBER, Role.COUNCIL_MEMBER, Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR]
)
def test_only_officers_write_people(unit: Unit, role: Role) -> None:
    with pytest.raises(PermissionDenied):
        apply_rows([_row(unit)], actor=officer_of(unit, role), at=NOON)


def test_an_officer_writes_no_people_of_another_unit(unit: Unit, officer: User) -> None:
    other = UnitFactory()
    taken = PersonFactory(unit=other, code="ĐV-1")

    with pytest.raises(PermissionDenied):
        apply_rows([_row(other, 2)], actor=officer, at=NOON)
    with pytest.raises(PermissionDenied):
        apply_rows([_row(unit, 1, full_name="Tên chiếm")], actor=officer, at=NOON)

    taken.refresh_from_db()
    assert taken.full_name == "Nguyễn Văn An"


def test_another_unit_from_a_later_day_is_a_move(unit: Unit) -> None:
    other = UnitFactory()
    person = PersonFactory(unit=unit, code="ĐV-1", since=date(2018, 1, 1), position="Thợ hàn")
    moved = _row(other, since=date(2020, 5, 1), position="Tổ trưởng")

    apply_rows([moved], actor=None, at=NOON)

    assert _timeline(person) == [
        (unit.code, date(2018, 1, 1), date(2020, 5, 1)),
        (other.code, date(2020, 5, 1), None),
    ]
    again = apply_rows([moved], actor=None, at=NOON)
    old_list = apply_rows([_row(unit, position="Thợ hàn")], actor=None, at=NOON)
    assert (again.unchanged, old_list.unchanged) == (1, 1)


def test_undoing_a_move_gives_the_former_membership_back(unit: Unit) -> None:
    other = UnitFactory()
    person = PersonFactory(unit=unit, code="ĐV-1", since=date(2018, 1, 1), position="Thợ hàn")
    moved = _row(other, since=date(2020, 5, 1), full_name="Nguyễn Văn Ân", position="Tổ trưởng")
    outcome = apply_rows([moved], actor=None, at=NOON)

    undo_rows(outcome.changes, actor=None, at=NOON)

    assert _timeline(person) == [(unit.code, date(2018, 1, 1), None)]
    person.refresh_from_db()
    assert person.full_name == "Nguyễn Văn An"
    assert person.memberships.get().position == "Thợ hàn"


def test_a_fact_that_arrives_late_finds_its_place_in_time(unit: Unit) -> None:
    first, last = UnitFactory(), UnitFactory()
    person = PersonFactory(unit=first, code="ĐV-1", since=date(2015, 1, 1))
    apply_rows([_row(last, since=date(2020, 1, 1))], actor=None, at=NOON)

    outcome = apply_rows([_row(unit, since=date(2018, 1, 1))], actor=None, at=NOON)

    assert _timeline(person) == [
        (first.code, date(2015, 1, 1), date(2018, 1, 1)),
        (unit.code, date(2018, 1, 1), date(2020, 1, 1)),
        (last.code, date(2020, 1, 1), None),
    ]
    undo_rows(outcome.changes, actor=None, at=NOON)
    assert _timeline(person) == [
        (first.code, date(2015, 1, 1), date(2020, 1, 1)),
        (last.code, date(2020, 1, 1), None),
    ]


def test_another_unit_without_a_day_corrects_the_membership(unit: Unit) -> None:
    other = UnitFactory()
    person = PersonFactory(unit=unit, code="ĐV-1", since=date(2018, 1, 1))

    outcome = apply_rows([_row(other)], actor=None, at=NOON)

    assert _timeline(person) == [(other.code, date(2018, 1, 1), None)]
    undo_rows(outcome.changes, actor=None, at=NOON)
    assert _timeline(person) == [(unit.code, date(2018, 1, 1), None)]


def test_a_day_inside_another_membership_is_refused(unit: Unit) -> None:
    other = UnitFactory()
    PersonFactory(unit=unit, code="ĐV-1", since=date(2018, 1, 1))
    apply_rows([_row(other, since=date(2020, 1, 1))], actor=None, at=NOON)
    person = Person.objects.get()
    seen = fingerprint(person_row(person))

    with pytest.raises(PersonRefused, match="01/06/2019 chồng lên"):
        correct_person(
            person,
            _row(other, since=date(2019, 6, 1)),
            seen=seen,
            actor=officer_of(UnitFactory().parent or other),
            at=NOON,
        )


def test_the_database_keeps_a_person_in_one_unit_at_a_time(unit: Unit) -> None:
    person = PersonFactory(unit=unit)
    current = person.memberships.get()
    current.pk = None

    with pytest.raises(IntegrityError, match="one_unit_at_a_time"), transaction.atomic():
        Membership.objects.create(person=person, unit=UnitFactory(), valid=current.valid)


def test_someone_who_left_may_come_back(unit: Unit, officer: User) -> None:
    person = PersonFactory(unit=unit, code="ĐV-1", since=date(2018, 1, 1))

    end_membership(person, on=date(2020, 1, 1), actor=officer, at=NOON)
    unchanged = apply_rows([_row(unit)], actor=officer, at=NOON)
    apply_rows([_row(unit, since=date(2021, 1, 1))], actor=officer, at=NOON)

    assert unchanged.unchanged == 1
    assert _timeline(person) == [
        (unit.code, date(2018, 1, 1), date(2020, 1, 1)),
        (unit.code, date(2021, 1, 1), None),
    ]
    with pytest.raises(PersonRefused, match="vào đơn vị ngày 01/01/2021"):
        end_membership(person, on=date(2020, 6, 1), actor=officer, at=NOON)
    with pytest.raises(PermissionDenied):
        end_membership(person, on=date(2022, 1, 1), actor=UserFactory(), at=NOON)


def test_undo_removes_what_was_created_and_restores_what_was_changed(
    unit: Unit, officer: User
) -> None:
    known = PersonFactory(unit=unit, code="ĐV-1", born="1975")
    rows = [_row(unit, 1, born="1976"), _row(unit, 2)]
    outcome = apply_rows(rows, actor=officer, at=NOON)

    undo_rows(outcome.changes, actor=officer, at=NOON)

    known.refresh_from_db()
    assert known.born == "1975"
    assert list(Person.objects.all()) == [known]


def test_undo_is_refused_as_a_whole_after_a_later_change(unit: Unit, officer: User) -> None:
    outcome = apply_rows([_row(unit, 1), _row(unit, 2)], actor=officer, at=NOON)
    apply_rows([_row(unit, 2, full_name="Lê Thị Hoa")], actor=officer, at=NOON)

    with pytest.raises(Conflict, match="đã được sửa hoặc xóa"):
        undo_rows(outcome.changes, actor=officer, at=NOON)

    assert Person.objects.count() == 2


def test_undo_asks_for_the_same_right(unit: Unit, officer: User) -> None:
    outcome = apply_rows([_row(unit)], actor=officer, at=NOON)

    with pytest.raises(PermissionDenied):
        undo_rows(outcome.changes, actor=officer_of(UnitFactory()), at=NOON)


def test_a_form_corrects_exactly_what_it_showed(unit: Unit, officer: User) -> None:
    person = PersonFactory(unit=unit, code="ĐV-1", born="1975", position="Thợ hàn")
    seen = fingerprint(person_row(person))
    apply_rows([_row(unit, rank="Thiếu tá")], actor=officer, at=NOON)

    with pytest.raises(Conflict, match="đã được người khác sửa"):
        correct_person(person, _row(unit), seen=seen, actor=officer, at=NOON)

    seen = fingerprint(person_row(person))
    correct_person(person, _row(unit, position="Tổ trưởng"), seen=seen, actor=officer, at=NOON)
    person.refresh_from_db()
    assert (person.born, person.memberships.get().position) == ("", "Tổ trưởng")


def test_writing_keeps_other_spellings_findable(unit: Unit, officer: User) -> None:
    person = PersonFactory(unit=unit, code="ĐV-1", full_name="Nguyễn Văn An")
    set_aliases(person, names=["Ng. Văn Ân", " Ng.  Văn Ân"], actor=officer, at=NOON)

    apply_rows([_row(unit, full_name="Nguyễn Văn An", born="1975")], actor=officer, at=NOON)

    assert list(person.aliases.values_list("name", flat=True)) == ["Ng. Văn Ân"]
    for text in ("van an", "VĂN ÂN", "ng an", "đv-1", "uyen"):
        assert list(Person.objects.all().named(text)) == [person]
    assert not Person.objects.all().named("Bình").exists()
    with pytest.raises(PermissionDenied):
        set_aliases(person, names=["X"], actor=UserFactory(), at=NOON)


def test_the_search_uses_its_index(unit: Unit) -> None:
    PersonFactory(unit=unit)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = Person.objects.all().named("nguyen").explain()

    assert "person_search" in plan


def test_people_are_sorted_by_given_name_in_the_vietnamese_way(unit: Unit, officer: User) -> None:
    names = ["Lê Đức", "Trần Dũng", "Nguyễn Ân", "Phạm Anh", "Lê Văn Ân", "Bùi Ấn", "Lê Ăn"]
    for name in names:
        PersonFactory(unit=unit, full_name=name)

    found = [person.full_name for person in people_for(officer)]

    assert found == [
        "Phạm Anh",
        "Lê Ăn",
        "Lê Văn Ân",
        "Nguyễn Ân",
        "Bùi Ấn",
        "Trần Dũng",
        "Lê Đức",
    ]


def test_a_merged_record_counts_as_the_one_it_stands_for(unit: Unit, officer: User) -> None:
    twice, kept = PersonFactory.create_batch(2, unit=unit)

    merge_person(twice, into=kept, actor=officer, at=NOON)

    twice.refresh_from_db()
    assert twice.merged_into == kept
    assert member_counts([unit], on=NOON.date()) == {unit.pk: 1}
    assert [row.person for row in members_of(unit, on=NOON.date())] == [kept]
    assert list(people_for(officer)) == [kept]

    unmerge_person(twice, actor=officer, at=NOON)
    assert member_counts([unit], on=NOON.date()) == {unit.pk: 2}
    assert list(Entry.objects.order_by("pk").values_list("act", flat=True))[-2:] == [
        "person.merged",
        "person.unmerged",
    ]


def test_merging_refuses_chains_and_strangers(unit: Unit, officer: User) -> None:
    one, two, three = PersonFactory.create_batch(3, unit=unit)
    elsewhere = PersonFactory(unit=UnitFactory())
    merge_person(one, into=two, actor=officer, at=NOON)

    with pytest.raises(PersonRefused, match="đã được gộp"):
        merge_person(three, into=one, actor=officer, at=NOON)
    with pytest.raises(PersonRefused, match="đã có hồ sơ khác gộp vào"):
        merge_person(two, into=three, actor=officer, at=NOON)
    with pytest.raises(PersonRefused, match="hai hồ sơ khác nhau"):
        merge_person(three, into=three, actor=officer, at=NOON)
    with pytest.raises(PersonRefused, match="không gộp vào hồ sơ nào"):
        unmerge_person(three, actor=officer, at=NOON)
    with pytest.raises(PermissionDenied):
        merge_person(three, into=elsewhere, actor=officer, at=NOON)
    with pytest.raises(PermissionDenied):
        unmerge_person(one, actor=officer_of(unit, Role.LEADER), at=NOON)


def test_a_merged_record_opens_the_file_of_the_one_it_stands_for() -> None:
    here, there = UnitFactory(), UnitFactory()
    known_here = PersonFactory(unit=here)
    kept = PersonFactory(unit=there)
    merge_person(known_here, into=kept, actor=officer_of(kept_root(here)), at=NOON)

    officer_here = officer_of(here)

    assert list(people_for(officer_here)) == [kept]


def kept_root(unit: Unit) -> Unit:
    return Unit.objects.get(parent__isnull=True, path=unit.path[:4])


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (Role.MEMBER, False),
        (Role.COUNCIL_MEMBER, False),
        (Role.GRASSROOTS_OFFICER, True),
        (Role.COMMENDATION_OFFICER, True),
        (Role.LEADER, True),
        (Role.AUDITOR, True),
        (Role.ADMINISTRATOR, True),
    ],
)
def test_who_opens_personal_files(unit: Unit, role: Role, opens: bool) -> None:
    person = PersonFactory(unit=unit)
    PersonFactory(unit=UnitFactory())
    user = officer_of(unit, role)

    assert list(people_for(user)) == ([person] if opens else [])


def test_a_member_opens_their_own_file_only(unit: Unit) -> None:
    user = officer_of(unit, Role.MEMBER)
    own = PersonFactory(unit=unit, user=user)
    PersonFactory(unit=unit)

    assert list(people_for(user)) == [own]
    assert not can_manage_person(user, own)


def test_the_officer_of_a_former_unit_changes_a_person_no_more(unit: Unit) -> None:
    now = UnitFactory()
    person = PersonFactory(unit=unit, code="ĐV-1", since=date(2018, 1, 1))
    apply_rows([_row(now, since=date(2020, 1, 1))], actor=None, at=NOON)

    assert can_manage_person(officer_of(now), person)
    assert not can_manage_person(officer_of(unit), person)
    current = latest_membership(person)
    assert current is not None
    assert current.unit == now


def test_member_counts_add_up_a_subtree(unit: Unit) -> None:
    group = UnitFactory(parent=unit)
    PersonFactory.create_batch(2, unit=unit)
    PersonFactory(unit=group)
    PersonFactory(unit=group, is_union_member=False)
    PersonFactory(unit=group, since=date(2023, 1, 1))

    assert member_counts([unit, group], on=NOON.date()) == {unit.pk: 3, group.pk: 1}


@pytest.mark.parametrize("kind", ["create", "update", "move", "undo"])
def test_writing_costs_the_same_for_any_number_of_people(unit: Unit, kind: str) -> None:
    other = UnitFactory()

    def cost(numbers: range) -> int:
        rows = [_row(unit, number, since=date(2018, 1, 1)) for number in numbers]
        if kind != "create":
            apply_rows(rows, actor=None, at=NOON)
            rows = [replace(row, born="1975") for row in rows]
        if kind in {"move", "undo"}:
            rows = [replace(row, unit_id=other.pk, since=date(2020, 1, 1)) for row in rows]
        if kind == "undo":
            changes = apply_rows(rows, actor=None, at=NOON).changes
        with CaptureQueriesContext(connection) as queries:
            if kind == "undo":
                undo_rows(changes, actor=None, at=NOON)
            else:
                apply_rows(rows, actor=None, at=NOON)
        return len(queries)

    assert cost(range(1)) == cost(range(10, 13))
