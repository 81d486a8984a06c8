"""A review on the page: as sent, of today, both compared, or a preview of one not kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.organization.choices import Structure
from lantoa.organization.history import history_of
from lantoa.reviews import permissions
from lantoa.reviews.choices import Copy
from lantoa.reviews.models import Review, ReviewText
from lantoa.reviews.queries.changes import causes
from lantoa.reviews.queries.frozen import kept_url
from lantoa.reviews.queries.reports import report_sent, report_today
from lantoa.reviews.queries.reviews import get_review, unkept_review
from lantoa.reviews.rules import Difference, differences
from lantoa.reviews.views.drawing import Doors, contents, drawn, markup
from lantoa.reviews.writing.report import Report, default_title
from lantoa.shared.errors import Malformed
from lantoa.statistics.addresses import scope_params
from lantoa.statistics.asking import asked_scope
from lantoa.statistics.scope import period_words, scope_words

MOST_DIFFERENCES = 300


class BadCopy(Malformed):
    """The address asks for a copy of a review that there is not."""


@require_safe
def page(request: UserRequest, pk: int) -> HttpResponse:
    review = get_review(request.user, pk)
    copy = _copy(request, review)
    today = report_today(review, user=request.user, at=timezone.now())
    sent = report_sent(review) if review.is_frozen else None
    found = differences(sent.cited, today.cited) if sent else []

    def card_url(key: str) -> str:
        return f"{reverse('reviews:card', args=[pk])}?{urlencode({'so': key, 'ban': copy.value})}"

    shown = sent if sent and copy is not Copy.TODAY else today
    context = {
        **_document(shown, card_url, found if shown is sent else [], is_sent=shown is sent),
        "heading": _heading(review),
        **_files(review, copy),
        "review": review,
        "copy": copy.value,
        "copies": _copies(review, copy),
        "differences": [(each, kept_url(review, each.key)) for each in found[:MOST_DIFFERENCES]],
        "difference_count": len(found),
        "unchanged_count": len(sent.cited) - sum(each.key in sent.cited for each in found)
        if sent
        else 0,
        "main_differences": _explained(review, found, request) if sent else [],
        "can_edit": permissions.can_edit_review(request.user, review),
        "unfit": [today.cited[key].label for key in today.unfit],
        "history": history_of(review, ReviewText),
        "scope_words": scope_words(review.unit, Structure(review.structure)),
    }
    return render(request, "reviews/page.html", context)


@require_safe
def preview(request: UserRequest) -> HttpResponse:
    """Show what the review of a unit over a period would say, without keeping anything."""
    scope = asked_scope(request, on=timezone.localdate())
    review = unkept_review(scope)
    params = scope_params(scope)
    report = report_today(review, user=request.user, at=timezone.now())

    def card_url(key: str) -> str:
        return f"{reverse('reviews:preview-card')}?{params}&{urlencode({'so': key})}"

    context = {
        **_document(report, card_url, [], is_sent=False),
        "heading": _heading(review),
        "word_url": f"{reverse('reviews:preview-word')}?{params}",
        "pdf_url": f"{reverse('reviews:preview-pdf')}?{params}",
        "xlsx_url": f"{reverse('reviews:preview-xlsx')}?{params}",
        "review": review,
        "copy": Copy.TODAY.value,
        "scope_words": scope_words(review.unit, Structure(review.structure)),
        "create_url": f"{reverse('reviews:create')}?{params}"
        if permissions.can_create_review(request.user, scope.unit)
        else "",
    }
    return render(request, "reviews/page.html", context)


def _heading(review: Review) -> str:
    """Return a title short enough for the head of a page."""
    if review.title and review.title != default_title(review.period):
        return str(review)
    return _("Báo cáo tổng kết %(period)s") % {"period": period_words(review.period)}


def _document(
    report: Report, card_url: Callable[[str], str], found: list[Difference], *, is_sent: bool
) -> dict[str, Any]:
    doors = Doors(
        report.cited,
        "frozen" if is_sent else "live",
        card_url,
        {each.key: each.delta for each in found},
    )
    return {
        "document": drawn(report.paper, doors),
        "contents": contents(report.paper),
        "press": markup(report.press, doors),
        "number_count": len(report.cited),
    }


def _files(review: Review, copy: Copy) -> dict[str, str]:
    asked = f"?{urlencode({'ban': copy.value})}" if copy is Copy.TODAY else ""
    return {
        f"{name}_url": reverse(f"reviews:{name}", args=[review.pk]) + asked
        for name in ("word", "pdf", "xlsx")
    }


def _copy(request: UserRequest, review: Review) -> Copy:
    wanted = request.GET.get("ban", "")
    if not review.is_frozen:
        return Copy.TODAY
    if wanted and wanted not in set(Copy):
        raise BadCopy(_("Báo cáo không có bản “%(name)s”.") % {"name": wanted})
    return Copy(wanted) if wanted else Copy.SENT


def _copies(review: Review, current: Copy) -> list[tuple[str, str, str, bool]]:
    """Return the switch of a frozen review: words, address, icon, whether it is on."""
    if not review.is_frozen:
        return []
    here = reverse("reviews:page", args=[review.pk])
    return [
        (str(label), f"{here}?{urlencode({'ban': copy.value})}", icon, copy is current)
        for copy, label, icon in (
            (Copy.SENT, _("Bản đã gửi"), "lock"),
            (Copy.TODAY, _("Hôm nay"), "refresh"),
            (Copy.BOTH, _("So hai bản"), "compare"),
        )
    ]


def _explained(
    review: Review, found: list[Difference], request: UserRequest
) -> list[tuple[Difference, str, str]]:
    """Return the differences of whole figures with the address and the cause of each."""
    main = [each for each in found if each.is_whole]
    said = causes(review, [each.key for each in main], request.user)
    return [(each, kept_url(review, each.key), said.get(each.key, "")) for each in main]
