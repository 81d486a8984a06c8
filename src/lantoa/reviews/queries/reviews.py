"""Which reviews there are, and what people wrote in one of them."""

from __future__ import annotations

import copy
from datetime import date

from django.http import Http404

from lantoa.accounts.models import User
from lantoa.organization.choices import Structure
from lantoa.organization.models.unit import below
from lantoa.reviews.models import Review, ReviewQuerySet
from lantoa.reviews.permissions import reviewing_scope
from lantoa.shared.numbers import Rounding
from lantoa.statistics.scope import Scope


def reviews_for(user: User) -> ReviewQuerySet:
    """Return the reviews that `user` may see; the list adds the order."""
    return Review.objects.visible_to(user).select_related("unit", "frozen_by")


def reviews_to_freeze(user: User) -> ReviewQuerySet:
    """Return the reviews that `user` may still freeze, the oldest first."""
    mine = Review.objects.filter(below(reviewing_scope(user).paths, field="unit__path"))
    return mine.filter(frozen_at__isnull=True).order_by("created_at")


def review_periods(user: User, *, most: int = 3) -> list[tuple[date, date]]:
    """Return the periods of the latest reviews that `user` may see, as first and last day."""
    spans = Review.objects.visible_to(user).order_by("-last_day", "first_day")
    return list(spans.values_list("first_day", "last_day").distinct()[:most])


def get_review(user: User, pk: int) -> Review:
    """Return a review that `user` may see; 404 for any other."""
    review = Review.objects.visible_to(user).select_related("unit__kind").filter(pk=pk).first()
    if review is None:
        raise Http404
    return review


def unkept_review(scope: Scope) -> Review:
    """Return a review that is only looked at: it has no key and is not stored."""
    return Review(
        unit=scope.unit,
        first_day=scope.first_day,
        last_day=scope.last_day,
        structure=scope.structure,
    )


def as_draft(review: Review) -> Review:
    """Return a frozen review as if it were not, to say what it would say today."""
    fresh = copy.copy(review)
    fresh.frozen_at = None
    return fresh


def scope_of_review(review: Review, user: User) -> Scope:
    return Scope(user, review.unit, review.period, Structure(review.structure))


def texts_of(review: Review) -> dict[str, str]:
    """Return what people wrote, by part; nothing for a review that is only looked at."""
    return dict(review.texts.values_list("part", "text")) if review.pk else {}


def roundings_of(review: Review) -> dict[str, Rounding]:
    """Return the rounding styles chosen, by the key of the number."""
    if not review.pk:
        return {}
    chosen = review.rounding_choices.values_list("code", "style")
    return {code: Rounding(style) for code, style in chosen}
