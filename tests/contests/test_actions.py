"""What writing contest entries does, refuses and takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from lantoa.contests.actions import apply_rows, correct_entry, row_of, undo_rows
from lantoa.contests.models import Contest, Entry
from lantoa.organization.writing import RepeatedRow, fingerprint
from lantoa.shared.errors import Conflict
from tests.factories.contests import entry_row, make_entry
from tests.factories.organization import NOON, UnitFactory, officer_of

pytestmark = pytest.mark.django_db


def test_a_new_entry_makes_the_edition_it_names() -> None:
    outcome = apply_rows(
        [entry_row(contest="Đề tài, sáng kiến", edition=5, title="Máy cắt", prize="nhat")],
        actor=None,
        at=NOON,
    )

    contest = Contest.objects.get()
    assert (contest.series, contest.edition, contest.year) == ("Đề tài, sáng kiến", 5, 2021)
    assert (outcome.created, outcome.updated, outcome.unchanged) == (1, 0, 0)
    assert Entry.objects.get().prize == "nhat"


def test_sending_the_same_entries_again_changes_nothing() -> None:
    unit = UnitFactory()
    rows = [
        entry_row(unit, contestant=f"Người {number}", total_score="8.50") for number in range(3)
    ]
    apply_rows(rows, actor=None, at=NOON)

    outcome = apply_rows(rows, actor=None, at=NOON)

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 3)


def test_a_prize_stated_later_is_an_update_and_what_is_not_stated_stays() -> None:
    unit = UnitFactory()
    apply_rows([entry_row(unit, theory_score="9")], actor=None, at=NOON)

    outcome = apply_rows([entry_row(unit, prize="nhi")], actor=None, at=NOON)

    entry = Entry.objects.get()
    assert (outcome.updated, entry.prize, str(entry.theory_score)) == (1, "nhi", "9.00")


def test_the_name_of_a_contest_is_the_same_without_marks() -> None:
    unit = UnitFactory()
    apply_rows([entry_row(unit, contest="Hội thi thợ giỏi")], actor=None, at=NOON)

    apply_rows([entry_row(unit, contest="HOI THI THO GIOI")], actor=None, at=NOON)

    assert Contest.objects.count() == 1
    assert Entry.objects.count() == 1


def test_two_different_prizes_for_one_entry_in_a_batch_are_refused() -> None:
    unit = UnitFactory()
    rows = [entry_row(unit, prize="nhat"), entry_row(unit, prize="nhi")]

    with pytest.raises(RepeatedRow):
        apply_rows(rows, actor=None, at=NOON)

    assert not Entry.objects.exists()


def test_an_officer_of_another_unit_may_not_write() -> None:
    stranger = officer_of(UnitFactory())

    with pytest.raises(PermissionDenied):
        apply_rows([entry_row(UnitFactory())], actor=stranger, at=NOON)

    assert not Entry.objects.exists()


def test_undoing_removes_what_was_created_and_restores_what_was_changed() -> None:
    unit = UnitFactory()
    apply_rows([entry_row(unit, prize="ba")], actor=None, at=NOON)
    outcome = apply_rows(
        [entry_row(unit, prize="nhat"), entry_row(unit, contestant="Người mới")],
        actor=None,
        at=NOON,
    )

    undo_rows(outcome.changes, actor=None, at=NOON)

    assert [entry.prize for entry in Entry.objects.all()] == ["ba"]


def test_undoing_is_refused_after_somebody_changed_the_entry() -> None:
    unit = UnitFactory()
    outcome = apply_rows([entry_row(unit, prize="ba")], actor=None, at=NOON)
    apply_rows([entry_row(unit, prize="nhi")], actor=None, at=NOON)

    with pytest.raises(Conflict):
        undo_rows(outcome.changes, actor=None, at=NOON)

    assert Entry.objects.get().prize == "nhi"


def test_a_form_may_empty_a_field_and_refuses_a_stale_page() -> None:
    unit = UnitFactory()
    officer = officer_of(unit)
    entry = make_entry(unit, prize="nhi", title="Máy cắt")
    row = row_of(entry)

    correct_entry(entry.pk, replace(row, prize=""), seen=fingerprint(row), actor=officer, at=NOON)

    entry.refresh_from_db()
    assert (entry.prize, entry.title) == ("", "Máy cắt")
    with pytest.raises(Conflict):
        correct_entry(
            entry.pk, replace(row, prize="ba"), seen=fingerprint(row), actor=officer, at=NOON
        )


@pytest.mark.parametrize("stated", [None, date(2021, 9, 2)])
def test_the_day_is_as_precise_as_the_paper(stated: date | None) -> None:
    entry = make_entry(counted_on=stated)

    assert entry.shown_day == ("02/09/2021" if stated else "2021")


@pytest.mark.parametrize("count", [1, 3])
def test_writing_costs_the_same_for_any_number_of_rows(
    count: int, django_assert_num_queries: Any
) -> None:
    unit = UnitFactory()
    rows = [entry_row(unit, contestant=f"Người {number}") for number in range(count)]

    with django_assert_num_queries(12):
        apply_rows(rows, actor=None, at=NOON)

    assert Entry.objects.count() == count
