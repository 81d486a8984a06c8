from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.movements import actions
from lantoa.movements.models import Activity, Movement, MovementAlias, Registration
from lantoa.movements.rows import (
    ActivityRow,
    MovementRow,
    RegistrationRow,
    SolutionRow,
    TrainingRow,
)
from lantoa.organization.choices import Precision
from lantoa.organization.writing import RepeatedRow
from lantoa.shared.errors import Conflict
from lantoa.shared.text import fold
from tests.factories.movements import ActivityFactory, MovementFactory
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db

LAUNCH = date(2017, 2, 1)
DAY = date(2021, 5, 20)
Apply = Callable[..., Any]
KINDS: list[tuple[str, Apply, Apply, Callable[[int, int], Any], dict[str, Any]]] = [
    (
        "movement",
        actions.apply_movement_rows,
        actions.undo_movement_rows,
        lambda unit, n: MovementRow(unit, f"ma-{n}", f"Phong trào {n}", "dot", LAUNCH, aims="Đích"),
        {"aims": "Đích mới"},
    ),
    (
        "activity",
        actions.apply_activity_rows,
        actions.undo_activity_rows,
        lambda unit, n: ActivityRow(unit, "goc", f"Hội nghị {n}", DAY, sessions=1, attendances=50),
        {"attendances": 80},
    ),
    (
        "training",
        actions.apply_training_rows,
        actions.undo_training_rows,
        lambda unit, n: TrainingRow(unit, f"Lớp {n}", DAY, days=2, place="Hội trường"),
        {"days": 3},
    ),
    (
        "registration",
        actions.apply_registration_rows,
        actions.undo_registration_rows,
        lambda unit, n: RegistrationRow(unit, 2018 + n, title_code="LDTT", topic="Cải tiến đồ gá"),
        {"topic": "Cải tiến khuôn"},
    ),
    (
        "solution",
        actions.apply_solution_rows,
        actions.undo_solution_rows,
        lambda unit, n: SolutionRow(unit, "goc", DAY, n, f"Giải pháp {n}"),
        {"text": "Giải pháp khác"},
    ),
]
every_kind = pytest.mark.parametrize(
    ("apply", "undo", "row", "change"),
    [kind[1:] for kind in KINDS],
    ids=[kind[0] for kind in KINDS],
)


@pytest.fixture
def unit():
    unit = UnitFactory()
    MovementFactory(unit=unit, code="goc", name="Lao động giỏi, lao động sáng tạo")
    return unit


@every_kind
def test_new_rows_are_created_and_the_same_rows_again_change_nothing(
    unit, apply, undo, row, change
):
    rows = [row(unit.pk, 1), row(unit.pk, 2)]
    actor = officer_of(unit)

    first = apply(rows, actor=actor, at=NOON)
    again = apply(rows, actor=actor, at=NOON)

    assert (first.created, first.updated, first.unchanged) == (2, 0, 0)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert again.keys == first.keys
    assert again.changes == ()


@every_kind
def test_a_differing_row_updates_and_what_it_leaves_out_stays(unit, apply, undo, row, change):
    stated = row(unit.pk, 1)
    apply([stated], actor=None, at=NOON)

    outcome = apply([replace(stated, **change)], actor=None, at=NOON)

    (done,) = outcome.changes
    assert outcome.updated == 1
    assert done.before is not None
    assert {name: done.after[name] for name in change} == change
    assert {name: value for name, value in done.after.items() if name not in change} == {
        name: value for name, value in done.before.items() if name not in change
    }


@every_kind
def test_undo_takes_back_what_was_created_and_what_was_changed(unit, apply, undo, row, change):
    stated = row(unit.pk, 1)
    first = apply([stated], actor=None, at=NOON)
    second = apply([replace(stated, **change), row(unit.pk, 2)], actor=None, at=NOON)

    undo(second.changes, actor=officer_of(unit), at=NOON)

    again = apply([stated], actor=None, at=NOON)
    assert again.unchanged == 1
    assert again.keys == first.keys
    undo(first.changes, actor=None, at=NOON)
    assert apply([stated], actor=None, at=NOON).created == 1


@every_kind
def test_undo_is_refused_after_a_later_change(unit, apply, undo, row, change):
    stated = row(unit.pk, 1)
    outcome = apply([stated], actor=None, at=NOON)
    apply([replace(stated, **change)], actor=None, at=NOON)

    with pytest.raises(Conflict, match="đã được sửa hoặc xóa"):
        undo(outcome.changes, actor=None, at=NOON)


@every_kind
def test_one_record_stated_twice_differently_is_refused(unit, apply, undo, row, change):
    stated = row(unit.pk, 1)

    with pytest.raises(RepeatedRow):
        apply([stated, replace(stated, **change)], actor=None, at=NOON)


@every_kind
def test_rows_of_a_foreign_unit_are_refused(unit, apply, undo, row, change):
    stranger = officer_of(UnitFactory())

    with pytest.raises(PermissionDenied):
        apply([row(unit.pk, 1)], actor=stranger, at=NOON)


@every_kind
def test_undo_of_a_foreign_unit_is_refused(unit, apply, undo, row, change):
    outcome = apply([row(unit.pk, 1)], actor=None, at=NOON)

    with pytest.raises(PermissionDenied):
        undo(outcome.changes, actor=officer_of(UnitFactory()), at=NOON)


