"""The rows behind a number as a frozen review keeps them.

Beside each key stands what the count rests on: the person, the unit, the amount. So a kept value
can be checked from what was kept alone, whatever happened to the records since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lantoa.statistics.catalogue.indicator import SourceKey
from lantoa.statistics.choices import Counting

DISTINCT = frozenset({Counting.PERSONS, Counting.UNITS, Counting.INITIATIVES})
SUMMED = frozenset({Counting.SUM, Counting.MONEY})


@dataclass(frozen=True, slots=True)
class KeptRows:
    """Keys of rows of one list, and in the same order what the count rests on (None: the rows)."""

    source: SourceKey
    counting: Counting
    keys: tuple[int, ...]
    of: tuple[int | None, ...] | None

    def count(self) -> int:
        if self.of is None:
            return len(set(self.keys))
        if self.counting in DISTINCT:
            return len({each for each in self.of if each is not None})
        return sum(each or 0 for each in self.of)

    def plain(self) -> dict[str, Any]:
        return {
            "source": self.source,
            "counting": self.counting.value,
            "keys": list(self.keys),
            "of": None if self.of is None else list(self.of),
        }

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> KeptRows:
        of = plain["of"]
        return cls(
            plain["source"],
            Counting(plain["counting"]),
            tuple(plain["keys"]),
            None if of is None else tuple(of),
        )
