"""The members of the demo's unions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lantoa.documents.sheets import Value
from lantoa.home.demo import words
from lantoa.home.demo.places import Place

_LAST_BIRTH, _FIRST_BIRTH = 2000, 1963


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a union: code, name, and the line of the workbook."""

    code: str
    name: str
    unit: str
    position: str
    category: str
    line: dict[str, Value]


def members_of(place: Place, random: Random) -> list[Member]:
    """Draw the members of a union; a few share a name, as in life."""
    return [_member(place, number, random) for number in range(1, place.size + 1)]


def _member(place: Place, number: int, random: Random) -> Member:
    female_share = 0.72 if place.field in {"y_te", "san_xuat"} else 0.38
    is_woman = random.random() < female_share
    name = _name(random, is_woman=is_woman)
    born = date(random.randint(_FIRST_BIRTH, _LAST_BIRTH), 1, 1) + timedelta(random.randrange(365))
    joined = max(born.year + random.randint(19, 27), 1990)
    category = random.choices(words.CATEGORIES, words.CATEGORY_WEIGHTS)[0]
    position = random.choice(words.POSITIONS)
    code = f"{place.code}-{number:04d}"
    line: dict[str, Value] = {
        "unit": place.code,
        "code": code,
        "full_name": name,
        "born": _as_known(born, random),
        "gender": "nu" if is_woman else "nam",
        "category": category,
        "rank": random.choice(words.RANKS) if category == "QNCN" else None,
        "position": position,
        "trade": random.choice(words.TRADES[place.field]),
        "workplace": f"Tổ công đoàn số {random.randint(1, max(2, place.size // 30))}",
        "union_joined": f"{min(joined, 2021):04d}-{random.randint(1, 12):02d}",
        "is_union_member": "1",
    }
    return Member(code, name, place.code, position, category, line)


def _name(random: Random, *, is_woman: bool) -> str:
    surname = random.choices(words.SURNAMES, words.SURNAME_WEIGHTS)[0]
    middles = words.FEMALE_MIDDLES if is_woman else words.MALE_MIDDLES
    givens = words.FEMALE_GIVENS if is_woman else words.MALE_GIVENS
    middle = random.choice(middles)
    if random.random() < 0.25:
        middle = f"{middle} {random.choice([one for one in middles if one not in middle])}"
    return f"{surname} {middle} {random.choice(givens)}"


def _as_known(born: date, random: Random) -> str:
    """Older files know the year alone for some."""
    chance = random.random()
    if chance < 0.12:
        return f"{born.year}"
    return f"{born.year}-{born.month:02d}" if chance < 0.16 else born.isoformat()
