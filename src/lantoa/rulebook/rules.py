"""What the rulebooks say: read once and checked, an entry without a citation is refused.

Sources: the files of `data/`, which name theirs (Luật 15/2003/QH11, 06/2022/QH15, 06/2026/QH16,
their decrees, Thông tư 151/2018 and 118/2023/TT-BQP, the union's Quyết định 1564, 1689 and 999).
The book of the day that the law names decides, never the one of now.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from lantoa.rulebook.books import AwardRule, BaseSalary, Book, CatalogueEntry
from lantoa.rulebook.parsing import book_of
from lantoa.rulebook.reading import BadRulebook, documents, wording_document


@cache
def load_books() -> tuple[Book, ...]:
    """Read every rulebook, national books first, then overlays, each by its first day.

    Raises `BadRulebook` for an entry without citation, confidence or known source, an unknown
    kind of condition, a code twice in a book, or an overlay of no book.
    """
    books = [book_of(document, place) for place, document in documents()]
    ids = {book.id for book in books}
    for book in books:
        unknown = set(book.overlay_of) - ids
        if unknown:
            raise BadRulebook(
                f"{book.id}: overlay of {', '.join(sorted(unknown))}, which is no book"
            )
    if len(ids) != len(books):
        raise BadRulebook("two books have one id")
    first = date.min
    return tuple(
        sorted(books, key=lambda book: (not book.is_national, book.held.start or first, book.id))
    )


def books_on(day: date) -> tuple[Book, ...]:
    """Return the books that held on `day`, national ones first."""
    return tuple(book for book in load_books() if day in book.held)


def base_salary_on(day: date) -> BaseSalary | None:
    """Return the base salary in force on `day`; None where it is not known."""
    for book in load_books():
        for salary in book.base_salaries:
            if day in salary.held:
                return salary
    return None


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """Return every title and form of the books once, in the order of the wording.

    Name and authority are the Vietnamese wording; level, citation and confidence those of the
    newest verified national book that has the code, else of the newest overlay.
    """
    found: dict[str, list[tuple[Book, AwardRule]]] = {}
    for book in load_books():
        for rule in book.awards:
            found.setdefault(rule.code, []).append((book, rule))
    wording = wording_document()["awards"]
    missing = sorted(found.keys() - wording.keys())
    if missing:
        raise BadRulebook(f"no Vietnamese wording for {', '.join(missing)}")
    return tuple(
        _entry(code, words, found[code]) for code, words in wording.items() if code in found
    )


def _entry(
    code: str, words: Mapping[str, str], rules: list[tuple[Book, AwardRule]]
) -> CatalogueEntry:
    newest = sorted(
        rules,
        key=lambda pair: (pair[0].is_verified, pair[0].held.start or date.min),
        reverse=True,
    )
    _book, chosen = next((pair for pair in newest if pair[0].is_national), newest[0])
    return CatalogueEntry(
        code=code,
        name=words["name"],
        short_name=words.get("short_name", ""),
        is_title=chosen.is_title,
        level=chosen.level,
        authority=words["authority"],
        citation=chosen.citation,
        confidence=chosen.confidence,
        rules=tuple(newest),
    )


def entry_of(code: str) -> CatalogueEntry | None:
    """Return the catalogue's entry of a code, None for a form that no book has."""
    return next((entry for entry in catalogue() if entry.code == code), None)


def name_of(code: str) -> str:
    """Return what a title or form is called; the code itself for one that no book has."""
    entry = entry_of(code)
    return entry.name if entry else code


def titles() -> tuple[CatalogueEntry, ...]:
    """Return the emulation titles (danh hiệu) of the catalogue, without the forms."""
    return tuple(entry for entry in catalogue() if entry.is_title)
