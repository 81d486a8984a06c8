"""What an administrator of a unit does with the accounts of its subtree."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.actions import create_user, reset_password, set_active
from lantoa.accounts.locking import unlock
from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.organization import permissions
from lantoa.organization.actions.roles import assign_role
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, Unit
from lantoa.shared.errors import DomainError


class AccountRefused(DomainError):
    """The account cannot be changed in this way."""


@transaction.atomic
def create_account(
    *,
    username: str,
    full_name: str,
    password: str,
    role: Role,
    unit: Unit,
    since: date,
    actor: User,
    at: datetime,
    person: Person | None = None,
) -> User:
    """Make an account with its first role at `unit`; its owner changes the password at first use.

    Raises `PermissionDenied`, `NameTaken`, `WeakPassword`, and what `link_person` does.
    """
    if not permissions.can_manage_accounts(actor, unit):
        raise PermissionDenied
    user = create_user(
        username=username,
        full_name=full_name,
        password=password,
        actor=actor,
        at=at,
        must_change_password=True,
    )
    assign_role(user, role=role, unit=unit, since=since, actor=actor, at=at)
    if person is not None:
        link_person(user, person=person, actor=actor, at=at)
    return user


@transaction.atomic
def link_person(user: User, *, person: Person, actor: User, at: datetime) -> None:
    """Say whose account this is, so that the owner finds their own file.

    Raises `PermissionDenied`, and `AccountRefused` when either already belongs to another.
    """
    if not (
        permissions.can_manage_account(actor, user) and permissions.can_manage_person(actor, person)
    ):
        raise PermissionDenied
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.user_id not in {None, user.pk}:
        raise AccountRefused(
            _("%(name)s (%(code)s) đã có tài khoản khác.")
            % {"name": person.full_name, "code": person.code}
        )
    if Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise AccountRefused(_("Tài khoản này đã gắn với một người khác."))
    with acting(actor, "person.linked"):
        person.user = user
        person.save(update_fields=["user"])
    record("person.linked", person, actor=actor, at=at, account=user.pk)


@transaction.atomic
def reset_account_password(user: User, *, password: str, actor: User, at: datetime) -> None:
    """Give someone a new first password, and let them in again if they were locked out."""
    if not permissions.can_manage_account(actor, user):
        raise PermissionDenied
    reset_password(user, password=password, actor=actor, at=at)
    unlock(user.username)


@transaction.atomic
def set_account_active(user: User, *, is_active: bool, actor: User, at: datetime) -> None:
    """Close an account, or use it again. Nobody closes their own."""
    if not permissions.can_manage_account(actor, user):
        raise PermissionDenied
    if user.pk == actor.pk:
        raise AccountRefused(_("Bạn không tự ngừng tài khoản của mình được."))
    set_active(user, is_active=is_active, actor=actor, at=at)


@transaction.atomic
def lift_lockout(locked: User, *, actor: User, at: datetime) -> None:
    """Let a locked-out person of one's own subtree sign in again at once."""
    if not permissions.can_lift_lockout(actor, locked):
        raise PermissionDenied
    unlock(locked.username)
    record("account.unlocked", locked, actor=actor, at=at)


@transaction.atomic
def start_seeing_as(other: User, *, actor: User, at: datetime) -> None:
    """Note in the journal that `actor` begins to look through the eyes of `other`."""
    if not permissions.can_see_as(actor, other):
        raise PermissionDenied
    record("seeing_as.started", other, actor=actor, acting_as=other, at=at)


@transaction.atomic
def stop_seeing_as(other: User, *, actor: User, at: datetime) -> None:
    """Note in the journal that `actor` stopped looking; everyone may stop."""
    record("seeing_as.stopped", other, actor=actor, acting_as=other, at=at)
