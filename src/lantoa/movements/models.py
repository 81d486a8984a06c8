from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.audit.history import tracked
from lantoa.movements.choices import MovementKind
from lantoa.organization import scopes
from lantoa.organization.choices import Structure
from lantoa.organization.models import Person, Unit
from lantoa.organization.models.unit import PATH_STEP, below
from lantoa.organization.records import RecordQuerySet, UnitRecord
from lantoa.rulebook.rules import name_of
from lantoa.shared.dates import Period


def _standing_above(paths: Iterable[str]) -> set[str]:
    return {path[:end] for path in paths for end in range(PATH_STEP, len(path), PATH_STEP)}


class MovementQuerySet(RecordQuerySet["Movement"]):
    """A movement reaches everyone under the unit that launched it, and lasts until it ends."""

    def visible_to(self, user: User) -> Self:
        """Keep the movements launched in units that `user` may see, and above them."""
        scope = scopes.scope_of(user, scopes.SEEING_ROLES)
        if scope.everything:
            return self
        above = Q(unit__path__in=_standing_above(scope.paths))
        return self.filter(above | below(scope.paths, field="unit__path"))

    def of_unit(self, unit: Unit, structure: Structure = Structure.THEN) -> Self:
        """Keep the movements launched at or under `unit`, or above it and so for it too."""
        above = _standing_above(scopes.paths_through_time(unit))
        own = super().of_unit(unit, structure).values("pk")
        return self.filter(Q(unit__path__in=above) | Q(pk__in=own))

    def in_period(self, period: Period) -> Self:
        """Keep the movements that ran on a day of `period`."""
        kept = self
        if period.start:
            kept = kept.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=period.start))
        if period.end:
            kept = kept.filter(counted_on__lt=period.end)
        return kept


@tracked(without=("search_text",))
class Movement(UnitRecord):
    """An emulation movement, launched by `unit`; a sub-movement names its parent.

    `counted_on` is the day of the launch.
    """

    code = models.SlugField(_("mã"), max_length=32, unique=True)
    name = models.CharField(_("tên phong trào"), max_length=300)
    kind = models.CharField(_("loại"), max_length=16, choices=MovementKind.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_movements",
        verbose_name=_("thuộc phong trào"),
    )
    aims = models.TextField(_("mục tiêu"), blank=True)
    ends_on = models.DateField(_("kết thúc"), null=True, blank=True)

    objects = MovementQuerySet.as_manager()

    class Meta(UnitRecord.Meta):
        verbose_name = _("phong trào")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("counted_on")),
                name="movement_ends_after_its_launch",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="movement_is_not_its_own_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MovementAlias(models.Model):
    """Another way in which papers write the movement's name."""

    movement = models.ForeignKey(Movement, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    folded = models.TextField(editable=False, unique=True)

    class Meta:
        verbose_name = _("tên khác của phong trào")

    def __str__(self) -> str:
        return self.name


class ActivityQuerySet(RecordQuerySet["Activity"]):
    pass


@tracked(without=("search_text",))
class Activity(UnitRecord):
    """A propaganda activity for a movement: its form, number of sessions and of lượt người."""

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="activities")
    form = models.CharField(_("hình thức"), max_length=120)
    sessions = models.PositiveIntegerField(_("số buổi"), null=True, blank=True)
    attendances = models.PositiveIntegerField(_("lượt người"), null=True, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta(UnitRecord.Meta):
        verbose_name = _("hoạt động tuyên truyền")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "movement", "form", "counted_on"], name="activity_is_stated_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.counted_on}"


class TrainingQuerySet(RecordQuerySet["Training"]):
    pass


@tracked(without=("search_text",))
class Training(UnitRecord):
    """A training course of a unit; `counted_on` is its first day."""

    name = models.CharField(_("tên lớp"), max_length=300)
    days = models.PositiveSmallIntegerField(_("số ngày"), null=True, blank=True)
    place = models.CharField(_("địa điểm"), max_length=200, blank=True)
    participants = models.PositiveIntegerField(_("số người"), null=True, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta(UnitRecord.Meta):
        verbose_name = _("lớp tập huấn")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "counted_on"], name="training_is_stated_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class RegistrationQuerySet(RecordQuerySet["Registration"]):
    pass


@tracked(without=("search_text",))
class Registration(UnitRecord):
    """A pledge at the beginning of a year: a title aimed at, or a topic. A target, no result.

    `person` None means that the unit registers as a collective. `title_code` is a code of the
    award catalogue, which lives above this app.
    """

    year = models.PositiveSmallIntegerField(_("năm"))
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("người đăng ký"),
    )
    title_code = models.CharField(_("danh hiệu đăng ký"), max_length=32, blank=True)
    topic = models.CharField(_("đề tài, sáng kiến đăng ký"), max_length=500, blank=True)
    movement = models.ForeignKey(
        Movement, models.PROTECT, null=True, blank=True, related_name="registrations"
    )

    objects = RegistrationQuerySet.as_manager()

    class Meta(UnitRecord.Meta):
        verbose_name = _("đăng ký thi đua")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "person", "year", "title_code"],
                name="registration_is_stated_once_a_year",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(title_code="") | ~Q(topic=""), name="registration_aims_at_something"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1945, year__lte=2100), name="registration_year_is_plausible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.title or self.topic}"

    @property
    def title(self) -> str:
        """The name of the title aimed at; empty for a topic alone."""
        return name_of(self.title_code) if self.title_code else ""


class SolutionQuerySet(RecordQuerySet["Solution"]):
    def visible_to(self, user: User) -> Self:
        """Keep what was resolved in units that `user` may see, and above them."""
        scope = scopes.scope_of(user, scopes.SEEING_ROLES)
        if scope.everything:
            return self
        above = Q(unit__path__in=_standing_above(scope.paths))
        return self.filter(above | below(scope.paths, field="unit__path"))


@tracked(without=("search_text",))
class Solution(UnitRecord):
    """A group of main solutions that a review conference resolved for the coming years.

    `counted_on` is the day of the resolution.
    """

    movement = models.ForeignKey(Movement, models.PROTECT, related_name="solutions")
    number = models.PositiveSmallIntegerField(_("số thứ tự"))
    text = models.TextField(_("nhóm giải pháp"))

    objects = SolutionQuerySet.as_manager()

    class Meta(UnitRecord.Meta):
        verbose_name = _("nhóm giải pháp")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "movement", "counted_on", "number"],
                name="solution_has_its_number_in_a_review",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"
