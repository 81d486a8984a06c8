"""One number of a report asked anew: where it is counted, of which rows, and its value of now."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from lantoa.accounts.models import User
from lantoa.organization.models import Unit
from lantoa.reviews.asked import Asked, NoSuchFigure
from lantoa.reviews.facts import Number
from lantoa.reviews.models import Review
from lantoa.reviews.queries.reviews import scope_of_review
from lantoa.reviews.writing.cited import Cited
from lantoa.reviews.writing.pen import cited_of
from lantoa.shared.dates import Period
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.queries.figures import figure
from lantoa.statistics.scope import Scope
from lantoa.statistics.sources import SOURCES
from lantoa.statistics.sources.parameters import choices_of


@override("vi")  # compared with what was frozen, in the words of the report
def number_today(review: Review, key: str, user: User) -> Cited:
    """Ask one number of a review anew; raises `NoSuchFigure` where it has none of that key."""
    asked = Asked.read(key)
    found = figure(asked.indicator, place_of(asked, scope_of_review(review, user)))
    return cited_of(Number(asked, found, _narrowing(asked)), found.words)


def place_of(asked: Asked, scope: Scope) -> Scope:
    """Narrow a report's scope to the year and the unit asked; raises `NoSuchFigure`."""
    if asked.year is not None:
        if asked.year not in scope.years:
            raise NoSuchFigure(_("Năm này không nằm trong kỳ của báo cáo."))
        scope = scope.of_year(asked.year)
    if not asked.unit:
        return scope
    found = Unit.objects.filter(code=asked.unit).first()
    if found is None:
        raise NoSuchFigure(_("Không có đơn vị mang mã này. Mở lại từ trang báo cáo."))
    place = scope.of_unit(found, alone=asked.alone)
    return replace(place, period=Period.through(*asked.days)) if asked.days else place


def _narrowing(asked: Asked) -> str:
    """Say in words which rows of the indicator are counted; asks the catalogues for them."""
    source = CATALOGUE[asked.code].source
    if source is None or not asked.params:
        return ""
    filters = SOURCES[source].filterset.base_filters
    words = [
        f"{filters[name].label}: {dict(choices_of(SOURCES[source], name)).get(value, value)}"
        for name, value in asked.params
    ]
    return "; ".join(words)
