"""Of what a figure is asked: who asks, which unit, which period, by which structure."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.organization.choices import Structure
from lantoa.organization.models import Unit
from lantoa.organization.scopes import PERSONAL_ROLES, SEEING_ROLES, scope_of
from lantoa.shared.dates import Period, show_date
from lantoa.shared.errors import Malformed


class OpenPeriod(Malformed):
    """A figure needs a first and a last day."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A closed period of a unit and its subtree, seen by `user`; `alone`: without the subtree."""

    user: User
    unit: Unit
    period: Period
    structure: Structure = Structure.THEN
    alone: bool = False

    def __post_init__(self) -> None:
        if self.period.start is None or self.period.end is None:
            raise OpenPeriod(_("Chọn ngày đầu và ngày cuối của kỳ."))

    @property
    def first_day(self) -> date:
        return self.period.start or date.min

    @property
    def last_day(self) -> date:
        return self.period.last or date.max

    @property
    def years(self) -> list[int]:
        return self.period.years

    def of_year(self, year: int) -> Scope:
        """Return the part of the period that lies in one calendar year."""
        first = max(self.first_day, date(year, 1, 1))
        last = min(self.last_day, date(year, 12, 31))
        return replace(self, period=Period.through(first, last))

    def of_unit(self, unit: Unit, *, alone: bool = False) -> Scope:
        return replace(self, unit=unit, alone=alone)

    @property
    def sight(self) -> Hashable:
        """What decides which rows its figures count: the question and the rights together."""
        seeing, naming = (scope_of(self.user, roles) for roles in (SEEING_ROLES, PERSONAL_ROLES))
        question = (self.unit.pk, self.unit.path, self.period, self.structure, self.alone)
        return (question, seeing, naming)


def period_words(period: Period) -> str:
    """Write a closed period: "năm 2022", "giai đoạn 2017–2022", "từ 05/02/2021 đến 31/03/2022"."""
    first, last = period.start, period.last
    if first is None or last is None:
        return _("mọi thời gian")
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole and first.year == last.year:
        return _("năm %(year)s") % {"year": first.year}
    if whole:
        return _("giai đoạn %(first)s–%(last)s") % {"first": first.year, "last": last.year}
    return _("từ %(first)s đến %(last)s") % {"first": show_date(first), "last": show_date(last)}


def scope_words(unit: Unit, structure: Structure) -> str:
    """Say which units a figure covers, and by which structure."""
    return _("%(unit)s và cấp dưới, %(structure)s") % {
        "unit": unit.name,
        "structure": structure.label,
    }
