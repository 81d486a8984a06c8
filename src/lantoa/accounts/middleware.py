"""A first password, set by an administrator, is changed before anything else is seen."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

_REACHABLE = frozenset({"accounts:password", "accounts:sign-out", "set_language", "alive", "ready"})


def password_change(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Send people whose password must change to the page where they change it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            user.is_authenticated
            and user.must_change_password
            and user.seen_by is None
            and resolve(request.path_info).view_name not in _REACHABLE
        ):
            return redirect("accounts:password")
        return get_response(request)

    return middleware
