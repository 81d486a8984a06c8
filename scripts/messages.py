"""Collect the Vietnamese source strings and bring the English catalogue up to date.

    python -m scripts.messages          # writes src/lantoa/locale/en/LC_MESSAGES/django.po
    python -m scripts.messages --check  # lists what has no English; exit 1 when there is any

Babel reads the Python; templates go through Django's own `templatize` first. No gettext program
is needed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "lantoa"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def sources() -> Iterator[tuple[Path, io.BytesIO]]:
    """Yield every file that may hold strings, as Python."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, io.BytesIO(path.read_bytes())
    for path in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.txt")]):
        if "templates" in path.parts:
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            yield path, io.BytesIO(code.encode("utf-8"))


def collect() -> Catalog:
    """Return every string of the interface, with where it stands."""
    catalog = Catalog(project="Lan Tỏa", charset="utf-8", fuzzy=False)
    for path, stream in sources():
        where = path.relative_to(ROOT).as_posix()
        options = {"encoding": "utf-8"}
        for _line, message, comments, context in extract(
            "python", stream, keywords=KEYWORDS, options=options
        ):
            flags = _flags(message)
            catalog.add(
                message, None, [(where, 0)], auto_comments=comments, context=context, flags=flags
            )
    return catalog


def _flags(message: str | tuple[str, ...]) -> set[str]:
    texts = message if isinstance(message, tuple) else (message,)
    return {"python-format"} if any("%(" in text for text in texts if text) else set()


def current() -> Catalog:
    if not CATALOGUE.exists():
        return Catalog(locale="en", charset="utf-8", fuzzy=False)
    with CATALOGUE.open("rb") as handle:
        return read_po(handle, locale="en")


def missing(catalog: Catalog) -> list[str]:
    """Return the strings without English, or with only a guess."""
    return [
        str(message.id)
        for message in catalog
        if message.id
        and (
            message.fuzzy
            or not (all(message.string) if isinstance(message.string, tuple) else message.string)
        )
    ]


def main() -> int:
    """Update the catalogue, or check it; return the exit code."""
    catalog = current()
    catalog.update(collect(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    left = missing(catalog)
    if "--check" in sys.argv[1:]:
        print("\n".join(left))  # noqa: T201 -- a command's answer
        return 1 if left else 0
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as handle:
        write_po(handle, catalog, width=100, omit_header=False, include_lineno=False)
    print(f"{len(catalog)} strings, {len(left)} without English")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
