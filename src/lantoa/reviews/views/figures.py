"""One number of a review: the rows it rests on, and its card."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.organization.choices import Structure
from lantoa.reviews.asked import Asked
from lantoa.reviews.choices import Copy
from lantoa.reviews.models import Review
from lantoa.reviews.queries.changes import PAGE_SIZE, open_figure
from lantoa.reviews.queries.frozen import cited_from, get_kept_figure, kept_url
from lantoa.reviews.queries.numbers import number_today, place_of
from lantoa.reviews.queries.reviews import get_review, scope_of_review, unkept_review
from lantoa.reviews.writing.cited import Cited
from lantoa.shared.numbers import group_digits
from lantoa.statistics.asking import asked_scope
from lantoa.statistics.scope import period_words, scope_words


@require_safe
def figure(request: UserRequest, pk: int) -> HttpResponse:
    """Show the kept rows of a number and what changed since; a draft leads to the rows of now."""
    review = get_review(request.user, pk)
    key = request.GET.get("so", "")
    if not review.is_frozen:
        return redirect(number_today(review, key, request.user).url)
    kept = get_kept_figure(review, key)
    number = _page_number(request)
    parts = open_figure(review, kept, request.user, page=number)
    today = number_today(review, key, request.user)
    last = max(-(-max(part.count for part in parts) // PAGE_SIZE), 1)
    here = kept_url(review, key)
    context = {
        "review": review,
        "then": cited_from(kept, review),
        "today": today,
        "is_changed": today.value is not None and today.value != kept.value,
        "parts": parts,
        "where": _("trang %(page)s trên %(last)s") % {"page": number, "last": last},
        "previous_url": f"{here}&trang={number - 1}" if number > 1 else "",
        "next_url": f"{here}&trang={number + 1}" if number < last else "",
    }
    return render(request, "reviews/figure.html", context)


def _page_number(request: UserRequest) -> int:
    wanted = request.GET.get("trang", "1")
    return max(int(wanted), 1) if wanted.isascii() and wanted.isdigit() and wanted else 1


@require_safe
def card(request: UserRequest, pk: int) -> HttpResponse:
    """Answer what a number of a review is, for the card that hover and focus open."""
    review = get_review(request.user, pk)
    key = request.GET.get("so", "")
    today = number_today(review, key, request.user)
    if not review.is_frozen or request.GET.get("ban") == Copy.TODAY:
        return _card(request, review, today, frozen="")
    kept = cited_from(get_kept_figure(review, key), review)
    same = today.value is None or today.value == kept.value
    words = {"day": review.frozen_day, "now": today.exact}
    frozen = _("%(day)s, chưa đổi") if same else _("%(day)s, hôm nay là %(now)s")
    return _card(request, review, kept, frozen=frozen % words)


@require_safe
def preview_card(request: UserRequest) -> HttpResponse:
    review = unkept_review(asked_scope(request, on=timezone.localdate()))
    today = number_today(review, request.GET.get("so", ""), request.user)
    return _card(request, review, today, frozen="")


def _card(request: UserRequest, review: Review, cited: Cited, *, frozen: str) -> HttpResponse:
    place = place_of(Asked.read(cited.key), scope_of_review(review, request.user))
    scope, period = (
        scope_words(place.unit or review.unit, Structure(review.structure)),
        period_words(place.period),
    )
    rows = _("Mở %(count)s dòng") % {"count": group_digits(cited.row_count)}
    context = {
        "value": cited.exact,
        "printed": "" if cited.exact.startswith(cited.words) else cited.words,
        "definition": cited.definition,
        "scope": scope,
        "period": period,
        "frozen": frozen,
        "rows_url": cited.url,
        "rows_label": rows,
        "citation": f"{cited.phrase} ({cited.exact}; {scope}; {period})",
    }
    return render(request, "reviews/_card.html", context)
