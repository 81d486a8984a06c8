"""Background entry points: load by key, call one action."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from lantoa.intake.actions import applying, reading
from lantoa.intake.queries import batches


@app.task(name="intake.read_batch")
def read_batch(*, batch_id: int) -> None:
    """Read the files of a batch that were not read yet."""
    reading.read_batch(batches.batch_by_key(batch_id), at=timezone.now())


@app.task(name="intake.apply_batch")
def apply_batch(*, batch_id: int, user_id: int) -> None:
    """Apply the files of a batch that wait, with the rights that the user has now."""
    applying.apply_batch(
        batches.batch_by_key(batch_id), actor=batches.user_by_key(user_id), at=timezone.now()
    )
