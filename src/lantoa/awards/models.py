from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.audit.history import tracked
from lantoa.awards.choices import AwardLevel, NominationState, Occasion, Recipient
from lantoa.decisions.models import Decision
from lantoa.initiatives.models import Initiative
from lantoa.organization.models import Person
from lantoa.organization.records import RecordQuerySet, UnitRecord
from lantoa.rulebook.books import Confidence

_ONE_RECIPIENT = (
    Q(recipient=Recipient.PERSON, person__isnull=False, initiative__isnull=True)
    | Q(recipient=Recipient.COLLECTIVE, person__isnull=True, initiative__isnull=True)
    | Q(recipient=Recipient.INITIATIVE, person__isnull=True, initiative__isnull=False)
)


MOST_OF_A_LINE = 48


class AwardKind(models.Model):
    """A title or form of the catalogue, filled from the rulebooks; each names its source."""

    code = models.CharField(_("mã"), max_length=32, unique=True)
    name = models.CharField(_("tên"), max_length=300)
    short_name = models.CharField(_("tên tắt"), max_length=64, blank=True)
    is_title = models.BooleanField(_("là danh hiệu thi đua"), default=False)
    level = models.CharField(_("cấp"), max_length=16, choices=AwardLevel.choices)
    authority = models.CharField(_("thẩm quyền"), max_length=300, blank=True)
    source = models.CharField(_("căn cứ"), max_length=300, blank=True)
    confidence = models.CharField(_("mức chắc chắn"), max_length=16)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("danh hiệu, hình thức khen thưởng")

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        """Tell whether a source of the kind was read."""
        return Confidence(self.confidence).is_verified

    @property
    def list_name(self) -> str:
        """The name for a line of a list: the short one where the full one would break it."""
        fits = len(self.name) <= MOST_OF_A_LINE
        return self.name if fits or not self.short_name else self.short_name


class Honour(UnitRecord):
    """What awards and nominations share: who, for what, in which year, at which unit.

    A collective is the unit itself. Category and position are those of the time.
    """

    kind = models.ForeignKey(
        AwardKind, models.PROTECT, related_name="%(class)ss", verbose_name=_("hình thức")
    )
    recipient = models.CharField(_("đối tượng"), max_length=16, choices=Recipient.choices)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("cá nhân"),
    )
    initiative = models.ForeignKey(
        Initiative,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name=_("sáng kiến"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    reason = models.CharField(_("thành tích"), max_length=1000, blank=True)
    position = models.CharField(_("chức vụ khi được khen"), max_length=120, blank=True)
    category = models.CharField(_("đối tượng khi được khen"), max_length=100, blank=True)
    occasion = models.CharField(_("dịp khen"), max_length=16, choices=Occasion.choices, blank=True)

    class Meta(UnitRecord.Meta):
        abstract = True
        indexes = [
            *UnitRecord.Meta.indexes,
            models.Index(fields=["kind", "-counted_on", "-id"], name="%(class)s_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} {self.year}"


class AwardQuerySet(RecordQuerySet["Award"]):
    def in_force(self) -> AwardQuerySet:
        """Keep the awards whose decision was not revoked."""
        return self.filter(decision__revoked_on__isnull=True)


@tracked(without=("search_text",))
class Award(Honour):
    """An award that was given (đã tặng); `counted_on` is the day of its decision."""

    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="awards", verbose_name=_("quyết định")
    )

    objects = AwardQuerySet.as_manager()

    class Meta(Honour.Meta):
        verbose_name = _("khen thưởng đã tặng")
        constraints = [
            models.CheckConstraint(condition=_ONE_RECIPIENT, name="award_has_one_recipient"),
            models.UniqueConstraint(
                fields=["decision", "kind", "unit", "person", "initiative"],
                name="award_is_given_once_by_a_decision",
                nulls_distinct=False,
            ),
        ]


class NominationQuerySet(RecordQuerySet["Nomination"]):
    pass


@tracked(without=("search_text",))
class Nomination(Honour):
    """An award that was asked for (đề nghị); never counted with those given."""

    state = models.CharField(
        _("kết quả"),
        max_length=16,
        choices=NominationState.choices,
        default=NominationState.PROPOSED,
    )
    proposal_number = models.CharField(_("số tờ trình"), max_length=64, blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta(Honour.Meta):
        verbose_name = _("đề nghị khen thưởng")
        constraints = [
            models.CheckConstraint(condition=_ONE_RECIPIENT, name="nomination_has_one_recipient"),
            models.UniqueConstraint(
                fields=["kind", "unit", "person", "initiative", "year"],
                name="nomination_is_made_once_a_year",
                nulls_distinct=False,
            ),
        ]
