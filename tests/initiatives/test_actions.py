"""What writing initiatives does, refuses and takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from lantoa.audit.models import Entry
from lantoa.decisions.models import Decision
from lantoa.initiatives.actions import (
    InitiativeRefused,
    apply_rows,
    correct_initiative,
    move_initiative,
    undo_rows,
)
from lantoa.initiatives.actions.storing import rows_by_pk
from lantoa.initiatives.choices import State
from lantoa.initiatives.models import Authorship, Benefit, Initiative, Recognition
from lantoa.initiatives.rows import AuthorRow, InitiativeRow
from lantoa.organization.choices import Role
from lantoa.organization.models import Person
from lantoa.organization.writing import RepeatedRow, fingerprint
from lantoa.shared.errors import Conflict
from tests.factories.decisions import decision_row
from tests.factories.initiatives import (
    benefit_row,
    full_row,
    initiative_row,
    make_initiative,
    recognition_row,
)
from tests.factories.organization import NOON, PersonFactory, UnitFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db
CREATE_QUERIES = 22
UPDATE_QUERIES = 26


def apply(*rows: InitiativeRow, **given: Any) -> Any:
    return apply_rows(rows, **{"actor": None, "at": NOON, **given})


def only_row() -> InitiativeRow:
    (row,) = rows_by_pk([Initiative.objects.get().pk]).values()
    return row


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


def test_a_code_of_another_unit_is_refused_and_its_initiative_untouched() -> None:
    theirs = make_initiative(code="SK-21-0007", title="Của đơn vị khác")

    with pytest.raises(InitiativeRefused, match="SK-21-0007"):
        apply(initiative_row(code="SK-21-0007", title="Tên khác"))

    theirs.refresh_from_db()
    assert theirs.title == "Của đơn vị khác"
    assert Initiative.objects.count() == 1


def test_an_update_may_not_take_the_title_of_another() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, title="Một", code="A-1"), initiative_row(unit, title="Hai"))

    with pytest.raises(InitiativeRefused, match="Hai"):
        apply(initiative_row(unit, title="Hai", code="A-1"))


def test_two_rows_that_state_different_things_about_one_initiative_are_refused() -> None:
    unit = UnitFactory()

    with pytest.raises(RepeatedRow):
        apply(initiative_row(unit, field="y_te"), initiative_row(unit, field="hau_can"))

    assert not Initiative.objects.exists()


def test_a_row_with_a_code_and_one_without_are_not_two_initiatives() -> None:
    unit = UnitFactory()

    with pytest.raises(InitiativeRefused):
        apply(initiative_row(unit, code="A-1"), initiative_row(unit))


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"title": " – "}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"year": 2115}, "year"),
        ({"kind": "y_tuong"}, "kind"),
        ({"field": "vu_tru"}, "field"),
        ({"state": "xong"}, "state"),
        ({"first_applied": "31/6/2020"}, "first_applied"),
        ({"authors": (AuthorRow("An", None, 60), AuthorRow("Bình", None, 50))}, "authors"),
        ({"authors": (AuthorRow("An", None, 100), AuthorRow("Bình"))}, "authors"),
        ({"authors": (AuthorRow(" "),)}, "authors"),
        ({"benefits": (benefit_row(accepted_vnd=-1),)}, "benefits"),
        ({"benefits": (benefit_row(accepted_vnd=1), benefit_row(declared_vnd=2))}, "benefits"),
        ({"benefits": (benefit_row(kind="tang"),)}, "benefits"),
        (
            {"benefit_state": "khong_tinh_tien", "benefits": (benefit_row(accepted_vnd=1),)},
            "benefits",
        ),
        ({"recognitions": (recognition_row(), recognition_row(number="2"))}, "recognitions"),
        ({"recognitions": (recognition_row("vu_tru"),)}, "recognitions"),
        ({"recognitions": (recognition_row(number=" "),)}, "recognitions"),
    ],
)
def test_what_cannot_be_true_is_refused_with_the_part_to_mend(
    fields: dict[str, Any], part: str
) -> None:
    with pytest.raises(InitiativeRefused) as refused:
        apply(initiative_row(**fields))

    assert refused.value.field == part
    assert not Initiative.objects.exists()
    assert not Decision.objects.exists()


def test_money_for_what_was_said_to_have_none_is_refused_when_it_comes_later() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, benefit_state="khong_tinh_tien"))

    with pytest.raises(InitiativeRefused):
        apply(initiative_row(unit, benefits=(benefit_row(accepted_vnd=9),)))


def test_one_person_is_an_author_once() -> None:
    person = PersonFactory()
    authors = (AuthorRow("Lê An", person.pk, 50), AuthorRow("Lê Văn An", person.pk, 50))

    with pytest.raises(InitiativeRefused):
        apply(initiative_row(authors=authors))


@pytest.mark.parametrize("fields", [{}, {"recognitions": (recognition_row(),)}])
def test_an_officer_of_another_unit_may_not_write(fields: dict[str, Any]) -> None:
    stranger = officer_of(UnitFactory())

    with pytest.raises(PermissionDenied):
        apply(initiative_row(**fields), actor=stranger)

    assert not Initiative.objects.exists()


def test_a_member_may_not_write_for_their_own_unit() -> None:
    unit = UnitFactory()

    with pytest.raises(PermissionDenied):
        apply(initiative_row(unit), actor=officer_of(unit, Role.MEMBER))


def test_undo_removes_what_was_created_and_the_decisions_known_only_through_it() -> None:
    outcome = apply(full_row())

    undo_rows(outcome.changes, actor=None, at=NOON)

    for model in (Initiative, Authorship, Benefit, Recognition, Decision):
        assert not model.objects.exists()


def test_undo_restores_what_was_updated() -> None:
    unit = UnitFactory()
    apply(full_row(unit))
    before = only_row()
    outcome = apply(
        initiative_row(
            unit,
            field="y_te",
            authors=(AuthorRow("Người khác", None, 100),),
            benefits=(benefit_row(2023, accepted_vnd=1),),
            recognitions=(recognition_row("bo", "88/QĐ-BQP"),),
        )
    )

    undo_rows(outcome.changes, actor=None, at=NOON)

    assert only_row() == before
    assert not Decision.objects.filter(number="88/QĐ-BQP").exists()


def test_undo_is_refused_after_a_later_change_and_takes_nothing_back() -> None:
    unit = UnitFactory()
    outcome = apply(full_row(unit), initiative_row(unit, title="Giá treo"))
    apply(initiative_row(unit, field="y_te"))

    with pytest.raises(Conflict):
        undo_rows(outcome.changes, actor=None, at=NOON)

    assert Initiative.objects.count() == 2


def test_undo_works_where_the_decision_was_known_under_another_spelling() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, title="Một", recognitions=(recognition_row(),)))
    issuer = "CÔNG ĐOÀN QUÂN KHU"
    outcome = apply(
        initiative_row(unit, title="Hai", recognitions=(recognition_row(issuer=issuer),))
    )

    undo_rows(outcome.changes, actor=None, at=NOON)

    assert Decision.objects.count() == 1
    assert Initiative.objects.get().title == "Một"


def test_undo_by_an_officer_of_another_unit_is_refused() -> None:
    outcome = apply(initiative_row())

    with pytest.raises(PermissionDenied):
        undo_rows(outcome.changes, actor=officer_of(UnitFactory()), at=NOON)


def test_a_form_can_empty_a_field_and_take_a_part_away() -> None:
    unit = UnitFactory()
    apply(full_row(unit))
    before = only_row()
    wanted = replace(before, summary=None, benefits=before.benefits[:1], field=None)

    correct_initiative(
        Initiative.objects.get(), wanted, seen=fingerprint(before), actor=officer_of(unit), at=NOON
    )

    assert only_row() == wanted


def test_a_correction_of_what_somebody_else_changed_is_refused() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit))
    seen = fingerprint(only_row())
    apply(initiative_row(unit, field="y_te"))

    with pytest.raises(Conflict):
        correct_initiative(
            Initiative.objects.get(),
            initiative_row(unit),
            seen=seen,
            actor=officer_of(unit),
            at=NOON,
        )


def test_a_correction_by_an_officer_of_another_unit_is_refused() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit)

    with pytest.raises(PermissionDenied):
        correct_initiative(
            initiative,
            replace(only_row(), title="Tên mới"),
            seen=fingerprint(only_row()),
            actor=officer_of(UnitFactory()),
            at=NOON,
        )


def test_a_move_is_written_with_its_trace() -> None:
    initiative = make_initiative()
    officer = officer_of(initiative.unit)

    move_initiative(initiative, to=State.APPRAISING, actor=officer, at=NOON)

    initiative.refresh_from_db()
    assert initiative.state == State.APPRAISING
    entry = Entry.objects.get(act="initiative.moved")
    assert (entry.actor, entry.record_id, entry.details) == (
        officer,
        initiative.pk,
        {"before": "cho_tiep_nhan", "after": "dang_tham_dinh"},
    )


def test_a_move_the_rules_do_not_have_is_refused() -> None:
    initiative = make_initiative()

    with pytest.raises(InitiativeRefused):
        move_initiative(initiative, to=State.RECOGNIZED, actor=officer_of(initiative.unit), at=NOON)


def test_a_move_of_what_somebody_else_moved_is_refused() -> None:
    initiative = make_initiative()
    officer = officer_of(initiative.unit)
    stale = Initiative.objects.get(pk=initiative.pk)
    move_initiative(initiative, to=State.RETURNED, actor=officer, at=NOON)

    with pytest.raises(Conflict):
        move_initiative(stale, to=State.APPRAISING, actor=officer, at=NOON)


def test_an_officer_of_another_unit_may_not_move() -> None:
    with pytest.raises(PermissionDenied):
        move_initiative(
            make_initiative(), to=State.APPRAISING, actor=officer_of(UnitFactory()), at=NOON
        )


@pytest.mark.parametrize("merged", [False, True])
def test_an_author_does_not_judge_their_own_work(merged: bool) -> None:
    unit = UnitFactory()
    officer = officer_of(unit)
    known = PersonFactory(unit=unit, user=officer)
    named = PersonFactory(unit=unit, full_name="Nguyễn Văn An (2)") if merged else known
    Person.objects.exclude(pk=known.pk).update(merged_into=known)
    author = AuthorRow("Nguyễn Văn An", named.pk, 100)
    initiative = make_initiative(unit, authors=(author,))

    with pytest.raises(PermissionDenied):
        move_initiative(initiative, to=State.APPRAISING, actor=officer, at=NOON)


def test_an_author_hands_in_their_own_draft() -> None:
    unit = UnitFactory()
    officer = officer_of(unit)
    author = AuthorRow("Nguyễn Văn An", PersonFactory(unit=unit, user=officer).pk, 100)
    initiative = make_initiative(unit, authors=(author,), state="chua_gui")

    move_initiative(initiative, to=State.PENDING, actor=officer, at=NOON)

    initiative.refresh_from_db()
    assert initiative.state == State.PENDING


@pytest.mark.parametrize("count", [1, 3])
def test_applying_costs_the_same_queries_for_any_number_of_rows(
    django_assert_num_queries: Any, count: int
) -> None:
    unit = UnitFactory()
    rows = [full_row(unit, title=f"Sáng kiến {number}") for number in range(count)]

    with django_assert_num_queries(CREATE_QUERIES):
        apply(*rows)
    changed = [
        replace(row, field="y_te", authors=(AuthorRow("Người khác", None, 100),)) for row in rows
    ]
    with django_assert_num_queries(UPDATE_QUERIES):
        apply(*changed)


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


def test_a_visitor_without_a_role_moves_nothing() -> None:
    with pytest.raises(PermissionDenied):
        move_initiative(make_initiative(), to=State.RETURNED, actor=UserFactory(), at=NOON)
