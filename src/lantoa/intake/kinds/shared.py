"""What the statements of several sheets have in common."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from lantoa.decisions.rows import DecisionRow
from lantoa.documents.sheets import Value
from lantoa.intake.choices import ProblemKind
from lantoa.intake.understanding.recognition import Line
from lantoa.organization.choices import Precision
from lantoa.shared.dates import last_day

_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
_LENGTHS = {precision: length for length, precision in _PRECISIONS.items()}
_DECISION = {
    "decision_number": "Số QĐ",
    "decision_date": "Ngày QĐ",
    "decision_issuer": "Cơ quan ban hành",
}


def day_of(partial: str) -> tuple[date, str]:
    """Return the day on which a partial date counts, and how precise it was."""
    return last_day(partial), _PRECISIONS[len(partial)].value


def counted(partial: str | None) -> tuple[date | None, str | None]:
    """Return `day_of` where a date is stated."""
    return day_of(partial) if partial is not None else (None, None)


def partial_of(day: date | None, precision: str | None) -> str | None:
    """Return a day again as the paper stated it."""
    if day is None:
        return None
    return day.isoformat()[: _LENGTHS[Precision(precision or Precision.DAY)]]


def decision_of(line: Line) -> DecisionRow | None:
    """Return the decision of a line; one that is stated in part is an error at what is missing."""
    values = line.values
    stated = [name for name in (*_DECISION, "decision_signer") if name in values]
    if not stated:
        return None
    missing = [name for name in _DECISION if name not in values]
    for name in missing:
        if not any(finding.column == line.sheet.columns.get(name) for finding in line.findings):
            line.remark(
                name,
                ProblemKind.MISSING_REQUIRED,
                _("Quyết định thiếu “%(heading)s”. Ghi đủ số, ngày và cơ quan ban hành.")
                % {"heading": _DECISION[name]},
            )
    if missing:
        return None
    return DecisionRow(
        number=values["decision_number"],
        signed_on=values["decision_date"],
        issuer=values["decision_issuer"],
        signer=values.get("decision_signer"),
    )


def decision_cells(decision: DecisionRow | None) -> Mapping[str, Value]:
    if decision is None:
        return {}
    return {
        "decision_number": decision.number,
        "decision_date": decision.signed_on,
        "decision_issuer": decision.issuer,
        "decision_signer": decision.signer,
    }


def require(line: Line) -> bool:
    """Note the required cells that are empty; tell whether the line can become a row."""
    for column in line.sheet.layout.columns:
        if not column.is_required or column.field in line.values:
            continue
        place = line.sheet.columns.get(column.field)
        if any(finding.is_error and finding.column == place for finding in line.findings):
            continue  # it was written, and is marked already
        line.remark(
            column.field,
            ProblemKind.MISSING_REQUIRED,
            _("Thiếu “%(heading)s”. Điền ô này.") % {"heading": column.heading},
        )
    return not line.has_error


def stated(line: Line, *names: str) -> dict[str, Any]:
    """Return the stated values of these fields; what is empty is not stated."""
    return {name: line.values[name] for name in names if name in line.values}
