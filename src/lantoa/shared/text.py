"""Vietnamese text: folding for search, keys for sorting, nothing about any domain.

The database is built without ICU, so both keys are made here, once, for the column and for
the query alike.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_ORDER = {letter: chr(ord("A") + place) for place, letter in enumerate(_LETTERS)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: part of the letter
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_BLANKS = re.compile(r"\s+")
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"  # soft hyphens, zero widths: left by copying
_UNSEEN = re.compile(f"[{_INVISIBLE}]")
_MARKS = re.compile(  # every block of combining marks for Latin letters, and what nobody sees
    f"[{_INVISIBLE}\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)


def tidy(text: str) -> str:
    """Return `text` in NFC with single blanks, none at the ends, and no invisible signs."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", unicodedata.normalize("NFC", text))).strip()


def fold(text: str) -> str:
    """Return `text` for search: lower case, no marks, đ as d, only letters, digits and blanks.

    Tone placement (hoà, hòa) and Unicode form vanish with the marks.
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return _NOT_WORD.sub(" ", _MARKS.sub("", decomposed)).strip()


def _syllable_key(syllable: str) -> str:
    tone = "0"
    letters: list[str] = []
    for sign in unicodedata.normalize("NFD", syllable.casefold()):
        if sign in _TONES:
            tone = _TONES[sign]
        elif sign in _SHAPES and letters:
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + sign)
        elif not unicodedata.combining(sign):
            letters.append(sign)
    return "".join(_ORDER.get(letter, letter) for letter in letters) + tone


def sort_key(text: str) -> str:
    """Return a key that sorts by the Vietnamese alphabet under byte order, letters before tones."""
    return " ".join(_syllable_key(part) for part in re.findall(r"\w+", tidy(text)))


def name_sort_key(full_name: str) -> str:
    """Return the key of a person's name: given name first, as Vietnamese lists are sorted."""
    parts = tidy(full_name).split(" ")
    return sort_key(" ".join([parts[-1], *parts[:-1]]))
