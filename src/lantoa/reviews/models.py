from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.audit.history import tracked
from lantoa.organization import scopes
from lantoa.organization.choices import Structure
from lantoa.organization.models import Unit
from lantoa.organization.models.unit import below
from lantoa.reviews.choices import Part
from lantoa.shared.dates import Period, show_date


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: User) -> Self:
        """Keep the reviews of units that `user` may see."""
        scope = scopes.scope_of(user, scopes.SEEING_ROLES)
        return self if scope.everything else self.filter(below(scope.paths, field="unit__path"))


@tracked(without=("search_text", "document"))
class Review(models.Model):
    """The review (sơ kết, tổng kết) of a unit over a period, by a structure of then or today.

    Frozen, it keeps its text as sent and the value and the row keys of every figure; later
    changes show as differences. `spoken_period` is how a sentence calls the period ("5 năm qua");
    `journal_hash` the last seal of the journal when it was frozen.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews")
    first_day = models.DateField(_("từ ngày"))
    last_day = models.DateField(_("đến ngày"))
    structure = models.CharField(max_length=8, choices=Structure.choices, default=Structure.THEN)
    title = models.CharField(_("tên báo cáo"), max_length=300)
    number = models.CharField(_("số"), max_length=64, blank=True)
    spoken_period = models.CharField(_("cách gọi kỳ trong câu"), max_length=120, blank=True)
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    signer_post = models.CharField(_("quyền hạn, chức vụ người ký"), max_length=200, blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    document = models.JSONField(null=True, editable=False)
    search_text = models.TextField(editable=False, default="")
    frozen_at = models.DateTimeField(_("chốt lúc"), null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    journal_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo tổng kết")
        indexes = [models.Index(fields=["-last_day", "-id"], name="review_newest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="review_period_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_by__isnull=True)
                | Q(frozen_at__isnull=False),
                name="review_is_frozen_by_somebody_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | Q(document__isnull=False),
                name="frozen_review_keeps_its_text",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(self.title.split())

    @property
    def period(self) -> Period:
        return Period.through(self.first_day, self.last_day)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    @property
    def frozen_day(self) -> str:
        """The day on which it was frozen, in Vietnam, as it is written; empty for a draft."""
        return show_date(timezone.localtime(self.frozen_at).date()) if self.frozen_at else ""


@tracked()
class ReviewText(models.Model):
    """A part of a report that people wrote; paragraphs are lines."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="texts")
    part = models.CharField(_("phần"), max_length=16, choices=Part.choices)
    text = models.TextField(_("nội dung"))

    class Meta:
        verbose_name = _("phần lời của báo cáo")
        constraints = [
            models.UniqueConstraint(fields=["review", "part"], name="part_is_written_once")
        ]

    def __str__(self) -> str:
        return self.get_part_display()


@tracked()
class RoundingChoice(models.Model):
    """The rounding style that an officer chose for one figure of a review."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="rounding_choices")
    code = models.CharField(max_length=64)
    style = models.CharField(max_length=12)

    class Meta:
        verbose_name = _("cách làm tròn")
        constraints = [
            models.UniqueConstraint(
                fields=["review", "code"], name="figure_has_one_rounding_in_a_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.style}"


class FrozenFigure(models.Model):
    """The value, wording and rows of one number on the day a review was frozen.

    `code` is the number's key (`asked.Asked`), `phrase` the number with what it counts.
    `parameters` say how it was asked and how it is shown; `row_keys` hold one part for a count,
    two (above, below) for a ratio: `kept_rows.KeptRows` as JSON.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="figures")
    code = models.CharField(max_length=400)
    label = models.CharField(max_length=500, default="")
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    phrase = models.CharField(max_length=300)
    definition = models.TextField()
    parameters = models.JSONField(default=dict)
    row_keys = models.JSONField(default=list)

    class Meta:
        verbose_name = _("con số đã chốt")
        constraints = [
            models.UniqueConstraint(fields=["review", "code"], name="figure_is_frozen_once")
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.phrase}"
