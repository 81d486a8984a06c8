"""Units in a tree that holds together, people with where they belong, users with roles."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from lantoa.accounts.models import User
from lantoa.organization.actions.people import apply_rows
from lantoa.organization.actions.roles import assign_role
from lantoa.organization.actions.units import create_unit
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, Unit, UnitKind
from lantoa.organization.queries.units import root_unit
from lantoa.organization.rows import PersonRow
from tests.factories.accounts import UserFactory
from tests.factories.base import ModelFactory, derived, of, sequence

__all__ = ["NOON", "PersonFactory", "UnitFactory", "UnitKindFactory", "UserFactory", "officer_of"]

NOON = datetime(2022, 6, 15, 5, tzinfo=UTC)
LONG_AGO = date(2000, 1, 1)
_UNDER_ROOT = object()


class UnitKindFactory(ModelFactory[UnitKind]):
    """A kind of unit; those of the reference data are there already."""

    class Meta:
        model = UnitKind
        django_get_or_create = ("code",)

    code = "cdcs"
    name = "Công đoàn cơ sở"
    level = 40


class UnitFactory(ModelFactory[Unit]):
    """A unit with its place, name and path.

    It stands under the root, which is made when there is none; `parent=None` makes a root.
    """

    class Meta:
        model = Unit

    code = sequence("DV-%03d")
    name = derived(lambda unit: f"Công đoàn {unit.code}")
    kind = of(UnitKindFactory)
    parent = _UNDER_ROOT

    @classmethod
    def _create(cls, _model: type[Unit], *_args: Any, **fields: Any) -> Unit:
        if fields["parent"] is _UNDER_ROOT:
            fields["parent"] = root_unit() or cls(
                code="QK-GOC", name="Công đoàn Quân khu", parent=None
            )
        fields.setdefault("actor", None)
        fields.setdefault("at", NOON)
        return create_unit(**fields)


class PersonFactory(ModelFactory[Person]):
    """A person with a membership at `unit` since `since`; takes every field of `PersonRow`."""

    class Meta:
        model = Person

    unit = of(UnitFactory)
    code = sequence("ĐV-%05d")
    full_name = "Nguyễn Văn An"
    user: User | None = None

    @classmethod
    def _create(cls, _model: type[Person], *_args: Any, **fields: Any) -> Person:
        user = fields.pop("user")
        row = PersonRow(unit_id=fields.pop("unit").pk, **fields)
        person = Person.objects.get(pk=apply_rows([row], actor=None, at=NOON).keys[0])
        if user is not None:
            person.user = user
            person.save(update_fields=["user"])
        return person


def officer_of(unit: Unit, role: Role = Role.COMMENDATION_OFFICER) -> User:
    """Return a user who holds `role` at `unit`."""
    user = UserFactory()
    assign_role(user, role=role, unit=unit, since=LONG_AGO, actor=None, at=NOON)
    return user
