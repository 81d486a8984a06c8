"""For which part of the tree a user holds which roles today: the base of every right.

Roles come from the database once for each user object, that is once a request.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import DateField, Func, Q

from lantoa.accounts.models import User
from lantoa.organization.choices import Role
from lantoa.organization.models.role import RoleAssignment
from lantoa.organization.models.unit import Placement, Unit

SEEING_ROLES = frozenset(Role)
PERSONAL_ROLES = SEEING_ROLES - {Role.MEMBER, Role.COUNCIL_MEMBER}
WRITING_ROLES = frozenset({Role.GRASSROOTS_OFFICER, Role.COMMENDATION_OFFICER})


@dataclass(frozen=True, slots=True)
class Scope:
    """The subtrees a user reaches; `everything` where these are the whole organization."""

    paths: tuple[str, ...]
    everything: bool

    def covers(self, path: str) -> bool:
        return any(path.startswith(mine) for mine in self.paths)


@dataclass(frozen=True, slots=True)
class _Held:
    roles: tuple[tuple[Role, str], ...]
    roots: frozenset[str]


def _held(user: User) -> _Held:
    known = user.__dict__.get("_held_roles")
    if known is None:
        today = Func(function="CURRENT_DATE", template="%(function)s", output_field=DateField())
        rows = RoleAssignment.objects.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=today), user=user, valid_from__lte=today
        ).values_list("role", "unit__path")
        roots = Unit.objects.filter(parent__isnull=True).values_list("path", flat=True)
        known = _Held(tuple((Role(role), path) for role, path in rows), frozenset(roots))
        user.__dict__["_held_roles"] = known
    return known


def forget_roles(user: User) -> None:
    """Read the user's roles anew at the next question, after they changed."""
    user.__dict__.pop("_held_roles", None)


def roles_of(user: User) -> frozenset[Role]:
    """Return every role the user holds anywhere today."""
    return frozenset(role for role, _path in _held(user).roles)


def scope_of(user: User, roles: frozenset[Role]) -> Scope:
    """Return where `user` holds one of `roles` today, without subtrees inside others."""
    if not user.is_authenticated or not user.is_active:
        return Scope((), everything=False)
    held = _held(user)
    paths: list[str] = []
    for path in sorted({path for role, path in held.roles if role in roles}):
        if not (paths and path.startswith(paths[-1])):
            paths.append(path)
    return Scope(tuple(paths), everything=bool(held.roots) and held.roots <= set(paths))


def paths_through_time(unit: Unit) -> list[str]:
    """Return every path at which the unit ever stood."""
    paths = set(Placement.objects.filter(unit=unit).values_list("path", flat=True))
    return sorted(paths | {unit.path})
