"""Row history: `@tracked` gives a model an event table that database triggers fill.

Triggers see bulk writes and raw SQL too. Secret ballots, when they come, are not tracked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db.models import Model

M = TypeVar("M", bound=type[Model])


def tracked(*, without: tuple[str, ...] = ()) -> Callable[[M], M]:
    """Record every insert, change and deletion of the model's rows, leaving out derived columns."""
    track: Callable[[M], M] = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=list(without) or None,
        obj_field=pghistory.ObjForeignKey(related_name="history", db_index=True),
        context_field=pghistory.ContextForeignKey(null=True, related_name="+", db_index=False),
    )
    return track
