"""The statements of the seed article, and whether figures meet them: the demo's own check."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).parent / "seed_figures.yaml"
_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure of the article: the indicator that answers it, and what it must be."""

    number: str
    code: str
    phrase: str
    value: int | None
    bounds: tuple[tuple[str, int], ...]
    is_percent: bool

    def is_met_by(self, value: int | Decimal | None) -> bool:
        if value is None:
            return False
        if self.value is not None:
            return (round(value) if self.is_percent else value) == self.value
        return all(_OPERATORS[sign](value, bound) for sign, bound in self.bounds)


@lru_cache
def statements() -> tuple[Statement, ...]:
    """Return the eighteen statements in the article's order."""
    data = yaml.safe_load(_DATA.read_text(encoding="utf-8"))
    return tuple(
        Statement(
            number=figure["id"],
            code=figure["code"],
            phrase=figure["phrase_vi"],
            value=figure["value"],
            bounds=tuple((sign, bound) for sign, bound in figure.get("bound") or ()),
            is_percent=figure["unit"] == "percent",
        )
        for figure in data["figures"]
    )
