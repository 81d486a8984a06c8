from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.audit.history import tracked
from lantoa.organization import scopes
from lantoa.organization.choices import Gender
from lantoa.organization.models.unit import Unit, below
from lantoa.shared.dates import PARTIAL_DATE_PATTERN
from lantoa.shared.text import fold


class PersonCategory(models.Model):
    """Đối tượng: đoàn viên, CNVCQP, LĐQP, QNCN … as data, with its group for counting."""

    code = models.SlugField(_("mã"), max_length=16, unique=True)
    name = models.CharField(_("tên"), max_length=100)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("đối tượng")

    def __str__(self) -> str:
        return self.name


class PersonQuerySet(models.QuerySet["Person"]):
    def canonical(self) -> PersonQuerySet:
        """Leave out the records that were merged into another."""
        return self.filter(merged_into__isnull=True)

    def visible_to(self, user: User) -> PersonQuerySet:
        """Keep the people of units in which `user` may open personal files, and `user` themself."""
        scope = scopes.scope_of(user, scopes.PERSONAL_ROLES)
        if scope.everything:
            return self
        there = Membership.objects.filter(below(scope.paths, field="unit__path"))
        merged = there.filter(person__merged_into__isnull=False)
        return self.filter(
            Q(pk__in=there.values("person"))
            | Q(pk__in=merged.values("person__merged_into"))
            | Q(user=user)
        )

    def belonging_to(self, unit: Unit) -> PersonQuerySet:
        """Keep the people who belong to `unit` or one under it today."""
        return self.working(path=unit.path)

    def working(
        self, *, path: str | None = None, category: PersonCategory | None = None
    ) -> PersonQuerySet:
        """Keep the people who belong to a unit today, at or under `path`, in this category."""
        now = Membership.objects.filter(person=OuterRef("pk"), valid__upper_inf=True)
        if path is not None:
            now = now.filter(below([path], field="unit__path"))
        if category is not None:
            now = now.filter(category=category)
        return self.filter(Exists(now))

    def gone(self) -> PersonQuerySet:
        """Keep the people who belong to no unit any more."""
        now = Membership.objects.filter(person=OuterRef("pk"), valid__upper_inf=True)
        return self.filter(~Exists(now))

    def named(self, text: str) -> PersonQuerySet:
        """Keep the people in whose code, names or aliases every part of `text` occurs."""
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found


@tracked(without=("search_text", "sort_key"))
class Person(models.Model):
    """A person: a code first, a name second. What changes over time stands in memberships."""

    code = models.CharField(_("mã"), max_length=32, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=200)
    born = models.CharField(
        _("ngày sinh"), max_length=10, blank=True, help_text=_("Chỉ biết năm thì chỉ ghi năm.")
    )
    gender = models.CharField(_("giới tính"), max_length=3, choices=Gender.choices, blank=True)
    union_joined = models.CharField(_("vào công đoàn"), max_length=10, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("tài khoản"),
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name=_("đã gộp vào"),
    )
    search_text = models.TextField(editable=False)
    sort_key = models.TextField(editable=False, db_collation="C")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("người")
        indexes = [
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="person_search"),
            models.Index(fields=["sort_key", "id"], name="person_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(born="") | Q(born__regex=PARTIAL_DATE_PATTERN),
                name="person_birth_is_a_partial_date",
            ),
            models.CheckConstraint(
                condition=Q(union_joined="") | Q(union_joined__regex=PARTIAL_DATE_PATTERN),
                name="person_joined_is_a_partial_date",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="person_is_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


def canonical_person(field: str) -> Coalesce:
    """Return the expression for the person that counts behind the foreign key `field`."""
    return Coalesce(f"{field}__merged_into", field)


@tracked()
class PersonAlias(models.Model):
    """Another spelling of a person's name that papers use."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases")
    name = models.CharField(_("tên khác"), max_length=200)

    class Meta:
        verbose_name = _("tên khác của người")
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="person_alias_is_stated_once")
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Membership(models.Model):
    """What a person was in a unit in a period: category, position, rank and trade of that time."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    category = models.ForeignKey(
        PersonCategory, models.PROTECT, null=True, blank=True, verbose_name=_("đối tượng")
    )
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    rank = models.CharField(_("cấp bậc"), max_length=60, blank=True)
    trade = models.CharField(_("ngành nghề"), max_length=120, blank=True)
    workplace = models.CharField(_("bộ phận"), max_length=120, blank=True)
    is_union_member = models.BooleanField(_("là đoàn viên công đoàn"), default=True)
    valid = DateRangeField(_("thời gian"))

    class Meta:
        verbose_name = _("quá trình công tác")
        indexes = [
            models.Index(
                fields=["unit", "person"],
                name="membership_now",
                condition=Q(valid__upper_inf=True),
            ),
        ]
        constraints = [
            ExclusionConstraint(
                name="person_belongs_to_one_unit_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(valid__isempty=False), name="membership_lasts_at_least_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.unit_id}"
