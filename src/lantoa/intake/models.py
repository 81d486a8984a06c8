from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.attachments.models import StoredFile
from lantoa.intake.choices import FileState, Severity
from lantoa.organization.models import Unit


class Batch(models.Model):
    """Files that were sent together."""

    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("đợt gửi tệp")

    def __str__(self) -> str:
        return f"{self.sent_at:%d/%m/%Y %H:%M}"


class SentFile(models.Model):
    """One file as it was sent, what was understood, and what became of it."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=255)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=16, choices=FileState.choices, default=FileState.RECEIVED)
    refusal = models.TextField(_("lý do từ chối"), blank=True)
    summary = models.JSONField(
        default=dict, help_text="Counts by kind of record, from the reading."
    )
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("tệp đã gửi")
        indexes = [models.Index(fields=["unit", "-id"], name="sent_file_of_unit")]

    def __str__(self) -> str:
        return self.name


class Problem(models.Model):
    """A cell (or row) that needs a person: where, what is wrong, how to mend it."""

    file = models.ForeignKey(SentFile, models.CASCADE, related_name="problems")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=4, blank=True)
    kind = models.CharField(max_length=32)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    written = models.TextField(blank=True)
    message = models.TextField()

    class Meta:
        verbose_name = _("chỗ cần sửa")

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}: {self.message}"


class AppliedChange(models.Model):
    """What an applied file did to one record, so that the file can be undone as a whole."""

    file = models.ForeignKey(SentFile, models.CASCADE, related_name="changes")
    record_kind = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    before = models.JSONField(null=True)
    after = models.JSONField()
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("thay đổi do tệp")
        indexes = [models.Index(fields=["record_kind", "record_id"], name="change_of_record")]

    def __str__(self) -> str:
        return f"{self.record_kind}:{self.record_id}"
