"""Which account a failed sign-in counts against, for django-axes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest

from lantoa.accounts.rules import normal_username


def username_of(request: HttpRequest | None, credentials: Mapping[str, str] | None = None) -> str:
    """Return the account meant, in one spelling: other capitals give no further attempts."""
    written = (credentials or {}).get("username") or ""
    if not written and request is not None:
        written = request.POST.get("username", "")
    return normal_username(written)


def attempts_left(request: HttpRequest, username: str) -> int:
    """Return how many wrong passwords this account has left before it locks."""
    used = AxesProxyHandler.get_failures(request, {"username": username})
    return max(int(settings.AXES_FAILURE_LIMIT) - int(used), 0)


def locked_usernames() -> QuerySet[AccessAttempt, str]:
    """Return the sign-in names that are locked now, by the database's clock."""
    attempts = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gte=Now() - timedelta(hours=settings.AXES_COOLOFF_TIME),
    )
    names: QuerySet[AccessAttempt, str] = attempts.values_list("username", flat=True)
    return names


def unlock(username: str) -> None:
    """Forget the wrong passwords given for this account."""
    reset(username=normal_username(username))
