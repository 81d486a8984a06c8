"""What holds for every page: the language chosen, and a first password changed before all else."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.translation import activate

_REACHABLE = frozenset({"accounts:password", "accounts:sign-out", "set_language", "alive", "ready"})


def chosen_language(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Speak Vietnamese until English is chosen.

    Django's own middleware asks the browser, and the browsers of many offices are in English.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        activate(language)  # not for a block: files are written while they are sent
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


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
