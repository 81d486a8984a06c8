"""What a file states, record by record: its lines, its typed row, and what would become of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from lantoa.intake.choices import ProblemKind, Severity, Verdict
from lantoa.intake.kinds.catalogue import RecordKind
from lantoa.intake.reading.tables import Workbook
from lantoa.intake.understanding.book import Book
from lantoa.intake.understanding.findings import Difference, Finding
from lantoa.intake.understanding.recognition import KnownSheet, Line
from lantoa.organization.models import Unit
from lantoa.shared.errors import DomainError

MayWrite = Callable[[Unit], bool]
_COLUMN_OF = {"benefits": "benefit_year", "recognitions": "scope", "counted_on": "counted"}


@dataclass(slots=True)
class Stated:
    """One record as the file states it.

    `row` is None while its lines hold an error. `key` is the stored record's, negative for one
    that is not made yet. `differences`: heading, text so far, text now.
    """

    kind: RecordKind
    lines: list[Line]
    unit_id: int
    row: Any
    key: int
    verdict: Verdict = Verdict.HELD
    before: Any = None
    differences: list[Difference] = field(default_factory=list)

    @property
    def first(self) -> Line:
        return self.lines[0]

    def hold(
        self,
        name: str,
        problem: ProblemKind,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a finding at a field of the record's first line; an error holds the record."""
        self.first.remark(name, problem, message, severity=severity)
        if severity is Severity.ERROR:
            self.row, self.verdict = None, Verdict.HELD

    def refuse(self, error: DomainError) -> None:
        """Hold the record with the sentence of its own app, in the column that is meant."""
        name = getattr(error, "field", "")
        columns = self.first.sheet.columns
        place = _COLUMN_OF.get(name, name)
        self.hold(
            place if place in columns else next(iter(columns)),
            ProblemKind.UNKNOWN_VALUE,
            str(error),
        )


@dataclass(slots=True)
class Understanding:
    """A file, understood against the register of this moment."""

    workbook: Workbook
    sheets: tuple[KnownSheet, ...]
    unit: Unit | None
    book: Book
    findings: list[Finding]
    stated: list[Stated] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)  # lines whose unit is unknown or forbidden

    @property
    def all_findings(self) -> list[Finding]:
        lines = [line for stated in self.stated for line in stated.lines]
        return [
            *self.findings,
            *(finding for line in (*self.loose, *lines) for finding in line.findings),
        ]

    def of(self, kind: RecordKind) -> list[Stated]:
        return [stated for stated in self.stated if stated.kind is kind]

    def summary(self) -> dict[str, dict[str, int]]:
        """Return how many records of each kind there are under each verdict."""
        counts: dict[str, dict[str, int]] = {}
        for stated in self.stated:
            of_kind = counts.setdefault(stated.kind.key, {})
            of_kind[stated.verdict.value] = of_kind.get(stated.verdict.value, 0) + 1
        for line in self.loose:
            of_kind = counts.setdefault(line.sheet.layout.key, {})
            of_kind[Verdict.HELD.value] = of_kind.get(Verdict.HELD.value, 0) + 1
        return counts


def ready(stated: Iterable[Stated]) -> list[Stated]:
    """Return what can be written: everything that is not held."""
    return [record for record in stated if record.row is not None]
