"""Everything that changes accounts. Roles live above this app, and with them most rights."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.accounts.rules import normal_username
from lantoa.audit.actions import acting, record
from lantoa.shared.errors import DomainError
from lantoa.shared.text import tidy


class WeakPassword(DomainError):
    """The password breaks a rule; the sentence says which."""


class WrongPassword(DomainError):
    """The present password was not given right."""


class NameTaken(DomainError):
    """Another account signs in by this name."""


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    password: str,
    actor: User | None,
    at: datetime,
    is_demo: bool = False,
    must_change_password: bool = False,
) -> User:
    """Make an account; callers check the right to, since roles live above this app.

    Demo accounts skip the password rules: they exist only in a data folder marked as demo.
    Raises `NameTaken` and `WeakPassword`.
    """
    name = normal_username(username)
    if User.objects.filter(username=name).exists():
        raise NameTaken(_("Tên đăng nhập “%(name)s” đã có. Chọn tên khác.") % {"name": name})
    user = User(
        username=name,
        full_name=tidy(full_name),
        is_demo=is_demo,
        must_change_password=must_change_password,
    )
    if not is_demo:
        check_password(password, user)
    user.set_password(password)
    user.search_text = user.find_by()
    with acting(actor, "account.created"):
        user.save()
    record("account.created", user, actor=actor, at=at)
    return user


@transaction.atomic
def change_password(user: User, *, current: str, password: str, actor: User, at: datetime) -> None:
    """Set one's own password.

    Raises `PermissionDenied` for another's account, `WrongPassword` and `WeakPassword`.
    """
    if actor.pk != user.pk or actor.seen_by is not None:
        raise PermissionDenied
    if not user.check_password(current):
        raise WrongPassword(_("Mật khẩu hiện nay không đúng. Gõ lại mật khẩu đang dùng."))
    check_password(password, user)
    _set_password(user, password, must_change=False)
    record("account.password_changed", user, actor=actor, at=at)


@transaction.atomic
def reset_password(user: User, *, password: str, actor: User, at: datetime) -> None:
    """Set a first password that its owner must change; callers check the right to.

    Raises `WeakPassword`.
    """
    check_password(password, user)
    _set_password(user, password, must_change=True)
    record("account.password_reset", user, actor=actor, at=at)


def _set_password(user: User, password: str, *, must_change: bool) -> None:
    user.set_password(password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "must_change_password"])


@transaction.atomic
def set_active(user: User, *, is_active: bool, actor: User, at: datetime) -> None:
    """Close an account or use it again; callers check the right to. Its past stays."""
    act = "account.reopened" if is_active else "account.closed"
    with acting(actor, act):
        user.is_active = is_active
        user.save(update_fields=["is_active"])
    record(act, user, actor=actor, at=at)


@transaction.atomic
def set_display(
    user: User, *, actor: User, theme: str | None = None, dense_rows: bool | None = None
) -> None:
    """Choose how one's own pages look; no trace is kept of taste.

    Raises `PermissionDenied` for another's account.
    """
    if actor.pk != user.pk or actor.seen_by is not None:
        raise PermissionDenied
    if theme is not None:
        user.theme = theme
    if dense_rows is not None:
        user.dense_rows = dense_rows
    user.save(update_fields=["theme", "dense_rows"])


@transaction.atomic
def describe_self(user: User, *, full_name: str, email: str, actor: User, at: datetime) -> None:
    """Write one's own name and address. Raises `PermissionDenied` for another's account."""
    if actor.pk != user.pk or actor.seen_by is not None:
        raise PermissionDenied
    with acting(actor, "account.described"):
        user.full_name, user.email = tidy(full_name), email
        user.search_text = user.find_by()
        user.save(update_fields=["full_name", "email", "search_text"])
    record("account.described", user, actor=actor, at=at)


@transaction.atomic
def note_sign_in(user: User, *, at: datetime) -> None:
    """Leave a trace of a sign-in."""
    record("account.signed_in", user, actor=user, at=at)


def check_password(password: str, user: User) -> None:
    """Raise `WeakPassword` with the reasons, in the user's language."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from error
