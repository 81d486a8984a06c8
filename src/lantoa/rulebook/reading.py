"""The files of `data/` as plain YAML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

WORDING = "wording.yaml"


class BadRulebook(Exception):
    """A file of the rulebook breaks the rules of its own description: a defect, not an act."""


def _read(name: str) -> Any:  # noqa: ANN401 -- YAML
    text = files("lantoa.rulebook").joinpath("data", name).read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 -- a safe loader, the fast one where built


def documents() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each book of each file as it stands, with where it stands."""
    for place in sorted(files("lantoa.rulebook").joinpath("data").iterdir(), key=lambda p: p.name):
        if not place.name.endswith(".yaml") or place.name == WORDING:
            continue
        document = _read(place.name)
        if "regimes" not in document:
            yield place.name, document
            continue
        books = document["regimes"]
        for number, book in enumerate(books):
            # Rules that a file states beside its books hold across them: the first carries them.
            shared = document.get("rules", []) if number == 0 else []
            yield place.name, {**book, "rules": [*book.get("rules", []), *shared]}


@cache
def wording_document() -> dict[str, Any]:
    """Return the Vietnamese wording: awards by code in their order, and phrases of conditions."""
    wording: dict[str, Any] = _read(WORDING)
    return wording
