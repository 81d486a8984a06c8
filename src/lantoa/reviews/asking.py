"""The name of a number in a report: which indicator, narrowed to which rows.

A report prints far more numbers than the catalogue has indicators: one for each year, unit and
prize. Each is an indicator narrowed by its own list's filters, and its key says so
("individual_awards?hinh_thuc=BK_QK&_nam=2021"), so that every number can be asked again, opened
and compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext as _

from lantoa.organization.models import Unit
from lantoa.shared.errors import DomainError
from lantoa.statistics.catalogue import CATALOGUE, Indicator
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import SOURCES, choices_of

_YEAR, _UNIT, _ALONE = "_nam", "_don_vi", "_rieng"
_YEAR_DIGITS = 4


class NoSuchFigure(DomainError):
    """The address names a number that no report has."""

    status = 404


@dataclass(frozen=True, slots=True)
class Asked:
    """An indicator, narrowed by filters of its list, to a calendar year, to a unit.

    `alone`: what that unit earned by itself, without the units under it.
    """

    code: str
    params: tuple[tuple[str, str], ...] = ()
    year: int | None = None
    unit: str = ""
    alone: bool = False

    @classmethod
    def of(cls, code: str, *, year: int | None = None, unit: str = "", **params: str) -> Asked:
        return cls(code, tuple(params.items()), year, unit)

    @classmethod
    def read(cls, key: str) -> Asked:
        """Read a key; raises `NoSuchFigure` where it names nothing that can be asked."""
        code, _mark, query = key.partition("?")
        pairs = dict(parse_qsl(query))
        year, unit, alone = (pairs.pop(name, "") for name in (_YEAR, _UNIT, _ALONE))
        indicator = CATALOGUE.get(code)
        known = indicator is not None and (
            not pairs
            or (
                indicator.source is not None
                and pairs.keys() <= SOURCES[indicator.source].filterset.base_filters.keys()
            )
        )
        is_year = not year or (year.isascii() and year.isdigit() and len(year) == _YEAR_DIGITS)
        if not known or not is_year:
            raise NoSuchFigure(_("Báo cáo không có con số này. Mở lại từ trang báo cáo."))
        return cls(code, tuple(pairs.items()), int(year) if year else None, unit, bool(alone))

    @property
    def key(self) -> str:
        pairs = [*self.params]
        if self.year is not None:
            pairs.append((_YEAR, str(self.year)))
        if self.unit:
            pairs.append((_UNIT, self.unit))
        if self.alone:
            pairs.append((_ALONE, "1"))
        return f"{self.code}?{urlencode(pairs)}" if pairs else self.code

    @property
    def indicator(self) -> Indicator:
        """The indicator with the narrowed filters; its definition says how it is narrowed."""
        whole = CATALOGUE[self.code]
        if not self.params:
            return whole
        own = {name for name, _value in self.params}
        kept = tuple(pair for pair in whole.params if pair[0] not in own)
        narrowed = (*kept, *((name, (value,)) for name, value in self.params))
        return replace(whole, params=narrowed, definition=f"{whole.definition} {self.narrowing}")

    @property
    def narrowing(self) -> str:
        """Say in words which rows of the indicator are counted."""
        source = CATALOGUE[self.code].source
        if source is None or not self.params:
            return ""
        filters = SOURCES[source].filterset.base_filters
        words = [
            f"{filters[name].label}: {dict(choices_of(SOURCES[source], name)).get(value, value)}"
            for name, value in self.params
        ]
        return _("Chỉ tính %(filters)s.") % {"filters": "; ".join(words)}

    def within(self, scope: Scope, unit: Unit | None = None) -> Scope:
        """Narrow a report's scope to the year and the unit asked; raises `NoSuchFigure`."""
        if self.year is not None:
            if self.year not in scope.years:
                raise NoSuchFigure(_("Năm này không nằm trong kỳ của báo cáo."))
            scope = scope.of_year(self.year)
        if not self.unit:
            return scope
        found = unit or Unit.objects.filter(code=self.unit).first()
        if found is None:
            raise NoSuchFigure(_("Không có đơn vị mang mã này. Mở lại từ trang báo cáo."))
        return scope.of_unit(found, alone=self.alone)
