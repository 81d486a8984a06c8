from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.audit.models import Entry
from lantoa.decisions.actions import (
    AlreadyRevoked,
    DecisionRefused,
    correct_decision,
    describe_decision,
    file_decisions,
    forget_unused_decisions,
    register_decision,
    restore_decision,
    revoke_decision,
)
from lantoa.decisions.choices import DecisionState
from lantoa.decisions.models import Decision
from lantoa.decisions.queries import decisions_for, state_of
from lantoa.organization.choices import Role
from lantoa.shared.errors import Conflict
from tests.factories.decisions import DecisionFactory, decision_row, ensure_decisions
from tests.factories.organization import NOON, UnitFactory, officer_of

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(
        Entry.objects.filter(act__startswith="decision")
        .order_by("pk")
        .values_list("act", flat=True)
    )


def test_the_same_number_day_and_issuer_is_filed_once():
    unit = UnitFactory()
    officer = officer_of(unit)
    typed, shouted = decision_row(), decision_row(issuer="CÔNG ĐOÀN QUÂN KHU ")

    keys = ensure_decisions([typed, shouted], unit_id=unit.pk, actor=officer, at=NOON)
    again = ensure_decisions([shouted], unit_id=unit.pk, actor=officer, at=NOON)

    decision = Decision.objects.get()
    assert keys == {typed: decision.pk, shouted: decision.pk}
    assert again == {shouted: decision.pk}
    assert (decision.number, decision.issuer) == ("12/QĐ-CĐ", "Công đoàn Quân khu")
    assert acts() == ["decision.filed"]


def test_another_day_is_another_decision():
    rows = [decision_row(), decision_row(signed_on=date(2022, 5, 5))]

    keys = ensure_decisions(rows, unit_id=None, actor=None, at=NOON)

    assert len(set(keys.values())) == 2


def test_a_signer_is_filled_in_but_never_overwritten():
    ensure_decisions([decision_row()], unit_id=None, actor=None, at=NOON)

    ensure_decisions([decision_row(signer="Lê Văn A")], unit_id=None, actor=None, at=NOON)
    ensure_decisions([decision_row(signer="Trần B")], unit_id=None, actor=None, at=NOON)

    decision = Decision.objects.get()
    assert decision.signer == "Lê Văn A"
    assert "le van a" in decision.search_text


def test_what_two_units_state_is_filed_above_both():
    root = UnitFactory()
    branch = UnitFactory(parent=root)
    first, second = UnitFactory(parent=branch), UnitFactory(parent=branch)
    row = decision_row()
    ensure_decisions([row], unit_id=first.pk, actor=officer_of(first), at=NOON)

    ensure_decisions([row], unit_id=second.pk, actor=officer_of(second), at=NOON)
    ensure_decisions([row], unit_id=first.pk, actor=officer_of(first), at=NOON)

    assert Decision.objects.get().unit == branch


def test_units_without_a_common_root_share_a_decision_filed_at_none():
    first, second = UnitFactory(parent=None), UnitFactory(parent=None)

    file_decisions([(first.pk, decision_row()), (second.pk, decision_row())], actor=None, at=NOON)

    assert Decision.objects.get().unit is None


@pytest.mark.parametrize("count", [1, 3])
def test_filing_costs_the_same_for_any_number_of_rows(django_assert_num_queries, count):
    unit = UnitFactory()
    rows = [decision_row(f"{number}/QĐ") for number in range(count)]

    with django_assert_num_queries(8):
        ensure_decisions(rows, unit_id=unit.pk, actor=None, at=NOON)
    with django_assert_num_queries(5):
        ensure_decisions(rows, unit_id=unit.pk, actor=None, at=NOON)


def test_nobody_files_a_decision_for_a_unit_of_others():
    mine, other = UnitFactory(), UnitFactory()

    with pytest.raises(PermissionDenied):
        ensure_decisions([decision_row()], unit_id=other.pk, actor=officer_of(mine), at=NOON)
    with pytest.raises(PermissionDenied):
        ensure_decisions(
            [decision_row()], unit_id=None, actor=officer_of(mine, Role.LEADER), at=NOON
        )

    assert not Decision.objects.exists()


