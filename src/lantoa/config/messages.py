"""`make messages`: collect the strings to translate from Python and templates.

Django's own command needs GNU gettext on the machine; Babel, which we have anyway, does the same
with Django's own reading of templates. Translations that exist stay.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

_PACKAGE = Path(__file__).parent.parent
_LANGUAGES = ("en",)  # the source strings are Vietnamese
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Names of people who do not exist, and times that would change a file nobody changed.
_NOISE = (
    b'"Project-Id-Version:',
    b'"Report-Msgid-Bugs-To:',
    b'"POT-Creation-Date:',
    b'"PO-Revision-Date:',
    b'"Last-Translator:',
    b'"Language-Team:',
    b'"Generated-By:',
)
_CALL = re.compile(r"\b(?:_|(?:np|n|p)?gettext)\(")


def main() -> None:
    settings.configure()  # reading templates asks for the settings, but needs none of ours
    update(_PACKAGE)


def update(package: Path) -> None:
    """Update the catalogue of every language, making it where there is none."""
    found = collect(package)
    for language in _LANGUAGES:
        _update(package / "locale" / language / "LC_MESSAGES/django.po", language, found)


def collect(folder: Path) -> Catalog:
    """Return every string to translate below a folder, with the files it stands in."""
    found = Catalog(charset="utf-8")
    for pattern in ("*.py", "*.html", "*.txt"):
        for path in sorted(folder.rglob(pattern)):
            source = path.read_text(encoding="utf-8")
            if path.suffix != ".py":
                source = "\n".join(_calls(templatize(source)))
            strings = extract("python", BytesIO(source.encode()), keywords=_KEYWORDS)
            for _line, message, _comments, context in strings:
                where = (path.relative_to(folder).as_posix(), 0)
                found.add(message, locations=[where], context=context)
    return found


def _calls(text: str) -> Iterator[str]:
    """Cut the calls out of what Django made of a template; the rest is no Python."""
    for match in _CALL.finditer(text):
        end = match.end()
        while end := text.find(")", end) + 1:
            call = text[match.start() : end]
            try:
                ast.parse(call)
            except SyntaxError:
                continue
            yield call
            break


def _update(path: Path, language: str, found: Catalog) -> None:
    catalogue = Catalog(
        locale=language,
        domain="django",
        project="Lan Tỏa",
        header_comment="# Lan Tỏa: strings to translate; see `make messages`.",
        fuzzy=False,
    )
    if path.exists():
        with path.open("rb") as handle:
            catalogue = read_po(handle, locale=language, domain="django")
    catalogue.update(found, no_fuzzy_matching=True)
    written = BytesIO()
    write_po(
        written,
        catalogue,
        width=100,
        include_lineno=False,
        sort_output=True,
        ignore_obsolete=True,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = written.getvalue().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if not line.startswith(_NOISE)))


if __name__ == "__main__":
    main()
