"""Writing awards and nominations: one write path each, resting on decisions, never added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from lantoa.awards.actions import (
    HonourRefused,
    apply_award_rows,
    apply_nomination_rows,
    correct_award,
    correct_nomination,
    undo_award_rows,
    undo_nomination_rows,
)
from lantoa.awards.models import Award, Nomination
from lantoa.awards.queries import award_row_of, nomination_row_of
from lantoa.decisions.actions import revoke_decision
from lantoa.decisions.models import Decision
from lantoa.organization.writing import RepeatedRow, fingerprint
from lantoa.shared.errors import Conflict
from tests.factories.awards import (
    award_row,
    make_award,
    make_nomination,
    nomination_row,
    person_award_row,
)
from tests.factories.decisions import decision_row
from tests.factories.initiatives import make_initiative
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db


def test_an_award_counts_on_the_day_of_its_decision_and_for_its_year() -> None:
    award = make_award(reason="Tham gia xây dựng phong trào")

    assert (award.counted_on, award.year, award.decision.number) == (
        date(2021, 5, 5),
        2021,
        "12/QĐ-CĐ",
    )
    assert award.decision.unit == award.unit


def test_sending_the_same_awards_again_changes_nothing() -> None:
    unit = UnitFactory()
    rows = [award_row(unit), person_award_row(unit), person_award_row(unit)]
    apply_award_rows(rows, actor=None, at=NOON)

    outcome = apply_award_rows(rows, actor=None, at=NOON)

    assert (outcome.created, outcome.updated, outcome.unchanged) == (0, 0, 3)
    assert Decision.objects.count() == 1


def test_a_decision_typed_in_other_letters_and_with_a_signer_is_the_same_award() -> None:
    unit = UnitFactory()
    make_award(unit)
    shouted = decision_row(issuer="CÔNG ĐOÀN QUÂN KHU", signer="Lê Văn A")

    outcome = apply_award_rows([award_row(unit, decision=shouted)], actor=None, at=NOON)

    assert outcome.unchanged == 1
    assert Decision.objects.get().signer == "Lê Văn A"


def test_what_a_row_does_not_state_stays() -> None:
    unit = UnitFactory()
    make_award(unit, year=2020, reason="Thành tích năm 2020", occasion="hang_nam")

    outcome = apply_award_rows([award_row(unit, position="Chủ tịch")], actor=None, at=NOON)

    award = Award.objects.get()
    assert outcome.updated == 1
    assert (award.year, award.reason, award.occasion, award.position) == (
        2020,
        "Thành tích năm 2020",
        "hang_nam",
        "Chủ tịch",
    )


def test_one_decision_gives_many_awards_and_the_same_award_twice_in_two_decisions() -> None:
    unit = UnitFactory()
    person = PersonFactory(unit=unit)

    outcome = apply_award_rows(
        [
            award_row(unit),
            person_award_row(unit, person_id=person.pk),
            person_award_row(unit, person_id=person.pk, decision=decision_row("13/QĐ-CĐ")),
        ],
        actor=None,
        at=NOON,
    )

    assert outcome.created == 3


def test_a_batch_that_contradicts_itself_is_refused() -> None:
    unit = UnitFactory()
    rows = [award_row(unit, reason="Một"), award_row(unit, reason="Hai")]

    with pytest.raises(RepeatedRow):
        apply_award_rows(rows, actor=None, at=NOON)

    assert not Award.objects.exists()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kind": "BK_MAT_TRANG"}, "không có hình thức khen thưởng mang mã “BK_MAT_TRANG”"),
        ({"recipient": "ca_nhan"}, "phải nêu một người"),
        ({"recipient": "sang_kien"}, "phải nêu một sáng kiến"),
        ({"recipient": "ai_do"}, "phải nêu một người"),
        ({"recipient": "ca_nhan", "person_id": 0}, "không còn"),
        ({"recipient": "sang_kien", "initiative_id": 0}, "không còn"),
        ({"occasion": "tet"}, "Không có dịp khen mang mã “tet”"),
        ({"year": 2115}, "Năm 2115 không thể đúng"),
        ({"reason": "a" * 1001}, "“thành tích” dài quá 1000 chữ"),
        ({"position": "a" * 121}, "dài quá 120 chữ"),
    ],
)
def test_what_no_record_can_hold_is_refused_in_words(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(HonourRefused, match=message):
        apply_award_rows([award_row(**fields)], actor=None, at=NOON)

    assert not Award.objects.exists()
    assert not Decision.objects.exists()


def test_a_collective_award_names_nobody() -> None:
    unit = UnitFactory()
    person = PersonFactory(unit=unit)

    with pytest.raises(HonourRefused):
        apply_award_rows([award_row(unit, person_id=person.pk)], actor=None, at=NOON)


def test_an_initiative_is_awarded_as_itself() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit)

    award = make_award(unit, recipient="sang_kien", initiative_id=initiative.pk, kind="TTST")

    assert (award.initiative, award.person) == (initiative, None)


@pytest.mark.parametrize(
    "text",
    ["nguyen van an", "ĐV-77", "BK_QK", "bang khen bo tu lenh", "X27", "12 qđ", "phong trao"],
)
def test_an_award_is_found_by_whatever_people_search_by(text: str) -> None:
    unit = UnitFactory(code="X27", name="Công đoàn Xưởng 27")
    person = PersonFactory(unit=unit, code="ĐV-77", full_name="Nguyễn Văn An")
    apply_award_rows(
        [person_award_row(unit, person_id=person.pk, reason="Xây dựng phong trào")],
        actor=None,
        at=NOON,
    )

    assert Award.objects.all().holding(text).count() == 1


def test_an_officer_of_another_unit_may_not_write() -> None:
    other = officer_of(UnitFactory())

    with pytest.raises(PermissionDenied):
        apply_award_rows([award_row()], actor=other, at=NOON)
    with pytest.raises(PermissionDenied):
        apply_nomination_rows([nomination_row()], actor=other, at=NOON)

    assert not Award.objects.exists()
    assert not Decision.objects.exists()


def test_undoing_removes_the_awards_and_decisions_known_only_through_them() -> None:
    unit = UnitFactory()
    make_award(unit)
    outcome = apply_award_rows(
        [person_award_row(unit), person_award_row(unit, decision=decision_row("13/QĐ-CĐ"))],
        actor=None,
        at=NOON,
    )

    undo_award_rows(outcome.changes, actor=None, at=NOON)

    assert Award.objects.count() == 1
    assert [decision.number for decision in Decision.objects.all()] == ["12/QĐ-CĐ"]


def test_undoing_a_change_restores_what_was_said_before() -> None:
    unit = UnitFactory()
    make_award(unit, reason="Trước")
    outcome = apply_award_rows([award_row(unit, reason="Sau")], actor=None, at=NOON)

    undo_award_rows(outcome.changes, actor=None, at=NOON)

    assert Award.objects.get().reason == "Trước"
    assert "truoc" in Award.objects.get().search_text


def test_undoing_is_refused_after_a_later_change_and_to_others() -> None:
    unit = UnitFactory()
    outcome = apply_award_rows([award_row(unit, reason="Một")], actor=None, at=NOON)

    with pytest.raises(PermissionDenied):
        undo_award_rows(outcome.changes, actor=officer_of(UnitFactory()), at=NOON)
    apply_award_rows([award_row(unit, reason="Hai")], actor=None, at=NOON)
    with pytest.raises(Conflict):
        undo_award_rows(outcome.changes, actor=None, at=NOON)

    assert Award.objects.get().reason == "Hai"


def test_a_signer_learned_later_does_not_stand_in_the_way_of_undoing() -> None:
    unit = UnitFactory()
    outcome = apply_award_rows([award_row(unit)], actor=None, at=NOON)
    make_award(unit, kind="GK_DV", decision=decision_row(signer="Lê Văn A"))

    undo_award_rows(outcome.changes, actor=None, at=NOON)

    assert [award.kind.code for award in Award.objects.select_related("kind")] == ["GK_DV"]


def test_a_revoked_decision_takes_its_awards_out_of_force_and_keeps_them() -> None:
    root = UnitFactory()
    award = make_award(UnitFactory(parent=root))
    kept = make_award(UnitFactory(parent=root), decision=decision_row("14/QĐ-CĐ"))

    revoke_decision(award.decision, revoked_on=date(2022, 1, 1), actor=officer_of(root), at=NOON)

    assert list(Award.objects.all().in_force()) == [kept]
    assert Award.objects.count() == 2


def test_a_form_may_move_an_award_to_the_right_decision_and_refuses_a_stale_page() -> None:
    unit = UnitFactory()
    officer = officer_of(unit)
    award = make_award(unit, reason="Thành tích")
    row = award_row_of(award)
    mended = replace(row, decision=decision_row("21/QĐ-CĐ", signed_on=date(2022, 1, 9)), reason="")

    correct_award(award.pk, mended, seen=fingerprint(row), actor=officer, at=NOON)

    award = Award.objects.get()
    assert (award.decision.number, award.counted_on, award.reason) == (
        "21/QĐ-CĐ",
        date(2022, 1, 9),
        "",
    )
    with pytest.raises(Conflict):
        correct_award(award.pk, row, seen=fingerprint(row), actor=officer, at=NOON)
    with pytest.raises(PermissionDenied):
        correct_award(
            award.pk, mended, seen=fingerprint(row), actor=officer_of(UnitFactory()), at=NOON
        )


@pytest.mark.parametrize(
    ("fields", "day", "precision"),
    [
        ({}, date(2022, 12, 31), "year"),
        ({"counted_on": date(2022, 10, 20)}, date(2022, 10, 20), "day"),
        (
            {"counted_on": date(2022, 10, 31), "counted_precision": "month"},
            date(2022, 10, 31),
            "month",
        ),
    ],
)
def test_a_nomination_counts_on_its_day_or_at_the_end_of_its_year(
    fields: dict[str, Any], day: date, precision: str
) -> None:
    nomination = make_nomination(**fields)

    assert (nomination.counted_on, nomination.counted_precision) == (day, precision)
    assert nomination.state == "de_nghi"


def test_a_nomination_is_made_once_a_year_and_keeps_what_is_not_stated() -> None:
    unit = UnitFactory()
    make_nomination(unit, proposal_number="5/TTr-CĐ", counted_on=date(2022, 10, 20))

    outcome = apply_nomination_rows([nomination_row(unit, state="khong_tang")], actor=None, at=NOON)

    nomination = Nomination.objects.get()
    assert outcome.updated == 1
    assert (nomination.state, nomination.proposal_number, nomination.counted_on) == (
        "khong_tang",
        "5/TTr-CĐ",
        date(2022, 10, 20),
    )


def test_a_nomination_that_was_granted_is_still_no_award() -> None:
    make_nomination(state="da_tang")

    assert not Award.objects.exists()


def test_undoing_nominations_takes_back_exactly_them() -> None:
    unit = UnitFactory()
    make_nomination(unit, kind="BK_QK")
    outcome = apply_nomination_rows(
        [nomination_row(unit), nomination_row(unit, kind="BK_QK", state="da_rut")],
        actor=None,
        at=NOON,
    )

    undo_nomination_rows(outcome.changes, actor=None, at=NOON)

    nomination = Nomination.objects.get()
    assert (nomination.kind.code, nomination.state) == ("BK_QK", "de_nghi")


def test_a_form_may_empty_a_field_of_a_nomination() -> None:
    unit = UnitFactory()
    nomination = make_nomination(unit, proposal_number="5/TTr-CĐ")
    row = nomination_row_of(nomination)

    correct_nomination(
        nomination.pk,
        replace(row, proposal_number=""),
        seen=fingerprint(row),
        actor=officer_of(unit),
        at=NOON,
    )

    nomination.refresh_from_db()
    assert nomination.proposal_number == ""


@pytest.mark.parametrize("count", [1, 3])
def test_writing_costs_the_same_for_any_number_of_rows(
    count: int, django_assert_num_queries: Any
) -> None:
    unit = UnitFactory()
    rows = [
        person_award_row(unit, decision=decision_row(f"{number}/QĐ-CĐ")) for number in range(count)
    ]
    nominations = [nomination_row(unit, year=2020 + number) for number in range(count)]

    with django_assert_num_queries(20):
        apply_award_rows(rows, actor=None, at=NOON)
    with django_assert_num_queries(17):
        apply_award_rows([replace(row, reason="Khác") for row in rows], actor=None, at=NOON)
    with django_assert_num_queries(10):
        apply_nomination_rows(nominations, actor=None, at=NOON)
