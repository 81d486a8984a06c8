"""The common shape of a record: a fact with a place and a day.

Apps above declare their records on `UnitRecord`, and their querysets on `RecordQuerySet`.
"""

from __future__ import annotations

from typing import Self, TypeVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.organization import scopes
from lantoa.organization.choices import Precision, Structure
from lantoa.organization.models.unit import Placement, Unit, below
from lantoa.shared.dates import Period
from lantoa.shared.text import fold

R = TypeVar("R", bound="UnitRecord")


class RecordQuerySet(models.QuerySet[R]):
    def visible_to(self, user: User) -> Self:
        """Keep the records of units that `user` may see."""
        scope = scopes.scope_of(user, scopes.SEEING_ROLES)
        return self if scope.everything else self.filter(below(scope.paths, field="unit__path"))

    def in_period(self, period: Period) -> Self:
        """Keep the records that count on a day of `period`."""
        kept = self
        if period.start:
            kept = kept.filter(counted_on__gte=period.start)
        if period.end:
            kept = kept.filter(counted_on__lt=period.end)
        return kept

    def of_unit(self, unit: Unit, structure: Structure = Structure.THEN) -> Self:
        """Keep the records earned at or under `unit`.

        By the structure of the record's own day, or by that of today through the successions.
        """
        if structure is Structure.TODAY:
            return self.filter(below([unit.path], field="unit__present__path"))
        if scopes.is_only_root(unit):
            return self
        # two comparisons and not "contains": the planner knows how rare they are, and so joins well
        there = Placement.objects.filter(
            Q(valid__endswith__isnull=True) | Q(valid__endswith__gt=OuterRef("counted_on")),
            below(scopes.paths_through_time(unit)),
            unit=OuterRef("unit"),
            valid__startswith__lte=OuterRef("counted_on"),
        )
        return self.filter(Exists(there))

    def of_unit_alone(self, unit: Unit, structure: Structure = Structure.THEN) -> Self:
        """Keep the records that `unit` earned by itself, without those of the units under it."""
        field = "unit__present" if structure is Structure.TODAY else "unit"
        return self.filter(**{field: unit})

    def holding(self, text: str) -> Self:
        """Keep the records in which every word of `text` occurs, with or without marks."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found


class UnitRecord(models.Model):
    """A record of a unit on a day.

    `counted_on` is the day on which the record counts for periods and structures; when the
    paper states only a month or a year it is that one's last day, and the precision says so.
    """

    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="%(class)s_records",
        verbose_name=_("đơn vị"),
        db_index=False,
    )
    counted_on = models.DateField(_("ngày tính"))
    counted_precision = models.CharField(
        max_length=5, choices=Precision.choices, default=Precision.DAY, editable=False
    )
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["-counted_on", "-id"], name="%(class)s_newest"),
            models.Index(fields=["unit", "-counted_on", "-id"], name="%(class)s_of_unit"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="%(class)s_search"),
        ]

    @property
    def shown_day(self) -> str:
        """The day as precisely as the paper states it: 05/02/2021, 02/2021 or 2021."""
        pattern = {Precision.DAY: "%d/%m/%Y", Precision.MONTH: "%m/%Y", Precision.YEAR: "%Y"}
        return self.counted_on.strftime(pattern[Precision(self.counted_precision)])
