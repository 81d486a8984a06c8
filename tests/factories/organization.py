"""Units, people and accounts with plain defaults; the tree is made by the product's own actions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from lantoa.accounts.models import User
from lantoa.organization.actions.people import person_search_text
from lantoa.organization.actions.units import BEGINNING, create_unit
from lantoa.organization.choices import Role
from lantoa.organization.models import (
    Membership,
    Person,
    PersonCategory,
    RoleAssignment,
    Unit,
    UnitKind,
)
from lantoa.organization.scopes import forget_roles
from lantoa.shared.text import name_sort_key

NOON = datetime(2022, 11, 14, 5, tzinfo=UTC)
LONG_AGO = date(2000, 1, 1)


class UnitKindFactory(DjangoModelFactory[UnitKind]):
    class Meta:
        model = UnitKind
        django_get_or_create = ("code",)

    code = "cdcs"
    name = factory.LazyAttribute(lambda kind: f"Loại {kind.code}")
    level = 3


class UnitFactory(DjangoModelFactory[Unit]):
    """A unit of today's tree; a root where no parent is given."""

    class Meta:
        model = Unit

    code = factory.Sequence(lambda number: f"U{number:03d}")
    name = factory.LazyAttribute(lambda unit: f"Công đoàn {unit.code}")
    kind = factory.SubFactory(UnitKindFactory)
    parent = None

    @classmethod
    def _create(cls, _model: type[Unit], *_args: Any, **kwargs: Any) -> Unit:
        return create_unit(actor=None, at=NOON, **kwargs)


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")
    full_name = factory.Sequence(lambda number: f"Nguyễn Văn {number}")


class PersonFactory(DjangoModelFactory[Person]):
    """A person; `unit` gives an open membership there."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    code = factory.Sequence(lambda number: f"P{number:04d}")
    full_name = factory.Sequence(lambda number: f"Trần Thị {number}")
    search_text = factory.LazyAttribute(
        lambda person: person_search_text(person.code, person.full_name)
    )
    sort_key = factory.LazyAttribute(lambda person: name_sort_key(person.full_name))

    @factory.post_generation
    def unit(self: Person, create: bool, unit: Unit | None, **kwargs: Any) -> None:  # type: ignore[misc]
        if create and unit is not None:
            MembershipFactory(person=self, unit=unit, **kwargs)


class PersonCategoryFactory(DjangoModelFactory[PersonCategory]):
    class Meta:
        model = PersonCategory
        django_get_or_create = ("code",)

    code = "cnvcqp"
    name = "Công nhân viên chức quốc phòng"


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    valid = DateRange(BEGINNING, None)


def holder_of(role: Role, unit: Unit) -> User:
    """Return a user who holds `role` at `unit`."""
    user: User = UserFactory()
    RoleAssignment.objects.create(user=user, role=role, unit=unit, valid_from=LONG_AGO)
    forget_roles(user)
    return user


def officer_of(unit: Unit) -> User:
    """Return a commendation officer of `unit`."""
    return holder_of(Role.COMMENDATION_OFFICER, unit)
