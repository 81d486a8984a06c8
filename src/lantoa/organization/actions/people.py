"""Everything that changes people and their memberships through time."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.organization import permissions
from lantoa.organization.models import Membership, Person, PersonAlias, PersonCategory
from lantoa.organization.rows import PersonRow
from lantoa.organization.rules import BEGINNING
from lantoa.organization.writing import (
    RecordStore,
    apply_batch,
    correct_record,
    rewrite,
    undo_batch,
)
from lantoa.shared.dates import show_date
from lantoa.shared.errors import DomainError
from lantoa.shared.rows import Change, Outcome, from_plain
from lantoa.shared.text import fold, name_sort_key, tidy


class PersonRefused(DomainError):
    """The record of a person cannot be changed in this way."""


def person_search_text(code: str, full_name: str, aliases: Sequence[str] = ()) -> str:
    return fold(" ".join([code, full_name, *aliases]))


def _stored_people(rows: Sequence[PersonRow]) -> dict[Hashable, tuple[int, PersonRow]]:
    people = {one.code: one for one in Person.objects.filter(code__in=[row.code for row in rows])}
    held = _memberships([person.pk for person in people.values()])
    found: dict[Hashable, tuple[int, PersonRow]] = {}
    for row in rows:
        person = people.get(row.code)
        if person is not None:
            found[row.code] = (person.pk, _row_of(person, _meant(row, held[person.pk])))
    return found


def _standing(rows: Mapping[int, PersonRow]) -> dict[int, PersonRow]:
    """Return how each person stands in the membership that the row states."""
    held = _memberships(list(rows))
    people = Person.objects.in_bulk(list(rows))
    return {pk: _row_of(one, _meant(rows[pk], held[pk])) for pk, one in people.items()}


def _rows_by_pk(pks: Sequence[int]) -> dict[int, PersonRow]:
    held = _memberships(pks)
    people = Person.objects.in_bulk(list(pks))
    return {pk: _row_of(one, held[pk][-1]) for pk, one in people.items()}


def _memberships(people: Sequence[int]) -> dict[int, list[Membership]]:
    """Return the memberships of each person, earliest first."""
    held: dict[int, list[Membership]] = {pk: [] for pk in people}
    rows = Membership.objects.filter(person__in=people).select_related("category")
    for membership in rows.order_by("valid"):
        held[membership.person_id].append(membership)
    return held


def _meant(row: PersonRow, held: Sequence[Membership]) -> Membership:
    """Return the membership a row states: of its unit and day, else of its unit, else the last."""
    here = [one for one in held if one.unit_id == row.unit_id]
    same_day = [one for one in here if one.valid.lower == row.since]
    return [*held, *here, *same_day][-1]


def _row_of(person: Person, membership: Membership) -> PersonRow:
    since = membership.valid.lower
    return PersonRow(
        unit_id=membership.unit_id,
        code=person.code,
        full_name=person.full_name,
        born=person.born,
        gender=person.gender,
        union_joined=person.union_joined,
        category=membership.category.code if membership.category else None,
        position=membership.position,
        rank=membership.rank,
        trade=membership.trade,
        workplace=membership.workplace,
        is_union_member=membership.is_union_member,
        since=None if since == BEGINNING else since,
    )


def _person_fields(row: PersonRow, aliases: Sequence[str] = ()) -> dict[str, str]:
    return {
        "full_name": tidy(row.full_name),
        "born": row.born or "",
        "gender": row.gender or "",
        "union_joined": row.union_joined or "",
        "search_text": person_search_text(row.code, row.full_name, aliases),
        "sort_key": name_sort_key(row.full_name),
    }


def _membership_fields(row: PersonRow, categories: Mapping[str, int]) -> dict[str, Any]:
    if row.category and row.category not in categories:
        raise PersonRefused(_("Không có đối tượng mang mã “%(code)s”.") % {"code": row.category})
    return {
        "unit_id": row.unit_id,
        "category_id": categories[row.category] if row.category else None,
        "position": row.position or "",
        "rank": row.rank or "",
        "trade": row.trade or "",
        "workplace": row.workplace or "",
        "is_union_member": row.is_union_member is not False,
    }


def _categories() -> dict[str, int]:
    return dict(PersonCategory.objects.values_list("code", "pk"))


def _create_people(rows: Sequence[PersonRow]) -> list[int]:
    categories = _categories()
    people = Person.objects.bulk_create(
        Person(code=row.code, **_person_fields(row)) for row in rows
    )
    Membership.objects.bulk_create(
        Membership(
            person=person,
            valid=DateRange(row.since or BEGINNING, None),
            **_membership_fields(row, categories),
        )
        for person, row in zip(people, rows, strict=True)
    )
    return [person.pk for person in people]


def _write_people(rows: Mapping[int, PersonRow]) -> None:
    people = Person.objects.in_bulk(list(rows))
    aliases: dict[int, list[str]] = {pk: [] for pk in rows}
    for pk, name in PersonAlias.objects.filter(person__in=people).values_list("person", "name"):
        aliases[pk].append(name)
    for pk, person in people.items():
        for name, value in _person_fields(rows[pk], aliases[pk]).items():
            setattr(person, name, value)
    rewrite(list(people.values()), _PERSON_FIELDS)


@dataclass(slots=True)
class _Plan:
    """What happens to memberships, in this order, so that no two ever overlap on the way."""

    gone: list[int] = field(default_factory=list)
    changed: list[Membership] = field(default_factory=list)
    new: list[Membership] = field(default_factory=list)

    def carry_out(self) -> None:
        if self.gone:
            Membership.objects.filter(pk__in=self.gone).delete()
        rewrite(self.changed, _MEMBERSHIP_FIELDS)
        Membership.objects.bulk_create(self.new)


def _update_people(pairs: Sequence[tuple[int, PersonRow]]) -> None:
    """Change people; another unit from another day is a new membership, the one before closes."""
    _write_people(dict(pairs))
    categories = _categories()
    held = _memberships([pk for pk, _row in pairs])
    plan = _Plan()
    for pk, row in pairs:
        fields = _membership_fields(row, categories)
        meant = _meant(row, held[pk])
        start = row.since or BEGINNING
        ended = meant.valid.upper is not None and start >= meant.valid.upper
        if not ended and (meant.unit_id == row.unit_id or meant.valid.lower == start):
            _restate(meant, start, fields, held[pk])
            plan.changed.append(meant)
        else:
            _insert(pk, start, fields, held[pk], plan)
    plan.carry_out()


def _restate(
    meant: Membership, start: date, fields: Mapping[str, Any], held: Sequence[Membership]
) -> None:
    """Make a membership say what the row says, from the row's day."""
    earlier = [one.valid.upper for one in held if one.valid.lower < meant.valid.lower]
    end = meant.valid.upper
    if (earlier and start < earlier[-1]) or (end is not None and start >= end):
        raise PersonRefused(
            _("Ngày %(day)s chồng lên quá trình công tác ở đơn vị khác. Ghi ngày khác.")
            % {"day": show_date(start)}
        )
    for name, value in fields.items():
        setattr(meant, name, value)
    meant.valid = DateRange(start, end)


