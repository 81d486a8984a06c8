"""Giving and ending roles, and the first set-up of an installation."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.actions import create_user
from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.organization import permissions
from lantoa.organization.actions.units import create_unit
from lantoa.organization.choices import Role
from lantoa.organization.models import RoleAssignment, Unit, UnitKind
from lantoa.organization.scopes import forget_roles
from lantoa.shared.errors import DomainError


class RoleRefused(DomainError):
    """The role cannot be given or ended in this way."""


class AlreadySetUp(DomainError):
    """The installation has a root unit."""


@transaction.atomic
def assign_role(
    user: User, *, role: Role, unit: Unit, since: date, actor: User | None, at: datetime
) -> RoleAssignment:
    """Give `user` a role at `unit` from `since`; asking twice changes nothing."""
    if actor is not None and not permissions.can_manage_accounts(actor, unit):
        raise PermissionDenied
    with acting(actor, "role.assigned"):
        assignment, created = RoleAssignment.objects.get_or_create(
            user=user, role=role, unit=unit, valid_until=None, defaults={"valid_from": since}
        )
    if created:
        record("role.assigned", user, actor=actor, at=at, unit_id=unit.pk, role=role)
    forget_roles(user)
    return assignment


@transaction.atomic
def end_role(assignment: RoleAssignment, *, on: date, actor: User, at: datetime) -> None:
    """End a role from `on`; the row stays as history.

    Raises `RoleRefused` for a role that has ended, and for one's own last right to manage the
    unit's accounts: nobody locks themselves out by a slip.
    """
    if not permissions.can_manage_accounts(actor, assignment.unit):
        raise PermissionDenied
    if assignment.user_id == actor.pk and assignment.role == Role.ADMINISTRATOR:
        raise RoleRefused(
            _("Bạn không tự bỏ vai trò quản trị của mình được. Nhờ một quản trị viên khác.")
        )
    locked = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
    if locked.valid_until is not None:
        raise RoleRefused(_("Vai trò này đã kết thúc từ trước."))
    with acting(actor, "role.ended"):
        # A role given by mistake today ends on its first day: it was held on none.
        assignment.valid_until = max(on, locked.valid_from)
        assignment.save(update_fields=["valid_until"])
    forget_roles(assignment.user)
    record(
        "role.ended",
        assignment.user,
        actor=actor,
        at=at,
        unit_id=assignment.unit_id,
        role=assignment.role,
    )


@transaction.atomic
def setup_installation(
    *, unit_code: str, unit_name: str, username: str, full_name: str, password: str, at: datetime
) -> User:
    """Make the root unit and the first administrator of a real installation.

    Raises `AlreadySetUp` when a root unit exists, and `WeakPassword`.
    """
    if Unit.objects.filter(parent__isnull=True).exists():
        raise AlreadySetUp(_("Hệ thống đã được thiết lập. Đăng nhập bằng tài khoản quản trị."))
    kind = UnitKind.objects.order_by("level").first()
    if kind is None:
        raise DomainError(_("Chưa có loại đơn vị nào. Chạy “lantoa serve” một lần rồi thử lại."))
    root = create_unit(code=unit_code, name=unit_name, kind=kind, parent=None, actor=None, at=at)
    user = create_user(username=username, full_name=full_name, password=password, actor=None, at=at)
    for role in (Role.ADMINISTRATOR, Role.COMMENDATION_OFFICER):
        assign_role(user, role=role, unit=root, since=at.date(), actor=None, at=at)
    return user
