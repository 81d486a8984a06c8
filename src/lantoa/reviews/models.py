from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lantoa.audit.history import tracked
from lantoa.organization.choices import Structure
from lantoa.organization.models import Unit


@tracked()
class Review(models.Model):
    """The review (sơ kết, tổng kết) of a unit over a period, by a structure of then or today.

    Frozen, it keeps the value and the row keys of every figure; later changes show as
    differences.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews")
    first_day = models.DateField(_("từ ngày"))
    last_day = models.DateField(_("đến ngày"))
    structure = models.CharField(max_length=8, choices=Structure.choices, default=Structure.THEN)
    title = models.CharField(_("tên báo cáo"), max_length=300)
    number = models.CharField(_("số"), max_length=64, blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    frozen_at = models.DateTimeField(_("chốt lúc"), null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    journal_hash = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("báo cáo tổng kết")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="review_period_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, frozen_by__isnull=True)
                | Q(frozen_at__isnull=False),
                name="review_is_frozen_by_somebody_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title


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
    """The value, wording and row keys of one figure on the day a review was frozen."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="figures")
    code = models.CharField(max_length=64)
    value = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    phrase = models.CharField(max_length=200)
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