def _insert(
    pk: int, start: date, fields: Mapping[str, Any], held: Sequence[Membership], plan: _Plan
) -> None:
    """Put a membership from `start` to the next one; the one running that day closes on it."""
    same_day = [one for one in held if one.valid.lower == start]
    if same_day:
        _restate(same_day[0], start, fields, held)
        plan.changed.append(same_day[0])
        return
    later = [one.valid.lower for one in held if one.valid.lower > start]
    for one in held:
        if one.valid.lower < start and (one.valid.upper is None or one.valid.upper > start):
            one.valid = DateRange(one.valid.lower, start)
            plan.changed.append(one)
    valid = DateRange(start, later[0] if later else None)
    plan.new.append(Membership(person_id=pk, valid=valid, **fields))


def _restore_people(changes: Sequence[Change]) -> None:
    """Take updates back: what was put in goes, and the membership before runs on."""
    before = {change.key: from_plain(PersonRow, change.before or {}) for change in changes}
    after = {change.key: from_plain(PersonRow, change.after) for change in changes}
    _write_people(before)
    categories = _categories()
    held = _memberships(list(before))
    plan = _Plan()
    for pk, row in before.items():
        start = row.since or BEGINNING
        meant = _meant(after[pk], held[pk])
        others = [one for one in held[pk] if one is not meant]
        if any(one.unit_id == row.unit_id and one.valid.lower == start for one in others):
            plan.gone.append(meant.pk)
            for one in others:
                if one.valid.upper == meant.valid.lower:
                    one.valid = DateRange(one.valid.lower, meant.valid.upper)
                    plan.changed.append(one)
        else:
            _restate(meant, start, _membership_fields(row, categories), others)
            plan.changed.append(meant)
    plan.carry_out()


