"""Everything that changes a movement's records: one write path for many typed rows of each kind."""

from lantoa.movements.actions.events import (
    ACTIVITIES,
    TRAININGS,
    apply_activity_rows,
    apply_training_rows,
    correct_activity,
    correct_training,
    undo_activity_rows,
    undo_training_rows,
)
from lantoa.movements.actions.launches import (
    MOVEMENTS,
    MovementRefused,
    apply_movement_rows,
    correct_movement,
    undo_movement_rows,
)
from lantoa.movements.actions.pledges import (
    REGISTRATIONS,
    SOLUTIONS,
    apply_registration_rows,
    apply_solution_rows,
    correct_registration,
    correct_solution,
    undo_registration_rows,
    undo_solution_rows,
)

__all__ = [
    "ACTIVITIES",
    "MOVEMENTS",
    "REGISTRATIONS",
    "SOLUTIONS",
    "TRAININGS",
    "MovementRefused",
    "apply_activity_rows",
    "apply_movement_rows",
    "apply_registration_rows",
    "apply_solution_rows",
    "apply_training_rows",
    "correct_activity",
    "correct_movement",
    "correct_registration",
    "correct_solution",
    "correct_training",
    "undo_activity_rows",
    "undo_movement_rows",
    "undo_registration_rows",
    "undo_solution_rows",
    "undo_training_rows",
]
