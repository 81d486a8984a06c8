"""What was promised for a movement: yearly registrations, and the solutions a review resolved."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from lantoa.accounts.models import User
from lantoa.movements.actions.launches import movements_by_code, unit_words
from lantoa.movements.models import Registration, Solution
from lantoa.movements.rows import RegistrationRow, SolutionRow
from lantoa.organization.choices import Precision
from lantoa.organization.models import Person
from lantoa.organization.writing import apply_batch, correct_record, table_store, undo_batch
from lantoa.rulebook.rules import name_of
from lantoa.shared.rows import Change, Outcome
from lantoa.shared.text import fold, tidy

_PLACE = ("unit", "movement", "counted_on", "search_text")
_REGISTRATION_FIELDS = (*_PLACE, "counted_precision", "year", "person", "title_code", "topic")
_SOLUTION_FIELDS = (*_PLACE, "number", "text")


def _registration_key(row: RegistrationRow) -> Hashable:
    return (row.unit_id, row.person_id, row.year, row.title_code or "")


def _stored_registrations(
    rows: Sequence[RegistrationRow],
) -> dict[Hashable, tuple[int, RegistrationRow]]:
    near = Registration.objects.filter(
        unit__in={row.unit_id for row in rows}, year__in={row.year for row in rows}
    )
    return {_registration_key(row): (pk, row) for pk, row in _registration_rows(near).items()}


def _registration_rows(registrations: QuerySet[Registration]) -> dict[int, RegistrationRow]:
    return {
        registration.pk: RegistrationRow(
            unit_id=registration.unit_id,
            year=registration.year,
            person_id=registration.person_id,
            title_code=registration.title_code,
            topic=registration.topic,
            movement=registration.movement.code if registration.movement else None,
            counted_on=registration.counted_on,
            counted_precision=registration.counted_precision,
        )
        for registration in registrations.select_related("movement")
    }


def _person_words(person_ids: Iterable[int | None]) -> dict[int | None, str]:
    people = Person.objects.filter(pk__in={pk for pk in person_ids if pk})
    words: dict[int | None, str] = {None: ""}
    words |= {
        pk: f"{code} {name}" for pk, code, name in people.values_list("pk", "code", "full_name")
    }
    return words


def _registrations(rows: Sequence[RegistrationRow]) -> list[Registration]:
    movements = movements_by_code(row.movement for row in rows)
    units = unit_words(row.unit_id for row in rows)
    people = _person_words(row.person_id for row in rows)
    made = []
    for row in rows:
        day, precision = row.counted_on, row.counted_precision or Precision.DAY
        if day is None:
            day, precision = date(row.year, 12, 31), Precision.YEAR
        title = name_of(row.title_code) if row.title_code else ""
        words = [title, row.topic or "", people[row.person_id], units[row.unit_id]]
        made.append(
            Registration(
                unit_id=row.unit_id,
                year=row.year,
                person_id=row.person_id,
                title_code=row.title_code or "",
                topic=row.topic or "",
                movement=movements[row.movement] if row.movement else None,
                counted_on=day,
                counted_precision=precision,
                search_text=fold(" ".join(words)),
            )
        )
    return made


REGISTRATIONS = table_store(
    Registration,
    act="registration",
    row=RegistrationRow,
    key=_registration_key,
    stored=_stored_registrations,
    rows_of=_registration_rows,
    made=_registrations,
    fields=_REGISTRATION_FIELDS,
)


def _solution_key(row: SolutionRow) -> Hashable:
    return (row.unit_id, row.movement, row.counted_on, row.number)


def _stored_solutions(rows: Sequence[SolutionRow]) -> dict[Hashable, tuple[int, SolutionRow]]:
    near = Solution.objects.filter(
        unit__in={row.unit_id for row in rows}, counted_on__in={row.counted_on for row in rows}
    )
    return {_solution_key(row): (pk, row) for pk, row in _solution_rows(near).items()}


def _solution_rows(solutions: QuerySet[Solution]) -> dict[int, SolutionRow]:
    return {
        solution.pk: SolutionRow(
            unit_id=solution.unit_id,
            movement=solution.movement.code,
            counted_on=solution.counted_on,
            number=solution.number,
            text=solution.text,
        )
        for solution in solutions.select_related("movement")
    }


def _solutions(rows: Sequence[SolutionRow]) -> list[Solution]:
    movements = movements_by_code(row.movement for row in rows)
    units = unit_words(row.unit_id for row in rows)
    return [
        Solution(
            unit_id=row.unit_id,
            movement=movements[row.movement],
            counted_on=row.counted_on,
            number=row.number,
            text=row.text,
            search_text=fold(f"{row.text} {movements[row.movement].name} {units[row.unit_id]}"),
        )
        for row in rows
    ]


SOLUTIONS = table_store(
    Solution,
    act="solution",
    row=SolutionRow,
    key=_solution_key,
    stored=_stored_solutions,
    rows_of=_solution_rows,
    made=_solutions,
    fields=_SOLUTION_FIELDS,
)


def _tidied_registration(row: RegistrationRow) -> RegistrationRow:
    return replace(row, topic=row.topic and tidy(row.topic))


def _tidied_solution(row: SolutionRow) -> SolutionRow:
    return replace(row, text=tidy(row.text))


@transaction.atomic
def apply_registration_rows(
    rows: Sequence[RegistrationRow], *, actor: User | None, at: datetime
) -> Outcome:
    """Write registrations; see `writing.apply_batch`.

    Without a day a pledge counts on the last day of its year. Raises `MovementRefused` where no
    movement carries the code that a row names.
    """
    tidied = [_tidied_registration(row) for row in rows]
    return apply_batch(REGISTRATIONS, tidied, actor=actor, at=at)


@transaction.atomic
def undo_registration_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_registration_rows` did; see `writing.undo_batch`."""
    undo_batch(REGISTRATIONS, changes, actor=actor, at=at)


@transaction.atomic
def apply_solution_rows(
    rows: Sequence[SolutionRow], *, actor: User | None, at: datetime
) -> Outcome:
    """Write the groups of solutions a review resolved; see `writing.apply_batch`.

    Raises `MovementRefused` where no movement carries the code that a row names.
    """
    return apply_batch(SOLUTIONS, [_tidied_solution(row) for row in rows], actor=actor, at=at)


@transaction.atomic
def undo_solution_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_solution_rows` did; see `writing.undo_batch`."""
    undo_batch(SOLUTIONS, changes, actor=actor, at=at)


@transaction.atomic
def correct_registration(
    pk: int, row: RegistrationRow, *, seen: str, actor: User, at: datetime
) -> Outcome:
    """Make a record say exactly what the form says; see `writing.correct_record`."""
    return correct_record(
        REGISTRATIONS,
        pk,
        replace(row, topic=tidy(row.topic or ""), title_code=row.title_code or ""),
        seen=seen,
        actor=actor,
        at=at,
    )


@transaction.atomic
def correct_solution(pk: int, row: SolutionRow, *, seen: str, actor: User, at: datetime) -> Outcome:
    """Make a record say exactly what the form says; see `writing.correct_record`."""
    return correct_record(SOLUTIONS, pk, _tidied_solution(row), seen=seen, actor=actor, at=at)
