"""Typed rows of initiatives: see `lantoa.shared.rows`. Money in whole đồng, shares in per cent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantoa.decisions.rows import DecisionRow


@dataclass(frozen=True, slots=True)
class AuthorRow:
    """An author as the paper names them; `person_id` where the register knows who that is."""

    name: str
    person_id: int | None = None
    share_percent: int | None = None


@dataclass(frozen=True, slots=True)
class BenefitRow:
    """Money of one year; codes of `BenefitKind` and `Beneficiary`."""

    year: int
    kind: str
    beneficiary: str
    declared_vnd: int | None = None
    confirmed_vnd: int | None = None
    accepted_vnd: int | None = None


@dataclass(frozen=True, slots=True)
class RecognitionRow:
    """A recognition at one scope (code of `Scope`)."""

    scope: str
    decision: DecisionRow
    grade: str | None = None


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative of a unit in a year. The same unit, year and folded title is the same record.

    `counted_on` with `counted_precision` ("day", "month", "year") is the day it counts; without
    one the year alone does. `state` None: recognized where a recognition is stated, else
    waiting to be received.
    """

    unit_id: int
    year: int
    title: str
    kind: str
    field: str | None = None
    code: str | None = None
    counted_on: date | None = None
    counted_precision: str | None = None
    first_applied: str | None = None
    summary: str | None = None
    benefit_state: str | None = None
    state: str | None = None
    authors: tuple[AuthorRow, ...] = ()
    benefits: tuple[BenefitRow, ...] = ()
    recognitions: tuple[RecognitionRow, ...] = ()
