from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.audit.history import tracked
from lantoa.contests.choices import Level, Prize
from lantoa.organization.models import Person
from lantoa.organization.records import RecordQuerySet, UnitRecord


@tracked(without=("name_key",))
class Contest(models.Model):
    """One edition of a contest (hội thi, giải thưởng): its series, ordinal, year and level."""

    series = models.CharField(_("tên hội thi"), max_length=300)
    edition = models.PositiveSmallIntegerField(_("lần thứ"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("năm"))
    level = models.CharField(_("cấp"), max_length=16, choices=Level.choices)
    organizer = models.CharField(_("đơn vị tổ chức"), max_length=200, blank=True)
    name_key = models.TextField(editable=False, help_text="The folded series.")

    class Meta:
        verbose_name = _("hội thi")
        constraints = [
            models.UniqueConstraint(
                fields=["name_key", "year", "edition", "level"],
                name="contest_edition_is_stated_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.series


NO_PRIZE = ("", Prize.NONE)


class EntryQuerySet(RecordQuerySet["Entry"]):
    def won(self) -> EntryQuerySet:
        """Keep the entries that won a prize."""
        return self.exclude(prize__in=NO_PRIZE)

    def without_prize(self) -> EntryQuerySet:
        return self.filter(prize__in=NO_PRIZE)


@tracked(without=("search_text", "entry_key"))
class Entry(UnitRecord):
    """What a person or a unit took part with in a contest, its scores and its prize."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="entries")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="contest_entries"
    )
    contestant = models.CharField(_("người, tập thể dự thi"), max_length=200, blank=True)
    title = models.CharField(_("tên bài, sản phẩm"), max_length=500, blank=True)
    theory_score = models.DecimalField(
        _("lý thuyết"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    practice_score = models.DecimalField(
        _("thực hành"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    total_score = models.DecimalField(
        _("tổng điểm"), max_digits=6, decimal_places=2, null=True, blank=True
    )
    prize = models.CharField(_("giải"), max_length=16, choices=Prize.choices, blank=True)
    entry_key = models.TextField(editable=False, help_text="The folded contestant and title.")

    objects = EntryQuerySet.as_manager()

    class Meta(UnitRecord.Meta):
        verbose_name = _("bài dự thi")
        constraints = [
            models.UniqueConstraint(
                fields=["contest", "unit", "entry_key"], name="contest_entry_is_stated_once"
            ),
            models.CheckConstraint(
                condition=~Q(contestant="") | ~Q(title=""), name="contest_entry_names_something"
            ),
        ]
        indexes = [
            *UnitRecord.Meta.indexes,
            models.Index(fields=["contest", "prize"], name="entry_prize"),
        ]

    def __str__(self) -> str:
        return self.title or self.contestant
