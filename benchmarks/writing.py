"""How fast files become records, against django-import-export on the same model.

The model is the training course: it has a history and a foreign key to its unit. The yardstick is
import-export as its documentation shows it: a resource, `import_data` as a preview (dry run),
then `import_data` for good.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from import_export import fields, resources, widgets
from tablib import Dataset

from lantoa.accounts.models import User
from lantoa.intake import layout
from lantoa.intake.actions import applying, reading, sending
from lantoa.intake.queries import register
from lantoa.intake.reading.opening import Upload
from lantoa.intake.workbooks import as_xlsx, workbook_sheets
from lantoa.movements.actions import apply_training_rows
from lantoa.movements.models import Training
from lantoa.movements.rows import TrainingRow
from lantoa.organization.models import Unit

Report = Callable[..., None]
ROWS = 5_000


class TrainingResource(resources.ModelResource):
    unit = fields.Field(
        column_name="unit", attribute="unit", widget=widgets.ForeignKeyWidget(Unit, "code")
    )

    class Meta:
        model = Training
        import_id_fields = ("unit", "name", "counted_on")
        fields = ("unit", "name", "counted_on", "days", "place", "participants")


def courses(unit: Unit, *, count: int, word: str) -> list[TrainingRow]:
    first = date(2020, 1, 1)
    return [
        TrainingRow(
            unit_id=unit.pk, name=f"{word} {number}", counted_on=first + timedelta(number % 700),
            days=1 + number % 5, place="Hội trường", participants=10 + number % 90,
        )
        for number in range(count)
    ]  # fmt: skip


@contextmanager
def thrown_away() -> Iterator[None]:
    """Take back everything at the end: every measurement meets the same table."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def workbook(unit: Unit, rows: list[TrainingRow]) -> bytes:
    lines = [
        {
            "unit": unit.code, "name": row.name, "counted": row.counted_on.isoformat(),
            "days": row.days, "place": row.place, "participants": row.participants,
        }
        for row in rows
    ]  # fmt: skip
    sheets = workbook_sheets(
        unit.code, unit.name, {layout.TRAININGS.key: lines}, register.vocabularies()
    )
    return as_xlsx(sheets, title="Sổ", at=timezone.now())


def dataset(unit: Unit, rows: list[TrainingRow]) -> bytes:
    table = Dataset(headers=["unit", "name", "counted_on", "days", "place", "participants"])
    for row in rows:
        table.append(
            [unit.code, row.name, row.counted_on.isoformat(), row.days, row.place, row.participants]
        )
    content: bytes = table.export("xlsx")
    return content


def ours(content: bytes, user: User) -> None:
    batch = sending.receive_files([Upload("so.xlsx", content)], actor=user, at=timezone.now())
    reading.read_batch(batch, at=timezone.now())
    applying.apply_batch(batch, actor=user, at=timezone.now())


def theirs(content: bytes) -> None:
    resource = TrainingResource()
    for dry_run in (True, False):
        table = Dataset().load(io.BytesIO(content), format="xlsx")
        result: Any = resource.import_data(table, dry_run=dry_run, raise_errors=True)
        assert not result.has_errors()


def measure(report: Report, user: User) -> None:
    """Report rows a second of preview with apply, both ways, and of apply alone."""
    unit = Unit.objects.filter(kind__code="cdcs").order_by("pk")[7]
    rows = courses(unit, count=ROWS, word="Lớp")
    mine, plain = workbook(unit, rows), dataset(unit, rows)
    before = Training.objects.count()
    pairs = []
    for _ in range(3):
        with thrown_away():
            first = seconds(lambda: ours(mine, user))
            assert Training.objects.count() == before + ROWS
        with thrown_away():
            second = seconds(lambda: theirs(plain))
            assert Training.objects.count() == before + ROWS
        pairs.append((first, second))
    first, second = (sorted(side)[1] for side in zip(*pairs, strict=True))
    ratio = second / first
    report(
        "workbook_preview_and_apply", ours_rows_s=round(ROWS / first),
        theirs_rows_s=round(ROWS / second), times_faster=round(ratio, 1), target=8, met=ratio >= 8,
    )  # fmt: skip
    alone = []
    for _ in range(3):
        with thrown_away():
            alone.append(seconds(lambda: apply_training_rows(rows, actor=user, at=timezone.now())))
    rate = ROWS / sorted(alone)[1]
    report("apply_alone", rows_s=round(rate), target=3000, met=rate >= 3000)
