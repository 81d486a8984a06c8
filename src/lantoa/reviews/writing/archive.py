"""A paper as JSON and back: the text of a frozen review, word for word.

Addresses are not kept: a frozen number leads to its kept rows, wherever the program then stands.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from lantoa.documents import paper
from lantoa.reviews.writing.runs import Runs

_CLASSES: dict[str, type] = {
    made.__name__: made
    for made in (
        paper.Text,
        paper.Figure,
        paper.Heading,
        paper.Paragraph,
        paper.Bullets,
        paper.PageBreak,
        paper.Column,
        paper.Band,
        paper.Table,
        paper.Appendix,
        paper.Signer,
        paper.Paper,
    )
}
_KIND, _DAY, _MOMENT = "_", "_day", "_moment"


def to_plain(value: object) -> Any:  # noqa: ANN401 -- JSON
    """Return a paper, or any part of one, as JSON-ready values."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            each.name: to_plain(getattr(value, each.name))
            for each in fields(value)
            if not (each.name == "url" and isinstance(value, paper.Figure))
        }
        return {_KIND: type(value).__name__, **kept}
    if isinstance(value, datetime):
        return {_MOMENT: value.isoformat()}
    if isinstance(value, date):
        return {_DAY: value.isoformat()}
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    return value


def to_paper(plain: Any, url_of: Callable[[str], str]) -> paper.Paper:  # noqa: ANN401
    """Read back a paper; `url_of` gives the absolute address of a number by its key."""
    found: paper.Paper = _revived(plain, url_of)
    return found


def to_runs(plain: Any, url_of: Callable[[str], str]) -> Runs:  # noqa: ANN401
    return tuple(_revived(plain, url_of))


def _revived(plain: Any, url_of: Callable[[str], str]) -> Any:  # noqa: ANN401
    if isinstance(plain, list):
        return tuple(_revived(each, url_of) for each in plain)
    if not isinstance(plain, dict):
        return plain
    if _MOMENT in plain:
        return datetime.fromisoformat(plain[_MOMENT])
    if _DAY in plain:
        return date.fromisoformat(plain[_DAY])
    given = {name: _revived(value, url_of) for name, value in plain.items() if name != _KIND}
    made = _CLASSES[plain[_KIND]]
    if made is paper.Figure:
        given["url"] = url_of(given["code"])
    if made is paper.Column:
        given["align"] = paper.Align(given["align"])
    return made(**given)
