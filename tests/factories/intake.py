"""Unit workbooks as officers send them, and files that are read or applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lantoa.accounts.models import User
from lantoa.intake import workbooks
from lantoa.intake.actions.applying import apply_file
from lantoa.intake.actions.reading import read_batch
from lantoa.intake.actions.sending import receive_files
from lantoa.intake.models import Problem, SentFile
from lantoa.intake.queries.register import vocabularies
from lantoa.intake.reading.opening import Upload
from lantoa.organization.models import Unit
from tests.factories.organization import NOON

Line = dict[str, Any]
Lines = Mapping[str, Sequence[Line]]


def workbook(unit: Unit | None, lines: Lines, *, name: str = "so.xlsx") -> Upload:
    """Return a workbook with these lines, filled in as an officer sees them."""
    words = vocabularies()
    for line in lines.get("movement", ()):
        words["movement"].add(str(line["code"]), str(line["name"]))
    sheets = workbooks.workbook_sheets(
        unit.code if unit else "", unit.name if unit else "", lines, words
    )
    return Upload(name, workbooks.as_xlsx(sheets, title="Sổ", at=NOON))


def sent(upload: Upload, *, actor: User | None) -> SentFile:
    """Return a file that was sent and read."""
    batch = receive_files([upload], actor=actor, at=NOON)
    read_batch(batch, at=NOON)
    return batch.files.get()


def applied(upload: Upload, *, actor: User | None) -> SentFile:
    """Return a file that was sent, read and applied."""
    file = sent(upload, actor=actor)
    apply_file(file, actor=actor, at=NOON)
    return file


def told(file: SentFile) -> list[tuple[str, str, str]]:
    """Return what is wrong with a file: address, kind, severity."""
    rows: list[Problem] = list(file.problems.order_by("pk"))
    return [(problem.address, problem.kind, problem.severity) for problem in rows]


PERSON: Line = {"code": "DV-01", "full_name": "Nguyễn Văn An", "born": "1975-03"}
OTHER_PERSON: Line = {"code": "DV-02", "full_name": "Trần Thị Bình", "gender": "Nữ"}
INITIATIVE: Line = {
    "title": "Bệ thử bơm cao áp",
    "kind": "Sáng kiến",
    "year": 2021,
    "authors": "Nguyễn Văn An (60%); Trần Thị Bình (40%)",
}
DECISION: Line = {
    "decision_number": "12/QĐ-X1",
    "decision_date": "15/11/2021",
    "decision_issuer": "Xưởng X1",
}
AWARD: Line = {
    "recipient": "Cá nhân",
    "recipient_name": "Nguyễn Văn An",
    "kind": "Chiến sĩ thi đua cơ sở",
    **DECISION,
}
GRADING: Line = {"year": 2021, "grade": "Vững mạnh", "score": 88}
