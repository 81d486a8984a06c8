"""Movements and what is done for them: activities, training, pledges, the review's solutions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from lantoa.documents.sheets import Value
from lantoa.home.demo import plan, words
from lantoa.home.demo.people import Member
from lantoa.home.demo.places import ROOT, Place

Line = dict[str, Value]
MAIN = words.MOVEMENTS[0][0]


def movements() -> list[Line]:
    """The main movement and its eight sub-movements, launched by the Region."""
    lines: list[Line] = []
    for at, (code, name) in enumerate(words.MOVEMENTS):
        lines.append(
            {
                "unit": ROOT.code,
                "code": code,
                "name": name,
                "kind": "nam_nam" if at == 0 else "thuong_xuyen",
                "launched_on": date(2017, 2, 20) if at == 0 else date(2017, 3, 1 + at),
                "parent": None if at == 0 else MAIN,
                "aliases": "LĐG-LĐST; Lao động giỏi - lao động sáng tạo" if at == 0 else None,
            }
        )
    return lines


def solutions() -> list[Line]:
    """The groups of solutions that the review conference resolved."""
    return [
        {
            "unit": ROOT.code,
            "movement": MAIN,
            "counted_on": date(plan.YEARS[-1], 12, 28),
            "number": number,
            "text": text,
        }
        for number, text in enumerate(words.SOLUTIONS, start=1)
    ]


def activities(place: Place, year: int, random: Random) -> list[Line]:
    """Draw what a union did in a year to spread the movements."""
    lines: list[Line] = []
    for month in sorted(random.sample(range(1, 13), random.randint(2, 4))):
        code = random.choice(words.MOVEMENTS)[0]
        if code == "DK-NA" and place.field != "y_te":
            code = MAIN
        sessions = random.randint(1, 8)
        size = place.size or 300
        precise = random.random() < 0.6
        lines.append(
            {
                "unit": place.code,
                "movement": code,
                "form": random.choice(words.ACTIVITY_FORMS),
                "counted": f"{year}-{month:02d}-{random.randint(1, 28):02d}"
                if precise
                else f"{year}-{month:02d}",
                "sessions": sessions,
                "attendances": sessions * random.randint(size // 8, size // 3),
            }
        )
    return lines


def trainings(place: Place, year: int, random: Random) -> list[Line]:
    return [
        {
            "unit": place.code,
            "name": name,
            "counted": f"{year}-{random.randint(3, 10):02d}-{random.randint(1, 28):02d}",
            "days": random.randint(1, 5),
            "place": f"Hội trường {place.command}" if place.command else "Hội trường Quân khu",
            "participants": random.randint(15, 60),
        }
        for name in plan.some(words.TRAININGS, random.choice((1, 1, 2)), random)
    ]


def registrations(
    place: Place, year: int, people: Mapping[str, list[Member]], random: Random
) -> list[Line]:
    """Draw what a union and some members pledged at the beginning of a year."""
    base: Line = {
        "unit": place.code,
        "year": year,
        "movement": MAIN,
        "counted": f"{year}-02-{10 + year % 10}",
    }
    people_of_place = plan.some(people[place.code], 3, random)
    return [
        {**base, "title_code": "TTLDXS"},
        *(_pledge(one, base, year) for one in people_of_place),
    ]


def _pledge(member: Member, base: Line, year: int) -> Line:
    return {
        **base,
        "person_code": member.code,
        "person": member.name,
        "title_code": "CSTDCS",
        "topic": f"Đăng ký một sáng kiến trong năm {year}",
    }
