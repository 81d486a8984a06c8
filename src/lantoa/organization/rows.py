"""Typed rows of people: see `lantoa.shared.rows`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a list of members states them; None means "not stated".

    `born` and `union_joined` are partial dates ("1975", "1975-03", "1975-03-12"); `since` is
    the first day of the membership; `category` a code of `PersonCategory`.
    """

    unit_id: int
    code: str
    full_name: str
    born: str | None = None
    gender: str | None = None
    union_joined: str | None = None
    category: str | None = None
    position: str | None = None
    rank: str | None = None
    trade: str | None = None
    workplace: str | None = None
    is_union_member: bool | None = None
    since: date | None = None
