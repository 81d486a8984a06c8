"""Everything that changes people, their memberships, and which records are one person."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.organization import permissions
from lantoa.organization.models import Membership, Person, PersonAlias, PersonCategory
from lantoa.organization.rows import PersonRow
from lantoa.organization.rules import BEGINNING
from lantoa.organization.writing import RecordStore, apply_batch, undo_batch
from lantoa.shared.errors import DomainError
from lantoa.shared.rows import Change, Outcome
from lantoa.shared.text import fold, name_sort_key, tidy


class PersonRefused(DomainError):
    """The record of a person cannot be changed in this way."""


def person_search_text(code: str, full_name: str, aliases: Sequence[str] = ()) -> str:
    return fold(" ".join([code, full_name, *aliases]))


def _stored_people(rows: Sequence[PersonRow]) -> dict[Hashable, tuple[int, PersonRow]]:
    people = Person.objects.filter(code__in=[row.code for row in rows])
    return {row.code: (pk, row) for pk, row in _rows_of(people).items()}


def _rows_by_pk(pks: Sequence[int]) -> dict[int, PersonRow]:
    return _rows_of(Person.objects.filter(pk__in=pks))


def _rows_of(people: QuerySet[Person]) -> dict[int, PersonRow]:
    latest: dict[int, Membership] = {}
    memberships = Membership.objects.filter(person__in=people).select_related("category")
    for membership in memberships.order_by("valid"):
        latest[membership.person_id] = membership
    return {
        person.pk: _row_of(person, latest[person.pk]) for person in people if person.pk in latest
    }


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


def _person_fields(row: PersonRow) -> dict[str, str]:
    return {
        "full_name": tidy(row.full_name),
        "born": row.born or "",
        "gender": row.gender or "",
        "union_joined": row.union_joined or "",
        "search_text": person_search_text(row.code, row.full_name),
        "sort_key": name_sort_key(row.full_name),
    }


def _membership_fields(row: PersonRow, categories: dict[str, int]) -> dict[str, Any]:
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


def _update_people(pairs: Sequence[tuple[int, PersonRow]]) -> None:
    """Change people; another unit from a stated day is a new membership, the old one closes."""
    categories = _categories()
    people = Person.objects.in_bulk([pk for pk, _row in pairs])
    for pk, row in pairs:
        person = people[pk]
        for name, value in _person_fields(row).items():
            setattr(person, name, value)
        person.save()
        _update_membership(person, row, _membership_fields(row, categories))


def _update_membership(person: Person, row: PersonRow, fields: dict[str, Any]) -> None:
    current = person.memberships.order_by("-valid").first()
    moved = current is None or (current.unit_id != row.unit_id and row.since is not None)
    if current is not None and moved and row.since and current.valid.lower < row.since:
        current.valid = DateRange(current.valid.lower, row.since)
        current.save()
        current = None
    if current is None:
        Membership.objects.create(
            person=person, valid=DateRange(row.since or BEGINNING, None), **fields
        )
        return
    for name, value in fields.items():
        setattr(current, name, value)
    current.valid = DateRange(row.since or BEGINNING, current.valid.upper)
    current.save()


def _delete_people(pks: Sequence[int]) -> None:
    Person.objects.filter(pk__in=pks).delete()


PEOPLE = RecordStore(
    act="person",
    row=PersonRow,
    key=lambda row: row.code,
    stored=_stored_people,
    by_pk=_rows_by_pk,
    create=_create_people,
    update=_update_people,
    delete=_delete_people,
)


@transaction.atomic
def apply_rows(rows: Sequence[PersonRow], *, actor: User | None, at: datetime) -> Outcome:
    """Write people with their present membership; see `writing.apply_batch`."""
    return apply_batch(PEOPLE, rows, actor=actor, at=at)


@transaction.atomic
def undo_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_rows` did; see `writing.undo_batch`."""
    undo_batch(PEOPLE, changes, actor=actor, at=at)


@transaction.atomic
def merge_person(person: Person, *, into: Person, actor: User, at: datetime) -> None:
    """Say that two records are one person: `person` then stands for `into` in every count.

    No row of any other app is touched; `unmerge_person` clears the pointer. Raises
    `PersonRefused` for a chain: the record that stays must not be merged itself, and the one
    that goes must not have others merged into it.
    """
    if not (
        permissions.can_manage_person(actor, person) and permissions.can_manage_person(actor, into)
    ):
        raise PermissionDenied
    pair = Person.objects.select_for_update().filter(pk__in=[person.pk, into.pk]).order_by("pk")
    locked = {found.pk: found for found in pair}
    if person.pk == into.pk:
        raise PersonRefused(_("Chọn hai hồ sơ khác nhau để gộp."))
    if any(found.merged_into_id for found in locked.values()):
        raise PersonRefused(_("Một trong hai hồ sơ đã được gộp. Hoàn tác lần gộp đó trước."))
    if Person.objects.filter(merged_into=person).exists():
        raise PersonRefused(
            _("Hồ sơ %(name)s đã có hồ sơ khác gộp vào. Giữ hồ sơ này và gộp theo chiều ngược lại.")
            % {"name": person.full_name}
        )
    with acting(actor, "person.merged"):
        Person.objects.filter(pk=person.pk).update(merged_into=into)
    person.refresh_from_db()
    record("person.merged", person, actor=actor, at=at, into=into.pk)


@transaction.atomic
def unmerge_person(person: Person, *, actor: User, at: datetime) -> None:
    """Undo a merge: the record counts for itself again."""
    if not permissions.can_manage_person(actor, person):
        raise PermissionDenied
    with acting(actor, "person.unmerged"):
        Person.objects.filter(pk=person.pk).update(merged_into=None)
    person.refresh_from_db()
    record("person.unmerged", person, actor=actor, at=at)


@transaction.atomic
def add_alias(person: Person, *, name: str, actor: User, at: datetime) -> None:
    """Note another spelling under which papers name the person."""
    if not permissions.can_manage_person(actor, person):
        raise PermissionDenied
    with acting(actor, "person.alias_added"):
        PersonAlias.objects.get_or_create(person=person, name=tidy(name))
        names = list(person.aliases.values_list("name", flat=True))
        person.search_text = person_search_text(person.code, person.full_name, names)
        person.save(update_fields=["search_text"])
    record("person.alias_added", person, actor=actor, at=at, name=tidy(name))
