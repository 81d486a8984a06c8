"""How a figure is written: the number alone, the number with what it counts, the exact value."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lantoa.shared.numbers import (
    Rounding,
    closer_style,
    decimal_comma,
    group_digits,
    percent,
    phrase,
    phrase_or_exact,
    short_money,
    true_styles,
)
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.choices import Measure

Value = int | Decimal
UNKNOWN = "—"
_SIZES = {
    "đồng": gettext_lazy("đồng"),
    "triệu đồng": gettext_lazy("triệu đồng"),
    "tỷ đồng": gettext_lazy("tỷ đồng"),
}


def percent_words(numerator: int, denominator: int) -> str:
    """Write a share in whole per cent; with decimals where that would claim all or nothing."""
    whole = percent(numerator, denominator, places=0)
    if whole is None:
        return UNKNOWN
    claims = (whole == 100 and numerator < denominator) or (whole == 0 and numerator > 0)
    if not claims:
        return f"{whole}%"
    near = percent(numerator, denominator, places=2) or Decimal(0)
    if near == 100:
        near = Decimal("99.99")
    return f"{decimal_comma(max(near, Decimal('0.01')))}%"


def own_style(indicator: Indicator, value: Value | None) -> Rounding:
    """Return the rounding style that the value is written in unless an officer chooses another."""
    if value is None or indicator.measure in {Measure.PERCENT, Measure.RATE}:
        return Rounding.EXACT
    money = indicator.measure is Measure.MONEY
    return closer_style(int(value), indicator.rounding, money=money)


def number_words(indicator: Indicator, value: Value | None, style: Rounding) -> str:
    """Write the number in a rounding style; exactly where the style would be untrue.

    Shares in per cent are written by `percent_words`, which needs both numbers. An English screen
    shows every number exactly: the rounding words belong to Vietnamese prose.
    """
    if value is None:
        return UNKNOWN
    if get_language() == "en":
        style = Rounding.EXACT
    match indicator.measure:
        case Measure.MONEY if style is Rounding.EXACT:
            number, _space, size = short_money(int(value)).partition(" ")
            return f"{number} {_SIZES[size]}"
        case Measure.MONEY:
            return phrase_or_exact(int(value), style, money=True)
        case Measure.COUNT:
            return phrase_or_exact(int(value), style)
        case Measure.PERCENT:
            return f"{decimal_comma(Decimal(value))}%"
        case Measure.RATE:
            return decimal_comma(Decimal(value))


def chosen_words(indicator: Indicator, value: Value, style: Rounding) -> str:
    """Write the number in exactly this style; raises `FalseWording` where it is untrue."""
    if indicator.measure in {Measure.PERCENT, Measure.RATE}:
        return number_words(indicator, value, Rounding.EXACT)
    return phrase(int(value), style, money=indicator.measure is Measure.MONEY)


def styles_for(indicator: Indicator, value: Value | None) -> list[Rounding]:
    """Return the rounding styles among which an officer may choose for this value."""
    if value is None or indicator.measure in {Measure.PERCENT, Measure.RATE}:
        return [Rounding.EXACT]
    return true_styles(int(value), money=indicator.measure is Measure.MONEY)


def exact_words(indicator: Indicator, value: Value | None) -> str:
    """Write the exact value with its unit: 2.964.300.000 đồng, 45,2%, 210 công trình, sáng kiến."""
    if value is None:
        return _("chưa rõ")
    match indicator.measure:
        case Measure.MONEY:
            return _("%(number)s đồng") % {"number": group_digits(int(value))}
        case Measure.PERCENT:
            return f"{decimal_comma(Decimal(value))}%"
        case Measure.COUNT:
            return f"{group_digits(int(value))} {indicator.counted}"
        case Measure.RATE:
            return f"{decimal_comma(Decimal(value))} {indicator.counted}"


def with_counted(indicator: Indicator, words: str) -> str:
    """Put what is counted after the number: "trên 200 công trình, sáng kiến"."""
    if indicator.measure in {Measure.MONEY, Measure.PERCENT}:
        return words
    return f"{words} {indicator.counted}"
