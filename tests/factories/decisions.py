from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from lantoa.accounts.models import User
from lantoa.decisions.actions import file_decisions
from lantoa.decisions.models import Decision
from lantoa.decisions.rows import DecisionRow
from lantoa.shared.text import fold
from tests.factories.base import ModelFactory, derived, sequence


class DecisionFactory(ModelFactory[Decision]):
    """A decision in force, filed at no unit unless one is given."""

    class Meta:
        model = Decision

    number = sequence("%d/QĐ-QK")
    signed_on = date(2021, 5, 5)
    issuer = "Công đoàn Quân khu"
    search_text = derived(lambda decision: fold(f"{decision.number} {decision.issuer}"))


def decision_row(number: str = "12/QĐ-CĐ", **changes: object) -> DecisionRow:
    """Return a typed row of a decision of 5 May 2021."""
    plain: dict[str, object] = {
        "number": number,
        "signed_on": date(2021, 5, 5),
        "issuer": "Công đoàn Quân khu",
    }
    return DecisionRow(**{**plain, **changes})  # type: ignore[arg-type]


def ensure_decisions(
    rows: Iterable[DecisionRow], *, unit_id: int | None, actor: User | None, at: datetime
) -> dict[DecisionRow, int]:
    """File these decisions at one unit; return their keys."""
    filed = file_decisions(((unit_id, row) for row in rows), actor=actor, at=at)
    return {row: decision.pk for row, decision in filed.items()}
