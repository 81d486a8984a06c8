"""For which part of the tree a user holds which roles today: the base of every right.

Roles come from the database once for each user object, that is once a request.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cache

from django.db import connection
from django.db.models import F

from lantoa.accounts.models import User
from lantoa.organization.choices import Role
from lantoa.organization.models.role import RoleAssignment
from lantoa.organization.models.unit import PATH_END, Placement, Unit

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
    """Roles with the path of their unit; root paths; past units as (present path, own path).

    `home` is what the highest of those units is called for short.
    """

    roles: tuple[tuple[Role, str], ...]
    roots: frozenset[str]
    past: tuple[tuple[str, str], ...]
    home: str = ""


def _held(user: User) -> _Held:
    known = user.__dict__.get("_held_roles")
    if known is None:
        with connection.cursor() as cursor:
            cursor.execute(_question_of_roles(), [user.pk])
            places = list(cursor.fetchall())
        rows = [(role, path) for role, path, _short, _name in places]
        units = _roots_and_past(path for _role, path in rows)
        known = _Held(
            roles=tuple((Role(role), path) for role, path in rows),
            roots=frozenset(path for path, is_root, _present in units if is_root),
            past=tuple((present, path) for path, _is_root, present in units if present != path),
            home=next((short or name for _role, _path, short, name in places), ""),
        )
        user.__dict__["_held_roles"] = known
    return known


@cache
def _question_of_roles() -> str:
    """Return the SQL for the roles of a user today, live units first: worded once, always asked."""
    assigned = RoleAssignment.objects.held_now().filter(user=0)
    live_first = (F("unit__ended_on").desc(nulls_first=True), "unit__path")
    columns = ("role", "unit__path", "unit__short_name", "unit__name")
    sql, _user = assigned.order_by(*live_first).values_list(*columns).query.sql_with_params()
    return sql


def _roots_and_past(paths: Iterable[str]) -> list[tuple[str, bool, str]]:
    """Return the roots, and the ended units that live on at or under one of `paths`.

    Each as (its path, whether it is a root, the path at which it lives on). Written out because
    every page asks it.
    """
    mine = sorted(set(paths))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit.path, unit.parent_id IS NULL, coalesce(present.path, unit.path) "
            "FROM organization_unit unit LEFT JOIN organization_unit present "
            "ON present.id = unit.present_id WHERE unit.parent_id IS NULL OR "
            "(unit.ended_on IS NOT NULL AND unit.present_id <> unit.id AND EXISTS "
            "(SELECT FROM unnest(%s::text[], %s::text[]) AS mine (first, beyond) "
            'WHERE present.path >= mine.first COLLATE "C" '
            'AND present.path < mine.beyond COLLATE "C"))',
            [mine, [path + PATH_END for path in mine]],
        )
        return list(cursor.fetchall())


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


def sight_of(user: User) -> Hashable:
    """Return what decides which rows `user` sees: who they are and the roles they hold today."""
    return (user.pk, user.is_active, _held(user)) if user.is_authenticated else None


def home_label(user: User) -> str:
    """Return the short name of the highest unit at which the user holds a role; "" for none."""
    return _held(user).home


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
