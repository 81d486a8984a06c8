from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from lantoa.audit.actions import seal_entries


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="audit.seal_journal")
def seal_journal(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate gives the minute
    """Seal what was journalled since the last minute; a repetition finds nothing left."""
    while seal_entries(at=timezone.now()):
        pass
