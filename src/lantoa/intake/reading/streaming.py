"""XML read in a stream, within limits: what a file holds is counted before it takes any room."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _

from lantoa.intake.reading.tables import MOST_UNPACKED, damaged, swells, too_large
from lantoa.shared.numbers import group_digits

MOST_ELEMENTS = 1_200_000  # about a second's work
_PIECE = 1 << 20

Start = Callable[[str, dict[str, str]], None]
Named = Callable[[str], None]


def read_xml(stream: IO[bytes], *, start: Start, end: Named, text: Named) -> None:
    """Tell every element and text of a document, named as "namespace name".

    Raises `Refused` where it holds too much or declares entities, and `expat.ExpatError`.
    """
    elements = 0

    def counted(tag: str, given: dict[str, str]) -> None:
        nonlocal elements
        elements += 1
        if elements > MOST_ELEMENTS:
            most = group_digits(MOST_ELEMENTS)
            raise too_large(_("quá %(most)s phần bên trong") % {"most": most})
        start(tag, given)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = counted
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = _no_entities
    unpacked = 0
    while piece := stream.read(_PIECE):
        unpacked += len(piece)
        if unpacked > MOST_UNPACKED:
            raise swells()
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _no_entities(*_declaration: object) -> NoReturn:
    """Refuse a document that declares entities: no office program writes any."""
    raise damaged()
