"""The unit that an address names, read once a request: the bar and the page both ask for it."""

from __future__ import annotations

from django.http import HttpRequest

from lantoa.accounts.models import User
from lantoa.organization.models import Unit
from lantoa.organization.queries.units import units_for

PARAM = "don_vi"


def unit_asked(request: HttpRequest, user: User) -> Unit | None:
    """Return the unit of the address, if `user` may see it; None also where it names none."""
    code = request.GET.get(PARAM, "")
    if not code:
        return None
    known = request.__dict__.setdefault("_units_asked", {})
    key = (user.pk, code)
    if key not in known:
        known[key] = units_for(user).filter(code=code).first()
    found: Unit | None = known[key]
    return found
