"""Who may send, apply and take back files; the records' own rights are asked by their apps."""

from __future__ import annotations

from lantoa.accounts.models import User
from lantoa.intake.models import Batch, SentFile
from lantoa.organization.models import Unit
from lantoa.organization.permissions import can_write_records
from lantoa.organization.scopes import WRITING_ROLES, scope_of


def can_send_files(user: User) -> bool:
    """Tell whether `user` is an officer anywhere."""
    return bool(scope_of(user, WRITING_ROLES).paths)


def can_apply_file(user: User, file: SentFile) -> bool:
    """Tell whether `user` may apply or take back the file: its sender, an officer of its unit."""
    if not can_send_files(user):
        return False
    if file.batch.sent_by_id == user.pk:
        return True
    return file.unit is not None and can_write_records(user, file.unit)


def can_see_batch(user: User, batch: Batch) -> bool:
    return batch.sent_by_id == user.pk or scope_of(user, WRITING_ROLES).everything


def can_fetch_workbook(user: User, unit: Unit) -> bool:
    """Tell whether `user` may fetch the unit's workbook: it holds its people."""
    return can_write_records(user, unit)
