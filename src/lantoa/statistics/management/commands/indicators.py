from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.sources import SOURCES


class Command(BaseCommand):
    """Print the catalogue of indicators."""

    help = "danh mục chỉ tiêu: mã, tên, định nghĩa, đếm gì, lọc theo gì"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="in cả danh mục dưới dạng JSON")

    def handle(self, *_args: object, **options: object) -> None:
        if options["json"]:
            plain = [_plain(indicator) for indicator in CATALOGUE.values()]
            self.stdout.write(json.dumps(plain, ensure_ascii=False, indent=1))
            return
        width = max(len(code) for code in CATALOGUE)
        for indicator in CATALOGUE.values():
            self.stdout.write(f"{indicator.code:<{width}}  {indicator.definition}")


def _plain(indicator: Indicator) -> dict[str, Any]:
    """Return an indicator as JSON-ready values; what it does not have is left out."""
    stated = {
        "code": indicator.code,
        "name": str(indicator.name),
        "definition": str(indicator.definition),
        "counting": indicator.counting.value,
        "measure": indicator.measure.value,
        "counted": str(indicator.counted),
        "rounding": indicator.rounding.value,
        "list": reverse(SOURCES[indicator.source].url_name) if indicator.source else "",
        "filters": {name: list(values) for name, values in indicator.params},
        "column": indicator.column,
        "breakdowns": ["nam", "don_vi", *indicator.breakdowns],
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "per": indicator.per if indicator.numerator else "",
        "part_of": indicator.part_of,
        "article": indicator.article,
    }
    return {name: value for name, value in stated.items() if value not in ("", {}, [])}
