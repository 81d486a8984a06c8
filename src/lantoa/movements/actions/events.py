"""What was done for a movement: propaganda activities and training courses."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lantoa.accounts.models import User
from lantoa.movements.actions.launches import movements_by_code, unit_words
from lantoa.movements.models import Activity, Movement, Training
from lantoa.movements.rows import ActivityRow, TrainingRow
from lantoa.organization.choices import Precision
from lantoa.organization.writing import apply_batch, correct_record, table_store, undo_batch
from lantoa.shared.rows import Change, Outcome
from lantoa.shared.text import fold, tidy

_PLACE = ("unit", "counted_on", "counted_precision", "search_text")
_ACTIVITY_FIELDS = (*_PLACE, "movement", "form", "sessions", "attendances")
_TRAINING_FIELDS = (*_PLACE, "name", "days", "place", "participants")


def _activity_key(row: ActivityRow) -> Hashable:
    return (row.unit_id, row.movement, row.form, row.counted_on)


def _stored_activities(rows: Sequence[ActivityRow]) -> dict[Hashable, tuple[int, ActivityRow]]:
    near = Activity.objects.filter(
        unit__in={row.unit_id for row in rows},
        movement__code__in={row.movement for row in rows},
        counted_on__in={row.counted_on for row in rows},
    )
    return {_activity_key(row): (pk, row) for pk, row in _activity_rows(near).items()}


def _activity_rows(activities: QuerySet[Activity]) -> dict[int, ActivityRow]:
    return {
        activity.pk: ActivityRow(
            unit_id=activity.unit_id,
            movement=activity.movement.code,
            form=activity.form,
            counted_on=activity.counted_on,
            counted_precision=activity.counted_precision,
            sessions=activity.sessions,
            attendances=activity.attendances,
        )
        for activity in activities.select_related("movement")
    }


def _activity(row: ActivityRow, movement: Movement, words: str) -> Activity:
    return Activity(
        unit_id=row.unit_id,
        movement=movement,
        form=row.form,
        counted_on=row.counted_on,
        counted_precision=row.counted_precision or Precision.DAY,
        sessions=row.sessions,
        attendances=row.attendances,
        search_text=fold(f"{row.form} {movement.name} {words}"),
    )


def _activities(rows: Sequence[ActivityRow]) -> list[Activity]:
    movements = movements_by_code(row.movement for row in rows)
    words = unit_words(row.unit_id for row in rows)
    return [_activity(row, movements[row.movement], words[row.unit_id]) for row in rows]


ACTIVITIES = table_store(
    Activity,
    act="activity",
    row=ActivityRow,
    key=_activity_key,
    stored=_stored_activities,
    rows_of=_activity_rows,
    made=_activities,
    fields=_ACTIVITY_FIELDS,
)


def _training_key(row: TrainingRow) -> Hashable:
    return (row.unit_id, row.name, row.counted_on)


def _stored_trainings(rows: Sequence[TrainingRow]) -> dict[Hashable, tuple[int, TrainingRow]]:
    near = Training.objects.filter(
        unit__in={row.unit_id for row in rows}, counted_on__in={row.counted_on for row in rows}
    )
    return {_training_key(row): (pk, row) for pk, row in _training_rows(near).items()}


def _training_rows(trainings: QuerySet[Training]) -> dict[int, TrainingRow]:
    return {
        training.pk: TrainingRow(
            unit_id=training.unit_id,
            name=training.name,
            counted_on=training.counted_on,
            counted_precision=training.counted_precision,
            days=training.days,
            place=training.place,
            participants=training.participants,
        )
        for training in trainings
    }


def _trainings(rows: Sequence[TrainingRow]) -> list[Training]:
    words = unit_words(row.unit_id for row in rows)
    return [
        Training(
            unit_id=row.unit_id,
            name=row.name,
            counted_on=row.counted_on,
            counted_precision=row.counted_precision or Precision.DAY,
            days=row.days,
            place=row.place or "",
            participants=row.participants,
            search_text=fold(f"{row.name} {row.place or ''} {words[row.unit_id]}"),
        )
        for row in rows
    ]


TRAININGS = table_store(
    Training,
    act="training",
    row=TrainingRow,
    key=_training_key,
    stored=_stored_trainings,
    rows_of=_training_rows,
    made=_trainings,
    fields=_TRAINING_FIELDS,
)


def _tidied_activity(row: ActivityRow) -> ActivityRow:
    return replace(row, form=tidy(row.form))


def _tidied_training(row: TrainingRow) -> TrainingRow:
    return replace(row, name=tidy(row.name), place=row.place and tidy(row.place))


@transaction.atomic
def apply_activity_rows(
    rows: Sequence[ActivityRow], *, actor: User | None, at: datetime
) -> Outcome:
    """Write propaganda activities; see `writing.apply_batch`.

    Raises `MovementRefused` where no movement carries the code that a row names.
    """
    return apply_batch(ACTIVITIES, [_tidied_activity(row) for row in rows], actor=actor, at=at)


@transaction.atomic
def undo_activity_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_activity_rows` did; see `writing.undo_batch`."""
    undo_batch(ACTIVITIES, changes, actor=actor, at=at)


@transaction.atomic
def apply_training_rows(
    rows: Sequence[TrainingRow], *, actor: User | None, at: datetime
) -> Outcome:
    """Write training courses; see `writing.apply_batch`."""
    return apply_batch(TRAININGS, [_tidied_training(row) for row in rows], actor=actor, at=at)


@transaction.atomic
def undo_training_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_training_rows` did; see `writing.undo_batch`."""
    undo_batch(TRAININGS, changes, actor=actor, at=at)


@transaction.atomic
def correct_activity(pk: int, row: ActivityRow, *, seen: str, actor: User, at: datetime) -> Outcome:
    """Make a record say exactly what the form says; see `writing.correct_record`."""
    return correct_record(ACTIVITIES, pk, _tidied_activity(row), seen=seen, actor=actor, at=at)


@transaction.atomic
def correct_training(pk: int, row: TrainingRow, *, seen: str, actor: User, at: datetime) -> Outcome:
    """Make a record say exactly what the form says; see `writing.correct_record`."""
    return correct_record(
        TRAININGS,
        pk,
        replace(row, name=tidy(row.name), place=tidy(row.place or "")),
        seen=seen,
        actor=actor,
        at=at,
    )
