from __future__ import annotations

import json
from collections.abc import Iterator

from lantoa.audit.models import Entry, Seal
from lantoa.audit.rules import seal_hash


def entry_line(entry: Entry) -> str:
    """Return the entry as the one text that is hashed."""
    return json.dumps(
        [
            entry.pk,
            entry.act,
            entry.record_kind,
            entry.record_id,
            entry.unit_id,
            entry.actor_id,
            entry.acting_as_id,
            entry.at.isoformat(),
            entry.details,
        ],
        ensure_ascii=False,
        sort_keys=True,
    )


def broken_seals() -> Iterator[Seal]:
    """Yield every seal that does not match its entries or its predecessor (`lantoa verify`)."""
    previous_hash = "0" * 64
    for seal in Seal.objects.order_by("pk").iterator():
        entries = list(seal.entries.order_by("pk"))
        right = seal_hash(previous_hash, [entry_line(entry) for entry in entries])
        if seal.previous_hash != previous_hash or seal.hash != right or seal.count != len(entries):
            yield seal
        previous_hash = seal.hash


def last_hash() -> str:
    """Return the newest seal's hash, which prints on reviews; empty before the first seal."""
    return Seal.objects.order_by("-pk").values_list("hash", flat=True).first() or ""
