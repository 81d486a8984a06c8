"""Every question about people: who belongs where, whom one may read of, who is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from lantoa.accounts.models import User
from lantoa.organization.models import (
    Membership,
    Person,
    PersonalField,
    PersonAlias,
    PersonCategory,
    Unit,
)
from lantoa.organization.models.person import PersonQuerySet
from lantoa.organization.models.unit import PATH_STEP, below
from lantoa.organization.queries.units import MOST_MEANT
from lantoa.organization.scopes import PERSONAL_ROLES, scope_of
from lantoa.shared.text import fold

People = TypeVar("People", bound=QuerySet[Any])


def members_of(unit: Unit, *, on: date) -> QuerySet[Membership]:
    """Return the memberships that held on `on` at or under `unit`, sorted by given name."""
    return (
        Membership.objects.filter(below([unit.path], field="unit__path"), valid__contains=on)
        .filter(person__merged_into__isnull=True)
        .select_related("person", "unit", "category")
        .order_by("person__sort_key", "person_id")
    )


def member_counts(units: Iterable[Unit], *, on: date) -> dict[int, int]:
    """Return union members on `on` of each unit with its subtree, by unit key."""
    units = list(units)
    members = Membership.objects.filter(
        below((unit.path for unit in units), field="unit__path"),
        valid__contains=on,
        is_union_member=True,
        person__merged_into__isnull=True,
    )
    totals: Counter[str] = Counter()
    for path, count in members.values_list("unit__path").annotate(Count("person", distinct=True)):
        for end in range(PATH_STEP, len(path) + 1, PATH_STEP):
            totals[path[:end]] += count
    return {unit.pk: totals[unit.path] for unit in units}


def people_seen(user: User) -> PersonQuerySet:
    """Return the people whose files `user` may open, in no order yet."""
    return Person.objects.visible_to(user).canonical()


def people_for(user: User) -> PersonQuerySet:
    """Return the people whose files `user` may open, with where they are now, by name."""
    return with_present_place(people_seen(user)).order_by("sort_key", "pk")


def with_present_place(people: People) -> People:
    """Add where each person is now: unit, position, rank, trade, category."""
    now = Membership.objects.filter(person=OuterRef("pk"), valid__upper_inf=True)
    return people.annotate(
        unit_name=Subquery(now.values("unit__name")[:1]),
        unit_code=Subquery(now.values("unit__code")[:1]),
        position=Subquery(now.values("position")[:1]),
        rank=Subquery(now.values("rank")[:1]),
        trade=Subquery(now.values("trade")[:1]),
        workplace=Subquery(now.values("workplace")[:1]),
        category_name=Subquery(now.values("category__name")[:1]),
    )


def people_named_in(unit_ids: Iterable[int]) -> dict[tuple[int, str], list[Person]]:
    """Return the people who ever belonged to these units, by (unit key, folded name).

    Aliases count as names; merged records stand for the person they were merged into.
    """
    found: dict[tuple[int, str], list[Person]] = {}
    people: dict[int, tuple[int, Person]] = {}
    rows = Membership.objects.filter(unit__in=list(unit_ids)).select_related("person__merged_into")
    names: list[tuple[int, Person, str]] = []
    for row in rows:
        person = row.person.merged_into or row.person
        names.append((row.unit_id, person, row.person.full_name))
        people[row.person_id] = (row.unit_id, person)
    for alias in PersonAlias.objects.filter(person__in=list(people)):
        unit_id, person = people[alias.person_id]
        names.append((unit_id, person, alias.name))
    for unit_id, person, name in names:
        known = found.setdefault((unit_id, fold(name)), [])
        if person not in known:
            known.append(person)
    return found


def latest_membership(person: Person) -> Membership | None:
    """Return where the person is now, or was last."""
    return (
        person.memberships.select_related("unit", "category")
        .order_by(F("valid__startswith").desc(nulls_last=True), "-pk")
        .first()
    )


def people_meant(user: User, text: str) -> list[Person]:
    """Return the people one may mean by a code or a full name."""
    people = Person.objects.visible_to(user).canonical()
    exact = list(people.filter(code__iexact=text.strip())[:1])
    if exact:
        return exact
    found = people.named(text).order_by("sort_key", "pk")[:MOST_MEANT]
    folded = fold(text)
    return [person for person in found if folded == fold(person.full_name)]


def people_readable(user: User, keys: Iterable[int | None]) -> frozenset[int]:
    """Return those of these people whose files `user` may open; one query at most."""
    asked = frozenset(key for key in keys if key is not None)
    if not asked or scope_of(user, PERSONAL_ROLES).everything:
        return asked
    people = Person.objects.visible_to(user).filter(pk__in=asked)
    return frozenset(people.values_list("pk", flat=True))


def get_person(user: User, code: str) -> Person:
    """Return the person with this code; 404 where `user` may not open the file."""
    people = Person.objects.visible_to(user).select_related("merged_into", "user")
    person = people.filter(code=code).first()
    if person is None:
        raise Http404
    return person


def memberships_of(person: Person) -> QuerySet[Membership]:
    """Return where the person was, with the records merged into theirs; newest first."""
    return (
        Membership.objects.filter(Q(person=person) | Q(person__merged_into=person))
        .select_related("unit", "category")
        .order_by("-valid", "-pk")
    )


def spellings_of(person: Person) -> list[str]:
    return list(person.aliases.order_by("name").values_list("name", flat=True))


def merged_into(person: Person) -> QuerySet[Person]:
    """Return the records that stand for `person`."""
    return Person.objects.filter(merged_into=person).order_by("code")


def person_exists(code: str) -> bool:
    return Person.objects.filter(code=code).exists()


def categories() -> QuerySet[PersonCategory]:
    return PersonCategory.objects.order_by("order", "code")


def personal_fields() -> QuerySet[PersonalField]:
    return PersonalField.objects.order_by("pk")
