"""Typed rows of a movement's records: see `lantoa.shared.rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MovementRow:
    """A movement by its code; `parent` is the code of the movement it belongs to."""

    unit_id: int
    code: str
    name: str
    kind: str
    launched_on: date
    ends_on: date | None = None
    parent: str | None = None
    aims: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """A propaganda activity. Same unit, movement (code), form and day: same record.

    `attendances` counts lượt người, never persons.
    """

    unit_id: int
    movement: str
    form: str
    counted_on: date
    counted_precision: str | None = None
    sessions: int | None = None
    attendances: int | None = None


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training course. Same unit, name and first day: same record."""

    unit_id: int
    name: str
    counted_on: date
    counted_precision: str | None = None
    days: int | None = None
    place: str | None = None
    participants: int | None = None


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A pledge for a year. Same unit, person, year and title: same record; no person: the unit."""

    unit_id: int
    year: int
    person_id: int | None = None
    title_code: str | None = None
    topic: str | None = None
    movement: str | None = None
    counted_on: date | None = None
    counted_precision: str | None = None


@dataclass(frozen=True, slots=True)
class SolutionRow:
    """A group of solutions resolved on a day for a movement (code), by its number."""

    unit_id: int
    movement: str
    counted_on: date
    number: int
    text: str
