"""The data every installation starts with: kinds of units, categories, the privacy register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from lantoa.organization.models import PersonalField, PersonCategory, UnitKind

_DATA = Path(__file__).resolve().parent.parent / "data"


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((_DATA / name).read_text(encoding="utf-8"))
    return rows


@transaction.atomic
def sync_reference_data() -> int:
    """Add what is missing, by code, and return how many rows; what was edited stays as it is."""
    before = UnitKind.objects.count()
    UnitKind.objects.bulk_create(
        (UnitKind(**row) for row in _missing(UnitKind, _rows("unit_kinds.yaml"))),
        ignore_conflicts=True,  # an administrator may have given the name to a kind of theirs
    )
    categories = _rows("person_categories.yaml")
    for order, row in enumerate(categories):
        row.setdefault("order", order)
    made = PersonCategory.objects.bulk_create(
        PersonCategory(**row) for row in _missing(PersonCategory, categories)
    )
    known = set(PersonalField.objects.values_list("model", "field"))
    fields = PersonalField.objects.bulk_create(
        PersonalField(**row)
        for row in _rows("personal_fields.yaml")
        if (row["model"], row["field"]) not in known
    )
    return UnitKind.objects.count() - before + len(made) + len(fields)


def _missing(
    model: type[UnitKind | PersonCategory], rows: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    known = set(model.objects.values_list("code", flat=True))
    return [row for row in rows if row["code"] not in known]
