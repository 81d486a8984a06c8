"""Every question about units and people that other apps ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length
from django.http import Http404

from lantoa.accounts.models import User
from lantoa.organization.models import (
    Membership,
    Person,
    PersonalField,
    PersonAlias,
    PersonCategory,
    Placement,
    Succession,
    Unit,
    UnitAlias,
    UnitKind,
    UnitName,
)
from lantoa.organization.models.person import PersonQuerySet
from lantoa.organization.models.unit import PATH_STEP, UnitQuerySet, below
from lantoa.organization.rules import BEGINNING, path_step
from lantoa.organization.scopes import PERSONAL_ROLES, SEEING_ROLES, WRITING_ROLES, scope_of
from lantoa.shared.text import fold

People = TypeVar("People", bound=QuerySet[Any])
MOST_MEANT = 50
MOST_OFFERED = 60
MOST_SUGGESTED = 200
MOST_BRANCHES = 300


def units_for(user: User) -> UnitQuerySet:
    """Return the units that `user` may see, in the order of the tree."""
    scope = scope_of(user, SEEING_ROLES)
    units = Unit.objects.select_related("kind", "parent")
    if not scope.everything:
        units = units.filter(below(scope.paths))
    return units.order_by("path")


def units_written_by(user: User) -> UnitQuerySet:
    """Return the units whose records `user` may write."""
    return Unit.objects.filter(below(scope_of(user, WRITING_ROLES).paths)).order_by("path")


def units_offered(user: User) -> UnitQuerySet:
    """Return the first units whose records `user` may write, offered by a form while one types.

    Any other is found by its code or name.
    """
    return units_written_by(user)[:MOST_OFFERED]


def get_unit(user: User, code: str) -> Unit:
    """Return the unit with this code; 404 where `user` may not see it."""
    unit = units_for(user).filter(code=code).first()
    if unit is None:
        raise Http404
    return unit


def root_unit() -> Unit | None:
    """Return the root of the organization: the first one made."""
    return Unit.objects.filter(parent__isnull=True).order_by("pk").first()


def home_unit(user: User) -> Unit | None:
    """Return the highest unit at which `user` holds a role: where their pages begin."""
    scope = scope_of(user, SEEING_ROLES)
    units = Unit.objects.filter(path__in=scope.paths)
    return units.order_by(F("ended_on").desc(nulls_first=True), "path").first()


def ancestors_of(unit: Unit) -> QuerySet[Unit]:
    """Return the units above, from the root down, by the structure of today."""
    paths = [unit.path[:end] for end in range(PATH_STEP, len(unit.path), PATH_STEP)]
    return Unit.objects.filter(path__in=paths).order_by("path")


def ancestors_seen(user: User, unit: Unit) -> QuerySet[Unit]:
    """Return those of the units above that `user` may see: the way back to their own."""
    return ancestors_of(unit).filter(below(scope_of(user, SEEING_ROLES).paths))


def units_by_name(names: Iterable[str]) -> Mapping[str, list[Unit]]:
    """Return, for each folded name, the units that carry it as code, name or alias."""
    wanted = {fold(name) for name in names}
    found: dict[str, list[Unit]] = {name: [] for name in wanted}
    for unit in Unit.objects.all():
        for name in {fold(unit.code), fold(unit.name), fold(unit.short_name)} & wanted:
            found[name].append(unit)
    for alias in UnitAlias.objects.filter(folded__in=wanted).select_related("unit"):
        if alias.unit not in found[alias.folded]:
            found[alias.folded].append(alias.unit)
    return found


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


def units_meant(user: User, text: str) -> list[Unit]:
    """Return the units a person may mean by a code or a full name; by part of one if none fits."""
    units = units_for(user)
    exact = list(units.filter(code__iexact=text.strip())[:1])
    if exact:
        return exact
    found = list(units.named(text)[:MOST_MEANT])
    folded = fold(text)
    same = [unit for unit in found if folded in {fold(unit.name), fold(unit.short_name)}]
    return same or found


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


def placements_of(unit: Unit) -> QuerySet[Placement]:
    return unit.placements.select_related("parent").order_by("-valid")


def names_of(unit: Unit) -> QuerySet[UnitName]:
    return unit.names.order_by("-valid")


def aliases_of(unit: Unit) -> list[str]:
    return list(unit.aliases.order_by("name").values_list("name", flat=True))


def predecessors_of(unit: Unit) -> QuerySet[Succession]:
    return unit.precessions.select_related("predecessor").order_by("-happened_on", "pk")


def successors_of(unit: Unit) -> QuerySet[Succession]:
    return unit.successions.select_related("successor").order_by("-carries_results", "pk")


def units_suggested(user: User) -> list[tuple[str, str]]:
    """Return the living units nearest to the user's own, to choose from while typing."""
    units = units_for(user).filter(ended_on__isnull=True).order_by(Length("path"), "sort_key")
    return list(units.values_list("code", "name")[:MOST_SUGGESTED])


def categories() -> QuerySet[PersonCategory]:
    return PersonCategory.objects.order_by("order", "code")


def unit_kinds() -> QuerySet[UnitKind]:
    return UnitKind.objects.order_by("level", "code")


