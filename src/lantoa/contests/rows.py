"""Typed rows of contests: see `lantoa.shared.rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of a contest edition. Same edition, unit, contestant and title: same record.

    `level` is a code of `Level`, `prize` of `Prize`; scores are decimal text ("8.25").
    """

    unit_id: int
    contest: str
    year: int
    level: str
    edition: int | None = None
    contestant: str | None = None
    person_id: int | None = None
    title: str | None = None
    theory_score: str | None = None
    practice_score: str | None = None
    total_score: str | None = None
    prize: str | None = None
    counted_on: date | None = None
    counted_precision: str | None = None
