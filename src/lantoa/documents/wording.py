"""Fixed words and small forms of an official paper.

They are legal wording, not interface text, so they are never translated.
Source: NĐ 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NUMBER_LABEL = "Số:"
ADDRESSEE_LABEL = "Kính gửi:"
RECIPIENTS_LABEL = "Nơi nhận:"
APPENDIX_LABEL = "Phụ lục"
UNIT_LABEL = "Đơn vị tính:"

_BLANK = "…"
_ROMAN = (
    (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_BULLET_OF_SYMBOL_FONT = "\uf0b7"  # what pasting a Word list leaves behind
_INVISIBLE = {"Cc", "Cf", "Cs"}
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\v|\f")


def printable(text: str) -> str:
    """Return `text` as ink can show it: NFC, line ends as LF, without invisible characters.

    No visible character is dropped or replaced except the private bullet of Word's symbol font.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text).replace("\t", " "))
    text = text.replace(_BULLET_OF_SYMBOL_FONT, "•")
    if text.isprintable():
        return text
    return "".join(
        char for char in text if char == "\n" or unicodedata.category(char) not in _INVISIBLE
    )


def long_date(on: date | None) -> str:
    """Spell a day with a leading 0 for days under 10 and for months 1 and 2 only.

    A day not yet known leaves dots to be written on. Source: NĐ 30/2020/NĐ-CP, Phụ lục I.
    """
    if on is None:
        return f"ngày {_BLANK} tháng {_BLANK} năm {_BLANK}"
    month = f"{on.month:02d}" if on.month <= 2 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


def place_line(place: str, *, on: date | None) -> str:
    """Return the line of place and date; bodies whose place is not told begin with "Ngày"."""
    day = long_date(on)
    return f"{place}, {day}" if place else f"N{day[1:]}"


def document_number(number: int | None, *, symbol: str) -> str:
    """Return "08/BC-CĐ": a leading 0 under 10, dots while the paper has no number yet.

    Source: NĐ 30/2020/NĐ-CP, Phụ lục I.
    """
    return f"{_BLANK if number is None else f'{number:02d}'}/{symbol}"


def listed(items: Iterable[str]) -> tuple[str, ...]:
    """Close each line with ";" and the last with ".", whatever it was typed with."""
    lines = [item.rstrip(" ;.") for item in items]
    return tuple(
        f"{line}{'.' if position == len(lines) else ';'}"
        for position, line in enumerate(lines, start=1)
    )


def dashed(items: Iterable[str]) -> tuple[str, ...]:
    """Return the lines of Kính gửi and Nơi nhận: "- …;" and last "- …."."""
    return tuple(f"- {line}" for line in listed(items))


def roman(number: int) -> str:
    digits = ""
    for value, letters in _ROMAN:
        digits += letters * (number // value)
        number %= value
    return digits


def appendix_label(position: int, *, of: int) -> str:
    """Return "Phụ lục", with a Roman number when the paper has two or more."""
    return APPENDIX_LABEL if of < 2 else f"{APPENDIX_LABEL} {roman(position)}"


def appendix_reference(kind: str, *, number: str, signed_on: date | None, issuing_body: str) -> str:
    """Return the line under an appendix title that says which paper it belongs to."""
    return f"(Kèm theo {kind.capitalize()} số {number} {long_date(signed_on)} của {issuing_body})"
