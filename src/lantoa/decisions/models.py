from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.audit.history import tracked
from lantoa.decisions.choices import DecisionState
from lantoa.organization import scopes
from lantoa.organization.models.unit import PATH_STEP, Unit, below
from lantoa.shared.text import fold


class DecisionQuerySet(models.QuerySet["Decision"]):
    def in_force(self) -> DecisionQuerySet:
        return self.filter(revoked_on__isnull=True)

    def with_state(self) -> DecisionQuerySet:
        """Add `state`, a code of `DecisionState`; a correction counts while it is in force."""
        corrections = Decision.objects.filter(corrects=OuterRef("pk"), revoked_on__isnull=True)
        return self.annotate(
            state=Case(
                When(revoked_on__isnull=False, then=Value(DecisionState.REVOKED)),
                When(Exists(corrections), then=Value(DecisionState.CORRECTED)),
                default=Value(DecisionState.IN_FORCE),
                output_field=models.CharField(),
            )
        )

    def holding(self, text: str) -> DecisionQuerySet:
        found = self
        for word in fold(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def visible_to(self, user: User) -> DecisionQuerySet:
        """Keep the decisions filed at a unit that `user` sees, above one, or at none.

        Decisions are published; one that several units rest on is filed above them.
        """
        scope = scopes.scope_of(user, scopes.SEEING_ROLES)
        if scope.everything:
            return self
        if not scope.paths:
            return self.none()
        above = [
            path[:end] for path in scope.paths for end in range(PATH_STEP, len(path), PATH_STEP)
        ]
        return self.filter(
            Q(unit__isnull=True) | Q(unit__path__in=above) | below(scope.paths, field="unit__path")
        )


@tracked(without=("search_text",))
class Decision(models.Model):
    """A numbered legal document that makes a recognition or an award true.

    It can be corrected or revoked, never deleted; whatever it made true reads its state.
    `unit` is the unit that filed it, None for a decision of a body outside the tree.
    """

    number = models.CharField(_("số"), max_length=64)
    signed_on = models.DateField(_("ngày ký"))
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    subject = models.CharField(_("trích yếu"), max_length=500, blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("đơn vị"),
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name=_("đính chính cho"),
    )
    revoked_on = models.DateField(_("thu hồi từ ngày"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revocations",
        verbose_name=_("thu hồi bởi"),
    )
    search_text = models.TextField(editable=False, default="")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("quyết định")
        indexes = [
            models.Index(fields=["-signed_on", "-id"], name="decision_newest"),
            GinIndex(fields=["search_text"], opclasses=["gin_trgm_ops"], name="decision_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "signed_on", "issuer"], name="decision_number_is_unique_in_a_day"
            ),
            models.CheckConstraint(
                condition=Q(revoked_on__isnull=True) | Q(revoked_on__gte=F("signed_on")),
                name="decision_is_revoked_after_it_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ngày {self.signed_on:%d/%m/%Y}"
