from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.audit.remembering import remembered
from lantoa.organization import listing
from lantoa.organization.listing import Column, Listing, Measure
from lantoa.organization.listing.counting import shown_count
from lantoa.shared.dates import show_date
from lantoa.statistics import lists, queries
from lantoa.statistics.asking import asked_day, asked_scope
from lantoa.statistics.catalogue import ARTICLE, LIFE, RESULTS, Indicator, get_indicator
from lantoa.statistics.queries import Dashboard, Figure
from lantoa.statistics.scope import Scope, period_words
from lantoa.statistics.sources import SOURCES
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
    board = queries.dashboard(scope)
    context = {
        "board": board,
        "figures": board.figures,
        "period": period_words(scope.period),
        "tiles": [board.figures[code] for code in queries.TILES],
        "bars": _bars(board),
        "series": [str(board.figures[code].indicator.name) for code in queries.SERIES],
        "created": sum(int(board.figures[code].value or 0) for code in queries.SERIES),
        "shares": _shares(board),
        "compared": board.compared[:MOST_COMPARED],
        "more_compared": max(len(board.compared) - MOST_COMPARED, 0),
        "all_compared_url": queries.rows_address(
            get_indicator("recognized_per_100_members"), scope
        ),
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
                for code in queries.SERIES
            ),
        )
        for year, made in board.years.items()
    ]


def _shares(board: Dashboard) -> list[Share]:
    """Return the grades from best to none, each with its units."""
    shares = []
    base = queries.rows_address(get_indicator("unions"), board.scope)
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
    context = {"groups": groups, "params": queries.scope_params(scope), "scope_unit": scope.unit}
    return render(request, "statistics/catalogue.html", context)


@require_safe
def figure(request: UserRequest, code: str) -> HttpResponse:
    """Show one indicator of a scope: its value, by year, by unit, and by its own breakdowns."""
    scope = asked_scope(request, on=timezone.localdate())
    indicator = get_indicator(code)
    parts = [get_indicator(part) for part in (indicator.numerator, indicator.denominator) if part]
    found = queries.figures([indicator, *parts], scope)
    context = {
        "figure": found[code],
        "parts": [found[part.code] for part in parts],
        "whole": get_indicator(indicator.part_of) if indicator.part_of else None,
        "period": period_words(scope.period),
        "scope_words": scope_words(scope),
        "years": [(year, made[code]) for year, made in queries.by_year([indicator], scope).items()],
        "units": [(row, row.figures[code]) for row in queries.by_unit([indicator], scope)],
        "splits": [
            (_label_of(indicator, param), cells)
            for param in indicator.breakdowns
            if (cells := queries.by_value(indicator, scope, param))
        ],
        "params": queries.scope_params(scope),
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
    found = queries.figure(get_indicator(code), scope)
    return render(request, "statistics/_card.html", card_context(found))


def card_context(found: Figure) -> dict[str, Any]:
    """Return what the card of a live figure says."""
    scope = found.scope
    unit, period = scope_words(scope), period_words(scope.period)
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


def scope_words(scope: Scope) -> str:
    """Say which units a figure covers, and by which structure."""
    return _("%(unit)s và cấp dưới, %(structure)s") % {
        "unit": scope.unit.name,
        "structure": scope.structure.label,
    }


UNITS = Listing(
    key="units-on-day",
    title=gettext_lazy("Đơn vị vào một ngày"),
    filterset=lists.UnitOnDayFilter,
    columns=(
        Column("ten", gettext_lazy("Đơn vị"), str, kind="link", sort="sort_key"),
        Column("ma", gettext_lazy("Mã"), lambda unit: unit.code, sort="code"),
        Column("loai", gettext_lazy("Loại"), lambda unit: unit.kind.name),
        Column("xep-loai", gettext_lazy("Xếp loại"), lambda unit: unit.grade_name),
        Column(
            "thanh-lap",
            gettext_lazy("Thành lập"),
            lambda unit: unit.founded_on and show_date(unit.founded_on),
            kind="day",
            is_default=False,
        ),
    ),
    rows=lists.no_units(),
    detail=lambda unit: reverse("home:unit-file", args=[unit.code]),
    default_sort="sort_key",
)
MEMBERS = Listing(
    key="members-on-day",
    title=gettext_lazy("Đoàn viên vào một ngày"),
    filterset=lists.MemberOnDayFilter,
    columns=(
        Column(
            "ho-ten",
            gettext_lazy("Họ và tên"),
            lambda row: row.person.full_name,
            kind="link",
            sort="person__sort_key",
        ),
        Column("don-vi", gettext_lazy("Đơn vị"), lambda row: row.unit.name, sort="unit__sort_key"),
        Column(
            "doi-tuong", gettext_lazy("Đối tượng"), lambda row: row.category and row.category.name
        ),
        Column("chuc-vu", gettext_lazy("Chức vụ"), lambda row: row.position),
        Column("nghe", gettext_lazy("Ngành nghề"), lambda row: row.trade),
    ),
    rows=lists.no_members(),
    prepare=lambda rows: rows.select_related("person", "unit", "category"),
    detail=lambda row: reverse("home:person-file", args=[row.person.code]),
    measures=(Measure("nguoi", gettext_lazy("Người khác nhau"), lists.distinct_members),),
    default_sort="person__sort_key",
)
BENEFITS = Listing(
    key="benefits",
    title=gettext_lazy("Lợi ích bằng tiền được chấp nhận"),
    filterset=lists.BenefitFilter,
    columns=(
        Column(
            "sang-kien", gettext_lazy("Sáng kiến"), lambda row: row.initiative.title, kind="link"
        ),
        Column("don-vi", gettext_lazy("Đơn vị"), lambda row: row.initiative.unit.name),
        Column("nam", gettext_lazy("Năm hưởng lợi"), lambda row: row.year, kind="int", sort="year"),
        Column("loai", gettext_lazy("Loại"), lambda row: row.get_kind_display()),
        Column(
            "noi-huong", gettext_lazy("Nơi hưởng lợi"), lambda row: row.get_beneficiary_display()
        ),
        Column(
            "chap-nhan",
            gettext_lazy("Hội đồng chấp nhận (đồng)"),
            lambda row: row.accepted_vnd,
            kind="money",
            sort="accepted_vnd",
        ),
    ),
    rows=lists.no_benefits(),
    prepare=lambda rows: rows.select_related("initiative__unit"),
    detail=lambda row: reverse("initiatives:detail", args=[row.initiative_id]),
    measures=(Measure("tien", gettext_lazy("Tổng"), listing.sum_of("accepted_vnd"), kind="money"),),
    default_sort="-accepted_vnd",
)


@require_safe
def unit_list(request: UserRequest) -> HttpResponseBase:
    year = asked_day(request, on=timezone.localdate()).year
    given = replace(
        UNITS,
        rows=lists.units_rows(request.user),
        prepare=lambda rows: lists.with_grade(rows, year),
        default_params=_today(),
    )
    return listing.respond(request, given)


@require_safe
def member_list(request: UserRequest) -> HttpResponseBase:
    given = replace(MEMBERS, rows=lists.members_rows(request.user), default_params=_today())
    return listing.respond(request, given)


@require_safe
def benefit_list(request: UserRequest) -> HttpResponseBase:
    given = replace(BENEFITS, rows=lists.benefit_rows(request.user))
    return listing.respond(request, given)


def _today() -> dict[str, str]:
    return {"den": timezone.localdate().isoformat()}
