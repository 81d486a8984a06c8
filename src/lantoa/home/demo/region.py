"""The whole demo as workbooks' lines: one workbook a union, one of the Region's office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Protocol

from lantoa.documents.sheets import Value
from lantoa.home.demo import events, honours, plan, works
from lantoa.home.demo.people import Member, members_of
from lantoa.home.demo.places import EVERY_UNION, MERGED, MERGED_INTO, ROOT, UNIONS
from lantoa.intake.layout import SHEETS, CellKind
from lantoa.intake.understanding.words import Vocabulary

SEED = 2017


@dataclass(frozen=True, slots=True)
class Book:
    """The workbook of one union (or of the Region's office): filled lines by kind of record."""

    code: str
    name: str
    lines: dict[str, list[dict[str, Value]]]


def draw_region(seed: int = SEED) -> tuple[list[Book], dict[str, list[Member]]]:
    """Draw the demo: the workbooks in the order of their coming in, and the members by union."""
    random = Random(seed)  # noqa: S311 -- repeatable, not secret
    people = {place.code: members_of(place, random) for place in EVERY_UNION}
    found = works.draw_works(people, random)
    winners = works.youth_winners(found, random)
    books = {place.code: Book(place.code, place.name, {}) for place in (ROOT, *UNIONS)}

    def add(kind: str, line: dict[str, Value], *, to: str | None = None) -> None:
        unit = str(line["unit"])
        code = to or (MERGED_INTO if unit == MERGED.code else unit)
        books[code].lines.setdefault(kind, []).append(line)

    for member in (member for members in people.values() for member in members):
        add("person", member.line)
    for line in (line for work in found for line in works.lines(work)):
        add("initiative", line)
    for line in honours.draw_entries(found, people, random):
        add("contest_entry", line)
    _add_honours(add, people, winners, random)
    _add_events(add, people, random)
    return list(books.values()), people


class _Add(Protocol):
    """Puts a line into the workbook of its union, or of another."""

    def __call__(self, kind: str, line: dict[str, Value], *, to: str | None = None) -> None: ...


def _add_honours(
    add: _Add, people: Mapping[str, list[Member]], winners: list[works.Work], random: Random
) -> None:
    """Grades and what unions were given come from the Region's office, the rest from the union."""
    for line in honours.draw_gradings(random):
        add("grading", line, to=ROOT.code)
    for line in honours.draw_awards(people, winners, random):
        add("award", line, to=ROOT.code if line["recipient"] == "tap_the" else None)
    for line in honours.draw_nominations(people, random):
        add("nomination", line, to=ROOT.code if line["recipient"] == "tap_the" else None)


def _add_events(add: _Add, people: Mapping[str, list[Member]], random: Random) -> None:
    for line in events.movements():
        add("movement", line)
    for line in events.solutions():
        add("solution", line)
    for year in plan.YEARS:
        for line in events.trainings(ROOT, year, random):
            add("training", line)
        for place in plan.unions_in(year):
            for line in events.activities(place, year, random):
                add("activity", line)
            for line in events.trainings(place, year, random):
                add("training", line)
            for line in events.registrations(place, year, people, random):
                add("registration", line)


def labelled(
    lines: Mapping[str, list[dict[str, Value]]], words: Mapping[str, Vocabulary]
) -> dict[str, list[dict[str, Value]]]:
    """Put the words that officers see in place of codes."""
    vocabulary = {
        (sheet.key, column.field): words[column.words]
        for sheet in SHEETS
        for column in sheet.columns
        if column.kind in {CellKind.WORD, CellKind.YES_NO}
    }
    return {
        kind: [
            {
                name: vocabulary[kind, name].label_of(str(value))
                if value is not None and (kind, name) in vocabulary
                else value
                for name, value in line.items()
            }
            for line in of_kind
        ]
        for kind, of_kind in lines.items()
    }
