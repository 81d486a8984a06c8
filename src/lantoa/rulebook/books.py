"""The values that a rulebook is made of. Days are half-open, multiples are of the base salary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from lantoa.shared.dates import Period


class Confidence(StrEnum):
    """How sure an entry is: two copies agree, one copy, inferred, or not seen at all."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNCONFIRMED = "unconfirmed"

    @property
    def is_verified(self) -> bool:
        return self in {Confidence.HIGH, Confidence.MEDIUM}


LEVELS = ("co_so", "cong_doan", "quan_khu", "tong_cuc", "bo_tinh", "chinh_phu", "nha_nuoc")
SUBJECTS = frozenset({"individual", "collective", "household"})
OCCASIONS = frozenset({"annual", "periodic", "dot_xuat", "chuyen_de", "cong_hien", "nien_han"})
COMPOSED = frozenset({"all_of", "any_of", "not"})
CONDITION_TYPES = frozenset(
    {
        "absence",
        "cluster_leader",
        "has_member_with",
        "initiative",
        "membership",
        "movement",
        "no_discipline",
        "prior_award",
        "quality",
        "ratio",
        "registration",
        "selected_as_best_of",
        "task_rating",
        "tenure",
        "value",
    }
)


_ACTS = {"/QH": "Luật", "/NĐ-": "Nghị định", "/TT-": "Thông tư", "/QĐ-": "Quyết định"}


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an entry stands: the act, and as far as known its article, clause and point."""

    doc: str
    article: str = ""
    clause: str = ""
    point: str = ""

    @property
    def place(self) -> str:
        """The place in the act as it is cited: "Điều 74.1.d"; empty where no article is known."""
        parts = [self.article.replace("-", "–"), self.clause, self.point]
        return f"Điều {'.'.join(part for part in parts if part)}" if self.article else ""

    @property
    def act(self) -> str:
        """The act with its kind, as its number tells: "Luật 06/2022/QH15"."""
        kind = next((word for mark, word in _ACTS.items() if mark in self.doc), "")
        return f"{kind} {self.doc}".strip()

    def __str__(self) -> str:
        return f"{self.place} {self.act}".strip()


@dataclass(frozen=True, slots=True)
class Condition:
    """A node of a condition tree: all of, any of, not, or a leaf of one type with its parameters.

    A leaf that `is_manual` is for a person to judge. `held` is when the leaf itself held, where
    only one of a book's decrees says so.
    """

    type: str
    parts: tuple[Condition, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict, hash=False)
    cite: str = ""
    id: str = ""
    is_manual: bool = False
    confidence: Confidence | None = None
    held: Period = field(default_factory=Period)

    def leaves(self) -> Iterator[Condition]:
        """Yield the leaves in the order of the text."""
        if self.type not in COMPOSED:
            yield self
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True)
class Quota:
    """The largest share or number that may be given, of what, and where that is written."""

    of: str
    citation: str
    max_percent: int | None = None
    max_count: int | None = None


@dataclass(frozen=True, slots=True)
class AwardRule:
    """One title or form as one book has it."""

    code: str
    name: str
    subjects: tuple[str, ...]
    is_title: bool
    level: str
    authority: str
    occasions: tuple[str, ...]
    criteria: Condition | None
    quota: Quota | None
    bonus_multiple: Decimal | None
    citation: Citation
    sources: tuple[str, ...]
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, slots=True)
class GeneralRule:
    """A rule across awards: a blocker, a vote, a dossier, a way of counting."""

    id: str
    kind: str
    text: str
    held: Period
    cite: str
    confidence: Confidence
    sources: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    min_percent: int | None = None
    of: str = ""
    factor: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A legal document that a book rests on."""

    number: str
    kind: str
    role: str
    held: Period


@dataclass(frozen=True, slots=True)
class BaseSalary:
    """Mức lương cơ sở, in đồng, over a period."""

    held: Period
    vnd: int
    cite: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Book:
    """One rulebook: what held between two days. `is_verified`: its text was read."""

    id: str
    title: str
    held: Period
    is_verified: bool
    overlay_of: tuple[str, ...]
    documents: tuple[Document, ...]
    sources: Mapping[str, str] = field(hash=False)
    awards: tuple[AwardRule, ...]
    rules: tuple[GeneralRule, ...]
    bonus_multiples: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    base_salaries: tuple[BaseSalary, ...] = ()
    warning: str = ""

    @property
    def is_national(self) -> bool:
        """Tell whether the book stands by itself, not on top of another."""
        return not self.overlay_of


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A title or form with its Vietnamese wording, as the book that says most about it has it.

    `rules` holds every book's own entry, newest first.
    """

    code: str
    name: str
    short_name: str
    is_title: bool
    level: str
    authority: str
    citation: Citation
    confidence: Confidence
    rules: tuple[tuple[Book, AwardRule], ...]
