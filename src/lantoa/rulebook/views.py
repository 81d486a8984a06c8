from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.rulebook import describing, rules
from lantoa.rulebook.books import AwardRule, Book, CatalogueEntry
from lantoa.rulebook.reading import wording_document
from lantoa.shared.numbers import decimal_comma


@dataclass(frozen=True, slots=True)
class ShownRule:
    """One book's entry of an award, as its page shows it."""

    title: str
    held: str
    rule: AwardRule
    is_now: bool
    confidence: str
    subjects: str
    occasions: str
    quota: str
    quota_cite: str
    bonus: str
    criteria: describing.Described | None


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A line of the catalogue."""

    entry: CatalogueEntry
    level: str
    confidence: str


@require_safe
def catalogue(request: UserRequest) -> HttpResponse:
    entries = [_line(entry) for entry in rules.catalogue()]
    today = timezone.localdate()
    context = {
        "groups": [
            (_("Danh hiệu thi đua"), [line for line in entries if line.entry.is_title]),
            (_("Hình thức khen thưởng"), [line for line in entries if not line.entry.is_title]),
        ],
        "books": [_book(book, today) for book in rules.load_books()],
        "unread": _unread_on(today),
    }
    return render(request, "rulebook/catalogue.html", context)


@require_safe
def entry(request: UserRequest, code: str) -> HttpResponse:
    found = rules.entry_of(code)
    if found is None:
        raise Http404
    today = timezone.localdate()
    context = {
        "line": _line(found),
        "rules": [_shown(book, rule, today) for book, rule in found.rules],
        "unread": _unread_on(today),
    }
    return render(request, "rulebook/entry.html", context)


def _line(found: CatalogueEntry) -> ShownEntry:
    return ShownEntry(
        found,
        str(describing.LEVELS[found.level]),
        str(describing.CONFIDENCES[found.confidence]),
    )


def _title(book: Book) -> str:
    return str(wording_document()["books"][book.id])


def _book(book: Book, today: date) -> dict[str, object]:
    return {
        "title": _title(book),
        "held": describing.held_in_words(book.held) or _("theo ngày của từng quy định"),
        "is_now": today in book.held,
        "is_verified": book.is_verified,
        "awards": len(book.awards),
    }


def _unread_on(day: date) -> list[str]:
    """Name the books that hold on `day` though nobody has read their text."""
    return [_title(book) for book in rules.books_on(day) if not book.is_verified]


def _shown(book: Book, rule: AwardRule, today: date) -> ShownRule:
    multiple = rule.bonus_multiple
    return ShownRule(
        title=_title(book),
        held=describing.held_in_words(book.held),
        rule=rule,
        is_now=today in book.held,
        confidence=str(describing.CONFIDENCES[rule.confidence]),
        subjects=", ".join(str(describing.SUBJECTS[one]) for one in rule.subjects),
        occasions=", ".join(str(describing.OCCASIONS[one]) for one in rule.occasions),
        quota=describing.quota_in_words(rule.quota) if rule.quota else "",
        quota_cite=describing.cite_in_words(rule.quota.citation) if rule.quota else "",
        bonus=_("%(multiple)s lần mức lương cơ sở") % {"multiple": decimal_comma(multiple)}
        if multiple is not None
        else "",
        criteria=describing.describe(rule.criteria) if rule.criteria else None,
    )
