"""Xem như …: an administrator looks through another account's eyes, and touches nothing.

While it lasts the other account is the request's user, so every page, list and export shows
exactly what that person sees. Only reading is let through, and the right to look is asked
again at every request.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve
from django.utils.translation import gettext as _

from lantoa.organization.oversight import account_seen_by

SESSION_KEY = "xem_nhu"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_STILL_POSSIBLE = frozenset({"organization:stop-seeing-as", "accounts:sign-out", "set_language"})


def seeing_as(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Put the seen account in the place of the administrator who looks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        key = request.session.get(SESSION_KEY)
        if key is None or not request.user.is_authenticated:
            return get_response(request)
        seen = account_seen_by(request.user, key)
        if seen is None:  # the right has ended since
            del request.session[SESSION_KEY]
            return get_response(request)
        leaving = resolve(request.path_info).view_name in _STILL_POSSIBLE
        if not leaving:
            if request.method not in _SAFE:
                return _refuse(request)
            request.user = seen
        return get_response(request)

    return middleware


def _refuse(request: HttpRequest) -> HttpResponse:
    sentence = _("Đang xem như người khác thì chỉ xem, không sửa được gì. Thôi xem rồi làm.")
    return render(request, "403.html", {"exception": sentence}, status=403)
