"""The seal of the journal: a chain of hashes over batches of entries.

Each batch's hash covers the batch before it, so changing or removing an entry breaks every
later seal. No legal source prescribes the method; SHA-256 is FIPS 180-4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def seal_hash(previous_hash: str, lines: Sequence[str]) -> str:
    """Return the hash (64 hex digits) of a batch: the previous hash, then one entry a line."""
    digest = hashlib.sha256(previous_hash.encode("ascii"))
    for line in lines:
        digest.update(b"\n")
        digest.update(line.encode("utf-8"))
    return digest.hexdigest()
