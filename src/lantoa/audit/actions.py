"""Writing to the journal. Nobody needs a right to leave a trace; nobody has one to remove it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Model

from lantoa.audit.models import Entry, FileOpening, Seal
from lantoa.audit.queries import entry_line
from lantoa.audit.rules import seal_hash


@contextmanager
def acting(actor: AbstractBaseUser | None, act: str) -> Iterator[None]:
    """Note actor and act beside every row of history that the database writes meanwhile."""
    with pghistory.context(actor=actor.pk if actor else None, act=act):
        yield


def record(
    act: str,
    target: Model | None = None,
    *,
    actor: AbstractBaseUser | None,
    at: datetime,
    unit_id: int | None = None,
    acting_as: AbstractBaseUser | None = None,
    **details: Any,  # noqa: ANN401 -- whatever JSON the act wants to keep
) -> Entry:
    """Append one act to the journal, in the caller's transaction.

    `actor` is None for acts of the program itself. `unit_id` is the unit whose officers may
    read the entry; without it only the actor and administrators do.
    """
    return Entry.objects.create(
        act=act,
        record_kind=target._meta.label_lower if target is not None else "",
        record_id=target.pk if target is not None else None,
        unit_id=unit_id,
        actor_id=actor.pk if actor is not None else None,
        acting_as_id=acting_as.pk if acting_as is not None else None,
        at=at,
        details=details,
    )


def record_file_opening(
    person_id: int, *, actor: AbstractBaseUser, at: datetime, purpose: str
) -> None:
    """Note that `actor` opened the personal file of `person_id`.

    Who looks through another's account is the one who opened it.
    """
    looking = getattr(actor, "seen_by", None)
    FileOpening.objects.create(
        opened_by_id=(looking or actor).pk,
        person_id=person_id,
        opened_at=at,
        purpose="xem_nhu" if looking else purpose,
    )


@transaction.atomic
def seal_entries(*, at: datetime, most: int = 10_000) -> Seal | None:
    """Seal the oldest unsealed entries as one batch; returns None when there are none.

    Only entries of transactions that every running transaction can see are sealed, so a slow
    one can never commit an entry behind a seal. A transaction-level lock keeps sealers single.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit.seal'))")
        cursor.execute(
            "SELECT id FROM audit_entry WHERE seal_id IS NULL AND transaction < "
            "pg_snapshot_xmin(pg_current_snapshot())::text::bigint ORDER BY id LIMIT %s",
            [most],
        )
        keys = [row[0] for row in cursor.fetchall()]
    if not keys:
        return None
    previous = Seal.objects.order_by("-pk").first()
    previous_hash = previous.hash if previous else "0" * 64
    entries = Entry.objects.filter(pk__in=keys).order_by("pk")
    seal = Seal.objects.create(
        first_entry=keys[0],
        last_entry=keys[-1],
        count=len(keys),
        previous_hash=previous_hash,
        hash=seal_hash(previous_hash, [entry_line(entry) for entry in entries]),
        sealed_at=at,
    )
    entries.update(seal=seal)
    return seal
