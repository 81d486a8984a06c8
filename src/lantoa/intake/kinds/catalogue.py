"""Every kind of record a file may hold: its sheet, its statement, and its app's one write path."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from lantoa.accounts.models import User
from lantoa.assessments import actions as assessments
from lantoa.assessments.rows import GradingRow
from lantoa.awards import actions as awards
from lantoa.awards.rows import AwardRow, NominationRow
from lantoa.contests import actions as contests
from lantoa.contests.rows import EntryRow
from lantoa.documents.sheets import Value
from lantoa.initiatives import actions as initiatives
from lantoa.initiatives.actions import checking as initiative_rules
from lantoa.initiatives.actions import storing as initiative_storage
from lantoa.initiatives.rows import InitiativeRow
from lantoa.intake import layout
from lantoa.intake.kinds import honours, movements, people, results
from lantoa.intake.kinds import initiatives as initiative_lines
from lantoa.intake.understanding.book import Book
from lantoa.intake.understanding.recognition import Line
from lantoa.movements import actions as movement_actions
from lantoa.movements.rows import (
    ActivityRow,
    MovementRow,
    RegistrationRow,
    SolutionRow,
    TrainingRow,
)
from lantoa.organization.actions import people as people_actions
from lantoa.organization.rows import PersonRow
from lantoa.organization.writing import RecordStore
from lantoa.shared.rows import Change, Outcome


class Apply(Protocol):
    """An app's one write path for rows of a kind."""

    def __call__(self, rows: Sequence[Any], *, actor: User | None, at: datetime) -> Outcome: ...


class Undo(Protocol):
    """The way back."""

    def __call__(self, changes: Sequence[Change], *, actor: User | None, at: datetime) -> None: ...


def _as_it_is(row: Any) -> Any:  # noqa: ANN401 -- a row of any kind
    return row


@dataclass(frozen=True, slots=True)
class Stock:
    """How the stored records of a kind are found and compared, as its app does when it writes.

    `prepare` gives the row as it would be read back; it may raise the app's `DomainError`.
    """

    key: Callable[[Any], Hashable]
    stored: Callable[[Sequence[Any]], Mapping[Hashable, tuple[int, Any]]]
    by_pk: Callable[[Sequence[int]], Mapping[int, Any]]
    merge: Callable[[Any, Any], Any]
    prepare: Callable[[Any], Any] = _as_it_is


def _stock(store: RecordStore[Any]) -> Stock:
    return Stock(store.key, store.stored, store.by_pk, store.merge)


@dataclass(frozen=True, slots=True)
class RecordKind:
    """One kind of record: how lines state it, how it is compared, written, taken back, shown.

    `state` is given all lines of a record and returns its typed row, or None after noting why
    not. `names_people` says whether the register must be asked for the unit's people.
    """

    layout: layout.SheetLayout
    row: type[Any]
    stock: Stock
    apply: Apply
    undo: Undo
    state: Callable[[list[Line], int, Book], Any]
    cells: Callable[[Any, Book], list[dict[str, Value]]]
    names_people: bool = False

    @property
    def key(self) -> str:
        return self.layout.key


def _checked_initiative(row: InitiativeRow) -> InitiativeRow:
    initiative_rules.check(row)
    return initiative_rules.tidied(row)


def _single(state: Callable[[Line, int, Book], Any]) -> Callable[[list[Line], int, Book], Any]:
    return lambda lines, unit_id, book: state(lines[0], unit_id, book)


PEOPLE = RecordKind(
    layout.PEOPLE,
    PersonRow,
    _stock(people_actions.PEOPLE),
    people_actions.apply_rows,
    people_actions.undo_rows,
    _single(people.state),
    people.cells,
)
MOVEMENTS = RecordKind(
    layout.MOVEMENTS,
    MovementRow,
    _stock(movement_actions.MOVEMENTS),
    movement_actions.apply_movement_rows,
    movement_actions.undo_movement_rows,
    _single(movements.state_movement),
    movements.movement_cells,
)
INITIATIVES = RecordKind(
    layout.INITIATIVES,
    InitiativeRow,
    Stock(
        initiative_rules.record_key,
        initiative_storage.stored_rows,
        initiative_storage.rows_by_pk,
        initiative_rules.merge_rows,
        _checked_initiative,
    ),
    initiatives.apply_rows,
    initiatives.undo_rows,
    initiative_lines.state,
    initiative_lines.cells,
    names_people=True,
)
AWARDS = RecordKind(
    layout.AWARDS,
    AwardRow,
    _stock(awards.AWARDS),
    awards.apply_award_rows,
    awards.undo_award_rows,
    _single(honours.state_award),
    honours.award_cells,
    names_people=True,
)
GRADINGS = RecordKind(
    layout.GRADINGS,
    GradingRow,
    _stock(assessments.GRADINGS),
    assessments.apply_rows,
    assessments.undo_rows,
    _single(results.state_grading),
    results.grading_cells,
)

# In the order in which they are written; undone the other way round.
KINDS = (
    PEOPLE,
    MOVEMENTS,
    INITIATIVES,
    RecordKind(
        layout.CONTESTS,
        EntryRow,
        _stock(contests.ENTRIES),
        contests.apply_rows,
        contests.undo_rows,
        _single(results.state_entry),
        results.entry_cells,
        names_people=True,
    ),
    GRADINGS,
    AWARDS,
    RecordKind(
        layout.NOMINATIONS,
        NominationRow,
        _stock(awards.NOMINATIONS),
        awards.apply_nomination_rows,
        awards.undo_nomination_rows,
        _single(honours.state_nomination),
        honours.nomination_cells,
        names_people=True,
    ),
    RecordKind(
        layout.ACTIVITIES,
        ActivityRow,
        _stock(movement_actions.ACTIVITIES),
        movement_actions.apply_activity_rows,
        movement_actions.undo_activity_rows,
        _single(movements.state_activity),
        movements.activity_cells,
    ),
    RecordKind(
        layout.TRAININGS,
        TrainingRow,
        _stock(movement_actions.TRAININGS),
        movement_actions.apply_training_rows,
        movement_actions.undo_training_rows,
        _single(movements.state_training),
        movements.training_cells,
    ),
    RecordKind(
        layout.REGISTRATIONS,
        RegistrationRow,
        _stock(movement_actions.REGISTRATIONS),
        movement_actions.apply_registration_rows,
        movement_actions.undo_registration_rows,
        _single(movements.state_registration),
        movements.registration_cells,
        names_people=True,
    ),
    RecordKind(
        layout.SOLUTIONS,
        SolutionRow,
        _stock(movement_actions.SOLUTIONS),
        movement_actions.apply_solution_rows,
        movement_actions.undo_solution_rows,
        _single(movements.state_solution),
        movements.solution_cells,
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
