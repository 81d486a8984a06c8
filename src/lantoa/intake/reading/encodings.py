"""Which encoding a text was written in, told from the text itself: never from a font's name.

Two questions: which bytes are these (`decode`), and was this Unicode text once the bytes of an old
Vietnamese font that somebody took for Western ones (`Repair`). Both are answered by trying, and by
counting how many words with marks could be Vietnamese syllables afterwards.

Source of the tables: the published comparisons of TCVN 5712:1993 (TCVN3, .VnTime), VNI-Windows and
Windows-1258 with Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from lantoa.intake.reading.tables import Mended, Table
from lantoa.shared.syllables import is_syllable, marked_words

Encoding = Literal["utf-8", "utf-16", "cp1258", "tcvn3", "vni", "cp1252"]
_ENOUGH = 0.6  # of the words with marks: names, codes and foreign words are among them
_SAMPLE = 4_000  # words that are looked at
_TELLING = 12  # letters of a good example: about a name

_TCVN3_VOWELS = {
    "a": "µ¶·¸¹", "ă": "»¼½¾Æ", "â": "ÇÈÉÊË", "e": "ÌÎÏÐÑ", "ê": "ÒÓÔÕÖ", "i": "×ØÜÝÞ",  # noqa: RUF001
    "o": "ßáâãä", "ô": "åæçèé", "ơ": "êëìíî", "u": "ïñòóô", "ư": "õö÷øù", "y": "úûüýþ",
}  # fmt: skip
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of TCVN3
_TCVN3: Mapping[str, str] = {
    **dict(zip("¨©ª«¬\u00ad®¡¢£¤¥¦§", "ăâêôơưđĂÂÊÔƠƯĐ", strict=True)),
    **{
        sign: unicodedata.normalize("NFC", vowel + tone)
        for vowel, signs in _TCVN3_VOWELS.items()
        for sign, tone in zip(signs, _TONES, strict=True)
    },
}
_VNI_SIGNS = dict(zip("øûõùï", _TONES, strict=True))  # after any vowel
_VNI_SHAPED = {  # after a: breve or circumflex, alone or with a tone; after e and o: circumflex
    "ê": "\u0306", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "é": "\u0306\u0301", "ë": "\u0306\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "á": "\u0302\u0301", "ä": "\u0302\u0323",
}  # fmt: skip
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị",
              "î": "ỵ"}  # fmt: skip
_VNI_PAIR = re.compile(r"([aeouyôö])([øûõùïêèúüéëâàåãáä])", re.IGNORECASE)
_FIELD = re.compile(r"[,;\t|]")
_INSIDE_A_WORD = re.compile(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")


def decode(content: bytes) -> tuple[str, Encoding] | None:
    """Return the text of these bytes in NFC, and the encoding it was found to be in.

    A byte order mark decides; then UTF-8, which other text does not resemble by chance; then the
    one-byte encoding that gives most Vietnamese syllables. No byte is ever dropped or guessed at:
    None where no encoding reads all of them as Vietnamese, or as text without a letter of its own.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16", "utf-16")
    if _looks_utf16(content):
        order = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        return _strictly(content, order, "utf-16")
    if read := _strictly(content, "utf-8-sig", "utf-8"):
        return read
    western = _strictly(content, "cp1252", "cp1252")
    tried = [_strictly(content, "cp1258", "cp1258"), western]
    tried.append((from_tcvn3(content.decode("latin-1")), "tcvn3"))
    if western:
        tried.append((from_vni(western[0]), "vni"))
    found = [read for read in tried if read]
    best = max(found, key=lambda read: plausible(read[0].split("\n")))
    if plausible(best[0].split("\n")) >= _ENOUGH:
        return best
    return western if western and not marked_words(western[0]) else None


def _strictly(content: bytes, codec: str, encoding: Encoding) -> tuple[str, Encoding] | None:
    try:
        return _composed(content.decode(codec)), encoding
    except UnicodeDecodeError:
        return None


