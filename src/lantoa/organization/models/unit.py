from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lantoa.audit.history import tracked
from lantoa.shared.text import fold

PATH_STEP = 4
MOST_LEVELS = 24
PATH_END = "~"  # sorts after every digit and letter of a path


if TYPE_CHECKING:
    _Text = models.CharField[str, str]
else:  # not subscriptable at run time
    _Text = models.CharField


class PathField(_Text):
    """The way from the root to a unit: four base-36 digits a step, compared byte by byte."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", MOST_LEVELS * PATH_STEP)
        kwargs.setdefault("db_collation", "C")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def below(paths: Iterable[str], *, field: str = "path") -> Q:
    """Return the condition "at or under one of `paths`", as index ranges on `field`."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__gte": path, f"{field}__lt": path + PATH_END})
    return condition


@tracked()
class UnitKind(models.Model):
    """A kind of unit (Quân khu, công đoàn cơ sở …): editable data, in the order of levels."""

    code = models.SlugField(_("mã"), max_length=32, unique=True)
    name = models.CharField(_("tên"), max_length=100, unique=True)
    short_name = models.CharField(_("tên tắt"), max_length=32, blank=True)
    level = models.PositiveSmallIntegerField(_("cấp"))

    class Meta:
        verbose_name = _("loại đơn vị")

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    def below(self, *paths: str) -> UnitQuerySet:
        """Keep the units that stand today at or under one of `paths`."""
        return self.filter(below(paths))

    def existing_on(self, day: date) -> UnitQuerySet:
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=day),
            Q(ended_on__isnull=True) | Q(ended_on__gt=day),
        )

    def named(self, text: str) -> UnitQuerySet:
        """Keep the units in whose code, names or aliases every word of `text` occurs."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found


@tracked(without=("search_text", "sort_key", "path", "present"))
class Unit(models.Model):
    """A unit (đơn vị): one identity through time; names, places and successions change.

    `path` is where it stands now (or stood last) and `present` the living unit that stands for
    it today; both are derived by the actions from placements and successions, and `lantoa
    verify` checks them.
    """

    code = models.CharField(_("mã đơn vị"), max_length=32, unique=True)
    name = models.CharField(_("tên đơn vị"), max_length=200)
    short_name = models.CharField(_("tên tắt"), max_length=64, blank=True)
    kind = models.ForeignKey(UnitKind, models.PROTECT, verbose_name=_("loại"))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("đơn vị cấp trên"),
    )
    founded_on = models.DateField(_("thành lập"), null=True, blank=True)
    ended_on = models.DateField(_("kết thúc"), null=True, blank=True)
    path = PathField(editable=False, unique=True)
    present = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="past_units",
        editable=False,
        verbose_name=_("nay là"),
    )
    search_text = models.TextField(editable=False)
    sort_key = models.TextField(editable=False, db_collation="C")

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("đơn vị")
        indexes = [
            models.Index(
                fields=["present"],
                name="unit_ended",
                condition=Q(ended_on__isnull=False),
            ),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="unit_search"),
            models.Index(fields=["kind", "sort_key"], name="unit_by_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True)
                | Q(founded_on__isnull=True)
                | Q(ended_on__gt=F("founded_on")),
                name="unit_ends_after_it_is_founded",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="unit_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """Steps below the root, which has none."""
        return len(self.path) // PATH_STEP - 1


@tracked()
class UnitName(models.Model):
    """The name of a unit in a period: a unit that is renamed stays itself."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    valid = DateRangeField()

    class Meta:
        verbose_name = _("tên đơn vị theo thời gian")
        constraints = [
            ExclusionConstraint(
                name="unit_has_one_name_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class UnitAlias(models.Model):
    """Another way in which papers write the unit's name."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    name = models.CharField(_("tên khác"), max_length=200)
    folded = models.TextField(editable=False)

    class Meta:
        verbose_name = _("tên khác của đơn vị")
        indexes = [models.Index(fields=["folded"], name="unit_alias_folded")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "folded"], name="unit_alias_is_stated_once")
        ]

    def __str__(self) -> str:
        return self.name


@tracked(without=("path",))
class Placement(models.Model):
    """Where a unit stood in a period: its parent then, and its whole path then.

    When a unit moves, the units under it get a new placement of the same day, so that a record
    finds its ancestors of its own day by one range. The placements of a unit cover all time,
    also before it is founded and after it ended (those days are the unit's own), so that no
    record ever falls out of a total.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="placements")
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("đơn vị cấp trên")
    )
    path = PathField(editable=False)
    valid = DateRangeField(_("từ ngày, đến trước ngày"))

    class Meta:
        verbose_name = _("vị trí của đơn vị")
        indexes = [models.Index(fields=["path", "unit"], name="placement_path")]
        constraints = [
            ExclusionConstraint(
                name="unit_stands_in_one_place_at_a_time",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False), name="placement_lasts_at_least_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.parent_id}"


@tracked()
class Succession(models.Model):
    """One unit went on as another (sáp nhập, chia tách). Past results stay where they were earned.

    `carries_results`: the successor under which the predecessor's past is counted when a report
    uses the structure of today; at most one.
    """

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="precessions")
    kind = models.CharField(max_length=8)
    happened_on = models.DateField(_("ngày"))
    carries_results = models.BooleanField(_("tính kết quả cũ cho đơn vị này"), default=True)
    basis = models.CharField(_("căn cứ"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("kế thừa đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_is_stated_once"
            ),
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=Q(carries_results=True),
                name="one_successor_carries_past_results",
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="unit_does_not_succeed_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
