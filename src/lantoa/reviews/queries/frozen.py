"""The numbers of a frozen review as they were kept."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from lantoa.reviews.asked import Asked
from lantoa.reviews.kept_rows import KeptRows
from lantoa.reviews.models import FrozenFigure, Review
from lantoa.reviews.rules import counted_again
from lantoa.reviews.writing.cited import Cited
from lantoa.statistics.choices import Measure


def kept_figures(review: Review) -> dict[str, Cited]:
    """Return the numbers of a frozen review by key, without their rows."""
    kept = review.figures.defer("row_keys").order_by("pk")
    return {each.code: cited_from(each, review) for each in kept}


def get_kept_figure(review: Review, key: str) -> FrozenFigure:
    """Return a number of a frozen review with its rows; 404 where it has none of that key."""
    kept = review.figures.filter(code=key).first()
    if kept is None:
        raise Http404
    return kept


def cited_from(kept: FrozenFigure, review: Review) -> Cited:
    """Return a kept number as the report prints it."""
    shown = kept.parameters
    measure = Measure(shown["measure"])
    return Cited(
        key=kept.code,
        label=kept.label,
        definition=kept.definition,
        value=_value(kept.value, measure),
        measure=measure,
        words=shown["words"],
        phrase=kept.phrase,
        exact=shown["exact"],
        row_count=shown["row_count"],
        url=kept_url(review, kept.code),
        numerator=kept.numerator,
        denominator=kept.denominator,
    )


def kept_url(review: Review, key: str) -> str:
    """Return the page of the kept rows of a number, with what changed since."""
    return f"{reverse('reviews:figure', args=[review.pk])}?{urlencode({'so': key})}"


def kept_rows(kept: FrozenFigure) -> list[KeptRows]:
    return [KeptRows.read(part) for part in kept.row_keys]


def drifted_figures() -> Iterator[str]:
    """Yield a sentence for each kept value that its own kept rows do not give (`lantoa verify`)."""
    figures = FrozenFigure.objects.select_related("review").order_by("review_id", "pk")
    for kept in figures.iterator(chunk_size=50):
        asked = Asked.read(kept.code)
        value, above, below = counted_again(asked.indicator, kept_rows(kept))
        stored = (kept.value, kept.numerator, kept.denominator)
        if stored != (None if value is None else Decimal(value), above, below):
            yield (
                f"Báo cáo {kept.review_id} chốt ngày {kept.review.frozen_day}: "
                f"“{kept.label}” giữ giá trị {_plain(kept.value)}, "
                f"nhưng các dòng đã giữ cho {_plain(value)}."
            )


def _value(value: Decimal | None, measure: Measure) -> int | Decimal | None:
    if value is None or measure in {Measure.PERCENT, Measure.RATE}:
        return value
    return int(value)


def _plain(value: int | Decimal | None) -> str:
    return (
        "không rõ" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
    )
