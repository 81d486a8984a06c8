"""What writing rows of initiatives does, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lantoa.decisions.models import Decision
from lantoa.initiatives.actions import undo_rows
from lantoa.initiatives.choices import State
from lantoa.initiatives.models import Authorship, Benefit, Initiative, Recognition
from lantoa.initiatives.rows import AuthorRow
from tests.factories.decisions import decision_row
from tests.factories.initiatives import (
    benefit_row,
    full_row,
    initiative_row,
    make_initiative,
    recognition_row,
)
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of
from tests.initiatives.conftest import apply, only_row

pytestmark = pytest.mark.django_db


def test_a_new_initiative_comes_with_its_parts_and_its_decisions() -> None:
    unit = UnitFactory()

    outcome = apply(full_row(unit))

    initiative = Initiative.objects.get()
    assert (outcome.created, outcome.updated, outcome.unchanged) == (1, 0, 0)
    assert initiative.state == State.RECOGNIZED
    assert initiative.benefit_state == "bang_tien"
    assert [(one.name, one.share_percent) for one in initiative.authors.order_by("order")] == [
        ("Trần Văn Lộc", 60),
        ("Ngô Đức Thịnh", 40),
    ]
    assert initiative.benefits.count() == 2
    assert set(Decision.objects.values_list("number", "unit__code")) == {
        ("12/QĐ-X1", unit.code),
        ("97/QĐ-QK", unit.code),
    }


def test_what_is_read_back_is_what_was_written() -> None:
    stated = full_row(code="SK-21-0100", state="da_cong_nhan", benefit_state="bang_tien")

    apply(stated)

    assert only_row() == replace(stated, counted_on=date(2021, 5, 5), counted_precision="day")


def test_sending_the_same_rows_again_changes_nothing() -> None:
    unit = UnitFactory()
    rows = [full_row(unit), initiative_row(unit, title="Giá treo", first_applied="03/2020")]
    apply(*rows)

    outcome = apply(*rows)

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 2)
    assert outcome.changes == ()


def test_a_benefit_called_unknown_beside_its_amounts_is_money_and_stays_so() -> None:
    row = initiative_row(benefit_state="chua_ro", benefits=(benefit_row(accepted_vnd=5),))
    first = apply(row)

    again = apply(row)

    assert Initiative.objects.get().benefit_state == "bang_tien"
    assert again.unchanged == 1
    undo_rows(first.changes, actor=None, at=NOON)
    assert not Initiative.objects.exists()


def test_the_same_title_without_marks_is_the_same_initiative() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, title="Bệ thử bơm cao áp"))

    outcome = apply(initiative_row(unit, title="BE THU BOM  CAO AP"))

    assert (outcome.created, outcome.updated) == (0, 1)


def test_what_a_row_does_not_state_stays() -> None:
    unit = UnitFactory()
    apply(full_row(unit))
    before = only_row()

    outcome = apply(initiative_row(unit, field="hau_can"))

    assert outcome.updated == 1
    assert only_row() == replace(before, field="hau_can")


def test_another_year_of_benefit_stands_beside_the_first() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, benefits=(benefit_row(2021, declared_vnd=5),)))

    apply(initiative_row(unit, benefits=(benefit_row(2022, declared_vnd=7),)))

    found = Benefit.objects.order_by("year").values_list("year", "declared_vnd")
    assert list(found) == [(2021, 5), (2022, 7)]


def test_an_accepted_amount_stated_later_leaves_the_declared_one() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, benefits=(benefit_row(declared_vnd=50),)))

    apply(initiative_row(unit, benefits=(benefit_row(accepted_vnd=48),)))

    benefit = Benefit.objects.get()
    assert (benefit.declared_vnd, benefit.confirmed_vnd, benefit.accepted_vnd) == (50, None, 48)


def test_a_later_recognition_makes_a_waiting_initiative_recognized() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit))

    apply(initiative_row(unit, recognitions=(recognition_row("bo"),)))

    initiative = Initiative.objects.get()
    assert (initiative.state, initiative.counted_on) == (State.RECOGNIZED, date(2021, 5, 5))


def test_a_second_scope_leaves_the_first_recognition() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, recognitions=(recognition_row("co_so"),)))

    apply(initiative_row(unit, recognitions=(recognition_row("bo", "88/QĐ-BQP"),)))

    assert set(Recognition.objects.values_list("scope", flat=True)) == {"co_so", "bo"}


def test_a_file_without_shares_and_people_keeps_those_that_are_known() -> None:
    unit = UnitFactory()
    person = PersonFactory(unit=unit, full_name="Trần Văn Lộc")
    known = (AuthorRow("Trần Văn Lộc", person.pk, 60), AuthorRow("Ngô Đức Thịnh", None, 40))
    apply(initiative_row(unit, authors=known))

    stated = (AuthorRow("Trần Văn Lộc"), AuthorRow("Ngô Đức Thịnh"))
    outcome = apply(initiative_row(unit, authors=stated))

    assert outcome.unchanged == 1
    assert only_row().authors == known


def test_authors_that_change_places_keep_their_shares() -> None:
    unit = UnitFactory()
    people = [PersonFactory(unit=unit, full_name=name) for name in ("Lê An", "Lê Bình")]
    first, second = (AuthorRow(one.full_name, one.pk, 50) for one in people)
    apply(initiative_row(unit, authors=(first, second)))

    apply(initiative_row(unit, authors=(second, first)))

    assert only_row().authors == (second, first)


def test_the_year_alone_counts_on_its_last_day_and_says_so() -> None:
    initiative = make_initiative(year=2019)

    assert (initiative.counted_on, initiative.counted_precision) == (date(2019, 12, 31), "year")


def test_a_decision_of_another_year_does_not_move_the_day() -> None:
    initiative = make_initiative(
        year=2020, recognitions=(recognition_row(signed_on=date(2021, 1, 15)),)
    )

    assert (initiative.counted_on, initiative.counted_precision) == (date(2020, 12, 31), "year")


def test_a_code_finds_its_initiative_under_another_title() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, code="SK-21-0007", title="Tên cũ"))

    outcome = apply(initiative_row(unit, code="SK-21-0007", title="Tên mới"))

    assert (outcome.created, outcome.updated) == (0, 1)
    assert Initiative.objects.get().title == "Tên mới"


def test_history_names_actor_and_act_of_every_part() -> None:
    unit = UnitFactory()
    officer = officer_of(unit)

    apply(full_row(unit), actor=officer)

    for model in (Initiative, Authorship, Benefit, Recognition):
        for record in model.objects.all():
            event = record.history.select_related("pgh_context").get()  # type: ignore[union-attr]
            assert event.pgh_context.metadata == {
                "actor": officer.pk,
                "act": "initiative.applied",
            }


def test_a_signer_stated_with_the_recognition_reaches_the_decision() -> None:
    row = recognition_row()
    signed = replace(row, decision=decision_row("12/QĐ-X1", signer="Đại tá Nguyễn Văn A"))

    outcome = apply(initiative_row(recognitions=(signed,)))

    assert Decision.objects.get().signer == "Đại tá Nguyễn Văn A"
    undo_rows(outcome.changes, actor=None, at=NOON)
    assert not Decision.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_applying_costs_the_same_queries_for_any_number_of_rows(
    django_assert_num_queries: Any, count: int
) -> None:
    unit = UnitFactory()
    rows = [full_row(unit, title=f"Sáng kiến {number}") for number in range(count)]

    with django_assert_num_queries(22):
        apply(*rows)
    changed = [
        replace(row, field="y_te", authors=(AuthorRow("Người khác", None, 100),)) for row in rows
    ]
    with django_assert_num_queries(26):
        apply(*changed)


def test_a_row_of_the_factory_is_a_plain_one() -> None:
    assert initiative_row().benefits == ()
