"""The name of a number in a report: which indicator, narrowed to which rows.

A report prints far more numbers than the catalogue has indicators: one for each year, unit and
prize. Each is an indicator narrowed by its own list's filters, and its key says so
("individual_awards?hinh_thuc=BK_QK&_nam=2021"), so that every number can be asked again, opened
and compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

from lantoa.shared.errors import DomainError
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import SOURCES

_YEAR, _UNIT, _ALONE, _FIRST, _LAST = "_nam", "_don_vi", "_rieng", "_tu", "_den"


class NoSuchFigure(DomainError):
    """The address names a number that no report has."""

    status = 404


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator, narrowed by filters of its list, to a calendar year, to a unit.

    `alone`: what that unit earned by itself, without the units under it. `days`: while that unit
    stood where the report sees it, when that is not the whole period.
    """

    code: str
    params: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    unit: str = ""
    alone: bool = False
    days: tuple[date, date] | None = None

    @classmethod
    def of_unit(cls, code: str, place: Scope, *, within: Scope) -> Asked:
        """Name an indicator of a unit under the report's, as `place` asks it."""
        whole = (within.first_day, within.last_day)
        days = (place.first_day, place.last_day)
        stay = None if days == whole else days
        return cls(code, unit=place.unit.code, alone=place.alone, days=stay)

    @classmethod
    def of(cls, code: str, *, year: int | None = None, **params: str) -> Asked:
        return cls(code, tuple(params.items()), year)

    @classmethod
    def read(cls, key: str) -> Asked:
        """Read a key; raises `NoSuchFigure` where it names nothing that can be asked."""
        code, _mark, query = key.partition("?")
        pairs = dict(parse_qsl(query))
        own = {name: pairs.pop(name, "") for name in (_YEAR, _UNIT, _ALONE, _FIRST, _LAST)}
        try:
            year = int(own[_YEAR]) if own[_YEAR] else None
            days = (
                (date.fromisoformat(own[_FIRST]), date.fromisoformat(own[_LAST]))
                if own[_FIRST]
                else None
            )
        except ValueError:
            raise _nothing() from None
        if not _is_known(code, pairs):
            raise _nothing()
        return cls(code, tuple(pairs.items()), year, own[_UNIT], bool(own[_ALONE]), days)

    @property
    def key(self) -> str:
        pairs = [*self.params]
        if self.year is not None:
            pairs.append((_YEAR, str(self.year)))
        if self.unit:
            pairs.append((_UNIT, self.unit))
        if self.alone:
            pairs.append((_ALONE, "1"))
        if self.days:
            pairs += zip((_FIRST, _LAST), map(date.isoformat, self.days), strict=True)
        return f"{self.code}?{urlencode(pairs)}" if pairs else self.code

    @property
    def indicator(self) -> Indicator:
        """The indicator with the narrowed filters."""
        whole = CATALOGUE[self.code]
        own = {name for name, _value in self.params}
        kept = tuple(pair for pair in whole.params if pair[0] not in own)
        narrowed = (*kept, *((name, (value,)) for name, value in self.params))
        return replace(whole, params=narrowed) if self.params else whole


def _is_known(code: str, params: Mapping[str, str]) -> bool:
    indicator = CATALOGUE.get(code)
    if indicator is None or (params and indicator.source is None):
        return False
    filters = SOURCES[indicator.source].filterset.base_filters if indicator.source else {}
    return params.keys() <= filters.keys()


def _nothing() -> NoSuchFigure:
    return NoSuchFigure(_("Báo cáo không có con số này. Mở lại từ trang báo cáo."))
