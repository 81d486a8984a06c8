"""Reading from an address what is asked: the unit, the structure, the period."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _

from lantoa.accounts.requests import UserRequest
from lantoa.organization.asking import PARAM, unit_asked
from lantoa.organization.choices import Structure
from lantoa.organization.queries.units import home_unit
from lantoa.shared.dates import BadDate, Period, first_day, last_day, parse_partial
from lantoa.shared.errors import Malformed
from lantoa.statistics.queries.extent import extent
from lantoa.statistics.scope import Scope


class BadScope(Malformed):
    """The address asks by a structure that does not exist."""


def asked_scope(request: UserRequest, *, on: date) -> Scope:
    """Return the scope that the address names.

    Without a unit the user's highest; an open end of the period is where the user's records end.
    Raises `Http404` for a unit the user may not see, `BadDate` and `BadScope`.
    """
    names_one = bool(request.GET.get(PARAM))
    unit = unit_asked(request, request.user) if names_one else home_unit(request.user)
    if unit is None:
        raise Http404
    structure = request.GET.get("co_cau") or Structure.THEN
    if structure not in Structure.values:
        raise BadScope(
            _("Cơ cấu “%(word)s” không có. Bỏ phần ấy khỏi địa chỉ.") % {"word": structure}
        )
    first, last = request.GET.get("tu", ""), request.GET.get("den", "")
    start = first_day(parse_partial(first)) if first else None
    end = last_day(parse_partial(last)) if last else None
    if start is None or end is None:
        known = extent(request.user, on=on)
        start = start or min(known.start or on, end or on)
        end = end or max(known.last or on, start)
    return Scope(request.user, unit, Period.through(start, end), Structure(structure))


def asked_day(request: UserRequest, *, on: date) -> date:
    """Return the day that a list of one day names (`den`); what cannot be read counts as `on`."""
    written = request.GET.get("den", "")
    try:
        return last_day(parse_partial(written)) if written else on
    except BadDate:
        return on
