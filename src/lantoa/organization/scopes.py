"""For which part of the tree a user holds which roles today: the base of every right.

Roles come from the database once for each user object, that is once a request.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q

from lantoa.accounts.models import User
from lantoa.organization.choices import Role
from lantoa.organization.models.role import RoleAssignment
from lantoa.organization.models.unit import Placement, Unit, below

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
    """Roles with the path of their unit; root paths; past units as (present path, own path)."""

    roles: tuple[tuple[Role, str], ...]
    roots: frozenset[str]
    past: tuple[tuple[str, str], ...]


def _held(user: User) -> _Held:
    known = user.__dict__.get("_held_roles")
    if known is None:
        rows = list(
            RoleAssignment.objects.held_now().filter(user=user).values_list("role", "unit__path")
        )
        columns = ("path", "parent", "present__path")
        roots = Unit.objects.filter(parent__isnull=True).values_list(*columns)
        past = Unit.objects.filter(
            below((path for _role, path in rows), field="present__path"),
            ~Q(present=F("pk")),
            ended_on__isnull=False,
        ).values_list(*columns)
        units = list(roots.union(past))
        known = _Held(
            roles=tuple((Role(role), path) for role, path in rows),
            roots=frozenset(path for path, parent, _present in units if parent is None),
            past=tuple((present, path) for path, _parent, present in units if present != path),
        )
        user.__dict__["_held_roles"] = known
    return known


def forget_roles(user: User) -> None:
    """Read the user's roles anew at the next question, after they changed."""
    user.__dict__.pop("_held_roles", None)


def the_program() -> User:
    """Return an account, not stored, that sees everything: the program answering at a console."""
    user = User(username="lantoa", full_name="Lan Tỏa")
    roots = frozenset(Unit.objects.filter(parent__isnull=True).values_list("path", flat=True))
    user.__dict__["_held_roles"] = _Held(tuple((Role.AUDITOR, path) for path in roots), roots, ())
    return user


def roles_of(user: User) -> frozenset[Role]:
    """Return every role the user holds anywhere today."""
    return frozenset(role for role, _path in _held(user).roles)


def scope_of(user: User, roles: frozenset[Role]) -> Scope:
    """Return where `user` holds one of `roles` today, without subtrees inside others.

    Units that were merged into one of those belong to it, wherever they stood themselves.
    """
    if not user.is_authenticated or not user.is_active:
        return Scope((), everything=False)
    held = _held(user)
    own = {path for role, path in held.roles if role in roles}
    past = {path for present, path in held.past if any(map(present.startswith, own))}
    paths: list[str] = []
    for path in sorted(own | past):
        if not (paths and path.startswith(paths[-1])):
            paths.append(path)
    return Scope(tuple(paths), everything=bool(held.roots) and held.roots <= own)


def paths_through_time(unit: Unit) -> list[str]:
    """Return every path at which the unit ever stood."""
    paths = set(Placement.objects.filter(unit=unit).values_list("path", flat=True))
    return sorted(paths | {unit.path})


def is_only_root(unit: Unit) -> bool:
    """Tell whether every unit there is, at any time, stands under `unit`."""
    return unit.parent_id is None and not (
        Unit.objects.filter(parent__isnull=True).exclude(pk=unit.pk).exists()
    )
