"""The shape of Vietnamese syllables: enough to tell Vietnamese text from text in a wrong encoding.

A syllable is [initial] + rhyme with one tone. Rhymes that end in a stop (c, ch, p, t) carry only
sắc or nặng.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_STOP_TONES = {"\u0301", "\u0323"}
_INITIAL = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_RHYME = (
    r"(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|ă(?:c|m|n|ng|p|t)|â(?:c|m|n|ng|p|t|u|y)"
    r"|e(?:c|m|n|ng|o|p|t)?|ê(?:ch|m|n|nh|p|t|u)?"
    r"|i(?:a|ch|m|n|nh|p|t|u)?|iê(?:c|m|n|ng|p|t|u)|yê(?:m|n|ng|t|u)|y(?:t|nh|u|ch|a|n)?"
    r"|o(?:c|i|m|n|ng|p|t|a|ac|ach|ai|am|an|ang|anh|ao|ap|at|ay|ăc|ăm|ăn|ăng|ăt|e|en|eo|et|oc|ong)?"
    r"|ô(?:c|i|m|n|ng|p|t)?|ơ(?:i|m|n|p|t)?"
    r"|u(?:a|c|i|m|n|ng|p|t|â|ân|âng|ât|ây|ê|êch|ênh|ơ|y|ych|yn|ynh|yt|yu|ya|yên|yêt)?"
    r"|uô(?:c|i|m|n|ng|t)|ư(?:a|c|i|m|n|ng|t|u)?|ươ(?:c|i|m|n|ng|p|t|u)"
    # after qu and gi, whose last letter belongs to the initial
    r"|ê(?:nh|ch|n)?|iêt|iên|iêp|iêng)"
)
_SYLLABLE = re.compile(f"{_INITIAL}{_RHYME}$")
_ENDS_IN_STOP = re.compile("(?:c|ch|p|t)$")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Tell whether a word, in any case and Unicode form, could be one Vietnamese syllable."""
    decomposed = unicodedata.normalize("NFD", word.casefold())
    tones = [sign for sign in decomposed if ord(sign) in _TONES]
    if len(tones) > 1:
        return False
    plain = unicodedata.normalize("NFC", decomposed.translate(_TONES))
    if not _SYLLABLE.match(plain):
        return False
    return not (tones and tones[0] not in _STOP_TONES and _ENDS_IN_STOP.search(plain))


def marked_words(text: str) -> list[str]:
    """Return the words of a text that hold a letter outside ASCII."""
    return [word for word in _WORD.findall(text) if not word.isascii()]
