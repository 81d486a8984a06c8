"""Who may act on units, people and the records of a unit."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from lantoa.accounts.models import User
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, RoleAssignment, Unit
from lantoa.organization.scopes import PERSONAL_ROLES, WRITING_ROLES, scope_of

_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
JOURNAL_ROLES = PERSONAL_ROLES


def require(allowed: bool) -> None:  # noqa: FBT001 -- an answer of one of the predicates below
    """Refuse a page whose predicate says no."""
    if not allowed:
        raise PermissionDenied


def can_administer(user: User) -> bool:
    """Tell whether `user` is an administrator anywhere."""
    return bool(scope_of(user, _ADMINISTRATORS).paths)


def can_see_people(user: User, unit: Unit) -> bool:
    """Tell whether `user` may see who belongs to `unit`."""
    return scope_of(user, PERSONAL_ROLES).covers(unit.path)


def can_write_records(user: User, unit: Unit) -> bool:
    """Tell whether `user` may add and change records of `unit`: an officer at or above it."""
    return scope_of(user, WRITING_ROLES).covers(unit.path)


def can_write_somewhere(user: User) -> bool:
    """Tell whether `user` writes the records of any unit."""
    return bool(scope_of(user, WRITING_ROLES).paths)


def can_manage_units(user: User, unit: Unit) -> bool:
    """Tell whether `user` may change `unit`, its place and what is under it."""
    return scope_of(user, _ADMINISTRATORS).covers(unit.path)


def can_manage_people(user: User, unit: Unit) -> bool:
    return can_write_records(user, unit) or can_manage_units(user, unit)


def can_manage_person(user: User, person: Person) -> bool:
    """Tell whether `user` may change the person: an officer over the unit they belong to now.

    Someone who has left every unit is changed by the officers of any they belonged to.
    """
    units = Unit.objects.filter(memberships__person=person)
    now = list(units.filter(memberships__valid__upper_inf=True).distinct())
    return any(can_manage_people(user, unit) for unit in now or units.distinct())


def can_see_openings(user: User, person: Person) -> bool:
    """Tell whether `user` may see who opened the file: the person, auditors, administrators."""
    if person.user_id == user.pk:
        return True
    scope = scope_of(user, frozenset({Role.AUDITOR, Role.ADMINISTRATOR}))
    return any(map(scope.covers, person.memberships.values_list("unit__path", flat=True)))


def can_read_journal(user: User) -> bool:
    return bool(scope_of(user, JOURNAL_ROLES).paths)


def can_manage_accounts(user: User, unit: Unit) -> bool:
    return can_manage_units(user, unit)


def can_manage_account(user: User, other: User) -> bool:
    """Tell whether `user` administers units that cover every role of `other`, and may reset it."""
    scope = scope_of(user, _ADMINISTRATORS)
    paths = [path for _role, path in _roles_of(other)]
    return bool(paths) and all(map(scope.covers, paths))


def can_lift_lockout(user: User, locked: User) -> bool:
    return can_manage_account(user, locked)


def can_see_as(user: User, other: User) -> bool:
    """Tell whether `user` may look through the eyes of `other`, read-only.

    Only an administrator, only within their own subtree, never through an administrator who
    stands as high as they do, and never while looking through another's eyes already.
    """
    if user.pk == other.pk or user.seen_by is not None:
        return False
    scope = scope_of(user, _ADMINISTRATORS)
    held = _roles_of(other)
    return bool(held) and all(
        scope.covers(path) and not (role == Role.ADMINISTRATOR and path in scope.paths)
        for role, path in held
    )


def _roles_of(other: User) -> list[tuple[str, str]]:
    """Return the roles held today with their units; where there are none, those held once."""
    roles = RoleAssignment.objects.filter(user=other)
    now = list(roles.held_now().values_list("role", "unit__path"))
    return now or list(roles.values_list("role", "unit__path"))
