"""Every question about reviews: which there are, what they say now, what they said when frozen."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override

from lantoa.accounts.models import User
from lantoa.organization.choices import Structure
from lantoa.organization.models import Unit
from lantoa.reviews import copies
from lantoa.reviews.asking import Asked
from lantoa.reviews.facts import Facts, Number
from lantoa.reviews.gathering import gather
from lantoa.reviews.keeping import KeptRows, counted_again
from lantoa.reviews.models import FrozenFigure, Review, ReviewQuerySet
from lantoa.reviews.pen import Cited, cited_of
from lantoa.reviews.report import POST, RECIPIENTS, Details, Report, build_report
from lantoa.shared.dates import show_date
from lantoa.shared.numbers import Rounding
from lantoa.statistics.choices import Measure
from lantoa.statistics.queries import figure
from lantoa.statistics.scope import Scope


def reviews_for(user: User) -> ReviewQuerySet:
    """Return the reviews that `user` may see; the list adds the order."""
    return Review.objects.visible_to(user).select_related("unit", "frozen_by")


def no_reviews() -> ReviewQuerySet:
    return Review.objects.none()


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


def scope_words(review: Review, unit: Unit | None = None) -> str:
    """Say which units a review, or one of its numbers, covers, and by which structure."""
    return _("%(unit)s và cấp dưới, %(structure)s") % {
        "unit": (unit or review.unit).name,
        "structure": Structure(review.structure).label,
    }


@override("vi")  # compared with what was frozen, in the words of the report
def number_today(review: Review, key: str, user: User) -> Cited:
    """Ask one number of a review anew; raises `NoSuchFigure` where it has none of that key."""
    asked = Asked.read(key)
    found = figure(asked.indicator, asked.within(scope_of_review(review, user)))
    number = Number(asked, found, asked.narrowing)
    return cited_of(number, found.words)


def worded_numbers(review: Review, user: User, *, at: datetime) -> dict[str, Number]:
    """Return the figures that stand in the sentences of the report, in its order."""
    facts = _facts(review, user)
    said = build_report(facts, details_of(review, at=at)).said
    return {code: number for code, number in facts.figures.items() if code in said}


def scope_of_review(review: Review, user: User) -> Scope:
    return Scope(user, review.unit, review.period, Structure(review.structure))


def texts_of(review: Review) -> dict[str, str]:
    """Return what people wrote, by part; nothing for a review that is only looked at."""
    return dict(review.texts.values_list("part", "text")) if review.pk else {}


def roundings_of(review: Review) -> dict[str, Rounding]:
    if not review.pk:
        return {}
    chosen = review.rounding_choices.values_list("code", "style")
    return {code: Rounding(style) for code, style in chosen}


def report_today(review: Review, *, user: User, at: datetime, base_url: str = "") -> Report:
    """Write the report with the figures of now; `review` need not be kept."""
    details, styles = details_of(review, at=at), roundings_of(review)
    return build_report(_facts(review, user), details, base_url=base_url, styles=styles)


def _facts(review: Review, user: User) -> Facts:
    scope = scope_of_review(review, user)
    return gather(scope, spoken=review.spoken_period, texts=texts_of(review))


def details_of(review: Review, *, at: datetime, foot_note: str = "") -> Details:
    return Details(
        made_at=at.replace(microsecond=0),  # PDF knows no smaller part of time
        title=review.title,
        number=review.number,
        place=review.place,
        signed_on=review.signed_on,
        signer=review.signer,
        post_lines=_lines(review.signer_post) or POST,
        recipients=_lines(review.recipients) or RECIPIENTS,
        foot_note=foot_note,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def report_sent(review: Review, *, base_url: str = "") -> Report:
    """Return the report word for word as it was frozen."""
    document: Mapping[str, Any] = review.document or {}
    kept = kept_figures(review)

    def url_of(key: str) -> str:
        return f"{base_url}{kept[key].url}" if base_url and key in kept else ""

    return Report(
        copies.to_paper(document["paper"], url_of),
        kept,
        copies.to_runs(document["press"], url_of),
    )


def kept_url(review: Review, key: str) -> str:
    """Return the page of the kept rows of a number, with what changed since."""
    return f"{reverse('reviews:figure', args=[review.pk])}?{urlencode({'so': key})}"


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
    shown = kept.parameters
    return Cited(
        key=kept.code,
        label=kept.label,
        definition=kept.definition,
        value=_value(kept.value, Measure(shown["measure"])),
        measure=Measure(shown["measure"]),
        words=shown["words"],
        phrase=kept.phrase,
        exact=shown["exact"],
        row_count=shown["row_count"],
        url=kept_url(review, kept.code),
        numerator=kept.numerator,
        denominator=kept.denominator,
    )


def _value(value: Decimal | None, measure: Measure) -> int | Decimal | None:
    if value is None or measure in {Measure.PERCENT, Measure.RATE}:
        return value
    return int(value)


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
                f"Báo cáo {kept.review_id} chốt ngày {_frozen_on(kept.review)}: "
                f"“{kept.label}” giữ giá trị {_plain(kept.value)}, "
                f"nhưng các dòng đã giữ cho {_plain(value)}."
            )


def _frozen_on(review: Review) -> str:
    return show_date(review.frozen_at.date()) if review.frozen_at else ""


def _plain(value: int | Decimal | None) -> str:
    return (
        "không rõ" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
    )
