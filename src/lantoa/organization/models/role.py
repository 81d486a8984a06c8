from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.audit.history import tracked
from lantoa.organization.choices import Role
from lantoa.organization.models.unit import Unit


class _Today(models.Func):
    """The day it is in Vietnam, by the database's clock."""

    template = "(CURRENT_TIMESTAMP AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
    output_field = models.DateField()


class RoleAssignmentQuerySet(models.QuerySet["RoleAssignment"]):
    def held_now(self) -> RoleAssignmentQuerySet:
        return self.held_on(_Today())

    def held_on(self, day: date | models.Func) -> RoleAssignmentQuerySet:
        return self.filter(
            Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gt=day)
        )


@tracked()
class RoleAssignment(models.Model):
    """A role of a user at a unit, which covers the unit's subtree, in [valid_from, valid_until)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    role = models.CharField(_("vai trò"), max_length=24, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="role_assignments")
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)

    objects = RoleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("vai trò tại đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit"],
                condition=Q(valid_until__isnull=True),
                name="role_is_held_once_at_a_unit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} @ {self.unit_id}"
