from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lantoa.audit.history import tracked
from lantoa.decisions.models import Decision
from lantoa.initiatives.choices import (
    Beneficiary,
    BenefitKind,
    BenefitState,
    Field,
    Kind,
    Scope,
    State,
)
from lantoa.initiatives.rules import highest_scope
from lantoa.organization.models import Person
from lantoa.organization.records import RecordQuerySet, UnitRecord


class InitiativeQuerySet(RecordQuerySet["Initiative"]):
    def standing_as(self, states: list[str]) -> InitiativeQuerySet:
        """Keep the initiatives whose `standing` is one of these states."""
        kept = Q(state__in=states)
        if State.RECOGNIZED in states and State.REVOKED not in states:
            kept &= ~_fallen()
        elif State.REVOKED in states and State.RECOGNIZED not in states:
            kept |= _fallen()
        return self.filter(kept)

    def recognized(self) -> InitiativeQuerySet:
        """Keep the recognized ones, without those whose every decision was revoked."""
        return self.standing_as([State.RECOGNIZED])

    def recognized_at(self, scopes: list[str]) -> InitiativeQuerySet:
        """Keep those recognized at one of `scopes` (at any, when empty) by a decision in force."""
        there = Recognition.objects.in_force().filter(initiative=OuterRef("pk"))
        if scopes:
            there = there.filter(scope__in=scopes)
        return self.filter(Exists(there))

    def by_author(self, person_id: int) -> InitiativeQuerySet:
        """Keep the initiatives of a person, also under records that were merged into theirs."""
        theirs = Q(person=person_id) | Q(person__merged_into=person_id)
        return self.filter(Exists(Authorship.objects.filter(theirs, initiative=OuterRef("pk"))))


def _fallen() -> Q:
    """Return the condition "recognized, but by decisions that were all revoked".

    Revoked recognitions are few, so their initiatives are gathered once. All of it stands inside
    that list: a question asked of each row would look so dear to the planner that it would give
    up every other way into the table.
    """
    in_force = Recognition.objects.in_force().filter(initiative=OuterRef("initiative"))
    revoked = Recognition.objects.filter(~Exists(in_force), decision__revoked_on__isnull=False)
    return Q(state=State.RECOGNIZED, pk__in=revoked.values("initiative"))


@tracked(without=("search_text", "title_key"))
class Initiative(UnitRecord):
    """A sáng kiến, đề tài, công trình, sản phẩm, giải pháp or cải tiến of a unit in a year."""

    code = models.CharField(_("mã"), max_length=32, unique=True, null=True, blank=True)
    title = models.CharField(_("tên"), max_length=500)
    title_key = models.TextField(editable=False, help_text="The folded title.")
    kind = models.CharField(_("loại"), max_length=16, choices=Kind.choices)
    field = models.CharField(_("lĩnh vực"), max_length=16, choices=Field.choices, blank=True)
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=State.choices, default=State.PENDING
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    first_applied = models.CharField(_("áp dụng lần đầu"), max_length=10, blank=True)
    summary = models.TextField(_("tóm tắt"), blank=True)
    benefit_state = models.CharField(
        _("hiệu quả"), max_length=16, choices=BenefitState.choices, default=BenefitState.UNKNOWN
    )

    objects = InitiativeQuerySet.as_manager()

    class Meta(UnitRecord.Meta):
        verbose_name = _("sáng kiến")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "title_key"], name="initiative_is_stated_once_in_a_year"
            ),
            models.CheckConstraint(
                condition=Q(year__gte=1945, year__lte=2100), name="initiative_year_is_plausible"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REVOKED), name="initiative_revocation_is_of_its_decisions"
            ),
        ]
        indexes = [
            *UnitRecord.Meta.indexes,
            models.Index(fields=["state", "-counted_on", "-id"], name="initiative_state"),
            models.Index(fields=["kind", "-counted_on", "-id"], name="initiative_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def standing(self) -> State:
        """The state, but revoked where every decision that recognized it was revoked since.

        Pages read it of rows fetched with `recognitions__decision`; `standing_as` asks the same
        of the database.
        """
        recognitions = self.recognitions.all() if self.state == State.RECOGNIZED else ()
        if recognitions and all(each.decision.revoked_on for each in recognitions):
            return State.REVOKED
        return State(self.state)

    @property
    def top_scope(self) -> str:
        """The highest scope of its recognitions in force; empty where there is none.

        Pages read it of rows fetched with `recognitions__decision`.
        """
        return highest_scope(
            recognition.scope
            for recognition in self.recognitions.all()
            if recognition.decision.revoked_on is None
        )

    def get_top_scope_display(self) -> str:
        return str(Scope(self.top_scope).label) if self.top_scope else ""


@tracked()
class Authorship(models.Model):
    """An author of an initiative as the paper names them, with their share in whole per cent.

    `person` is None while nobody has said who of the register that is.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="authors")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="authorships"
    )
    name = models.CharField(_("tác giả"), max_length=200)
    share_percent = models.PositiveSmallIntegerField(_("tỷ lệ (%)"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("tác giả")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "order"], name="authors_have_an_order"),
            models.UniqueConstraint(
                fields=["initiative", "person"], name="person_is_author_of_an_initiative_once"
            ),
            models.CheckConstraint(
                condition=Q(share_percent__isnull=True)
                | Q(share_percent__gte=1, share_percent__lte=100),
                name="share_is_between_1_and_100_percent",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Benefit(models.Model):
    """Money saved or gained in one year of application: three values that are never mixed.

    Declared by the authors, confirmed by the unit, accepted by the council; whole đồng.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="benefits")
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(_("loại"), max_length=16, choices=BenefitKind.choices)
    beneficiary = models.CharField(_("nơi hưởng lợi"), max_length=16, choices=Beneficiary.choices)
    declared_vnd = models.BigIntegerField(_("tác giả kê khai"), null=True, blank=True)
    confirmed_vnd = models.BigIntegerField(_("đơn vị xác nhận"), null=True, blank=True)
    accepted_vnd = models.BigIntegerField(_("hội đồng chấp nhận"), null=True, blank=True)

    class Meta:
        verbose_name = _("lợi ích bằng tiền")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "year", "kind", "beneficiary"],
                name="benefit_is_stated_once_a_year",
            ),
            models.CheckConstraint(
                condition=(Q(declared_vnd__isnull=True) | Q(declared_vnd__gte=0))
                & (Q(confirmed_vnd__isnull=True) | Q(confirmed_vnd__gte=0))
                & (Q(accepted_vnd__isnull=True) | Q(accepted_vnd__gte=0)),
                name="benefit_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.year}"


class RecognitionQuerySet(models.QuerySet["Recognition"]):
    def in_force(self) -> RecognitionQuerySet:
        return self.filter(decision__revoked_on__isnull=True)


@tracked()
class Recognition(models.Model):
    """A decision that recognizes an initiative at one scope."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="recognitions")
    scope = models.CharField(_("cấp công nhận"), max_length=16, choices=Scope.choices)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="recognitions")
    grade = models.CharField(_("xếp loại"), max_length=32, blank=True)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("công nhận")
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "scope"], name="initiative_is_recognized_once_at_a_scope"
            )
        ]
        indexes = [models.Index(fields=["scope", "initiative"], name="recognition_scope")]

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.scope}"


class CodeSeries(models.Model):
    """The last number given in a series of codes (SK-18); held until the giver commits."""

    prefix = models.CharField(max_length=8, unique=True)
    last_number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("dãy mã")

    def __str__(self) -> str:
        return self.prefix
