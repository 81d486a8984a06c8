"""Everything that changes initiatives: one write path for many typed rows, and moves of state."""

from lantoa.initiatives.actions.checking import InitiativeRefused
from lantoa.initiatives.actions.moving import move_initiative
from lantoa.initiatives.actions.recording import (
    add_initiative,
    apply_rows,
    correct_initiative,
    undo_rows,
)

__all__ = [
    "InitiativeRefused",
    "add_initiative",
    "apply_rows",
    "correct_initiative",
    "move_initiative",
    "undo_rows",
]
