"""Accounts and their roles, the journal, and who opened whose file: asked by those who oversee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404

from lantoa.accounts.locking import locked_usernames
from lantoa.accounts.models import User
from lantoa.audit.models import Entry, FileOpening
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, RoleAssignment, Unit
from lantoa.organization.models.unit import below
from lantoa.organization.permissions import JOURNAL_ROLES, can_see_as
from lantoa.organization.scopes import scope_of

_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
_WHOLE_JOURNAL = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def account_seen_by(user: User, key: int) -> User | None:
    """Return the account through whose eyes `user` may look, marked as seen by them."""
    other = User.objects.filter(pk=key, is_active=True).first()
    if other is None or not can_see_as(user, other):
        return None
    other.seen_by = user
    return other


def role_holders(unit: Unit | None, *, role: str = "") -> QuerySet[RoleAssignment, int]:
    """Return the keys of the users who hold a role at or under `unit` today."""
    held = RoleAssignment.objects.held_now()
    if unit is not None:
        held = held.filter(below([unit.path], field="unit__path"))
    if role:
        held = held.filter(role=role)
    return held.values_list("user", flat=True)


def accounts_for(user: User) -> QuerySet[User]:
    """Return the accounts that hold or held a role where `user` is an administrator."""
    scope = scope_of(user, _ADMINISTRATORS)
    roles = RoleAssignment.objects.filter(below(scope.paths, field="unit__path"))
    return User.objects.filter(pk__in=roles.values("user"))


def with_roles(accounts: QuerySet[User]) -> QuerySet[User]:
    """Add the roles each account holds today, with their units."""
    roles = RoleAssignment.objects.held_now().select_related("unit").order_by("unit__path", "role")
    return accounts.select_related("person").prefetch_related(
        Prefetch("roles", queryset=roles, to_attr="held")
    )


def get_account(user: User, username: str) -> User:
    """Return an account of the subtree of `user`; 404 for any other."""
    account = accounts_for(user).select_related("person").filter(username=username).first()
    if account is None:
        raise Http404
    return account


def assignments_of(account: User) -> QuerySet[RoleAssignment]:
    """Return every role the account ever held, those of today first."""
    return account.roles.select_related("unit").order_by("-valid_until", "unit__path", "role", "pk")


def get_assignment(user: User, account: User, pk: int) -> RoleAssignment:
    """Return a role of the account at a unit that `user` administers."""
    scope = scope_of(user, _ADMINISTRATORS)
    found = account.roles.select_related("unit", "user").filter(
        below(scope.paths, field="unit__path"), pk=pk
    )
    assignment = found.first()
    if assignment is None:
        raise Http404
    return assignment


def locked_accounts(user: User) -> list[User]:
    """Return the locked-out accounts that `user` may let in again, by name."""
    locked = accounts_for(user).filter(username__in=locked_usernames())
    return list(locked.order_by("full_name", "pk"))


def journal_for(user: User) -> QuerySet[Entry]:
    """Return the acts that `user` may read: their own, and those of the units they oversee.

    Acts that belong to no unit are read by those who oversee the whole organization.
    """
    scope = scope_of(user, JOURNAL_ROLES)
    if scope_of(user, _WHOLE_JOURNAL).everything:
        return Entry.objects.all()
    units = Unit.objects.filter(below(scope.paths)).values("pk")
    return Entry.objects.filter(Q(actor=user) | Q(unit_id__in=units))


def unit_name() -> Subquery:
    """Return the expression for the name of an entry's unit."""
    return Subquery(Unit.objects.filter(pk=OuterRef("unit_id")).values("name")[:1])


def journal_of(user: User, unit: Unit) -> QuerySet[Entry]:
    """Return the acts at this one unit that `user` may read, newest first."""
    return journal_for(user).filter(unit_id=unit.pk).select_related("actor").order_by("-at", "-pk")


def account_by_key(key: int) -> User:
    return User.objects.get(pk=key)


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of a personal file."""

    at: datetime
    by: str
    purpose: str


def openings_of(person: Person, *, most: int = 200) -> list[Opening]:
    """Return who opened the person's file or one merged into it, newest first."""
    keys = [person.pk, *person.merged_from.values_list("pk", flat=True)]
    rows = FileOpening.objects.filter(person_id__in=keys).select_related("opened_by")
    return [
        Opening(row.opened_at, row.opened_by.full_name, row.purpose)
        for row in rows.order_by("-opened_at", "-pk")[:most]
    ]
