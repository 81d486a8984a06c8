"""Short ways to state an indicator, so that the catalogue reads as a list of questions."""

from __future__ import annotations

from lantoa.statistics.catalogue.indicator import Indicator, Params, SourceKey, Words
from lantoa.statistics.choices import Counting


def records(
    code: str,
    name: Words,
    definition: Words,
    counted: Words,
    *,
    source: SourceKey,
    params: Params = (),
    breakdowns: tuple[str, ...] = (),
    counting: Counting = Counting.RECORDS,
    part_of: str = "",
) -> Indicator:
    return Indicator(
        code=code,
        name=name,
        definition=definition,
        counting=counting,
        counted=counted,
        source=source,
        params=params,
        breakdowns=breakdowns,
        part_of=part_of,
    )


def total(
    code: str,
    name: Words,
    definition: Words,
    counted: Words,
    *,
    source: SourceKey,
    column: str,
    params: Params = (),
    counting: Counting = Counting.SUM,
    breakdowns: tuple[str, ...] = (),
) -> Indicator:
    return Indicator(
        code=code,
        name=name,
        definition=definition,
        counting=counting,
        counted=counted,
        source=source,
        column=column,
        params=params,
        breakdowns=breakdowns,
    )


def ratio(
    code: str,
    name: Words,
    definition: Words,
    *,
    of: tuple[str, str],
    per: int = 100,
    counted: Words = "",
    part_of: str = "",
) -> Indicator:
    return Indicator(
        code=code,
        name=name,
        definition=definition,
        counting=Counting.RATIO,
        counted=counted,
        numerator=of[0],
        denominator=of[1],
        per=per,
        part_of=part_of,
    )
