"""What is wrong with a cell, where it stands, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lantoa.intake.choices import ProblemKind, Severity
from lantoa.intake.reading.tables import column_letters

Difference = tuple[str, str, str]  # heading, text so far, text now


class BadCell(Exception):
    """A cell cannot be read as its column asks; the sentence says how to mend it."""

    def __init__(self, kind: ProblemKind, sentence: str) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark on one cell (or row, or sheet): an error holds its row back, a warning does not."""

    sheet: str
    row: int | None
    column: int | None
    kind: ProblemKind
    severity: Severity
    written: str
    message: str

    @property
    def letters(self) -> str:
        return "" if self.column is None else column_letters(self.column)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def repeats(row: int) -> str:
    """Return what is said of a line that says again what a row above said."""
    return _("Dòng này lặp lại dòng %(row)s nên không tính lần nữa. Xóa bớt một dòng.") % {
        "row": row
    }
