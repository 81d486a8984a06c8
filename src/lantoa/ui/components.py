"""What the components are given: small frozen values, and the geometry of charts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from lantoa.shared.numbers import group_digits

StatusKind = Literal[
    "draft",
    "waiting",
    "active",
    "returned",
    "overdue",
    "declined",
    "withdrawn",
    "met",
    "unmet",
    "unclear",
    "person",
    "recognized",
]
ButtonKind = Literal["plain", "decisive", "confirm", "quiet"]
FigureState = Literal["live", "frozen", "changed"]
StepState = Literal["done", "now", "later", "limit"]

STATUS_KINDS: frozenset[str] = frozenset(get_args(StatusKind))
BUTTON_KINDS: frozenset[str] = frozenset(get_args(ButtonKind))
FIGURE_STATES: frozenset[str] = frozenset(get_args(FigureState))
SERIES_COLOURS = ("c1", "c2", "c3", "c4")


@dataclass(frozen=True, slots=True)
class Step:
    """One dot of a timeline, with the place and the day or limit under it."""

    name: str
    note: str = ""
    state: StepState = "later"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One state over a list; its count is already written out: "168", "trên 10.000"."""

    label: str
    url: str
    count: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is on, and the address of the page without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of one series in one bar, and the page of its rows."""

    value: int
    url: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a stacked chart: its name, and one mark for each series, top first."""

    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole (14 of 31), its word and its rows; a fill of s1-s5, c1-c6, met, rest."""

    label: str
    value: int
    tone: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the picker."""

    value: str
    label: str
    note: str = ""
    checked: bool = False
    is_open: bool = False
    is_ended: bool = False
    children: tuple[Node, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Block:
    """A drawn part of a bar."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Column:
    """A drawn bar: its name, its total, its height in pixels, and its parts from the top."""

    label: str
    total: int
    height: float
    blocks: tuple[Block, ...]


CHART_HEIGHT, COLUMN_WIDTH, PART_GAP = 150, 100, 2


def stacked_columns(bars: list[Bar], series: list[str]) -> list[Column]:
    """Give each bar its height, the highest 150 pixels, and stack its parts, first series on top.

    A column is drawn 100 units wide and stretched by the page, so its words keep their size.
    """
    if not 1 <= len(series) <= len(SERIES_COLOURS):
        message = "a chart shows one to four series; put the others in its table"
        raise ValueError(message)
    if any(len(bar.marks) != len(series) for bar in bars):
        message = "every bar needs one mark for each series"
        raise ValueError(message)
    highest = max((sum(mark.value for mark in bar.marks) for bar in bars), default=0)
    scale = CHART_HEIGHT / highest if highest else 0
    return [_column(bar, series, scale) for bar in bars]


def _column(bar: Bar, series: list[str], scale: float) -> Column:
    blocks: list[Block] = []
    edge = 0.0
    for name, mark, tone in zip(series, bar.marks, SERIES_COLOURS, strict=False):
        if not mark.value:
            continue
        height = mark.value * scale
        gap = PART_GAP if blocks and height > PART_GAP * 2 else 0
        title = f"{bar.label}, {name}: {mark.text or group_digits(mark.value)}"
        sizes = (0, round(edge + gap, 1), COLUMN_WIDTH, round(height - gap, 1))
        blocks.append(Block(*sizes, tone, mark.url, title))
        edge += height
    total = sum(mark.value for mark in bar.marks)
    return Column(bar.label, total, round(edge, 1), tuple(blocks))


def segment_blocks(shares: list[Share], *, width: int = 640, gap: int = 4) -> list[Block]:
    """Cut a band into one piece per counted thing; over sixty, into bare lengths."""
    total = sum(share.value for share in shares)
    if total == 0:
        return []
    if total > 60:
        return _lengths(shares, total, width)
    pitch = width / total
    blocks: list[Block] = []
    for share in shares:
        for _number in range(share.value):
            x = round(len(blocks) * pitch, 1)
            title = f"{share.label}: {group_digits(share.value)}"
            blocks.append(Block(x, 0, round(pitch - gap, 1), 14, share.tone, share.url, title))
    return blocks


def _lengths(shares: list[Share], total: int, width: int) -> list[Block]:
    blocks: list[Block] = []
    x = 0.0
    for share in shares:
        length = share.value / total * width
        title = f"{share.label}: {group_digits(share.value)}"
        blocks.append(Block(round(x, 1), 0, round(length, 1), 14, share.tone, share.url, title))
        x += length
    return blocks