def test_a_registered_decision_has_its_subject_and_refuses_another():
    unit = UnitFactory()
    officer = officer_of(unit)

    decision = register_decision(
        decision_row(), subject="Về khen thưởng năm 2021", unit=unit, actor=officer, at=NOON
    )

    assert decision.subject == "Về khen thưởng năm 2021"
    with pytest.raises(DecisionRefused, match="đã có"):
        register_decision(decision_row(), subject="Khác", unit=unit, actor=officer, at=NOON)
    with pytest.raises(PermissionDenied):
        register_decision(
            decision_row("9/QĐ"), subject="Khác", unit=UnitFactory(), actor=officer, at=NOON
        )


def test_describing_changes_signer_and_subject_and_leaves_a_trace():
    unit = UnitFactory()
    decision = DecisionFactory(unit=unit)

    describe_decision(
        decision, signer="Lê Văn A", subject="Về khen thưởng", actor=officer_of(unit), at=NOON
    )

    decision.refresh_from_db()
    assert (decision.signer, decision.subject) == ("Lê Văn A", "Về khen thưởng")
    assert acts() == ["decision.described"]
    with pytest.raises(PermissionDenied):
        describe_decision(decision, signer="", subject="", actor=officer_of(UnitFactory()), at=NOON)


def test_revoking_keeps_the_decision_and_says_by_which():
    unit = UnitFactory()
    decision = DecisionFactory(unit=unit)

    revoke_decision(
        decision,
        revoked_on=date(2022, 1, 10),
        by=decision_row("99/QĐ-CĐ", signed_on=date(2022, 1, 10)),
        actor=officer_of(unit),
        at=NOON,
    )

    decision.refresh_from_db()
    assert decision.revoked_on == date(2022, 1, 10)
    assert decision.revoked_by is not None
    assert decision.revoked_by.number == "99/QĐ-CĐ"
    assert list(Decision.objects.in_force()) == [decision.revoked_by]
    assert acts() == ["decision.filed", "decision.revoked"]


@pytest.mark.parametrize("revoked_on", [date(2021, 5, 4), date(2022, 6, 16), date(2115, 1, 1)])
def test_a_revocation_outside_its_time_is_refused(revoked_on):
    unit = UnitFactory()
    decision = DecisionFactory(unit=unit)

    with pytest.raises(DecisionRefused, match="05/05/2021 đến hôm nay 15/06/2022"):
        revoke_decision(decision, revoked_on=revoked_on, actor=officer_of(unit), at=NOON)


def test_a_decision_is_revoked_once_and_never_by_itself():
    unit = UnitFactory()
    decision = DecisionFactory(unit=unit, number="12/QĐ-CĐ")
    officer = officer_of(unit)

    with pytest.raises(DecisionRefused, match="không tự thu hồi"):
        revoke_decision(
            decision, revoked_on=date(2022, 1, 1), by=decision_row(), actor=officer, at=NOON
        )
    decision.refresh_from_db()
    revoke_decision(decision, revoked_on=date(2022, 1, 1), actor=officer, at=NOON)
    with pytest.raises(AlreadyRevoked):
        revoke_decision(decision, revoked_on=date(2022, 1, 2), actor=officer, at=NOON)


def test_a_revocation_noted_by_mistake_is_taken_back():
    unit = UnitFactory()
    officer = officer_of(unit)
    decision = DecisionFactory(unit=unit, revoked_on=date(2022, 1, 1))

    restore_decision(decision, actor=officer, at=NOON)

    decision.refresh_from_db()
    assert decision.revoked_on is None
    with pytest.raises(Conflict):
        restore_decision(decision, actor=officer, at=NOON)


def test_what_several_units_rest_on_is_left_to_an_officer_above_them():
    root = UnitFactory(parent=None)
    unit = UnitFactory(parent=root)
    shared = DecisionFactory(unit=root)
    nobodys = DecisionFactory(unit=None)
    day = date(2022, 1, 1)

    for decision in (shared, nobodys):
        for act in (
            lambda one: revoke_decision(one, revoked_on=day, actor=officer_of(unit), at=NOON),
            lambda one: restore_decision(one, actor=officer_of(unit), at=NOON),
            lambda one: correct_decision(
                one, correction=decision_row(), subject="", actor=officer_of(unit), at=NOON
            ),
        ):
            with pytest.raises(PermissionDenied):
                act(decision)
    revoke_decision(nobodys, revoked_on=day, actor=officer_of(root), at=NOON)

    assert Decision.objects.get(pk=nobodys.pk).revoked_on == day


