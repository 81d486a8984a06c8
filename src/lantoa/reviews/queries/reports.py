"""What a review says: written with the figures of now, or word for word as it was frozen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lantoa.accounts.models import User
from lantoa.reviews.facts import Facts, Number
from lantoa.reviews.models import Review
from lantoa.reviews.queries.frozen import kept_figures
from lantoa.reviews.queries.gathering import gather
from lantoa.reviews.queries.reviews import roundings_of, scope_of_review, texts_of
from lantoa.reviews.writing import archive
from lantoa.reviews.writing.report import POST, RECIPIENTS, Details, Report, build_report


def report_today(review: Review, *, user: User, at: datetime, base_url: str = "") -> Report:
    """Write the report with the figures of now; `review` need not be kept."""
    details, styles = _details(review, at=at), roundings_of(review)
    return build_report(_facts(review, user), details, base_url=base_url, styles=styles)


def worded_numbers(review: Review, user: User, *, at: datetime) -> dict[str, Number]:
    """Return the figures that stand in the sentences of the report, in its order."""
    facts = _facts(review, user)
    said = build_report(facts, _details(review, at=at)).said
    return {code: number for code, number in facts.figures.items() if code in said}


def report_sent(review: Review, *, base_url: str = "") -> Report:
    """Return the report word for word as it was frozen."""
    document: Mapping[str, Any] = review.document or {}
    kept = kept_figures(review)

    def url_of(key: str) -> str:
        return f"{base_url}{kept[key].url}" if base_url and key in kept else ""

    return Report(
        archive.to_paper(document["paper"], url_of),
        kept,
        archive.to_runs(document["press"], url_of),
    )


def _facts(review: Review, user: User) -> Facts:
    scope = scope_of_review(review, user)
    return gather(scope, spoken=review.spoken_period, texts=texts_of(review))


def _details(review: Review, *, at: datetime) -> Details:
    return Details(
        made_at=at.replace(microsecond=0),  # PDF knows no smaller part of time
        title=review.title,
        number=review.number,
        place=review.place,
        signed_on=review.signed_on,
        signer=review.signer,
        post_lines=_lines(review.signer_post) or POST,
        recipients=_lines(review.recipients) or RECIPIENTS,
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
