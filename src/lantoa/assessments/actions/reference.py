"""The grading schemes every installation starts with."""

from __future__ import annotations

from pathlib import Path

import yaml
from django.db import transaction

from lantoa.assessments.models import Grade, Scheme

_DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def sync_reference_data() -> int:
    """Add schemes that are missing, by code, with their grades, and return how many."""
    made = 0
    known = set(Scheme.objects.values_list("code", flat=True))
    for plain in yaml.safe_load((_DATA / "schemes.yaml").read_text(encoding="utf-8")):
        grades = plain.pop("grades")
        if plain["code"] in known:
            continue
        scheme = Scheme.objects.create(**{**plain, "source": plain["source"].strip()})
        Grade.objects.bulk_create(
            Grade(scheme=scheme, order=order, **grade)
            for order, grade in enumerate(grades, start=1)
        )
        made += 1
    return made
