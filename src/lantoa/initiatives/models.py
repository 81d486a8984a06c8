from __future__ import annotations

from django.db import models
from django.db.models import Q
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
from lantoa.organization.models import Person
from lantoa.organization.records import RecordQuerySet, UnitRecord


class InitiativeQuerySet(RecordQuerySet["Initiative"]):
    def recognized(self) -> InitiativeQuerySet:
        return self.filter(state=State.RECOGNIZED)


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
    top_scope = models.CharField(
        max_length=16,
        choices=Scope.choices,
        blank=True,
        editable=False,
        help_text="The highest scope of the recognitions in force; kept by the actions.",
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
        ]
        indexes = [
            *UnitRecord.Meta.indexes,
            models.Index(fields=["state", "-counted_on", "-id"], name="initiative_state"),
            models.Index(fields=["kind", "-counted_on", "-id"], name="initiative_kind"),
        ]

    def __str__(self) -> str:
        return self.title


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
    order = models.PositiveSmallIntegerField(default=0)

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


@tracked()
class Recognition(models.Model):
    """A decision that recognizes an initiative at one scope."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="recognitions")
    scope = models.CharField(_("cấp công nhận"), max_length=16, choices=Scope.choices)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="recognitions")
    grade = models.CharField(_("xếp loại"), max_length=32, blank=True)

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