def _delete_people(pks: Sequence[int]) -> None:
    Person.objects.filter(pk__in=pks).delete()


_PERSON_FIELDS = ("full_name", "born", "gender", "union_joined", "search_text", "sort_key")
_MEMBERSHIP_FIELDS = (
    "unit",
    "category",
    "position",
    "rank",
    "trade",
    "workplace",
    "is_union_member",
    "valid",
)
PEOPLE = RecordStore(
    act="person",
    row=PersonRow,
    key=lambda row: row.code,
    stored=_stored_people,
    by_pk=_rows_by_pk,
    create=_create_people,
    update=_update_people,
    delete=_delete_people,
    standing=_standing,
    restore=_restore_people,
)


@transaction.atomic
def apply_rows(rows: Sequence[PersonRow], *, actor: User | None, at: datetime) -> Outcome:
    """Write people with the membership each row states; see `writing.apply_batch`."""
    return apply_batch(PEOPLE, rows, actor=actor, at=at)


@transaction.atomic
def correct_person(
    person: Person, row: PersonRow, *, seen: str, actor: User, at: datetime
) -> Outcome:
    """Make a person say exactly what a form says; see `writing.correct_record`."""
    return correct_record(PEOPLE, person.pk, row, seen=seen, actor=actor, at=at)


def person_row(person: Person) -> PersonRow:
    """Return the person with their latest membership, as a form shows them."""
    return _rows_by_pk([person.pk])[person.pk]


@transaction.atomic
def undo_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_rows` did; see `writing.undo_batch`."""
    undo_batch(PEOPLE, changes, actor=actor, at=at)


@transaction.atomic
def end_membership(person: Person, *, on: date, actor: User, at: datetime) -> None:
    """Say that the person belongs to no unit from `on`: retired, left, moved elsewhere.

    Raises `PersonRefused` for someone who belongs to none, and for a day before they came.
    """
    if not permissions.can_manage_person(actor, person):
        raise PermissionDenied
    current = person.memberships.select_for_update().filter(valid__upper_inf=True).first()
    if current is None:
        raise PersonRefused(_("%(name)s không còn thuộc đơn vị nào.") % {"name": person.full_name})
    if on <= current.valid.lower:
        raise PersonRefused(
            _("%(name)s vào đơn vị ngày %(day)s. Ghi ngày rời đi sau ngày đó.")
            % {"name": person.full_name, "day": show_date(current.valid.lower)}
        )
    with acting(actor, "person.left"):
        current.valid = DateRange(current.valid.lower, on)
        current.save(update_fields=["valid"])
    record("person.left", person, actor=actor, at=at, unit_id=current.unit_id, on=str(on))
