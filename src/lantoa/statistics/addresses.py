"""The addresses that figures give: their rows, their card, the dashboard of the same scope."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode

from lantoa.organization.choices import Structure
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.choices import Span
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import SOURCES


def rows_url(indicator: Indicator, scope: Scope) -> str:
    """Return the address of the rows behind an indicator of a scope.

    A list shows exactly these rows, counted to the last (`dem`); a ratio has no rows of its own,
    so it opens the page of both its numbers.
    """
    if indicator.source is None:
        return f"{reverse('statistics:figure', args=[indicator.code])}?{scope_params(scope)}"
    source = SOURCES[indicator.source]
    pairs = [(name, value) for name, values in indicator.params for value in values]
    pairs += _place_params(scope)
    if source.span is Span.PERIOD:
        pairs.append(("tu", scope.first_day.isoformat()))
    pairs += [("den", scope.last_day.isoformat()), ("dem", "1")]
    return f"{reverse(source.url_name)}?{urlencode(pairs)}"


def card_url(code: str, scope: Scope) -> str:
    """Return the address that answers what a figure is, for hover and focus."""
    return f"{reverse('statistics:card', args=[code])}?{scope_params(scope)}"


def dashboard_url(scope: Scope) -> str:
    return f"{reverse('statistics:dashboard')}?{scope_params(scope)}"


def scope_params(scope: Scope) -> str:
    """Return the query string that carries unit, structure and period."""
    days = [("tu", scope.first_day.isoformat()), ("den", scope.last_day.isoformat())]
    return urlencode(_place_params(scope) + days)


def _place_params(scope: Scope) -> list[tuple[str, str]]:
    pairs = [("don_vi", scope.unit.code)]
    if scope.structure is not Structure.THEN:
        pairs.append(("co_cau", str(scope.structure.value)))
    if scope.alone:
        pairs.append(("rieng", "true"))
    return pairs
