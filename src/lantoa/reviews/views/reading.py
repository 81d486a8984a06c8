"""The list of reviews, a review as sent and of today, and the rows behind its numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.organization import listing
from lantoa.organization.history import history_of
from lantoa.organization.listing import Column, Listing, State, address_of
from lantoa.reviews import permissions, queries
from lantoa.reviews.asking import Asked
from lantoa.reviews.choices import Copy
from lantoa.reviews.comparing import Difference, differences
from lantoa.reviews.filters import ReviewFilter
from lantoa.reviews.models import Review, ReviewText
from lantoa.reviews.opening import PAGE_SIZE, causes, open_figure
from lantoa.reviews.pen import Cited
from lantoa.reviews.report import Report, default_title
from lantoa.reviews.screen import Doors, contents, drawn, markup
from lantoa.shared.dates import show_date
from lantoa.shared.errors import Malformed
from lantoa.shared.numbers import group_digits
from lantoa.statistics.asking import asked_scope
from lantoa.statistics.queries import scope_params
from lantoa.statistics.scope import period_words

MOST_DIFFERENCES = 300


class BadCopy(Malformed):
    """The address asks for a copy of a review that there is not."""


def _state(review: Review) -> State:
    if review.is_frozen:
        return State("met", gettext_lazy("Đã chốt"))
    return State("draft", gettext_lazy("Đang soạn"))


def _frozen_day(review: Review) -> str:
    moment = review.frozen_at
    return show_date(timezone.localtime(moment).date()) if moment else ""


LISTING = Listing(
    key="reviews",
    title=pgettext_lazy("list", "Báo cáo"),
    filterset=ReviewFilter,
    columns=(
        Column("ten", gettext_lazy("Báo cáo"), str, kind="link", sort="title"),
        Column("don-vi", gettext_lazy("Đơn vị"), lambda row: row.unit.name, sort="unit__sort_key"),
        Column("ky", gettext_lazy("Kỳ"), lambda row: period_words(row.period), sort="last_day"),
        Column("ban", gettext_lazy("Bản"), _state, kind="state", sort="frozen_at"),
        Column("so", gettext_lazy("Số"), lambda row: row.number, sort="number"),
        Column("chot", gettext_lazy("Chốt ngày"), _frozen_day, kind="day"),
        Column(
            "nguoi-chot",
            gettext_lazy("Người chốt"),
            lambda row: row.frozen_by and row.frozen_by.full_name,
            is_default=False,
        ),
    ),
    rows=queries.no_reviews(),
    detail=address_of("reviews:page"),
    default_sort="-last_day",
)


@require_safe
def review_list(request: UserRequest) -> HttpResponseBase:
    scope = asked_scope(request, on=timezone.localdate())
    may_create = permissions.can_create_review(request.user, scope.unit)
    params = scope_params(scope)
    given = replace(
        LISTING,
        rows=queries.reviews_for(request.user),
        add_url=f"{reverse('reviews:create')}?{params}" if may_create else "",
        add_label=_("Lập báo cáo"),
    )
    extra = {
        "preview_url": f"{reverse('reviews:preview')}?{params}",
        "preview_of": f"{scope.unit.short_name or scope.unit.name}, {period_words(scope.period)}",
    }
    return listing.respond(request, given, extra_context=extra, template="reviews/list.html")


@require_safe
def page(request: UserRequest, pk: int) -> HttpResponse:
    review = queries.get_review(request.user, pk)
    copy = _copy(request, review)
    today = queries.report_today(review, user=request.user, at=timezone.now())
    sent = queries.report_sent(review) if review.is_frozen else None
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
        "frozen_day": _frozen_day(review),
        "differences": found[:MOST_DIFFERENCES],
        "difference_count": len(found),
        "unchanged_count": len(sent.cited) - sum(each.key in sent.cited for each in found)
        if sent
        else 0,
        "main_differences": _explained(review, found, request) if sent else [],
        "can_edit": permissions.can_edit_review(request.user, review),
        "unfit": [today.cited[key].label for key in today.unfit],
        "history": history_of(review, ReviewText),
        "scope_words": queries.scope_words(review),
    }
    return render(request, "reviews/page.html", context)


@require_safe
def preview(request: UserRequest) -> HttpResponse:
    """Show what the review of a unit over a period would say, without keeping anything."""
    scope = asked_scope(request, on=timezone.localdate())
    review = queries.unkept_review(scope)
    params = scope_params(scope)
    report = queries.report_today(review, user=request.user, at=timezone.now())

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
        "scope_words": queries.scope_words(review),
        "create_url": f"{reverse('reviews:create')}?{params}"
        if permissions.can_create_review(request.user, scope.unit)
        else "",
    }
    return render(request, "reviews/page.html", context)


def _heading(review: Review) -> str:
    """Return a title short enough for the head of a page."""
    usual = _("Báo cáo tổng kết %(period)s") % {"period": period_words(review.period)}
    return (
        str(review)
        if review.title and review.title != default_title(period_words(review.period))
        else usual
    )


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
    return [(each, queries.kept_url(review, each.key), said.get(each.key, "")) for each in main]


@require_safe
def figure(request: UserRequest, pk: int) -> HttpResponse:
    """Show the kept rows of a number and what changed since; a draft leads to the rows of now."""
    review = queries.get_review(request.user, pk)
    key = request.GET.get("so", "")
    if not review.is_frozen:
        return redirect(queries.number_today(review, key, request.user).url)
    kept = queries.get_kept_figure(review, key)
    number = _page_number(request)
    parts = open_figure(review, kept, request.user, page=number)
    today = queries.number_today(review, key, request.user)
    last = max(-(-max(part.count for part in parts) // PAGE_SIZE), 1)
    here = queries.kept_url(review, key)
    context = {
        "review": review,
        "frozen_day": _frozen_day(review),
        "then": queries.cited_from(kept, review),
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
    review = queries.get_review(request.user, pk)
    key = request.GET.get("so", "")
    today = queries.number_today(review, key, request.user)
    if not review.is_frozen or request.GET.get("ban") == Copy.TODAY:
        return _card(request, review, today, frozen="")
    kept = queries.cited_from(queries.get_kept_figure(review, key), review)
    day = _frozen_day(review)
    same = today.value is None or today.value == kept.value
    words = {"day": day, "now": today.exact}
    frozen = _("%(day)s, chưa đổi") if same else _("%(day)s, hôm nay là %(now)s")
    return _card(request, review, kept, frozen=frozen % words)


@require_safe
def preview_card(request: UserRequest) -> HttpResponse:
    review = queries.unkept_review(asked_scope(request, on=timezone.localdate()))
    today = queries.number_today(review, request.GET.get("so", ""), request.user)
    return _card(request, review, today, frozen="")


def _card(request: UserRequest, review: Review, cited: Cited, *, frozen: str) -> HttpResponse:
    place = Asked.read(cited.key).within(queries.scope_of_review(review, request.user))
    scope, period = queries.scope_words(review, place.unit), period_words(place.period)
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
