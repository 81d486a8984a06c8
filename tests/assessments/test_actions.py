"""What writing grades does, refuses and takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from lantoa.assessments.actions import UnknownGrade, apply_rows, correct_grading, undo_rows
from lantoa.assessments.models import Grade, Grading
from lantoa.assessments.queries import row_of
from lantoa.decisions.models import Decision
from lantoa.decisions.rows import DecisionRow
from lantoa.organization.writing import RepeatedRow, fingerprint
from lantoa.shared.errors import Conflict
from tests.factories.assessments import grading_row, make_grading
from tests.factories.organization import NOON, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
DECISION = DecisionRow("12/QĐ-CĐ", date(2022, 1, 20), "Công đoàn Quân khu")


@pytest.mark.parametrize(
    ("code", "is_strong"),
    [("VMXS", True), ("VM", True), ("KHA", False), ("TB", False), ("HTXS", False)],
)
def test_only_the_two_strong_grades_count_as_strong(code: str, *, is_strong: bool) -> None:
    assert Grade.objects.get(code=code).is_strong is is_strong


def test_a_grade_counts_in_its_year_although_its_decision_is_signed_later() -> None:
    grading = make_grading(score="92.50", decision=DECISION)

    assert (grading.counted_on, grading.shown_day) == (date(2021, 12, 31), "2021")
    assert Decision.objects.get() == grading.decision


def test_sending_the_same_grades_again_changes_nothing() -> None:
    rows = [grading_row(score="90", decision=DECISION) for _ in range(3)]
    apply_rows(rows, actor=None, at=NOON)

    outcome = apply_rows(rows, actor=None, at=NOON)

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 3)


def test_another_grade_for_the_same_year_is_a_change_that_keeps_the_score() -> None:
    unit = UnitFactory()
    make_grading(unit, score="95")

    outcome = apply_rows([grading_row(unit, grade="VMXS")], actor=None, at=NOON)

    grading = Grading.objects.get()
    assert (outcome.updated, grading.grade.code, str(grading.score)) == (1, "VMXS", "95.00")


def test_a_union_graded_twice_in_one_batch_is_refused() -> None:
    unit = UnitFactory()

    with pytest.raises(RepeatedRow):
        apply_rows([grading_row(unit), grading_row(unit, grade="KHA")], actor=None, at=NOON)

    assert not Grading.objects.exists()


def test_the_database_itself_refuses_a_second_grade_for_a_year() -> None:
    grading = make_grading()

    with pytest.raises(IntegrityError, match="union_is_graded_once_a_year"), transaction.atomic():
        Grading.objects.create(
            unit=grading.unit, year=2021, grade=grading.grade, counted_on=grading.counted_on
        )


def test_a_grade_no_scheme_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownGrade, match="VMXS"):
        apply_rows([grading_row(grade="TUYET_VOI")], actor=None, at=NOON)


def test_an_officer_of_another_unit_may_not_write() -> None:
    with pytest.raises(PermissionDenied):
        apply_rows([grading_row()], actor=officer_of(UnitFactory()), at=NOON)

    assert not Grading.objects.exists()


def test_undoing_removes_the_grade_and_the_decision_nobody_else_uses() -> None:
    outcome = apply_rows([grading_row(decision=DECISION)], actor=None, at=NOON)

    undo_rows(outcome.changes, actor=None, at=NOON)

    assert not Grading.objects.exists()
    assert not Decision.objects.exists()


def test_undoing_a_change_restores_the_grade_before() -> None:
    unit = UnitFactory()
    make_grading(unit, grade="KHA", decision=DECISION)
    outcome = apply_rows([grading_row(unit, grade="VM")], actor=None, at=NOON)

    undo_rows(outcome.changes, actor=None, at=NOON)

    grading = Grading.objects.get()
    assert (grading.grade.code, grading.decision) == ("KHA", Decision.objects.get())


def test_undoing_is_refused_after_a_later_change() -> None:
    unit = UnitFactory()
    outcome = apply_rows([grading_row(unit)], actor=None, at=NOON)
    apply_rows([grading_row(unit, grade="TB")], actor=None, at=NOON)

    with pytest.raises(Conflict):
        undo_rows(outcome.changes, actor=None, at=NOON)


def test_a_form_may_take_the_decision_away_and_refuses_a_stale_page() -> None:
    unit = UnitFactory()
    officer = officer_of(unit)
    grading = make_grading(unit, decision=DECISION)
    row = row_of(grading)
    bare = replace(row, decision=None)

    correct_grading(grading.pk, bare, seen=fingerprint(row), actor=officer, at=NOON)

    grading.refresh_from_db()
    assert grading.decision is None
    with pytest.raises(Conflict):
        correct_grading(grading.pk, row, seen=fingerprint(row), actor=officer, at=NOON)


@pytest.mark.parametrize("count", [1, 3])
def test_writing_costs_the_same_for_any_number_of_rows(
    count: int, django_assert_num_queries: Any
) -> None:
    unit = UnitFactory()
    rows = [grading_row(unit, year=2019 + number, decision=DECISION) for number in range(count)]

    with django_assert_num_queries(19):
        apply_rows(rows, actor=None, at=NOON)

    assert Grading.objects.count() == count
