"""What the bar of every page shows of "xem như …"."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse


def seeing(request: HttpRequest) -> dict[str, Any]:
    """Return the banner while an administrator looks through another account's eyes."""
    user = getattr(request, "user", None)
    if getattr(user, "seen_by", None) is None:
        return {}
    return {
        "seeing_as": {"label": str(user), "stop_url": reverse("organization:stop-seeing-as")},
    }
