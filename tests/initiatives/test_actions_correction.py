"""What correcting an initiative by a form does and refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from lantoa.initiatives.actions import correct_initiative
from lantoa.initiatives.models import Initiative
from lantoa.organization.writing import fingerprint
from lantoa.shared.errors import Conflict
from tests.factories.initiatives import full_row, initiative_row, make_initiative
from tests.factories.organization import NOON, UnitFactory, officer_of
from tests.initiatives.conftest import apply, only_row

pytestmark = pytest.mark.django_db


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
