from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Func
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _


class Seal(models.Model):
    """A sealed batch of journal entries; each names the hash of the one before it."""

    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("niêm phong nhật ký")

    def __str__(self) -> str:
        return f"{self.first_entry}–{self.last_entry}"


class Entry(models.Model):
    """One act: who did what, when, to which record. Append only (a trigger refuses the rest).

    The unit and the record are plain keys: the journal knows neither the tree nor the apps.
    """

    act = models.CharField(max_length=64)
    record_kind = models.CharField(max_length=64)
    record_id = models.BigIntegerField(null=True)
    unit_id = models.BigIntegerField(null=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người làm"),
    )
    acting_as = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("xem như"),
    )
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    transaction = models.BigIntegerField(
        editable=False,
        db_default=Cast(
            Cast(Func(function="pg_current_xact_id"), models.TextField()), models.BigIntegerField()
        ),
        help_text="Set by the database; entries are sealed only once no older transaction runs.",
    )
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="entries")

    class Meta:
        verbose_name = _("việc đã làm")
        triggers = [
            pgtrigger.Protect(name="entry_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="entry_is_never_changed", exclude=["seal"]),
        ]
        indexes = [
            models.Index(fields=["record_kind", "record_id"], name="journal_of_record"),
            models.Index(fields=["unit_id", "-at"], name="journal_of_unit"),
            models.Index(fields=["actor", "-at"], name="journal_of_actor"),
            models.Index(
                fields=["id"], name="journal_unsealed", condition=models.Q(seal__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.record_kind}:{self.record_id}"


class FileOpening(models.Model):
    """Who opened whose personal file, and when (Law 91/2025/QH15; system access is logged)."""

    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    person_id = models.BigIntegerField()
    opened_at = models.DateTimeField()
    purpose = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("lần mở hồ sơ cá nhân")
        indexes = [models.Index(fields=["person_id", "-opened_at"], name="opening_of_person")]

    def __str__(self) -> str:
        return f"{self.opened_by_id} → {self.person_id}"
