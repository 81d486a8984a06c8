"""What the program does by itself for every app."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from lantoa.assessments.actions import reference as assessments
from lantoa.audit.actions import record
from lantoa.awards.actions import reference as awards
from lantoa.organization.actions import reference as organization

# Lower layers first: a catalogue may name rows of an app below its own.
CATALOGUES = (organization, assessments, awards)


@transaction.atomic
def sync_reference_data(*, at: datetime) -> int:
    """Add what is missing of every app's catalogues, and return how many rows that were."""
    added: int = sum(app.sync_reference_data() for app in CATALOGUES)
    if added:
        record("reference.synced", actor=None, at=at, added=added)
    return added
