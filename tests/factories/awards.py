"""Awards and nominations, written the way everybody writes them."""

from __future__ import annotations

from typing import Any

from lantoa.awards.actions import apply_award_rows, apply_nomination_rows
from lantoa.awards.models import Award, Nomination
from lantoa.awards.rows import AwardRow, NominationRow
from lantoa.organization.models import Unit
from tests.factories.decisions import decision_row
from tests.factories.organization import NOON, PersonFactory, UnitFactory


def award_row(unit: Unit | None = None, **fields: Any) -> AwardRow:
    """Return a plain row: a certificate of the Region to the unit itself, of 5 May 2021."""
    given: dict[str, Any] = {
        "unit_id": (unit or UnitFactory()).pk,
        "kind": "BK_QK",
        "recipient": "tap_the",
        "decision": decision_row(),
    }
    return AwardRow(**{**given, **fields})


def person_award_row(unit: Unit, **fields: Any) -> AwardRow:
    """Return a row for a person of the unit, made where none is given."""
    if "person_id" not in fields:
        fields["person_id"] = PersonFactory(unit=unit).pk
    return award_row(unit, recipient="ca_nhan", **fields)


def nomination_row(unit: Unit | None = None, **fields: Any) -> NominationRow:
    """Return a plain row: a certificate of the General Political Department, asked for 2022."""
    given: dict[str, Any] = {
        "unit_id": (unit or UnitFactory()).pk,
        "kind": "BK_TCCT",
        "recipient": "tap_the",
        "year": 2022,
    }
    return NominationRow(**{**given, **fields})


def make_award(unit: Unit | None = None, **fields: Any) -> Award:
    """Return an award that is stored."""
    outcome = apply_award_rows([award_row(unit, **fields)], actor=None, at=NOON)
    return Award.objects.get(pk=outcome.keys[0])


def make_person_award(unit: Unit, **fields: Any) -> Award:
    """Return an award to a person of the unit."""
    outcome = apply_award_rows([person_award_row(unit, **fields)], actor=None, at=NOON)
    return Award.objects.get(pk=outcome.keys[0])


def make_nomination(unit: Unit | None = None, **fields: Any) -> Nomination:
    """Return a nomination that is stored."""
    outcome = apply_nomination_rows([nomination_row(unit, **fields)], actor=None, at=NOON)
    return Nomination.objects.get(pk=outcome.keys[0])
