from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.shared.errors import DomainError


class WeakPassword(DomainError):
    """The password breaks a rule; the sentence says which."""


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
) -> User:
    """Make an account; callers check the right to, since roles live above this app.

    Demo accounts skip the password rules: they exist only in a data folder marked as demo.
    Raises `NameTaken` and `WeakPassword`.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken(_("Tên đăng nhập “%(name)s” đã có. Chọn tên khác.") % {"name": username})
    user = User(username=username, full_name=full_name, is_demo=is_demo)
    if not is_demo:
        check_password(password, user)
    user.set_password(password)
    with acting(actor, "account.created"):
        user.save()
    record("account.created", user, actor=actor, at=at)
    return user


@transaction.atomic
def change_password(user: User, *, password: str, actor: User, at: datetime) -> None:
    """Set one's own password. Raises `PermissionError` for another's account, `WeakPassword`."""
    if actor.pk != user.pk:
        raise PermissionError
    check_password(password, user)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("account.password_changed", user, actor=actor, at=at)


def check_password(password: str, user: User) -> None:
    """Raise `WeakPassword` with the reasons, in the user's language."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise WeakPassword(" ".join(error.messages)) from error
