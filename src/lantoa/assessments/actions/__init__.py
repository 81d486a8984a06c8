"""Everything that changes gradings: one write path for many typed rows."""

from lantoa.assessments.actions.grading import (
    GRADINGS,
    UnknownGrade,
    apply_rows,
    correct_grading,
    undo_rows,
)

__all__ = ["GRADINGS", "UnknownGrade", "apply_rows", "correct_grading", "undo_rows"]
