"""Typed rows of gradings: see `lantoa.shared.rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantoa.decisions.rows import DecisionRow


@dataclass(frozen=True, slots=True)
class GradingRow:
    """The grade of a union in a year (code of `Grade`); same unit and year: same record.

    `score` is decimal text ("92.5").
    """

    unit_id: int
    year: int
    grade: str
    score: str | None = None
    decision: DecisionRow | None = None
    counted_on: date | None = None
    counted_precision: str | None = None
