"""What the addresses of this app's pages ask."""

from __future__ import annotations

from django.http import HttpRequest

_MOST = 2**31 - 1


def number_asked(request: HttpRequest, name: str) -> int | None:
    """Return the number that an address gives under a name; None for none, or for what is none."""
    text = request.GET.get(name, "")
    return min(int(text), _MOST) if text.isascii() and text.isdecimal() else None
