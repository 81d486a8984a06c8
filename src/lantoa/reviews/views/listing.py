"""The list of reviews."""

from __future__ import annotations

from dataclasses import replace

from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.organization import listing
from lantoa.organization.listing import Column, Listing, State, address_of
from lantoa.reviews import permissions
from lantoa.reviews.filters import ReviewFilter
from lantoa.reviews.models import Review
from lantoa.reviews.queries.reviews import reviews_for
from lantoa.statistics.addresses import scope_params
from lantoa.statistics.asking import asked_scope
from lantoa.statistics.scope import period_words


def _state(review: Review) -> State:
    if review.is_frozen:
        return State("met", gettext_lazy("Đã chốt"))
    return State("draft", gettext_lazy("Đang soạn"))


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
        Column("chot", gettext_lazy("Chốt ngày"), lambda row: row.frozen_day, kind="day"),
        Column(
            "nguoi-chot",
            gettext_lazy("Người chốt"),
            lambda row: row.frozen_by and row.frozen_by.full_name,
            is_default=False,
        ),
    ),
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
        add_url=f"{reverse('reviews:create')}?{params}" if may_create else "",
        add_label=_("Lập báo cáo"),
    )
    extra = {
        "preview_url": f"{reverse('reviews:preview')}?{params}",
        "preview_of": f"{scope.unit.short_name or scope.unit.name}, {period_words(scope.period)}",
    }
    return listing.respond(
        request,
        given,
        reviews_for(request.user),
        extra_context=extra,
        template="reviews/list.html",
    )
