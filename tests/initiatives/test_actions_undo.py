"""What taking written initiatives back restores and refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from lantoa.decisions.models import Decision
from lantoa.initiatives.actions import undo_rows
from lantoa.initiatives.models import Authorship, Benefit, Initiative, Recognition
from lantoa.initiatives.rows import AuthorRow
from lantoa.shared.errors import Conflict
from tests.factories.initiatives import benefit_row, full_row, initiative_row, recognition_row
from tests.factories.organization import NOON, UnitFactory, officer_of
from tests.initiatives.conftest import apply, only_row

pytestmark = pytest.mark.django_db


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
