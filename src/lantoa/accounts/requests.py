"""The request type of signed-in pages."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from lantoa.accounts.models import User


class UserRequest(HttpRequest):
    """A request of someone signed in; the middleware lets no other through."""

    user: User
    htmx: HtmxDetails
