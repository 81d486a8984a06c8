"""An official paper as plain data, the same for every format it is printed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True, slots=True)
class Text:
    """Words with an emphasis of their own."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its source: `code` names the indicator, `url` opens the rows behind it."""

    text: str
    code: str
    url: str = ""
    bold: bool = False

    def __post_init__(self) -> None:
        if self.url and urlsplit(self.url).scheme not in {"http", "https"}:
            raise ValueError(f"a figure's address must be absolute: {self.url!r}")


Run = str | Text | Figure


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered title of level 1 to 3, spelled as it prints ("III. KẾT QUẢ ĐẠT ĐƯỢC")."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 3:
            raise ValueError(f"headings have levels 1 to 3, not {self.level}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """Dashed lines of the body, each a paragraph of runs."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    `width` is a share: the columns together fill the line. Neighbours of one `group` get a common
    head above their own.
    """

    heading: str
    width: float = 1
    align: Align = Align.LEFT
    group: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A row over all columns that names the rows under it."""

    text: str


Row = tuple[Run, ...] | Band


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its head repeats on every page and no row is split."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[Run, ...] | None = None
    caption: str = ""
    unit: str = ""
    notes: tuple[str, ...] = ()
    size_pt: int = 12

    def __post_init__(self) -> None:
        if not self.columns:
            raise ValueError("a table needs a column")
        width = len(self.columns)
        for row in (*self.rows, *(() if self.total is None else (self.total,))):
            if not isinstance(row, Band) and len(row) != width:
                raise ValueError(f"a row has {len(row)} cells, the table {width} columns")


Block = Heading | Paragraph | Bullets | Table | PageBreak


@dataclass(frozen=True, slots=True)
class Appendix:
    """A list or form behind the paper, on pages of its own numbering."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True

    def __post_init__(self) -> None:
        _refuse_skipped_levels(self.blocks, above=1)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: lines of authority and post ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH"), then the name."""

    post_lines: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Everything an official paper says; names of bodies in ordinary case ("Công đoàn Quân khu").

    `number` comes from `wording.document_number`; `signed_on` is None while unsigned, `place` is
    empty where it is not told. `basis`, `addressees` and `recipients` are given without dashes and
    closing marks. `foot_note` stands in the foot of every page. `made_at` is the moment stored in
    the file, so that one paper always gives the same bytes.
    """

    issuing_body: str
    kind: str
    subject: str
    number: str
    blocks: tuple[Block, ...]
    signer: Signer
    made_at: datetime
    parent_body: str = ""
    place: str = ""
    signed_on: date | None = None
    addressees: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    foot_note: str = ""

    def __post_init__(self) -> None:
        if self.made_at.tzinfo is None:
            raise ValueError("made_at needs a time zone")
        _refuse_skipped_levels(self.blocks, above=0)

    @property
    def title(self) -> str:
        """The name shown by programs that list or open the file."""
        return f"{self.kind.capitalize()}: {' '.join(self.subject.split())}"


def _refuse_skipped_levels(blocks: Iterable[Block], *, above: int) -> None:
    # a reader who moves by headings, and the standard for accessible PDF, cannot pass a gap
    for block in blocks:
        if isinstance(block, Heading):
            if block.level > above + 1:
                raise ValueError(f"heading {block.text!r} skips a level")
            above = block.level
