"""How typed rows of other apps name the decision that makes them true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision by its number, day of signing and issuer; `signer` where the paper states it."""

    number: str
    signed_on: date
    issuer: str
    signer: str | None = None
