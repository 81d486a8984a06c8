"""How numbers are written: digits in groups, per cent, rounding words.

Rounding words are typography on top of an exact value (trên, gần, khoảng, hàng trăm); a word
that is false for the value is refused, never printed.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from lantoa.shared.errors import DomainError

BILLION, MILLION = 1_000_000_000, 1_000_000


class FalseWording(DomainError):
    """A rounding word that does not hold for the value."""


class Rounding(StrEnum):
    """The rounding style of a figure in a text."""

    EXACT = "exact"
    OVER = "over"
    NEARLY = "nearly"
    ABOUT = "about"
    HUNDREDS = "hundreds"


def group_digits(value: int) -> str:
    """Write 1234567 as 1.234.567."""
    return f"{value:,}".replace(",", ".")


def decimal_comma(value: Decimal) -> str:
    """Write 45.2 as 45,2 and 100.0 as 100."""
    whole, _, rest = f"{abs(value):f}".partition(".")
    rest = rest.rstrip("0")
    sign = "-" if value < 0 else ""
    return sign + group_digits(int(whole)) + (f",{rest}" if rest else "")


def percent(part: int, whole: int, *, places: int = 1) -> Decimal | None:
    """Return part of whole in per cent, rounded half up; None when there is no whole."""
    if whole == 0:
        return None
    unit = Decimal(1).scaleb(-places)
    return (Decimal(part) * 100 / Decimal(whole)).quantize(unit, rounding=ROUND_HALF_UP)


def short_money(vnd: int) -> str:
    """Write money for a sentence: 612,4 triệu đồng, 2,96 tỷ đồng, 950.000 đồng."""
    if abs(vnd) < MILLION:
        return f"{group_digits(vnd)} đồng"
    millions = (Decimal(vnd) / MILLION).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    if abs(millions) < 1000:
        return f"{decimal_comma(millions)} triệu đồng"
    billions = (Decimal(vnd) / BILLION).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return f"{decimal_comma(billions)} tỷ đồng"


def _step(value: int) -> int:
    """The step that round numbers of this size have: one digit, two from a thousand on."""
    digits = len(str(value))
    if digits <= 1:
        return 1
    return int(10 ** (digits - 1 if digits <= 3 else digits - 2))


def _money_step(value: int) -> int:
    for size in (BILLION, MILLION):
        if value >= size * 9 // 10:
            return size if value < 20 * size else 10 ** (len(str(value)) - 2)
    return _step(value)


def _round_number(value: int, *, money: bool) -> Callable[[Rounding], int | None]:
    step = _money_step(value) if money else _step(value)
    below, above = value // step * step, -(-value // step) * step
    middle = (value + step // 2) // step * step

    def number(style: Rounding) -> int | None:
        if style is Rounding.OVER and below < value <= below * 5 // 4:
            return below
        if style is Rounding.NEARLY and above * 9 // 10 <= value < above:
            return above
        if style is Rounding.ABOUT and middle and 0 < abs(middle - value) * 20 <= value:
            return middle
        return None

    return number


def _hundreds_word(value: int) -> str | None:
    for size, word in ((100, "hàng trăm"), (1000, "hàng nghìn")):
        if 2 * size <= value < 10 * size:
            return word
    return None


def phrase(value: int, style: Rounding, *, money: bool = False) -> str:
    """Write a count or an amount of whole đồng with its rounding word.

    210 over → "trên 200"; 2964300000 nearly → "gần 3 tỷ đồng"; 350 hundreds → "hàng trăm".
    Raises `FalseWording` when the word would be untrue.
    """
    show: Callable[[int], str] = short_money if money else group_digits
    if style is Rounding.EXACT:
        return show(value)
    if style is Rounding.HUNDREDS:
        word = None if money else _hundreds_word(value)
        if word:
            return word
    else:
        number = _round_number(value, money=money)(style)
        words = {Rounding.OVER: "trên", Rounding.NEARLY: "gần", Rounding.ABOUT: "khoảng"}
        if number is not None and value > 0:
            return f"{words[style]} {show(number)}"
    raise FalseWording(f"Cách viết này không đúng với {show(value)}. Chọn cách viết khác.")


def closer_style(value: int, preferred: Rounding, *, money: bool = False) -> Rounding:
    """Return `preferred`, or its opposite of "trên" and "gần" where that round number is nearer.

    1 805 tỷ is "trên 1.800 tỷ" rather than "gần 1.900 tỷ".
    """
    opposite = {Rounding.OVER: Rounding.NEARLY, Rounding.NEARLY: Rounding.OVER}.get(preferred)
    if opposite is None:
        return preferred
    number = _round_number(value, money=money)
    here, there = number(preferred), number(opposite)
    if there is not None and (here is None or abs(there - value) < abs(here - value)):
        return opposite
    return preferred


def true_styles(value: int, *, money: bool = False) -> list[Rounding]:
    """Return the rounding styles that hold for the value; exact always does."""
    return [style for style in Rounding if _holds(value, style, money=money)]


def phrase_or_exact(value: int, style: Rounding, *, money: bool = False) -> str:
    """Write the value in its default style, or exactly where that style would be untrue."""
    return phrase(
        value, style if _holds(value, style, money=money) else Rounding.EXACT, money=money
    )


def _holds(value: int, style: Rounding, *, money: bool) -> bool:
    try:
        phrase(value, style, money=money)
    except FalseWording:
        return False
    return True