def test_a_correction_is_a_decision_of_its_own_and_leaves_the_first_in_force():
    unit = UnitFactory()
    officer = officer_of(unit)
    decision = DecisionFactory(unit=unit)

    correction = correct_decision(
        decision,
        correction=decision_row("15/QĐ-CĐ", signed_on=date(2021, 6, 1)),
        subject="Đính chính họ tên",
        actor=officer,
        at=NOON,
    )

    seen = {one.pk: state_of(one) for one in decisions_for(officer)}
    assert correction.corrects == decision
    assert seen == {
        decision.pk: DecisionState.CORRECTED,
        correction.pk: DecisionState.IN_FORCE,
    }
    assert Decision.objects.in_force().count() == 2


def test_a_correction_that_cannot_be_is_refused():
    unit = UnitFactory()
    officer = officer_of(unit)
    decision = DecisionFactory(unit=unit, number="12/QĐ-CĐ")
    revoked = DecisionFactory(unit=unit, revoked_on=date(2022, 1, 1))
    later = decision_row("15/QĐ-CĐ", signed_on=date(2021, 6, 1))
    correct_decision(decision, correction=later, subject="", actor=officer, at=NOON)
    second = Decision.objects.get(number="15/QĐ-CĐ")

    with pytest.raises(DecisionRefused, match="không thể ký trước"):
        correct_decision(
            decision,
            correction=decision_row("1/QĐ", signed_on=date(2021, 5, 4)),
            subject="",
            actor=officer,
            at=NOON,
        )
    for target, correction in (
        (decision, decision_row()),
        (DecisionFactory(unit=unit), later),
    ):
        with pytest.raises(DecisionRefused, match="đã đính chính văn bản khác"):
            correct_decision(target, correction=correction, subject="", actor=officer, at=NOON)
    with pytest.raises(DecisionRefused, match="không thể ký trước"):
        correct_decision(second, correction=decision_row(), subject="", actor=officer, at=NOON)
    with pytest.raises(AlreadyRevoked):
        correct_decision(revoked, correction=later, subject="", actor=officer, at=NOON)


def test_two_papers_of_one_day_do_not_correct_each_other():
    unit = UnitFactory()
    officer = officer_of(unit)
    first = DecisionFactory(unit=unit, number="12/QĐ-CĐ")
    second = correct_decision(
        first, correction=decision_row("13/QĐ-CĐ"), subject="", actor=officer, at=NOON
    )

    with pytest.raises(DecisionRefused, match="đã đính chính văn bản khác"):
        correct_decision(second, correction=decision_row(), subject="", actor=officer, at=NOON)


def test_only_decisions_nobody_described_or_uses_are_forgotten():
    unit = UnitFactory()
    rows = [decision_row(f"{number}/QĐ") for number in range(4)]
    keys = ensure_decisions(rows, unit_id=unit.pk, actor=None, at=NOON)
    Decision.objects.filter(pk=keys[rows[1]]).update(subject="Về khen thưởng")
    Decision.objects.filter(pk=keys[rows[2]]).update(revoked_on=date(2022, 1, 1))
    DecisionFactory(corrects_id=keys[rows[3]], subject="Đính chính")

    gone = forget_unused_decisions(rows, actor=None, at=NOON)

    assert gone == 1
    assert not Decision.objects.filter(pk=keys[rows[0]]).exists()
    assert Decision.objects.filter(pk__in=keys.values()).count() == 3


def test_filed_decisions_are_held_against_removal_but_not_against_each_other():
    with CaptureQueriesContext(connection) as queries:
        ensure_decisions([decision_row()], unit_id=None, actor=None, at=NOON)

    assert any("FOR KEY SHARE" in query["sql"] for query in queries)
