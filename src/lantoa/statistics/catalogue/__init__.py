"""The one catalogue of indicators: a screen, a report and the command line ask the same ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _

from lantoa.shared.errors import DomainError
from lantoa.statistics.catalogue.article import ARTICLE
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.catalogue.life import LIFE
from lantoa.statistics.catalogue.results import RESULTS

CATALOGUE: Mapping[str, Indicator] = MappingProxyType(
    {indicator.code: indicator for indicator in (*ARTICLE, *RESULTS, *LIFE)}
)


class UnknownIndicator(DomainError):
    """No indicator carries this code."""

    status = 404


def get_indicator(code: str) -> Indicator:
    """Return the indicator of this code; raises `UnknownIndicator`."""
    try:
        return CATALOGUE[code]
    except KeyError:
        raise UnknownIndicator(
            _("Không có chỉ tiêu mang mã “%(code)s”. Xem “lantoa indicators”.") % {"code": code}
        ) from None


def with_parts(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """Return the indicators by code, with the two parts of each ratio before it."""
    found: dict[str, Indicator] = {}
    for indicator in indicators:
        for code in (indicator.numerator, indicator.denominator):
            if code:
                found.setdefault(code, CATALOGUE[code])
        found[indicator.code] = indicator
    return found
