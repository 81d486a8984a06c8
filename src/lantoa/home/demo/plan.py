"""How the article's figures are shared out over units and years: exact sums, drawn shapes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from lantoa.home.demo.places import MERGED, MERGED_ON, UNIONS, Place

YEARS = range(2017, 2023)
T = TypeVar("T")

KIND_COUNTS = {
    "sang_kien": 128,
    "cong_trinh": 82,  # 210 together
    "de_tai": 205,
    "san_pham": 145,  # 350 together
    "giai_phap": 34,
    "cai_tien": 58,
}
BENEFIT_VND = 2_964_300_000
YOUTH_AWARDS, MINISTRY_RECOGNITIONS, REGION_RECOGNITIONS = 5, 10, 118
GOLDEN_HANDS, REVIEW_PEOPLE, REVIEW_UNIONS = 3, 35, 2
INDIVIDUAL_AWARDS = 531
COLLECTIVE_FLAGS, COLLECTIVE_MERITS = 5, 9
STRONG_2022, EXCELLENT_2022 = 31, 14
_YEAR_WEIGHTS = (11, 13, 15, 17, 20, 24)


def shared_out(total: int, weights: Sequence[float]) -> list[int]:
    """Split a whole number by weights; the parts add up to it exactly."""
    whole = sum(weights)
    parts = [int(total * weight / whole) for weight in weights]
    rest = sorted(range(len(weights)), key=lambda at: (parts[at] - total * weights[at] / whole, at))
    for at in rest[: total - sum(parts)]:
        parts[at] += 1
    return parts


def unions_in(year: int) -> list[Place]:
    """Return the unions that existed at the end of a year."""
    return [*UNIONS, MERGED] if year < MERGED_ON.year else list(UNIONS)


def places_for(
    total: int, random: Random, *, fields: frozenset[str] | None = None
) -> list[tuple[Place, int]]:
    """Draw where and when `total` things happened: more in later years and larger unions."""
    found: list[tuple[Place, int]] = []
    for year, count in zip(YEARS, shared_out(total, _YEAR_WEIGHTS), strict=True):
        unions = [one for one in unions_in(year) if fields is None or one.field in fields]
        weights = [one.size**0.8 * random.uniform(0.5, 1.5) for one in unions]
        for union, times in zip(unions, shared_out(count, weights), strict=True):
            found += [(union, year)] * times
    return found


def some(items: Sequence[T], count: int, random: Random) -> list[T]:
    return random.sample(list(items), count)
