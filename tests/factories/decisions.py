from __future__ import annotations

from datetime import date

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
