"""Typed rows of awards and nominations: see `lantoa.shared.rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantoa.decisions.rows import DecisionRow


@dataclass(frozen=True, slots=True)
class AwardRow:
    """An award that was given. Same decision, kind, unit and recipient: same record.

    `kind` is a code of the catalogue, `recipient` of `Recipient`; a collective is the unit
    itself, else `person_id` or `initiative_id` says who. `occasion` is a code of `Occasion`.
    """

    unit_id: int
    kind: str
    recipient: str
    decision: DecisionRow
    year: int | None = None
    person_id: int | None = None
    initiative_id: int | None = None
    reason: str | None = None
    position: str | None = None
    category: str | None = None
    occasion: str | None = None


@dataclass(frozen=True, slots=True)
class NominationRow:
    """An award that was asked for. Same kind, unit, recipient and year: same record."""

    unit_id: int
    kind: str
    recipient: str
    year: int
    counted_on: date | None = None
    counted_precision: str | None = None
    person_id: int | None = None
    initiative_id: int | None = None
    reason: str | None = None
    position: str | None = None
    category: str | None = None
    occasion: str | None = None
    state: str | None = None
    proposal_number: str | None = None
