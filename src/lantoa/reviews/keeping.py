"""The rows behind a number as a frozen review keeps them, and the value counted from them again.

Beside each key stands what the count rests on: the person, the unit, the amount. So a kept value
can be checked from what was kept alone, whatever happened to the records since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Sum
from django.db.models.expressions import Combinable

from lantoa.organization.models.person import canonical_person
from lantoa.reviews.asking import Asked
from lantoa.statistics.catalogue import CATALOGUE, Indicator, SourceKey
from lantoa.statistics.choices import Counting
from lantoa.statistics.queries import rows_of
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import SOURCES
from lantoa.statistics.wording import ratio

_DISTINCT = frozenset({Counting.PERSONS, Counting.UNITS, Counting.INITIATIVES})
_SUMMED = frozenset({Counting.SUM, Counting.MONEY})


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
        if self.counting in _DISTINCT:
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


def rows_behind(asked: Asked, scope: Scope) -> tuple[KeptRows, ...]:
    """Return the rows of a number of a report on `scope`: one part, or two for a ratio."""
    whole = asked.indicator
    within = asked.within(scope)
    if whole.source is not None:
        return (_rows(whole, whole.source, within),)
    parts = [CATALOGUE[code] for code in (whole.numerator, whole.denominator)]
    return tuple(_rows(part, part.source, within) for part in parts if part.source is not None)


def counted_again(
    indicator: Indicator, parts: Sequence[KeptRows]
) -> tuple[int | Decimal | None, int | None, int | None]:
    """Return the value that kept rows give, with numerator and denominator for a ratio."""
    if indicator.source is not None:
        return parts[0].count(), None, None
    above, below = (part.count() for part in parts)
    return ratio(above, below, per=indicator.per), above, below


def _rows(indicator: Indicator, source: SourceKey, scope: Scope) -> KeptRows:
    rows = rows_of(indicator, scope).order_by("pk")
    counting = indicator.counting
    if counting in _SUMMED:
        found = rows.values_list("pk").annotate(kept=Sum(indicator.column))
    elif counting in _DISTINCT:
        found = rows.annotate(kept=_subject(indicator, source)).values_list("pk", "kept")
    else:
        return KeptRows(source, counting, tuple(rows.values_list("pk", flat=True)), None)
    pairs = list(found)
    return KeptRows(
        source,
        counting,
        tuple(pk for pk, _of in pairs),
        tuple(of for _pk, of in pairs),
    )


def _subject(indicator: Indicator, source: SourceKey) -> Combinable:
    way = SOURCES[source]
    if indicator.counting is Counting.PERSONS:
        return canonical_person(way.people)
    return F(way.unit if indicator.counting is Counting.UNITS else way.initiative)
