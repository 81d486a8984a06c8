"""What moving an initiative on leaves behind, and who may do it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from lantoa.audit.models import Entry
from lantoa.initiatives.actions import InitiativeRefused, move_initiative
from lantoa.initiatives.choices import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import AuthorRow
from lantoa.organization.models import Person
from lantoa.shared.errors import Conflict
from tests.factories.initiatives import make_initiative
from tests.factories.organization import NOON, PersonFactory, UnitFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db


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


def test_a_visitor_without_a_role_moves_nothing() -> None:
    with pytest.raises(PermissionDenied):
        move_initiative(make_initiative(), to=State.RETURNED, actor=UserFactory(), at=NOON)
