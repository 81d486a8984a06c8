"""Keeping, writing and freezing reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.audit.queries import last_hash
from lantoa.organization.choices import Structure
from lantoa.organization.models import Unit
from lantoa.reviews import permissions
from lantoa.reviews.asked import Asked
from lantoa.reviews.choices import Part
from lantoa.reviews.models import FrozenFigure, Review, ReviewText, RoundingChoice
from lantoa.reviews.queries.gathering import reported
from lantoa.reviews.queries.numbers import number_today, place_of
from lantoa.reviews.queries.reports import report_today
from lantoa.reviews.queries.reviews import scope_of_review
from lantoa.reviews.queries.rows_behind import Keeper
from lantoa.reviews.rules import counted_again
from lantoa.reviews.writing import archive
from lantoa.reviews.writing.cited import Cited
from lantoa.reviews.writing.report import default_title
from lantoa.shared.dates import Period
from lantoa.shared.errors import Conflict, DomainError
from lantoa.shared.numbers import Rounding
from lantoa.shared.text import fold
from lantoa.statistics.scope import Scope
from lantoa.statistics.wording import chosen_words


class NoSuchPart(DomainError):
    """A text or a style is meant for something that reports do not have."""


@dataclass(frozen=True, slots=True)
class Description:
    """What an officer says about a review; an empty title gets the usual one."""

    title: str = ""
    number: str = ""
    place: str = ""
    signed_on: date | None = None
    signer_post: str = ""
    signer: str = ""
    recipients: str = ""
    spoken_period: str = ""


@transaction.atomic
def create_review(
    unit: Unit,
    *,
    period: Period,
    structure: Structure,
    description: Description,
    actor: User,
    at: datetime,
) -> Review:
    """Keep the review of a unit over a closed period, as a draft whose figures are of now."""
    if not permissions.can_create_review(actor, unit):
        raise PermissionDenied
    scope = Scope(actor, unit, period, structure)
    review = Review(
        unit=unit,
        first_day=scope.first_day,
        last_day=scope.last_day,
        structure=structure,
        created_at=at,
    )
    _describe(review, description)
    with acting(actor, "review.created"):
        review.save()
    record("review.created", review, actor=actor, at=at, unit_id=unit.pk)
    return review


@transaction.atomic
def describe_review(review: Review, description: Description, *, actor: User, at: datetime) -> None:
    """Change title, number, place, signer, recipients and the name of the period."""
    if not permissions.can_edit_review(actor, review):
        raise PermissionDenied
    _lock_draft(review)
    _describe(review, description)
    with acting(actor, "review.described"):
        review.save()
    record("review.described", review, actor=actor, at=at, unit_id=review.unit_id)


@transaction.atomic
def write_texts(review: Review, texts: Mapping[str, str], *, actor: User, at: datetime) -> None:
    """Replace the parts that people write; an empty one goes back to lines to write on."""
    if not permissions.can_edit_review(actor, review):
        raise PermissionDenied
    if not texts.keys() <= set(Part.values):
        raise NoSuchPart(_("Báo cáo không có phần này. Mở lại trang phần lời."))
    _lock_draft(review)
    with acting(actor, "review.described"):
        for part, text in texts.items():
            if text.strip():
                ReviewText.objects.update_or_create(
                    review=review, part=part, defaults={"text": text.strip()}
                )
            else:
                ReviewText.objects.filter(review=review, part=part).delete()
    record("review.described", review, actor=actor, at=at, unit_id=review.unit_id)


@transaction.atomic
def choose_roundings(
    review: Review, styles: Mapping[str, Rounding], *, actor: User, at: datetime
) -> None:
    """Choose how numbers are written; a style equal to the indicator's own needs no choice.

    Raises `FalseWording` for a style that is untrue for the value of now; nothing is kept then.
    """
    if not permissions.can_edit_review(actor, review):
        raise PermissionDenied
    _lock_draft(review)
    figures = reported(scope_of_review(review, actor))
    chosen = []
    for code, style in styles.items():
        number = figures.get(code)
        if number is None:
            raise NoSuchPart(_("Báo cáo không có con số này. Mở lại trang cách viết số."))
        figure = number.figure
        if figure.value is None or figure.own_style is style:
            continue
        chosen_words(figure.indicator, figure.value, style)
        chosen.append(RoundingChoice(review=review, code=code, style=style.value))
    with acting(actor, "review.described"):
        RoundingChoice.objects.filter(review=review, code__in=styles).delete()
        RoundingChoice.objects.bulk_create(chosen)
    record("review.described", review, actor=actor, at=at, unit_id=review.unit_id)


@transaction.atomic
def discard_review(review: Review, *, actor: User, at: datetime) -> None:
    """Throw a draft away; what was frozen stays."""
    if not permissions.can_edit_review(actor, review):
        raise PermissionDenied
    _lock_draft(review)
    record("review.discarded", review, actor=actor, at=at, unit_id=review.unit_id)
    with acting(actor, "review.discarded"):
        review.delete()


@transaction.atomic
def freeze_review(review: Review, *, actor: User, at: datetime) -> None:
    """Keep the text and every number of the report with its rows, as they are at this moment.

    Each value is counted again from the rows that are kept; where somebody changed records in
    between, the two differ and nothing is frozen (`Conflict`).
    """
    if not permissions.can_edit_review(actor, review):
        raise PermissionDenied
    _lock_draft(review)
    report = report_today(review, user=actor, at=at)
    seal = last_hash()
    known = [each for each in report.cited.values() if each.value is not None]
    scope = scope_of_review(review, actor)
    keeper = Keeper(scope)
    figures = [made for each in known if (made := _frozen(review, each, scope, keeper))]
    FrozenFigure.objects.bulk_create(figures, batch_size=200)
    review.frozen_at, review.frozen_by, review.journal_hash = at, actor, seal
    review.document = {
        "paper": archive.to_plain(replace(report.paper, foot_note=_foot_note(review))),
        "press": archive.to_plain(report.press),
    }
    with acting(actor, "review.frozen"):
        review.save()
    record(
        "review.frozen", review, actor=actor, at=at, unit_id=review.unit_id,
        figures=len(figures), journal_hash=seal,
    )  # fmt: skip


def _frozen(review: Review, cited: Cited, scope: Scope, keeper: Keeper) -> FrozenFigure | None:
    """Return a number with its rows; None for one whose rows no single question can name.

    That is a unit that left its parent and came back within the period: its line in the table
    adds two stays. The line is kept in the text, without a door.
    """
    asked = Asked.read(cited.key)
    parts = keeper.rows_behind(asked)
    found = counted_again(asked.indicator, parts)
    if found != (cited.value, cited.numerator, cited.denominator):
        now = number_today(review, cited.key, scope.user)
        if asked.unit and found == (now.value, now.numerator, now.denominator):
            return None
        raise Conflict(
            _("Số liệu “%(name)s” vừa đổi trong lúc chốt. Chưa chốt gì; hãy bấm Chốt lần nữa.")
            % {"name": cited.label}
        )
    return FrozenFigure(
        review=review,
        code=cited.key,
        label=cited.label,
        value=None if cited.value is None else Decimal(cited.value),
        numerator=cited.numerator,
        denominator=cited.denominator,
        phrase=cited.phrase,
        definition=cited.definition,
        parameters=_parameters(asked, cited, scope),
        row_keys=[part.plain() for part in parts],
    )


def _parameters(asked: Asked, cited: Cited, scope: Scope) -> dict[str, Any]:
    """Return how the number was asked, for whoever reads it without this program."""
    indicator, within = asked.indicator, place_of(asked, scope)
    return {
        "list": indicator.source,
        "filters": {name: list(values) for name, values in indicator.params},
        "counting": indicator.counting.value,
        "column": indicator.column,
        "unit": within.unit.code,
        "structure": within.structure.value,
        "first_day": within.first_day.isoformat(),
        "last_day": within.last_day.isoformat(),
        "measure": cited.measure.value,
        "words": cited.words,
        "exact": cited.exact,
        "row_count": cited.row_count,
    }


def _foot_note(frozen: Review) -> str:
    said = f"Số liệu chốt ngày {frozen.frozen_day}"
    return f"{said}. Nhật ký: {frozen.journal_hash}" if frozen.journal_hash else said


def _describe(review: Review, description: Description) -> None:
    review.title = description.title.strip() or default_title(review.period)
    review.number = description.number
    review.place = description.place
    review.signed_on = description.signed_on
    review.signer_post = description.signer_post
    review.signer = description.signer
    review.recipients = description.recipients
    review.spoken_period = description.spoken_period
    review.search_text = fold(f"{review.title} {review.number} {review.unit.name}")


def _lock_draft(review: Review) -> None:
    """Hold the review until the end of the transaction; raise `Conflict` once it is frozen."""
    locked = Review.objects.select_for_update(of=("self",)).filter(pk=review.pk).first()
    if locked is None:
        raise Conflict(_("Bản nháp này đã bị bỏ."))
    refuse_frozen(locked)


def refuse_frozen(review: Review) -> None:
    """Raise `Conflict` where a review was frozen and can no longer be written."""
    if review.is_frozen:
        raise Conflict(
            _("Báo cáo đã chốt ngày %(day)s nên không sửa được. Lập báo cáo mới cho kỳ này.")
            % {"day": review.frozen_day}
        )
