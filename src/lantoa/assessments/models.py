from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.audit.history import tracked
from lantoa.decisions.models import Decision
from lantoa.organization.records import RecordQuerySet, UnitRecord


class Scheme(models.Model):
    """A grading scheme (vững mạnh …, hoàn thành …): data with its source and confidence."""

    code = models.SlugField(_("mã"), max_length=32, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    source = models.TextField(_("nguồn"), blank=True)
    confidence = models.CharField(_("mức chắc chắn"), max_length=16)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("cách xếp loại")

    def __str__(self) -> str:
        return self.name


class Grade(models.Model):
    """A grade of a scheme; 1 is the best. `is_strong`: counts as "vững mạnh" or better."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="grades")
    code = models.SlugField(_("mã"), max_length=16, unique=True)
    name = models.CharField(_("tên"), max_length=100)
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    is_strong = models.BooleanField(default=False)
    threshold = models.DecimalField(
        _("từ điểm"), max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = _("mức xếp loại")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "order"], name="grades_have_an_order")
        ]

    def __str__(self) -> str:
        return self.name


class GradingQuerySet(RecordQuerySet["Grading"]):
    pass


@tracked(without=("search_text",))
class Grading(UnitRecord):
    """The grade of one union in one year."""

    year = models.PositiveSmallIntegerField(_("năm"))
    grade = models.ForeignKey(
        Grade, models.PROTECT, related_name="gradings", verbose_name=_("xếp loại")
    )
    score = models.DecimalField(_("điểm"), max_digits=6, decimal_places=2, null=True, blank=True)
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gradings",
        verbose_name=_("quyết định"),
    )

    objects = GradingQuerySet.as_manager()

    class Meta(UnitRecord.Meta):
        verbose_name = _("xếp loại công đoàn")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="union_is_graded_once_a_year"),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=200),
                name="grading_score_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1945, year__lte=2100), name="grading_year_is_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"
