"""Who may act on units, people and the records of a unit."""

from __future__ import annotations

from lantoa.accounts.models import User
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, RoleAssignment, Unit
from lantoa.organization.scopes import PERSONAL_ROLES, SEEING_ROLES, WRITING_ROLES, scope_of

_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


def can_see_unit(user: User, unit: Unit) -> bool:
    return scope_of(user, SEEING_ROLES).covers(unit.path)


def can_write_records(user: User, unit: Unit) -> bool:
    """Tell whether `user` may add and change records of `unit`: an officer at or above it."""
    return scope_of(user, WRITING_ROLES).covers(unit.path)


def can_manage_units(user: User, unit: Unit) -> bool:
    """Tell whether `user` may change `unit`, its place and what is under it."""
    return scope_of(user, _ADMINISTRATORS).covers(unit.path)


def can_manage_people(user: User, unit: Unit) -> bool:
    return can_write_records(user, unit) or can_manage_units(user, unit)


def can_open_personal_file(user: User, person: Person) -> bool:
    """Tell whether `user` may open the file: the person, or a role over one of their units."""
    if person.user_id == user.pk:
        return True
    scope = scope_of(user, PERSONAL_ROLES)
    paths = person.memberships.values_list("unit__path", flat=True)
    return scope.everything or any(scope.covers(path) for path in paths)


def can_manage_accounts(user: User, unit: Unit) -> bool:
    return can_manage_units(user, unit)


def can_lift_lockout(user: User, locked: User) -> bool:
    """Tell whether `user` administers a unit that covers every role of the locked account."""
    scope = scope_of(user, _ADMINISTRATORS)
    paths = list(RoleAssignment.objects.filter(user=locked).values_list("unit__path", flat=True))
    return bool(paths) and all(scope.covers(path) for path in paths)


def can_see_as(user: User, other: User) -> bool:
    """Tell whether `user` may look through the eyes of `other`, read-only.

    Only an administrator, only within their own subtree, and never through an administrator
    who stands as high as they do.
    """
    if user.pk == other.pk:
        return False
    scope = scope_of(user, _ADMINISTRATORS)
    held = list(RoleAssignment.objects.filter(user=other).values_list("role", "unit__path"))
    return bool(held) and all(
        scope.covers(path) and not (role == Role.ADMINISTRATOR and path in scope.paths)
        for role, path in held
    )


def can_manage_person(user: User, person: Person) -> bool:
    """Tell whether `user` may change the person: an officer over a unit they belong to."""
    units = Unit.objects.filter(memberships__person=person).distinct()
    return any(can_manage_people(user, unit) for unit in units)
