"""The catalogue of titles and forms: from the rulebooks, and those an army union adds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from lantoa.awards.models import AwardKind
from lantoa.rulebook.rules import catalogue

_DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def sync_reference_data() -> int:
    """Add the kinds that are missing, by code, and return how many; those that are there stay."""
    known = set(AwardKind.objects.values_list("code", flat=True))
    made = AwardKind.objects.bulk_create(
        AwardKind(**plain, order=order)
        for order, plain in enumerate(_in_order())
        if plain["code"] not in known
    )
    return len(made)


def _in_order() -> list[dict[str, Any]]:
    """Return every kind in the order of the lists: an army union's own after what it is like."""
    added = yaml.safe_load((_DATA / "army_union.yaml").read_text(encoding="utf-8"))
    ordered: list[dict[str, Any]] = []
    for entry in catalogue():
        ordered.append(
            {
                "code": entry.code,
                "name": entry.name,
                "short_name": entry.short_name,
                "is_title": entry.is_title,
                "level": entry.level,
                "authority": entry.authority,
                "source": str(entry.citation),
                "confidence": entry.confidence.value,
            }
        )
        ordered += _following(entry.code, added)
    return ordered


def _following(code: str, added: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the added kinds that stand after this one, each with those that stand after it."""
    found: list[dict[str, Any]] = []
    for plain in added:
        if plain["after"] == code:
            found.append({name: value for name, value in plain.items() if name != "after"})
            found += _following(plain["code"], added)
    return found
