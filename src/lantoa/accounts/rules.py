"""How a sign-in name is written. No legal source: one spelling for the account and the lock."""

from __future__ import annotations

from lantoa.shared.text import tidy


def normal_username(written: str) -> str:
    """Return the one spelling of a sign-in name: NFC, lower case, no blanks at the ends."""
    return tidy(written).casefold()
