"""Words and numbers of a sentence, in a row, and how they are joined.

The text of a report is Vietnamese whatever the language of the screen, so it is not translated.
"""

from __future__ import annotations

from collections.abc import Sequence

from lantoa.documents.paper import Run

Runs = tuple[Run, ...]
NOTHING = "—"


def plain_text(runs: Sequence[Run]) -> str:
    """Return the words of runs."""
    return "".join(run if isinstance(run, str) else run.text for run in runs)


def enumerated(items: Sequence[Runs]) -> Runs:
    """Join parts of a sentence: "a", "a và b", "a, b và c"."""
    return _joined(items, between=", ", last=" và ")


def listed(items: Sequence[Runs], *, between: str = ", ") -> Runs:
    """Join parts of a sentence without a closing "và"."""
    return _joined(items, between=between, last=between)


def _joined(items: Sequence[Runs], *, between: str, last: str) -> Runs:
    joined: list[Run] = []
    for position, item in enumerate(items):
        if position:
            joined.append(last if position == len(items) - 1 else between)
        joined.extend(item)
    return tuple(joined)


def sentence(runs: Runs) -> Runs:
    """Open with a capital letter and close with a full stop; nothing stays nothing."""
    if not runs:
        return ()
    first, *rest = runs
    if isinstance(first, str):
        first = first[:1].upper() + first[1:]
    return (first, *rest, ".")
