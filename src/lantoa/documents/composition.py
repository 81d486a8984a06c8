"""A paper laid out as a sequence of styled lines: what every format prints, in one order.

Both Word and PDF draw exactly these parts, so they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lantoa.documents import layout, wording
from lantoa.documents.paper import (
    Appendix,
    Block,
    Bullets,
    Heading,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Table,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in one of `layout.STYLES`."""

    style: str
    runs: tuple[Run, ...]
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line in the middle of its column."""

    mm: float


Piece = Line | Rule


@dataclass(frozen=True, slots=True)
class Pair:
    """Two unruled columns side by side: the head of a paper, its signature."""

    columns_mm: tuple[float, float]
    rows: tuple[tuple[tuple[Piece, ...], tuple[Piece, ...]], ...]


Part = Line | Rule | Pair | Table | PageBreak


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of a table's head, from column `at` over `span` columns and `depth` rows."""

    text: str
    at: int
    span: int = 1
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """Pages of one orientation with their own numbering."""

    landscape: bool
    parts: tuple[Part, ...]


def compose(paper: Paper) -> tuple[Section, ...]:
    """Return the sections of a paper: itself, then one for each appendix."""
    body = _keep_last_with_signature([*_opening(paper), *_flow(paper.blocks)])
    return (
        Section(landscape=False, parts=(_head(paper), *body, _signature(paper))),
        *(
            _appendix(paper, appendix, position=position)
            for position, appendix in enumerate(paper.appendices, start=1)
        ),
    )


def column_shares(table: Table) -> tuple[float, ...]:
    """Return each column's part of the line; together 1."""
    whole = sum(column.width for column in table.columns)
    return tuple(column.width / whole for column in table.columns)


def head_rows(table: Table) -> tuple[tuple[HeadCell, ...], ...]:
    """Return the one head row, or two where columns have groups; a lone column spans both."""
    columns = table.columns
    if not any(column.group for column in columns):
        return (tuple(HeadCell(column.heading, at) for at, column in enumerate(columns)),)
    upper: list[HeadCell] = []
    lower: list[HeadCell] = []
    for at, column in enumerate(columns):
        if not column.group:
            upper.append(HeadCell(column.heading, at, depth=2))
            continue
        lower.append(HeadCell(column.heading, at))
        if at and columns[at - 1].group == column.group:
            upper[-1] = replace(upper[-1], span=upper[-1].span + 1)
        else:
            upper.append(HeadCell(column.group, at))
    return tuple(upper), tuple(lower)


def _line(style: str, text: str) -> Line:
    return Line(style, (text,))


def _head(paper: Paper) -> Pair:
    left_mm, right_mm = layout.HEAD_COLUMNS_MM
    issuer = paper.issuing_body.upper()
    bodies: list[Piece] = [_line("parent-body", paper.parent_body.upper())]
    if not paper.parent_body:
        bodies.clear()
    return Pair(
        (left_mm, right_mm),
        (
            (
                (
                    *bodies,
                    _line("issuing-body", issuer),
                    Rule(layout.rule_mm(issuer, style="issuing-body", width_mm=left_mm)),
                ),
                (
                    _line("national-name", wording.NATIONAL_NAME),
                    _line("motto", wording.MOTTO),
                    Rule(layout.rule_mm(wording.MOTTO, style="motto", width_mm=right_mm, share=1)),
                ),
            ),
            (
                (_line("number", f"{wording.NUMBER_LABEL} {paper.number}"),),
                (_line("place", wording.place_line(paper.place, on=paper.signed_on)),),
            ),
        ),
    )


def _opening(paper: Paper) -> Iterator[Line | Rule]:
    yield _line("kind", paper.kind.upper())
    yield _line("subject", paper.subject)
    width = layout.text_width_mm(landscape=False)
    yield Rule(layout.rule_mm(paper.subject, style="subject", width_mm=width))
    if len(paper.addressees) == 1:
        yield _line("addressee", f"{wording.ADDRESSEE_LABEL} {paper.addressees[0]}")
    elif paper.addressees:
        yield _line("addressee-label", wording.ADDRESSEE_LABEL)
        for addressee in wording.dashed(paper.addressees):
            yield _line("addressee-line", addressee)
    for basis in wording.listed(paper.basis):
        yield _line("basis", basis)


def _flow(blocks: Iterable[Block]) -> Iterator[Part]:
    for block in blocks:
        match block:
            case Heading():
                yield _line(f"heading-{block.level}", block.text)
            case Paragraph():
                yield Line("body", block.runs)
            case Bullets():
                for item in block.items:
                    yield Line("bullet", item)
            case Table():
                yield from _captioned(block)
            case PageBreak():
                yield block


def _captioned(table: Table) -> Iterator[Part]:
    if table.caption:
        yield _line("caption", table.caption)
    if table.unit:
        yield _line("unit", f"{wording.UNIT_LABEL} {table.unit}")
    yield table
    for note in table.notes:
        yield _line("table-note", note)
    yield Line("table-end", ())


def _keep_last_with_signature(parts: list[Part]) -> list[Part]:
    # a page that holds a signature and no word of the text invites forgery
    last = parts[-1]
    if isinstance(last, Line):
        parts[-1] = replace(last, keep_next=True)
    return parts


def _signature(paper: Paper) -> Pair:
    recipients = [_line("recipient", line) for line in wording.dashed(paper.recipients)]
    label = [_line("recipients-label", wording.RECIPIENTS_LABEL)] if recipients else []
    posts = [_line("signer-post", line.upper()) for line in paper.signer.post_lines]
    return Pair(
        layout.SIGNATURE_COLUMNS_MM,
        (((*label, *recipients), (*posts, _line("signer-name", paper.signer.name))),),
    )


def _appendix(paper: Paper, appendix: Appendix, *, position: int) -> Section:
    label = wording.appendix_label(position, of=len(paper.appendices))
    reference = wording.appendix_reference(
        paper.kind,
        number=paper.number,
        signed_on=paper.signed_on,
        issuing_body=paper.issuing_body,
    )
    return Section(
        landscape=appendix.landscape,
        parts=(
            _line("appendix", f"{label}\n{appendix.title.upper()}"),
            _line("appendix-reference", reference),
            *_flow(appendix.blocks),
        ),
    )
