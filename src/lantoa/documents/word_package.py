"""The parts of a Word file and how they refer to each other (Open Packaging Conventions).

Written here and not by a library: the usual starting file brings 160 styles that are not ours and
stamps the hour of writing, so that one paper would never give the same bytes twice.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC
from xml.etree.ElementTree import Element

from lantoa.documents import word_styles
from lantoa.documents.paper import Paper
from lantoa.documents.wording import printable
from lantoa.documents.wordml import root, run, to_xml, w

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_LONGEST_BOOKMARK = 40

HEADER, FOOTER, FIRST_FOOTER = "rHeader", "rFooter", "rFirstFooter"


class References:
    """What the text refers to: addresses outside the file and names of places inside it."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self._bookmarks: Counter[str] = Counter()

    def link(self, url: str) -> str:
        return self.addresses.setdefault(url, f"rLink{len(self.addresses) + 1}")

    def bookmark(self, code: str) -> tuple[int, str]:
        """Return an identity and a name that Word accepts: ASCII, at most 40, used once."""
        name = "so_" + "".join(c if c.isascii() and c.isalnum() else "_" for c in code)
        name = name[: _LONGEST_BOOKMARK - 6]
        self._bookmarks[name] += 1
        count = self._bookmarks[name]
        return self._bookmarks.total(), name if count == 1 else f"{name}_{count}"


def pack(paper: Paper, *, document: Element, references: References) -> bytes:
    """Return the bytes of the file around a finished document."""
    parts: dict[str, Element] = {
        "word/document.xml": document,
        "word/styles.xml": word_styles.styles(),
        "word/numbering.xml": word_styles.numbering(),
        "word/settings.xml": _settings(),
        "word/header1.xml": _page_number(),
    }
    if paper.foot_note:
        parts["word/footer1.xml"] = _foot(paper.foot_note)
        parts["word/footer2.xml"] = _foot(paper.foot_note)
    parts["docProps/core.xml"] = _core_properties(paper)
    parts["docProps/app.xml"] = _app_properties()
    files = {
        "[Content_Types].xml": _content_types(parts),
        "_rels/.rels": _package_relationships(),
        "word/_rels/document.xml.rels": _document_relationships(parts, references),
        **parts,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, to_xml(part))
    return target.getvalue()


_TYPES = {
    "word/document.xml": f"{_WORD_TYPE}.document.main+xml",
    "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
    "word/numbering.xml": f"{_WORD_TYPE}.numbering+xml",
    "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
    "word/header1.xml": f"{_WORD_TYPE}.header+xml",
    "word/footer1.xml": f"{_WORD_TYPE}.footer+xml",
    "word/footer2.xml": f"{_WORD_TYPE}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_RELATIONS = {
    "word/styles.xml": ("rStyles", "styles"),
    "word/numbering.xml": ("rNumbering", "numbering"),
    "word/settings.xml": ("rSettings", "settings"),
    "word/header1.xml": (HEADER, "header"),
    "word/footer1.xml": (FOOTER, "footer"),
    "word/footer2.xml": (FIRST_FOOTER, "footer"),
}


def _content_types(parts: Mapping[str, Element]) -> Element:
    made = Element("Types", xmlns=f"{_PACKAGE}/content-types")
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    made.append(Element("Default", Extension="rels", ContentType=relations))
    made.append(Element("Default", Extension="xml", ContentType="application/xml"))
    for name in parts:
        made.append(Element("Override", PartName=f"/{name}", ContentType=_TYPES[name]))
    return made


def _relationships(rows: Iterator[tuple[str, str, str]]) -> Element:
    made = Element("Relationships", xmlns=f"{_PACKAGE}/relationships")
    for identity, kind, target in rows:
        made.append(Element("Relationship", Id=identity, Type=kind, Target=target))
    return made


def _package_relationships() -> Element:
    core = f"{_PACKAGE}/relationships/metadata/core-properties"
    rows = (
        ("rDocument", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
        ("rCore", core, "docProps/core.xml"),
        ("rApp", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )
    return _relationships(iter(rows))


def _document_relationships(parts: Mapping[str, Element], references: References) -> Element:
    made = _relationships(
        (identity, f"{_OFFICE}/relationships/{kind}", name.removeprefix("word/"))
        for name, (identity, kind) in _RELATIONS.items()
        if name in parts
    )
    for url, identity in references.addresses.items():
        link = Element("Relationship", Id=identity, Type=f"{_OFFICE}/relationships/hyperlink")
        link.set("Target", url)
        link.set("TargetMode", "External")
        made.append(link)
    return made


def _settings() -> Element:
    # mode 15 is that of Word 2013 and later; without it Word opens the file in compatibility mode
    mode = w("compatSetting", name="compatibilityMode", val=15)
    mode.set("w:uri", "http://schemas.microsoft.com/office/word")
    return root(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", mode),
        w("themeFontLang", val="vi-VN"),
        w("decimalSymbol", val=","),
        w("listSeparator", val=";"),
    )


def _page_number() -> Element:
    field = w("fldSimple", run("2"), instr=" PAGE ")
    return root("hdr", w("p", _style("page-number"), field))


def _foot(note: str) -> Element:
    return root("ftr", w("p", _style("foot-note"), run(note)))


def _style(key: str) -> Element:
    return w("pPr", w("pStyle", val=word_styles.style_id(key)))


def _core_properties(paper: Paper) -> Element:
    made = Element(
        "cp:coreProperties",
        {
            "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:dcterms": "http://purl.org/dc/terms/",
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        },
    )
    made_at = paper.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for tag, value in (
        ("dc:title", paper.title),
        ("dc:subject", paper.number),
        ("dc:creator", paper.issuing_body),
        ("dc:description", paper.foot_note),
        ("dc:language", "vi-VN"),
        ("cp:lastModifiedBy", paper.issuing_body),
        ("dcterms:created", made_at),
        ("dcterms:modified", made_at),
    ):
        entry = Element(tag, {"xsi:type": "dcterms:W3CDTF"} if tag.startswith("dcterms") else {})
        entry.text = printable(value)
        made.append(entry)
    return made


def _app_properties() -> Element:
    made = Element("Properties", xmlns=f"{_OFFICE}/extended-properties")
    application = Element("Application")
    application.text = "Lan Tỏa"
    made.append(application)
    return made
