"""Who may send, read again, apply and take back files, and who may only look.

Seeing is no right to act: every act asks for an officer of today who acts with their own eyes.
The records' own rights are asked by their apps, row by row.
"""

from __future__ import annotations

from lantoa.accounts.models import User
from lantoa.intake.models import Batch, SentFile
from lantoa.organization.models import Unit
from lantoa.organization.permissions import can_write_records, can_write_somewhere
from lantoa.organization.scopes import WRITING_ROLES, scope_of


def can_send_files(user: User) -> bool:
    """Tell whether `user` is an officer anywhere, and nobody looks through their eyes."""
    return user.seen_by is None and can_write_somewhere(user)


def can_apply_batch(user: User, batch: Batch) -> bool:
    """Tell whether `user` may have a batch read and applied: its sender, officers over all units.

    Whoever may do so may do so with each of its files.
    """
    return can_send_files(user) and _answers_for(user, batch)


def can_apply_file(user: User, file: SentFile) -> bool:
    """Tell whether `user` may apply the file: as its batch, or an officer of the file's unit."""
    if not can_send_files(user):
        return False
    if _answers_for(user, file.batch):
        return True
    return file.unit is not None and can_write_records(user, file.unit)


def can_undo_file(user: User, file: SentFile) -> bool:
    """Tell whether `user` may take the file back: whoever may apply it."""
    return can_apply_file(user, file)


def can_read_again(user: User, file: SentFile) -> bool:
    """Tell whether `user` may have the file read anew: whoever may apply what it then says."""
    return can_apply_file(user, file)


def can_see_batch(user: User, batch: Batch) -> bool:
    return _answers_for(user, batch)


def can_fetch_workbook(user: User, unit: Unit) -> bool:
    """Tell whether `user` may fetch the unit's workbook: it holds its people."""
    return can_write_records(user, unit)


def _answers_for(user: User, batch: Batch) -> bool:
    return batch.sent_by_id == user.pk or scope_of(user, WRITING_ROLES).everything