def _queries(apply: Apply, rows: Sequence[Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        apply(rows, actor=None, at=NOON)
    return len(caught)


@every_kind
def test_applying_costs_the_same_queries_for_one_row_and_for_three(unit, apply, undo, row, change):
    one = _queries(apply, [row(unit.pk, 1)])

    three = _queries(apply, [row(unit.pk, number) for number in (2, 3, 4)])

    assert three == one


@every_kind
def test_updating_costs_the_same_queries_for_one_row_and_for_three(unit, apply, undo, row, change):
    rows = [row(unit.pk, number) for number in (1, 2, 3, 4)]
    apply(rows, actor=None, at=NOON)
    changed = [replace(stated, **change) for stated in rows]
    one = _queries(apply, changed[:1])

    three = _queries(apply, changed[1:])

    assert three == one


def test_sub_movements_come_in_one_batch_with_their_parent_in_any_order(unit):
    rows = [
        MovementRow(unit.pk, "con", "Xưởng máy kiểu mẫu", "thuong_xuyen", LAUNCH, parent="me"),
        MovementRow(unit.pk, "me", "Phong trào mẹ", "nam_nam", LAUNCH),
    ]

    outcome = actions.apply_movement_rows(rows, actor=None, at=NOON)

    assert Movement.objects.get(code="con").parent == Movement.objects.get(code="me")
    actions.undo_movement_rows(outcome.changes, actor=None, at=NOON)
    assert not Movement.objects.filter(code__in=["con", "me"]).exists()


def test_undo_is_refused_where_an_activity_rests_on_the_movement(unit):
    row = MovementRow(unit.pk, "moi", "Phong trào mới", "dot", LAUNCH)
    outcome = actions.apply_movement_rows([row], actor=None, at=NOON)
    ActivityFactory(unit=unit, movement=Movement.objects.get(code="moi"))

    with pytest.raises(Conflict, match="đã được dùng ở nơi khác"):
        actions.undo_movement_rows(outcome.changes, actor=None, at=NOON)


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "b"), ("b", "a")],
        [("a", "a")],
    ],
)
def test_movements_that_would_stand_in_a_circle_are_refused(unit, rows):
    stated = [
        MovementRow(unit.pk, code, f"Phong trào {code}", "dot", LAUNCH, parent=parent)
        for code, parent in rows
    ]

    with pytest.raises(actions.MovementRefused, match="không thể thuộc chính nó"):
        actions.apply_movement_rows(stated, actor=None, at=NOON)


def test_a_later_row_cannot_close_a_circle_either(unit):
    parent = MovementRow(unit.pk, "me", "Mẹ", "dot", LAUNCH)
    child = MovementRow(unit.pk, "con", "Con", "dot", LAUNCH, parent="me")
    actions.apply_movement_rows([parent, child], actor=None, at=NOON)

    with pytest.raises(actions.MovementRefused, match="không thể thuộc chính nó"):
        actions.apply_movement_rows([replace(parent, parent="con")], actor=None, at=NOON)


def test_a_code_of_another_units_movement_is_not_taken_over(unit):
    other = UnitFactory(name="Công đoàn Kho K18")
    row = MovementRow(other.pk, "goc", "Phong trào khác", "dot", LAUNCH)

    with pytest.raises(actions.MovementRefused, match=f"đã thuộc phong trào của {unit.name}"):
        actions.apply_movement_rows([row], actor=officer_of(other), at=NOON)


def test_aliases_are_replaced_when_stated_and_belong_to_one_movement(unit):
    row = MovementRow(
        unit.pk, "m", "Ba nhất", "dot", LAUNCH, aliases=("3 nhất", "Ba  Nhất", "BA NHẤT")
    )
    actions.apply_movement_rows([row], actor=None, at=NOON)
    actions.apply_movement_rows([replace(row, aliases=("năm nhất",))], actor=None, at=NOON)
    other = MovementRow(unit.pk, "k", "Khác", "dot", LAUNCH, aliases=("Năm Nhất",))

    assert list(MovementAlias.objects.values_list("name", flat=True)) == ["năm nhất"]
    with pytest.raises(actions.MovementRefused, match="đã dùng cho phong trào khác"):
        actions.apply_movement_rows([other], actor=None, at=NOON)


def test_an_activity_for_an_unknown_movement_is_refused_by_its_code(unit):
    row = ActivityRow(unit.pk, "khong-co", "Hội nghị", DAY)

    with pytest.raises(actions.MovementRefused, match="“khong-co”"):
        actions.apply_activity_rows([row], actor=None, at=NOON)


def test_a_pledge_without_a_day_counts_on_the_last_day_of_its_year(unit):
    person = PersonFactory(unit=unit)
    row = RegistrationRow(unit.pk, 2021, person_id=person.pk, topic="Sửa máy tiện")

    actions.apply_registration_rows([row], actor=None, at=NOON)

    pledge = Registration.objects.get()
    assert (pledge.counted_on, pledge.counted_precision) == (date(2021, 12, 31), Precision.YEAR)
    assert pledge.search_text == fold(
        f"Sửa máy tiện {person.code} {person.full_name} {unit.code} {unit.name}"
    )


def test_a_month_is_kept_as_precise_as_it_was_stated(unit):
    row = ActivityRow(unit.pk, "goc", "Sân khấu hóa", date(2021, 5, 31), "month")

    actions.apply_activity_rows([row], actor=None, at=NOON)

    assert Activity.objects.get().shown_day == "05/2021"
