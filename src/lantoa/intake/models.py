from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.models import User
from lantoa.attachments.models import StoredFile
from lantoa.intake.choices import FileState, ProblemKind, Severity, Verdict
from lantoa.organization import scopes
from lantoa.organization.models import Unit
from lantoa.organization.models.unit import below

_LONGEST_SHEET_NAME = 100


def sheet_key(name: str) -> str:
    """Return the name of a sheet as its rows, problems and changes keep it."""
    return name[:_LONGEST_SHEET_NAME]


class Batch(models.Model):
    """Files that were sent together; `sent_by` None is the program's own command."""

    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name=_("người gửi"),
    )
    sent_at = models.DateTimeField(_("gửi lúc"))
    busy_since = models.DateTimeField(null=True, help_text="Since when a task works on it.")

    class Meta:
        verbose_name = _("đợt gửi tệp")

    def __str__(self) -> str:
        return f"{self.sent_at:%d/%m/%Y %H:%M}"


class SentFileQuerySet(models.QuerySet["SentFile"]):
    def visible_to(self, user: User) -> SentFileQuerySet:
        """Keep the files that `user` sent, and those about units whose records they write."""
        scope = scopes.scope_of(user, scopes.WRITING_ROLES)
        if scope.everything:
            return self
        return self.filter(
            Q(batch__sent_by=user)
            | (Q(unit__isnull=False) & below(scope.paths, field="unit__path"))
        )


class SentFile(models.Model):
    """One file as it was sent, what was understood, and what became of it."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="files")
    stored = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        related_name="+",
        null=True,
        help_text="None where the file was too large to be kept.",
    )
    name = models.CharField(_("tên tệp"), max_length=255)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("đơn vị")
    )
    state = models.CharField(
        _("trạng thái"), max_length=16, choices=FileState.choices, default=FileState.RECEIVED
    )
    refusal = models.TextField(_("lý do từ chối"), blank=True)
    refusal_reason = models.CharField(max_length=20, blank=True)
    summary = models.JSONField(
        default=dict, help_text="Counts of records by kind and verdict, from the last reading."
    )
    units = models.JSONField(default=list, help_text="Keys of the units whose records it states.")
    sheets = models.JSONField(
        default=list, help_text="Name, kind, head row and rows of each sheet."
    )
    read_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(_("ghi lúc"), null=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = SentFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("tệp đã gửi")
        indexes = [models.Index(fields=["unit", "-id"], name="sent_file_of_unit")]

    def __str__(self) -> str:
        return self.name


class SheetRow(models.Model):
    """A row of a sheet as it was sent, and what would become (or became) of it.

    `cells` are the texts an officer sees in Excel. `first` is the first row of the record to
    which the row belongs. `differences`: heading, text so far, text now.
    """

    file = models.ForeignKey(SentFile, models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=_LONGEST_SHEET_NAME)
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    kind = models.CharField(max_length=32, blank=True)
    first = models.PositiveIntegerField(null=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, blank=True)
    differences = models.JSONField(default=list)

    class Meta:
        verbose_name = _("dòng đã gửi")
        constraints = [
            models.UniqueConstraint(
                fields=["file", "sheet", "number"], name="row_stands_once_in_a_sheet"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet}!{self.number}"


class Problem(models.Model):
    """A cell (or row) that needs a person: where, what is wrong, how to mend it."""

    file = models.ForeignKey(SentFile, models.CASCADE, related_name="problems")
    sheet = models.CharField(max_length=_LONGEST_SHEET_NAME, blank=True)
    row = models.PositiveIntegerField(null=True)
    column = models.CharField(max_length=4, blank=True)
    kind = models.CharField(max_length=32, choices=ProblemKind.choices)
    severity = models.CharField(max_length=10, choices=Severity.choices)
    written = models.TextField(blank=True)
    message = models.TextField()

    class Meta:
        verbose_name = _("chỗ cần sửa")
        indexes = [models.Index(fields=["file", "severity"], name="problem_of_file")]

    def __str__(self) -> str:
        return f"{self.address}: {self.message}"

    @property
    def address(self) -> str:
        """The place as Excel writes it: Sáng kiến!F12."""
        cell = f"{self.column}{self.row}" if self.row else ""
        return "!".join(part for part in (self.sheet, cell) if part)


class AppliedChange(models.Model):
    """What an applied file did to one record, so that the file can be undone as a whole."""

    file = models.ForeignKey(SentFile, models.CASCADE, related_name="changes")
    record_kind = models.CharField(max_length=32)
    record_id = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    before = models.JSONField(null=True)
    after = models.JSONField()
    sheet = models.CharField(max_length=_LONGEST_SHEET_NAME, blank=True)
    row = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("thay đổi do tệp")
        indexes = [models.Index(fields=["record_kind", "record_id"], name="change_of_record")]

    def __str__(self) -> str:
        return f"{self.record_kind}:{self.record_id}"
