"""Elements of Word's own XML (ECMA-376), escaped by construction."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, tostring

from lantoa.documents.wording import printable

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TWIPS_PER_MM = 1440 / 25.4


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Make an element of the main namespace: `w("jc", val="center")`."""
    made = Element(f"w:{tag}", {f"w:{name}": str(value) for name, value in attributes.items()})
    made.extend(children)
    return made


def root(tag: str, *children: Element) -> Element:
    made = w(tag, *children)
    made.set("xmlns:w", _W)
    made.set("xmlns:r", _R)
    return made


def to_xml(element: Element) -> bytes:
    xml = tostring(element, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


def twips(mm: float) -> int:
    return round(mm * _TWIPS_PER_MM)


def run(text: str, properties: Iterable[Element] = ()) -> Element:
    """Return a run; line feeds become breaks within the paragraph."""
    made = w("r")
    formatting = list(properties)
    if formatting:
        made.append(w("rPr", *formatting))
    for position, line in enumerate(printable(text).split("\n")):
        if position:
            made.append(w("br"))
        words = w("t")
        words.text = line
        words.set("xml:space", "preserve")
        made.append(words)
    return made


def emphasis(
    *, bold: bool = False, italic: bool = False, size_pt: float | None = None
) -> list[Element]:
    marks = [
        w(tag) for tag, on in (("b", bold), ("bCs", bold), ("i", italic), ("iCs", italic)) if on
    ]
    if size_pt is not None:
        marks += [w(tag, val=round(size_pt * 2)) for tag in ("sz", "szCs")]
    return marks
