"""Dates and numbers look the same on every screen, in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation


def shown(expression: str, value: object) -> str:
    source = "{% load formats %}{{ value" + expression + " }}"
    return Template(source).render(Context({"value": value}))


@pytest.mark.parametrize(
    ("expression", "value", "expected"),
    [
        ("|money", 2_964_300_000, "2.964.300.000"),
        ("|money", None, "—"),
        ("|short_money", 612_400_000, "612,4 triệu đồng"),
        ("|short_money", None, "—"),
        ("|count", 6012, "6.012"),
        ("|count", None, "—"),
        ("|percent", Decimal("45.2"), "45,2%"),
        ("|percent", Decimal("100.0"), "100%"),
        ("|percent", None, "—"),
        ("|partial_date", "1975-03-12", "12/03/1975"),
        ("|partial_date", "1975-03", "03/1975"),
        ("|partial_date", "1975", "1975"),
        ("|partial_date", "", "—"),
        ("|day", date(2026, 11, 23), "23/11/2026"),
        ("|day", datetime(2026, 11, 22, 18, 0, tzinfo=UTC), "23/11/2026"),
        ("|day", None, "—"),
        ("|weekday", date(2026, 11, 25), "thứ Tư"),
        ("|weekday", date(2026, 11, 29), "Chủ nhật"),
        ("|plain", 2026, "2026"),
        ("|plain", None, ""),
    ],
)
def test_filters_write_values_as_the_trade_does(
    expression: str, value: object, expected: str
) -> None:
    assert shown(expression, value) == expected


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_write_numbers_and_days_alike(language: str) -> None:
    with translation.override(language):
        assert shown("", 1234567) == "1.234.567"
        assert shown("", 1234.5) == "1.234,5"
        assert shown("|date", date(2026, 3, 5)) == "05/03/2026"
        assert shown("|time", datetime(2026, 3, 5, 9, 41, tzinfo=UTC)) in {"09:41", "16:41"}
