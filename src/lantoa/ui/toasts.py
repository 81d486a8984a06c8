"""The line at the foot of the screen that says what was done and offers to undo it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest


def offer_undo(request: HttpRequest, sentence: str, *, undo_url: str) -> None:
    """Say what was done; for twenty seconds a button posts to `undo_url`."""
    messages.success(request, sentence, extra_tags=undo_url)
