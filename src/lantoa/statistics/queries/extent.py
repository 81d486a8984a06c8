"""Which years have anything to show."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Min

from lantoa.accounts.models import User
from lantoa.awards.models import Award
from lantoa.initiatives.models import Initiative
from lantoa.shared.dates import Period


def extent(user: User, *, on: date) -> Period:
    """Return the whole years in which `user` may see initiatives or awards; else the year of `on`.

    From the first such year to the last, also where some year between has none.
    """
    days: list[date] = []
    for rows in (Initiative.objects.visible_to(user), Award.objects.visible_to(user)):
        found = rows.order_by().aggregate(first=Min("counted_on"), last=Max("counted_on"))
        days += [day for day in found.values() if day]
    days = days or [on]
    return Period.of_years(min(days).year, max(days).year)