def personal_fields() -> QuerySet[PersonalField]:
    return PersonalField.objects.order_by("pk")


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit on the page of the tree: how deep, how many members with its subtree, its children."""

    unit: Unit
    depth: int
    members: int
    children: int

    @property
    def indent(self) -> range:
        return range(self.depth)


def branches(user: User, top: Unit, *, on: date, with_ended: bool) -> list[Branch]:
    """Return the units under `top` in tree order: two levels deep, one where these are many."""
    under = units_for(user).below(top.path).exclude(pk=top.pk).annotate(length=Length("path"))
    if not with_ended:
        under = under.filter(ended_on__isnull=True)
    shown: list[Unit] = []
    for levels in (2, 1):
        reach = under.filter(length__lte=len(top.path) + levels * PATH_STEP)
        shown = list(_with_children(reach).order_by("path")[: MOST_BRANCHES + 1])
        if len(shown) <= MOST_BRANCHES:
            break
    counts = member_counts(shown, on=on)
    by_parent: dict[int | None, list[Unit]] = {}
    for unit in shown[:MOST_BRANCHES]:
        by_parent.setdefault(unit.parent_id, []).append(unit)

    def walk(parent: int, depth: int) -> Iterator[Branch]:
        here = by_parent.get(parent, [])
        for unit in sorted(
            here, key=lambda one: (one.ended_on is not None, one.kind.level, one.sort_key)
        ):
            yield Branch(unit, depth, counts[unit.pk], unit.n_children)  # type: ignore[attr-defined]
            yield from walk(unit.pk, depth + 1)

    return list(walk(top.pk, 0))


def _living_first(unit: Unit) -> tuple[bool, int, str]:
    return unit.ended_on is not None, unit.kind.level, unit.sort_key


def found_branches(user: User, text: str, *, on: date) -> list[Branch]:
    """Return the units whose code or names hold every word of `text`."""
    found = list(_with_children(units_for(user).named(text))[:MOST_MEANT])
    counts = member_counts(found, on=on)
    return [Branch(unit, 0, counts[unit.pk], unit.n_children) for unit in found]  # type: ignore[attr-defined]


def _with_children(units: UnitQuerySet) -> UnitQuerySet:
    living = Count("children", filter=Q(children__ended_on__isnull=True))
    return units.annotate(n_children=living).select_related("present")


def tree_faults() -> Iterator[str]:
    """Yield a sentence for each place where the derived parts of the tree do not hold together."""
    units = Unit.objects.values_list("pk", "code", "path", "parent__path")
    for pk, code, path, parent_path in units.order_by("path").iterator():
        if path != (parent_path or "") + path_step(pk):
            yield f"Đơn vị {code}: đường dẫn không khớp với đơn vị cấp trên."
    for sentence, query in _TREE_CHECKS:
        with connection.cursor() as cursor:
            cursor.execute(query, {"beginning": BEGINNING})
            for (code,) in cursor.fetchall():
                yield sentence % code


_TREE_CHECKS = (
    (
        "Đơn vị %s: vị trí hiện nay không khớp với cây.",
        """
        SELECT u.code FROM organization_unit u WHERE (
            SELECT count(*) FROM organization_placement p
            WHERE p.unit_id = u.id AND upper_inf(p.valid) AND p.path = u.path
              AND p.parent_id IS NOT DISTINCT FROM u.parent_id
        ) <> 1 ORDER BY u.code
        """,
    ),
    (
        "Đơn vị %s: các vị trí theo thời gian còn khoảng trống.",
        """
        SELECT DISTINCT u.code FROM organization_placement p
        JOIN organization_unit u ON u.id = p.unit_id
        WHERE lower(p.valid) IS DISTINCT FROM %(beginning)s AND NOT EXISTS (
            SELECT 1 FROM organization_placement q
            WHERE q.unit_id = p.unit_id AND upper(q.valid) = lower(p.valid)
        ) ORDER BY u.code
        """,
    ),
    (
        "Đơn vị %s: vị trí theo thời gian không khớp với vị trí của đơn vị cấp trên lúc đó.",
        """
        SELECT DISTINCT u.code FROM organization_placement p
        JOIN organization_unit u ON u.id = p.unit_id
        LEFT JOIN organization_placement q ON q.unit_id = p.parent_id AND q.valid && p.valid
        WHERE p.path <> coalesce(q.path, '') || right(u.path, 4) ORDER BY u.code
        """,
    ),
    (
        "Đơn vị %s: “hiện nay là” không khớp với các lần kế thừa.",
        """
        WITH RECURSIVE way(unit_id, now_id) AS (
            SELECT id, id FROM organization_unit
            UNION ALL
            SELECT way.unit_id, s.successor_id FROM way
            JOIN organization_succession s ON s.predecessor_id = way.now_id AND s.carries_results
        ) CYCLE now_id SET looped USING seen
        SELECT u.code FROM organization_unit u WHERE NOT EXISTS (
            SELECT 1 FROM way WHERE way.unit_id = u.id AND way.now_id = u.present_id
              AND NOT way.looped AND NOT EXISTS (
                SELECT 1 FROM organization_succession s
                WHERE s.predecessor_id = way.now_id AND s.carries_results
            )
        ) ORDER BY u.code
        """,
    ),
)
