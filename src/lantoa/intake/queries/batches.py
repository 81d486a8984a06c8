"""Batches: which ones someone may see, how far the work on them is, and who asked for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404

from lantoa.accounts.models import User
from lantoa.intake import permissions
from lantoa.intake.choices import FileState
from lantoa.intake.models import Batch
from lantoa.intake.queries.files import ListedFile, files_of, listed

PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Progress:
    """The files of a batch, and whether a task works on them now."""

    rows: tuple[ListedFile, ...]
    is_busy: bool

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def done(self) -> int:
        """The files that are read; once all are, those that are applied."""
        unread = self._count(FileState.RECEIVED)
        return self.total - (unread or (self.waiting if self.is_busy else 0))

    @property
    def refused(self) -> int:
        return self._count(FileState.REFUSED)

    @property
    def waiting(self) -> int:
        """The files that were read and are not applied."""
        return self._count(FileState.READ)

    @property
    def ready(self) -> int:
        """The records that applying what waits would write."""
        return sum(row.tally.ready for row in self.rows if row.file.state == FileState.READ)

    @property
    def is_reading(self) -> bool:
        return self._count(FileState.RECEIVED) > 0

    @property
    def is_stuck(self) -> bool:
        return self.is_reading and not self.is_busy

    def _count(self, state: FileState) -> int:
        return sum(row.file.state == state for row in self.rows)


def get_batch(user: User, pk: int) -> Batch:
    """Return one batch; 404 where `user` may not see it."""
    batch = Batch.objects.select_related("sent_by").filter(pk=pk).first()
    if batch is None or not permissions.can_see_batch(user, batch):
        raise Http404
    return batch


def progress_of(user: User, batch: Batch, *, at: datetime) -> Progress:
    """Return how far a batch is; a task that was not heard of for long is given up."""
    is_busy = batch.busy_since is not None and at - batch.busy_since < PATIENCE
    return Progress(tuple(listed(user, files_of(batch))), is_busy)


def batch_by_key(pk: int) -> Batch:
    return Batch.objects.select_related("sent_by").get(pk=pk)


def user_by_key(pk: int) -> User:
    return User.objects.get(pk=pk)


def user_by_name(username: str) -> User | None:
    return User.objects.filter(username__iexact=username, is_active=True).first()
