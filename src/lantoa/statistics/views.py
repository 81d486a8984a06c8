from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.audit.remembering import remembered
from lantoa.organization import listing
from lantoa.organization.listing.counting import shown_count
from lantoa.statistics import lists
from lantoa.statistics.addresses import rows_url, scope_params
from lantoa.statistics.asking import asked_day, asked_scope
from lantoa.statistics.catalogue import get_indicator
from lantoa.statistics.catalogue.article import ARTICLE
from lantoa.statistics.catalogue.indicator import Indicator
from lantoa.statistics.catalogue.life import LIFE
from lantoa.statistics.catalogue.results import RESULTS
from lantoa.statistics.queries.breakdowns import by_unit, by_value, by_year
from lantoa.statistics.queries.dashboard import SERIES, TILES, Dashboard, dashboard_of
from lantoa.statistics.queries.figures import Figure, figures
from lantoa.statistics.queries.grades import with_grade
from lantoa.statistics.scope import Scope, period_words, scope_words
from lantoa.statistics.sources import SOURCES
from lantoa.statistics.sources.standing import benefits_seen, members_seen, units_seen
from lantoa.ui.components import Bar, Mark, Share

MOST_COMPARED = 15
MOST_SILENT = 12
_GRADE_TONES = ("s5", "s3", "s2", "s1")


@require_safe
def dashboard(request: UserRequest) -> HttpResponse:
    """Show the leader's minute; what it says is kept until an act changes the data."""
    scope = asked_scope(request, on=timezone.localdate())
    sentence, body = remembered(("dashboard", get_language(), scope.sight), lambda: _board(scope))
    context = {
        "sentence": sentence,
        "body": body,
        "scope_unit": scope.unit,
        "period": period_words(scope.period),
        "now": timezone.localtime(),
    }
    return render(request, "statistics/dashboard.html", context)


def _board(scope: Scope) -> tuple[SafeString, SafeString]:
    """Render the sentence and the panels of a dashboard: the same for all who see the same."""
    board = dashboard_of(scope)
    context = {
        "board": board,
        "figures": board.figures,
        "period": period_words(scope.period),
        "tiles": [board.figures[code] for code in TILES],
        "bars": _bars(board),
        "series": [str(board.figures[code].indicator.name) for code in SERIES],
        "created": sum(int(board.figures[code].value or 0) for code in SERIES),
        "shares": _shares(board),
        "compared": board.compared[:MOST_COMPARED],
        "more_compared": max(len(board.compared) - MOST_COMPARED, 0),
        "all_compared_url": rows_url(get_indicator("recognized_per_100_members"), scope),
        "silent": board.silent[:MOST_SILENT],
        "more_silent": max(len(board.silent) - MOST_SILENT, 0),
        "last_year": scope.last_day.year,
    }
    return (
        render_to_string("statistics/_sentence.html", context),
        render_to_string("statistics/_board.html", context),
    )


def _bars(board: Dashboard) -> list[Bar]:
    return [
        Bar(
            str(year),
            tuple(
                Mark(int(made[code].value or 0), made[code].url, made[code].exact)
                for code in SERIES
            ),
        )
        for year, made in board.years.items()
    ]


def _shares(board: Dashboard) -> list[Share]:
    """Return the grades from best to none, each with its units."""
    shares = []
    base = rows_url(get_indicator("unions"), board.scope)
    for place, share in enumerate(board.grades):
        tone = _GRADE_TONES[min(place, len(_GRADE_TONES) - 1)] if share.code else "rest"
        extra = f"&xep_loai={share.code}" if share.code else "&da_xep=false"
        shares.append(Share(share.name or _("chưa xếp loại"), share.count, tone, base + extra))
    return shares


@require_safe
def catalogue(request: UserRequest) -> HttpResponse:
    scope = asked_scope(request, on=timezone.localdate())
    groups: list[tuple[str, tuple[Indicator, ...]]] = [
        (_("Số liệu của bài tổng kết"), ARTICLE),
        (_("Kết quả sáng tạo"), RESULTS),
        (_("Đời sống tổ chức, khen thưởng, đoàn viên"), LIFE),
    ]
    context = {"groups": groups, "params": scope_params(scope), "scope_unit": scope.unit}
    return render(request, "statistics/catalogue.html", context)


@require_safe
def figure(request: UserRequest, code: str) -> HttpResponse:
    """Show one indicator of a scope: its value, by year, by unit, and by its own breakdowns."""
    scope = asked_scope(request, on=timezone.localdate())
    indicator = get_indicator(code)
    parts = [get_indicator(part) for part in (indicator.numerator, indicator.denominator) if part]
    found = figures([indicator, *parts], scope)
    context = {
        "figure": found[code],
        "parts": [found[part.code] for part in parts],
        "whole": get_indicator(indicator.part_of) if indicator.part_of else None,
        "period": period_words(scope.period),
        "scope_words": scope_words(scope.unit, scope.structure),
        "years": [(year, made[code]) for year, made in by_year([indicator], scope).items()],
        "units": [(row, row.figures[code]) for row in by_unit([indicator], scope)],
        "splits": [
            (_label_of(indicator, param), cells)
            for param in indicator.breakdowns
            if (cells := by_value(indicator, scope, param))
        ],
        "params": scope_params(scope),
    }
    return render(request, "statistics/figure.html", context)


def _label_of(indicator: Indicator, param: str) -> str:
    if indicator.source is None:
        return param
    return str(SOURCES[indicator.source].filterset.base_filters[param].label)


@require_safe
def card(request: UserRequest, code: str) -> HttpResponse:
    """Answer what a figure is, for the card that hover and focus open."""
    scope = asked_scope(request, on=timezone.localdate())
    found = figures([get_indicator(code)], scope)[code]
    return render(request, "statistics/_card.html", _card_context(found))


def _card_context(found: Figure) -> dict[str, Any]:
    """Return what the card of a live figure says."""
    scope = found.scope
    unit, period = scope_words(scope.unit, scope.structure), period_words(scope.period)
    rows = _("Mở %(count)s dòng") % {"count": shown_count(found.row_count)}
    exact = found.exact
    return {
        "value": exact,
        "printed": "" if exact.startswith(found.words) else found.words,
        "definition": found.indicator.definition,
        "scope": unit,
        "period": period,
        "rows_url": found.url,
        "rows_label": rows,
        "citation": f"{found.phrase} ({exact}; {unit}; {period})",
    }


@require_safe
def unit_list(request: UserRequest) -> HttpResponseBase:
    year = asked_day(request, on=timezone.localdate()).year
    given = replace(
        lists.UNITS,
        prepare=lambda rows: with_grade(rows, year),
        default_params=_today(),
    )
    return listing.respond(request, given, units_seen(request.user))


@require_safe
def member_list(request: UserRequest) -> HttpResponseBase:
    given = replace(lists.MEMBERS, default_params=_today())
    return listing.respond(request, given, members_seen(request.user))


@require_safe
def benefit_list(request: UserRequest) -> HttpResponseBase:
    return listing.respond(request, lists.BENEFITS, benefits_seen(request.user))


def _today() -> dict[str, str]:
    return {"den": timezone.localdate().isoformat()}
