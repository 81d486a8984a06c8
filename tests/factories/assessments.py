"""Gradings, written the way everybody writes them."""

from __future__ import annotations

from typing import Any

from lantoa.assessments.actions import apply_rows
from lantoa.assessments.models import Grading
from lantoa.assessments.rows import GradingRow
from lantoa.organization.models import Unit
from tests.factories.organization import NOON, UnitFactory


def grading_row(unit: Unit | None = None, **fields: Any) -> GradingRow:
    """Return a plain row: vững mạnh in 2021."""
    given: dict[str, Any] = {"unit_id": (unit or UnitFactory()).pk, "year": 2021, "grade": "VM"}
    return GradingRow(**{**given, **fields})


def make_grading(unit: Unit | None = None, **fields: Any) -> Grading:
    """Return a grading that is stored."""
    outcome = apply_rows([grading_row(unit, **fields)], actor=None, at=NOON)
    return Grading.objects.get(pk=outcome.keys[0])