def _looks_utf16(content: bytes) -> bool:
    """Tell whether every second byte is mostly zero, and none of the others is."""
    head = content[:2000]
    even, odd = head[::2], head[1::2]
    few, many = sorted((even.count(0), odd.count(0)))
    return len(head) >= 4 and few == 0 and many * 2 > len(odd)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def from_tcvn3(text: str) -> str:
    """Return text of a .VnTime font, read as Latin-1 or Windows-1252, in Unicode."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """Return text of a VNI font, read as Windows-1252, in Unicode."""

    def joined(found: re.Match[str]) -> str:
        vowel, sign = found[1], found[2].lower()
        base = {"ô": "ơ", "ö": "ư"}.get(vowel.lower(), vowel.lower())
        marks = _VNI_SIGNS.get(sign, "")
        if not marks and base in "aeo":
            marks = _VNI_SHAPED.get(sign, "")
            if base != "a" and "\u0306" in marks:
                return found[0]
        if not marks:
            return found[0]
        made = _composed(base + marks)
        # A private mark keeps what is done from being read again as a letter that stands alone.
        return "\ue000" + (made.upper() if vowel.isupper() else made)

    pieces = _VNI_PAIR.sub(joined, text).split("\ue000")
    out = [_vni_alone(pieces[0])]
    out += [piece[0] + _vni_alone(piece[1:]) for piece in pieces[1:]]
    return _composed("".join(out))


def _vni_alone(text: str) -> str:
    return "".join(
        (_VNI_ALONE[low].upper() if letter.isupper() else _VNI_ALONE[low])
        if (low := letter.lower()) in _VNI_ALONE
        else letter
        for letter in text
    )


def from_utf8_as_1252(text: str) -> str:
    """Return UTF-8 that was read as Windows-1252, read rightly; the text itself if it was not."""
    try:
        return _composed(text.encode("cp1252").decode("utf-8"))
    except UnicodeError:
        return text


def plausible(texts: Iterable[str]) -> float:
    """Return which part of the words with marks could be Vietnamese; 0.0 where there is none."""
    good = seen = 0
    for text in texts:
        for word in marked_words(text):
            seen += 1
            good += is_syllable(word)
            if seen >= _SAMPLE:
                return good / seen
    return good / seen if seen else 0.0


@dataclass(frozen=True, slots=True)
class Repair:
    """How the texts of a sheet are put right: from which encoding, and by which function."""

    encoding: Encoding
    mend: Callable[[str], str]


_REPAIRS = (
    Repair("tcvn3", from_tcvn3),
    Repair("vni", from_vni),
    Repair("utf-8", from_utf8_as_1252),
)


def repair_for(texts: Iterable[str]) -> Repair | None:
    """Return the repair that makes these texts Vietnamese, where as they stand they are not."""
    suspect = [text for text in texts if not text.isascii()]
    if not suspect:
        return None
    as_is = plausible(map(_composed, suspect))
    if as_is >= _ENOUGH:
        return None
    tried = [(plausible(map(repair.mend, suspect)), repair) for repair in _REPAIRS]
    best, repair = max(tried, key=lambda pair: pair[0])
    return repair if best > max(as_is + 0.3, 0.5) else None


_NAMES: Mapping[Encoding, str] = {
    "cp1258": "Windows-1258",
    "tcvn3": "TCVN3 (.VnTime)",
    "vni": "VNI",
    "utf-8": "UTF-8",
}


def mended(table: Table) -> Table:
    """Return the sheet with its text in Unicode, where it was typed in an old Vietnamese font.

    A cell that is Vietnamese as it stands, or would not be afterwards, keeps every letter.
    """
    texts = {cell for row in table.rows for cell in row if isinstance(cell, str)}
    repair = repair_for(texts)
    if repair is None:
        return table
    after = {text: repair.mend(text) for text in texts if _is_written_in(repair, text)}
    rows = [
        [after.get(cell, cell) if isinstance(cell, str) else cell for cell in row]
        for row in table.rows
    ]
    example = min(after, key=lambda text: (abs(len(text) - _TELLING), text), default="")
    note = Mended(_NAMES[repair.encoding], example, after.get(example, ""))
    return replace(table, rows=rows, mended=note)


def note_of(content: bytes, text: str, encoding: Encoding) -> Mended | None:
    """Return what to tell of a plain text whose bytes were in an old encoding."""
    if encoding not in {"cp1258", "tcvn3", "vni"}:
        return None
    before = content.decode("latin-1").split("\n")
    pairs = zip(before, text.split("\n"), strict=False)
    line = next(((old, new) for old, new in pairs if old != new), ("", ""))
    words = zip(_FIELD.split(line[0]), _FIELD.split(line[1]), strict=False)
    old, new = next(((old, new) for old, new in words if old != new), ("", ""))
    return Mended(_NAMES[encoding], old.strip(), new.strip())


def _is_written_in(repair: Repair, text: str) -> bool:
    """Tell whether a text is Vietnamese only after the repair; a sign that stands alone is a sign.

    "T©n" is a name in an old font; "§ 5", "× 2" and "Ø 40" say what they say.
    """
    if plausible([_composed(text)]) >= _ENOUGH or not _INSIDE_A_WORD.search(text):
        return False
    return plausible([repair.mend(text)]) >= _ENOUGH
