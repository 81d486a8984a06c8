"""The lifetime file (hồ sơ) of a person and of a unit: everything recorded about them, on one page.

It reads every record app. The file of a person is whole: who may open it sees what the person
earned at every unit, as a paper file that moves with its owner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.assessments.models import Grading
from lantoa.awards.models import Award, Nomination
from lantoa.contests.models import Entry
from lantoa.initiatives.models import Authorship, Initiative
from lantoa.movements.models import Activity, Registration, Training
from lantoa.organization.models import Membership, Person, PersonCategory, Succession, Unit
from lantoa.organization.models.unit import below
from lantoa.organization.queries.people import get_person
from lantoa.organization.queries.units import get_unit
from lantoa.shared.dates import Period

_NEWEST = ("-counted_on", "-pk")
SHOWN = 200
"""Rows of one kind that a file shows; a person with more is followed by the list's own page."""


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What a person's file shows; each list newest first."""

    person: Person
    spellings: tuple[str, ...]
    merged: tuple[Person, ...]
    memberships: tuple[Membership, ...]
    authorships: tuple[Authorship, ...]
    awards: tuple[Award, ...]
    nominations: tuple[Nomination, ...]
    entries: tuple[Entry, ...]
    registrations: tuple[Registration, ...]

    @property
    def now(self) -> Membership | None:
        return self.memberships[0] if self.memberships else None


def person_of(user: User) -> Person | None:
    """Return the person behind an account, or None."""
    return Person.objects.filter(user=user).first()


def person_file(user: User, code: str) -> PersonFile:
    """Return the file of the person with this code; 404 where `user` may not open it.

    A record that was merged opens the one it stands for.
    """
    found = get_person(user, code)
    person = found.merged_into or found
    merged = tuple(person.merged_from.order_by("code"))
    keys = [person.pk, *(other.pk for other in merged)]
    return PersonFile(
        person=person,
        spellings=tuple(person.aliases.order_by("name").values_list("name", flat=True)),
        merged=merged,
        memberships=tuple(
            Membership.objects.filter(person__in=keys)
            .select_related("unit", "category")
            .order_by("-valid", "-pk")
        ),
        authorships=tuple(
            Authorship.objects.filter(person__in=keys)
            .select_related("initiative__unit")
            .prefetch_related("initiative__recognitions__decision")
            .order_by("-initiative__counted_on", "-pk")[:SHOWN]
        ),
        awards=tuple(_of_person(Award, keys, "kind", "unit", "decision")),
        nominations=tuple(_of_person(Nomination, keys, "kind", "unit")),
        entries=tuple(_of_person(Entry, keys, "contest", "unit")),
        registrations=tuple(_of_person(Registration, keys, "unit", "movement")),
    )


def _of_person(model: Any, keys: list[int], *joined: str) -> QuerySet[Any]:  # noqa: ANN401
    rows: QuerySet[Any] = model.objects.filter(person__in=keys).select_related(*joined)
    return rows.order_by(*_NEWEST)[:SHOWN]


@dataclass(frozen=True, slots=True)
class UnitFile:
    """What a unit's file shows of the unit with its subtree, by the structure of today."""

    unit: Unit
    period: Period
    predecessors: tuple[Succession, ...]
    successors: tuple[Succession, ...]
    members: tuple[tuple[str, int], ...]
    member_count: int
    years: tuple[UnitYear, ...]
    gradings: tuple[Grading, ...]
    awards: tuple[Award, ...]
    initiatives: tuple[Initiative, ...]
    trainings: tuple[Training, ...]
    activity_count: int


@dataclass(frozen=True, slots=True)
class UnitYear:
    """One year of a unit: initiatives and awards recorded, and its grade."""

    year: int
    initiatives: int
    awards: int
    grade: str


def unit_file(user: User, code: str, *, period: Period, on: date) -> UnitFile:
    """Return the file of a unit for `period`; 404 where `user` may not see it."""
    unit = get_unit(user, code)
    initiatives = Initiative.objects.visible_to(user).filter(_under(unit)).in_period(period)
    awards = Award.objects.visible_to(user).filter(_under(unit)).in_period(period).in_force()
    gradings = tuple(
        Grading.objects.filter(unit=unit)
        .in_period(period)
        .select_related("grade", "decision")
        .order_by("-year")
    )
    members = _members(unit, on)
    return UnitFile(
        unit=unit,
        period=period,
        predecessors=tuple(unit.precessions.select_related("predecessor").order_by("happened_on")),
        successors=tuple(unit.successions.select_related("successor").order_by("happened_on")),
        members=tuple(members),
        member_count=sum(count for _name, count in members),
        years=tuple(_years(initiatives, awards, gradings)),
        gradings=gradings,
        awards=tuple(
            awards.filter(recipient="tap_the")
            .select_related("kind", "unit", "decision")
            .order_by(*_NEWEST)[:SHOWN]
        ),
        initiatives=tuple(
            initiatives.recognized_at([])
            .prefetch_related("recognitions__decision")
            .order_by(*_NEWEST)[:25]
        ),
        trainings=tuple(
            Training.objects.visible_to(user)
            .filter(_under(unit))
            .in_period(period)
            .order_by(*_NEWEST)[:25]
        ),
        activity_count=Activity.objects.visible_to(user)
        .filter(_under(unit))
        .in_period(period)
        .count(),
    )


def _under(unit: Unit) -> Q:
    return below([unit.path], field="unit__present__path")


def _members(unit: Unit, on: date) -> list[tuple[str, int]]:
    counts = dict(
        Membership.objects.filter(
            below([unit.path], field="unit__path"),
            valid__contains=on,
            person__merged_into__isnull=True,
        )
        .values_list("category")
        .annotate(Count("person", distinct=True))
    )
    named = [
        (category.name, counts[category.pk])
        for category in PersonCategory.objects.order_by("order", "name")
        if category.pk in counts
    ]
    return [*named, *([(_("chưa rõ"), counts[None])] if None in counts else [])]


def _years(
    initiatives: QuerySet[Initiative], awards: QuerySet[Award], gradings: tuple[Grading, ...]
) -> list[UnitYear]:
    made = dict(initiatives.order_by().values_list("year").annotate(Count("pk")))
    given = dict(awards.order_by().values_list("year").annotate(Count("pk")))
    grades = {grading.year: grading.grade.name for grading in gradings}
    return [
        UnitYear(year, made.get(year, 0), given.get(year, 0), grades.get(year, ""))
        for year in sorted({*made, *given, *grades}, reverse=True)
    ]
