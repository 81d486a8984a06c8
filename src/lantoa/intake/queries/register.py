"""What reading a file asks of the register: units, people, initiatives, vocabularies."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q

from lantoa.accounts.models import User
from lantoa.assessments.models import Grade, Grading
from lantoa.awards.models import Award, AwardKind, Nomination
from lantoa.contests.models import Entry
from lantoa.initiatives.models import Initiative
from lantoa.intake.understanding.book import Initiatives, Known, People
from lantoa.intake.understanding.words import Vocabulary, fixed_vocabularies
from lantoa.movements.models import Activity, Movement, Registration, Solution, Training
from lantoa.organization.choices import Role
from lantoa.organization.models import Membership, PersonCategory, Unit
from lantoa.organization.queries.people import people_named_in
from lantoa.organization.queries.units import units_by_name
from lantoa.organization.records import UnitRecord
from lantoa.organization.scopes import WRITING_ROLES, scope_of
from lantoa.shared.text import fold


def vocabularies() -> dict[str, Vocabulary]:
    """Return every vocabulary, those of the program and those that are data."""
    words = fixed_vocabularies()
    words["category"] = Vocabulary()
    for code, name in PersonCategory.objects.order_by("order", "pk").values_list("code", "name"):
        words["category"].add(code, name)
    words["grade"] = Vocabulary()
    for code, name in Grade.objects.order_by("scheme", "order").values_list("code", "name"):
        words["grade"].add(code, name)
    words["award"] = Vocabulary()
    kinds = AwardKind.objects.order_by("order", "pk").values_list("code", "name", "short_name")
    for code, name, short_name in kinds:
        words["award"].add(code, name, [short_name])
    words["movement"] = Vocabulary()
    for movement in Movement.objects.prefetch_related("aliases").order_by("counted_on", "pk"):
        aliases = [alias.name for alias in movement.aliases.all()]
        words["movement"].add(movement.code, movement.name, aliases)
    return words


def units_named(names: Iterable[str]) -> dict[str, list[Unit]]:
    """Return the units each text may mean: the one that carries it as its code comes alone."""
    found = units_by_name(names)
    return {
        name: [unit for unit in units if fold(unit.code) == name] or units
        for name, units in found.items()
    }


def people_of(unit_ids: Collection[int]) -> People:
    """Return the people of these units as cells may name them."""
    people = People()
    if not unit_ids:
        return people
    for (unit_id, name), persons in people_named_in(unit_ids).items():
        for person in persons:
            people.add(unit_id, Known(person.pk, person.code, person.full_name), {name})
    return people


def initiatives_of(unit_ids: Collection[int], names: Iterable[str]) -> Initiatives:
    """Return the initiatives of these units that carry one of these titles or codes."""
    wanted = {name for name in names if name}
    initiatives = Initiatives()
    if not wanted:
        return initiatives
    rows = Initiative.objects.filter(
        Q(title_key__in={fold(name) for name in wanted}) | Q(code__in=wanted),
        unit__in=list(unit_ids),
    )
    for pk, unit_id, code, title in rows.values_list("pk", "unit_id", "code", "title"):
        initiatives.add(unit_id, Known(pk, code or "", title))
    return initiatives


def units_by_key(unit_ids: Collection[int]) -> Mapping[int, Unit]:
    return Unit.objects.in_bulk(unit_ids) if unit_ids else {}


def default_unit_of(sender: User | None) -> Unit | None:
    """Return the unit of a file that names none: that of a grassroots officer of one unit."""
    if sender is None:
        return None
    wide = scope_of(sender, WRITING_ROLES - {Role.GRASSROOTS_OFFICER}).paths
    own = scope_of(sender, frozenset({Role.GRASSROOTS_OFFICER})).paths
    if wide or len(own) != 1:
        return None
    return Unit.objects.filter(path=own[0]).first()


_RECORDS: Mapping[str, type[UnitRecord]] = {
    "movement": Movement,
    "initiative": Initiative,
    "contest_entry": Entry,
    "grading": Grading,
    "award": Award,
    "nomination": Nomination,
    "activity": Activity,
    "training": Training,
    "registration": Registration,
    "solution": Solution,
}


def record_keys(unit: Unit, kind: str) -> list[int]:
    """Return the keys of a unit's own records of a kind (for people: who belongs to it now)."""
    if kind == "person":
        now = Membership.objects.filter(unit=unit, valid__upper_inf=True)
        return list(now.order_by("person__sort_key", "person").values_list("person", flat=True))
    rows = _RECORDS[kind]._default_manager.filter(unit=unit)  # noqa: SLF001 -- any app's model
    return list(rows.order_by("pk").values_list("pk", flat=True))


def all_initiatives_of(unit: Unit) -> Initiatives:
    """Return every initiative of a unit, as cells may name them."""
    initiatives = Initiatives()
    rows = Initiative.objects.filter(unit=unit).values_list("pk", "code", "title")
    for pk, code, title in rows:
        initiatives.add(unit.pk, Known(pk, code or "", title))
    return initiatives
