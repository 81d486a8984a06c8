"""Everything that changes awards and nominations: one write path for many typed rows of each."""

from lantoa.awards.actions.honours import (
    AWARDS,
    NOMINATIONS,
    HonourRefused,
    apply_award_rows,
    apply_nomination_rows,
    correct_award,
    correct_nomination,
    undo_award_rows,
    undo_nomination_rows,
)

__all__ = [
    "AWARDS",
    "NOMINATIONS",
    "HonourRefused",
    "apply_award_rows",
    "apply_nomination_rows",
    "correct_award",
    "correct_nomination",
    "undo_award_rows",
    "undo_nomination_rows",
]
