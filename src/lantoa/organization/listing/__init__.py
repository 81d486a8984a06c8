"""The list page of every kind of record: search, filters, states, columns, order, export.

An app describes its list as a `Listing`; `respond` answers with the page, the fragment for
htmx, or a file of exactly what is filtered. Walking is by key, so a deep page costs what the
first one does.
"""

from __future__ import annotations

from lantoa.organization.listing.answering import ListView, respond
from lantoa.organization.listing.declaring import (
    BadAddress,
    Column,
    Kind,
    Label,
    Listing,
    Measure,
    Muted,
    State,
    address_of,
    distinct,
    sum_of,
)

__all__ = [
    "BadAddress",
    "Column",
    "Kind",
    "Label",
    "ListView",
    "Listing",
    "Measure",
    "Muted",
    "State",
    "address_of",
    "distinct",
    "respond",
    "sum_of",
]
