"""Read back the files the product makes, with other people's readers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
import pypdf
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def open_docx(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def open_pdf(content: bytes) -> Any:  # its objects are dictionaries without a shape
    return pypdf.PdfReader(io.BytesIO(content))


def docx_words(content: bytes) -> list[str]:
    """Return the words of the text in order; list dashes count, heads and feet do not."""
    return " ".join(_docx_lines(open_docx(content))).split()


def _docx_lines(document: Document) -> Iterator[str]:
    for element in document.element.body.iter(qn("w:p")):
        paragraph = Paragraph(element, document._body)
        dash = "- " if paragraph.style is not None and paragraph.style.name == "List Bullet" else ""
        yield dash + paragraph.text


def pdf_words(content: bytes, *, foot_note: str = "") -> list[str]:
    """Return the words of the text in order, without page numbers and the foot note."""
    lines = []
    for page in open_pdf(content).pages:
        text = page.extract_text()
        if foot_note:
            assert foot_note in text
            text = text.replace(foot_note, "")
        lines.append(re.sub(r"^\s*\d{1,3}\n", "", text))
    return " ".join(lines).split()
