"""By which shape and colour the states of a file and the fates of its rows are known."""

from __future__ import annotations

from lantoa.intake.choices import FileState, Verdict
from lantoa.ui.components import StatusKind

FILE_SHAPES: dict[str, StatusKind] = {
    FileState.RECEIVED: "active",
    FileState.REFUSED: "declined",
    FileState.READ: "waiting",
    FileState.APPLIED: "met",
    FileState.UNDONE: "withdrawn",
}
VERDICT_SHAPES: dict[str, StatusKind] = {
    Verdict.NEW: "met",
    Verdict.CHANGED: "active",
    Verdict.UNCHANGED: "draft",
    Verdict.HELD: "returned",
}
