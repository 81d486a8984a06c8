"""Drawing a report as HTML: the same paper, each number with its door and its state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantoa.documents import wording
from lantoa.documents.composition import head_rows
from lantoa.documents.paper import (
    Align,
    Band,
    Block,
    Bullets,
    Column,
    Heading,
    Paper,
    Paragraph,
    Run,
    Table,
    Text,
)
from lantoa.documents.paper import Figure as Words
from lantoa.reviews.writing.cited import Cited
from lantoa.ui.templatetags.ui import figure

State = Literal["live", "frozen", "changed"]
_CLASSES = {
    Align.RIGHT: "lt-num",
    Align.CENTER: "lt-sheet__center",
    Align.LEFT: "",
    Align.JUSTIFY: "",
}
_NAME, _WIDE = "lt-sheet__name", 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, or a number with its page, its card, its state and its difference of today."""

    text: str
    url: str = ""
    card_url: str = ""
    state: State = "live"
    delta: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a section and how many numbers stand in it."""

    title: str
    anchor: str
    count: int


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the numbers of a page lead: `state` of an unchanged one; differences by key."""

    cited: Mapping[str, Cited]
    state: State
    card_url: Callable[[str], str]
    deltas: Mapping[str, str] = field(default_factory=dict)


def contents(paper: Paper) -> list[Entry]:
    """Return the sections and appendices of a paper with their counts of numbers."""
    found: list[Entry] = []
    blocks: list[Block] = []
    title, number = "", 0
    for block in paper.blocks:
        if isinstance(block, Heading) and block.level == 1:
            if title:
                found.append(Entry(_calm(title), f"phan-{number}", _count(blocks)))
            title, number, blocks = block.text, number + 1, []
        else:
            blocks.append(block)
    found.append(Entry(_calm(title), f"phan-{number}", _count(blocks)))
    for position, appendix in enumerate(paper.appendices, start=1):
        label = wording.appendix_label(position, of=len(paper.appendices))
        entry = Entry(f"{label}. {appendix.title}", f"phu-luc-{position}", _count(appendix.blocks))
        found.append(entry)
    return found


def _calm(title: str) -> str:
    """Write "III. KẾT QUẢ ĐẠT ĐƯỢC" as "III. Kết quả đạt được"."""
    number, _dot, words = title.partition(". ")
    return f"{number}. {words.capitalize()}"


def _count(blocks: Iterable[Block]) -> int:
    return sum(isinstance(run, Words) for block in blocks for run in _runs_of(block))


def _runs_of(block: Block) -> Iterator[Run]:
    match block:
        case Paragraph():
            yield from block.runs
        case Bullets():
            for item in block.items:
                yield from item
        case Table():
            for row in (*block.rows, block.total or ()):
                if not isinstance(row, Band):
                    yield from row


def drawn(paper: Paper, doors: Doors) -> dict[str, Any]:
    """Return what the template of a document shows."""
    labels = [
        wording.appendix_label(position, of=len(paper.appendices))
        for position in range(1, len(paper.appendices) + 1)
    ]
    return {
        "paper": paper,
        "subject_lines": paper.subject.splitlines(),
        "national_name": wording.NATIONAL_NAME,
        "motto": wording.MOTTO,
        "place_line": wording.place_line(paper.place, on=paper.signed_on),
        "blocks": _blocks(paper.blocks, doors, within=paper.kind),
        "recipients": wording.dashed(paper.recipients),
        "appendices": [
            {
                "anchor": f"phu-luc-{position}",
                "label": label,
                "title": appendix.title,
                "blocks": _blocks(appendix.blocks, doors, within=f"{label}. {appendix.title}"),
            }
            for position, (label, appendix) in enumerate(
                zip(labels, paper.appendices, strict=True), start=1
            )
        ],
    }


def _blocks(blocks: Iterable[Block], doors: Doors, *, within: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    number = 0
    for block in blocks:
        match block:
            case Heading():
                number += block.level == 1
                anchor = f"phan-{number}" if block.level == 1 else ""
                made.append({"kind": f"h{block.level}", "text": block.text, "anchor": anchor})
            case Paragraph():
                made.append({"kind": "p", "text": markup(block.runs, doors)})
            case Bullets():
                items = [markup(item, doors) for item in block.items]
                made.append({"kind": "ul", "items": items})
            case Table():
                made.append(_table(block, doors, within))
    return made


def _table(table: Table, doors: Doors, within: str) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": table.caption,
        "label": table.caption or within,
        "heads": head_rows(table),
        "rows": [
            _cells(row, table.columns, doors) for row in table.rows if not isinstance(row, Band)
        ],
        "total": _cells(table.total, table.columns, doors) if table.total else None,
        "notes": table.notes,
    }


def _cells(
    row: tuple[Run, ...], columns: Sequence[Column], doors: Doors
) -> list[tuple[str, SafeString]]:
    return [
        (_CLASSES[column.align] or (_NAME if column.width >= _WIDE else ""), markup((run,), doors))
        for run, column in zip(row, columns, strict=True)
    ]


def markup(runs: Iterable[Run], doors: Doors) -> SafeString:
    """Return runs as the page draws them: numbers as doors, the rest as words."""
    return format_html_join("", "{}", ((_drawn(_piece(run, doors)),) for run in runs))


def _drawn(piece: Piece) -> str:
    if piece.url:
        return figure(
            piece.text,
            url=piece.url,
            state=piece.state,
            card_url=piece.card_url,
            delta=piece.delta,
        )
    if piece.bold:
        return format_html("<b>{}</b>", piece.text)
    return format_html("<em>{}</em>", piece.text) if piece.italic else piece.text


def _piece(run: Run, doors: Doors) -> Piece:
    if isinstance(run, str):
        return Piece(run)
    if isinstance(run, Text):
        return Piece(run.text, bold=run.bold, italic=run.italic)
    cited = doors.cited.get(run.code)
    if cited is None:
        return Piece(run.text)
    delta = doors.deltas.get(run.code, "")
    state: State = "changed" if delta else doors.state
    return Piece(run.text, cited.url, doors.card_url(run.code), state, delta)
