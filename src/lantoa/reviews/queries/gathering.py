"""Gathering the facts of a review: figures from the catalogue, lists from the record apps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import ExtractYear
from django.utils.translation import override

from lantoa.assessments.models import Grade, Grading
from lantoa.awards.choices import Recipient
from lantoa.awards.models import AwardKind
from lantoa.contests.models import Contest
from lantoa.initiatives.choices import Scope as RecognitionScope
from lantoa.initiatives.models import Recognition
from lantoa.organization.models import UnitKind
from lantoa.organization.models.person import canonical_person
from lantoa.organization.queries.units import ancestors_of
from lantoa.reviews.asked import Asked
from lantoa.reviews.choices import UNION
from lantoa.reviews.facts import (
    ContestLine,
    Facts,
    GradeLine,
    Line,
    ListedRow,
    Number,
    Split,
    UnitLine,
)
from lantoa.reviews.queries.numbers import place_of
from lantoa.shared.dates import show_date
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.catalogue.article import ARTICLE
from lantoa.statistics.queries.breakdowns import UnitRow, by_unit, by_value, by_year
from lantoa.statistics.queries.figures import Figure, figures, rows_of
from lantoa.statistics.queries.silence import silent_unions
from lantoa.statistics.scope import Scope, period_words

REPORTED = (
    *(indicator.code for indicator in ARTICLE),
    "initiatives_recognized",
    "units_with_initiatives",
    "benefit_saved",
    "benefit_gained",
    "benefit_budget",
    "benefit_not_money",
    "contest_entries",
    "collective_awards",
    "awarded_persons",
    "awarded_collectives",
    "awards_all",
    "nominations_pending",
    "unions",
    "unions_strong",
    "unions_excellent",
    "union_groups",
    "members",
    "women",
    "pct_women",
    "recognized_per_100_members",
    "activities",
    "sessions",
    "attendances",
    "trainings",
    "training_participants",
    "registrations",
    "registered_persons",
    "registering_units",
)
BY_YEAR = (
    "initiatives_and_works",
    "topics_and_products",
    "recognised_by_ministry",
    "benefit_vnd",
    "individual_awards",
    "collective_awards",
    "pct_vm_2022",
    "pct_vmxs_2022",
    "activities",
    "sessions",
    "attendances",
    "trainings",
    "training_participants",
)
BY_UNIT = (
    "initiatives_and_works",
    "topics_and_products",
    "benefit_vnd",
    "recognised_by_ministry",
    "collective_awards",
    "individual_awards",
    "recognized_per_100_members",
)
_SPLITS = (
    ("members", "members", "doi_tuong", "Đoàn viên theo đối tượng", "Đối tượng", ""),
    ("loai", "initiatives_recognized", "loai", "Phân theo loại", "Loại", ""),
    (
        "cap", "initiatives_recognized", "cap", "Phân theo cấp công nhận", "Cấp công nhận",
        "Được nhiều cấp công nhận thì tính ở từng cấp.",
    ),
    ("linh_vuc", "initiatives_recognized", "linh_vuc", "Phân theo lĩnh vực", "Lĩnh vực", ""),
)  # fmt: skip
MOST_LISTED = 200
MOST_GRADED = 500
MOST_COMPARED = 150


def reported(scope: Scope) -> dict[str, Number]:
    """Return every figure of the whole period that a review prints, the article's first."""
    found = figures([CATALOGUE[code] for code in REPORTED], scope)
    return {code: _number(Asked(code), figure) for code, figure in found.items()}


@override("vi")  # a review is a Vietnamese paper on every screen
def gather(scope: Scope, *, spoken: str = "", texts: Mapping[str, str] | None = None) -> Facts:
    """Return everything the review of a scope says; the number of queries knows no rows."""
    words = period_words(scope.period)
    unions = list(
        rows_of(CATALOGUE["unions"], scope)
        .order_by("sort_key", "pk")
        .values_list("pk", "name", named=False)
    )
    graded = _grade_of([pk for pk, _name in unions], scope.years)
    counts = _grade_counts(scope)
    silent = silent_unions(CATALOGUE["unions"], CATALOGUE["initiatives_recognized"], scope)
    shows_grades = bool(counts) and len(unions) <= MOST_GRADED
    return Facts(
        scope=scope,
        spoken=spoken or f"{words[:1].upper()}{words[1:]}",
        ancestor=ancestors_of(scope.unit).last(),
        figures=reported(scope),
        years=_years(scope),
        units=_units(scope, unions=len(unions)),
        splits=_splits(scope),
        grades=counts,
        grade_names=_grade_names(counts),
        awards=_awards(scope),
        nominations=_nominations(scope),
        contests=_contests(scope),
        movements=_names(Asked.of("sub_movements", bac="chung"), scope),
        sub_movements=_names(Asked("sub_movements"), scope),
        solutions=list(
            rows_of(CATALOGUE["solution_groups"], scope)
            .order_by("counted_on", "number", "pk")
            .values_list("text", flat=True)
        ),
        silent=[quiet.unit.name for quiet in silent],
        ungraded=[name for pk, name in unions if scope.last_day.year not in graded.get(pk, {})],
        gradings=[GradeLine(name, graded.get(pk, {})) for pk, name in unions if shows_grades],
        ministry=_ministry(scope),
        honours=_department_honours(scope),
        texts=texts or {},
    )


def _number(asked: Asked, figure: Figure, *parts: str) -> Number:
    return Number(asked, figure, ", ".join(parts))


def _counted(asked: Asked, scope: Scope, value: int, rows: int, *parts: str) -> Number:
    """Return a number that a query of several numbers has counted already."""
    return _number(asked, Figure(asked.indicator, place_of(asked, scope), value, rows), *parts)


def _years(scope: Scope) -> dict[int, dict[str, Number]]:
    made = by_year([CATALOGUE[code] for code in BY_YEAR], scope)
    return {
        year: {
            code: _number(Asked(code, year=year), figure, f"năm {year}")
            for code, figure in found.items()
        }
        for year, found in made.items()
    }


def _units(scope: Scope, *, unions: int) -> list[UnitLine]:
    """Return the units directly under; where the unions are few, those under each as well."""
    indicators = [CATALOGUE[code] for code in BY_UNIT]
    rows = by_unit(indicators, scope)
    levels = dict(UnitKind.objects.values_list("pk", "level"))
    union = UnitKind.objects.filter(code=UNION).values_list("level", flat=True).first() or 0
    lines = []
    for row in rows:
        parts: list[UnitLine] = []
        if unions <= MOST_COMPARED and not row.is_own and levels[row.unit.kind_id] < union:
            below = by_unit(indicators, scope.of_unit(row.unit))
            parts = [_unit_line(part, scope) for part in below]
        lines.append(replace(_unit_line(row, scope), parts=parts))
    return lines


def _unit_line(row: UnitRow, scope: Scope) -> UnitLine:
    numbers = {
        code: _number(Asked.of_unit(code, figure.scope, within=scope), figure, row.unit.name)
        for code, figure in row.figures.items()
    }
    return UnitLine(row.unit.name, row.is_own, numbers)


def _splits(scope: Scope) -> dict[str, Split]:
    splits = {}
    for name, code, param, caption, heading, note in _SPLITS:
        cells = by_value(CATALOGUE[code], scope, param)
        lines = []
        for cell in cells:
            if cell.value:
                asked = Asked(code, ((param, cell.value),))
                number = _counted(asked, scope, cell.count, cell.count, cell.label)
                lines.append(Line(cell.label, {"": number}))
        unnamed = sum(cell.count for cell in cells if not cell.value)
        if lines:
            splits[name] = Split(caption, heading, lines, unnamed, note)
    return splits


def _names(asked: Asked, scope: Scope) -> list[str]:
    rows = rows_of(asked.indicator, scope).order_by("counted_on", "pk")
    return list(rows.values_list("name", flat=True))


def _grade_of(unions: Iterable[int], years: Iterable[int]) -> dict[int, dict[int, str]]:
    """Return the name of the grade of each union in each year."""
    rows = Grading.objects.filter(unit__in=list(unions), year__in=list(years))
    found: dict[int, dict[int, str]] = {}
    for unit, year, name in rows.values_list("unit", "year", "grade__name"):
        found.setdefault(unit, {})[year] = name
    return found


def _grade_counts(scope: Scope) -> dict[int, dict[str, Number]]:
    """Return how many of the unions of each year's last day got which grade that year."""
    counts: dict[int, dict[str, Number]] = {}
    for year in scope.years:
        unions = rows_of(CATALOGUE["unions"], scope.of_year(year))
        rows = Grading.objects.filter(unit__in=unions.values("pk"), year=year).order_by()
        found = rows.values_list("grade__code", "grade__name").annotate(Count("pk"))
        counts[year] = {
            code: _counted(
                Asked.of("unions", year=year, xep_loai=code), scope, count, count,
                f"{name}, năm {year}",
            )
            for code, name, count in found
        }  # fmt: skip
    return counts if any(counts.values()) else {}


def _grade_names(counts: Mapping[int, Mapping[str, Number]]) -> dict[str, str]:
    used = {code for grades in counts.values() for code in grades}
    grades = Grade.objects.filter(code__in=used).order_by("scheme_id", "order")
    return dict(grades.values_list("code", "name"))


def _awards(scope: Scope) -> list[Line]:
    person = Q(recipient=Recipient.PERSON)
    collective = Q(recipient=Recipient.COLLECTIVE)
    made = (
        rows_of(CATALOGUE["awards_all"], scope)
        .order_by()
        .values("kind__code")
        .annotate(
            individual_awards=Count("pk", filter=person),
            awarded_persons=Count(canonical_person("person"), distinct=True, filter=person),
            collective_awards=Count("pk", filter=collective),
            awarded_collectives=Count("unit", distinct=True, filter=collective),
            initiatives=Count("pk", filter=Q(recipient=Recipient.INITIATIVE)),
        )
    )
    counts = {found.pop("kind__code"): found for found in made}
    lines = []
    for code, name in _kind_names(counts):
        found = counts[code]
        numbers = {
            column: _counted(Asked.of(column, hinh_thuc=code), scope, found[column], rows, name)
            for column, rows in (
                ("individual_awards", found["individual_awards"]),
                ("awarded_persons", found["individual_awards"]),
                ("collective_awards", found["collective_awards"]),
                ("awarded_collectives", found["collective_awards"]),
            )
            if found[column]
        }
        if count := found["initiatives"]:
            asked = Asked.of("awards_all", hinh_thuc=code, doi_tuong=Recipient.INITIATIVE.value)
            numbers["initiatives"] = _counted(asked, scope, count, count, name)
        lines.append(Line(name, numbers))
    return lines


def _nominations(scope: Scope) -> list[Line]:
    made = (
        rows_of(CATALOGUE["nominations_pending"], scope)
        .order_by()
        .values_list("kind__code", "recipient")
        .annotate(Count("pk"))
    )
    counts: dict[str, dict[str, int]] = {}
    for code, recipient, count in made:
        counts.setdefault(code, {})[recipient] = count
    return [
        Line(
            name,
            {
                recipient: _counted(
                    Asked.of("nominations_pending", hinh_thuc=code, doi_tuong=recipient),
                    scope, count, count, name,
                )
                for recipient, count in counts[code].items()
            },
        )
        for code, name in _kind_names(counts)
    ]  # fmt: skip


def _kind_names(counts: Mapping[str, object]) -> list[tuple[str, str]]:
    kinds = AwardKind.objects.filter(code__in=list(counts)).order_by("order", "name")
    return list(kinds.values_list("code", "name"))


def _contests(scope: Scope) -> list[ContestLine]:
    rows = rows_of(CATALOGUE["contest_entries"], scope).order_by()
    counts: dict[int, dict[str, int]] = {}
    for contest, prize, count in rows.values_list("contest", "prize").annotate(Count("pk")):
        counts.setdefault(contest, {})[prize] = count
    contests = Contest.objects.filter(pk__in=counts).order_by("year", "series", "edition", "pk")
    lines = []
    for contest in contests:
        edition = "" if contest.edition is None else f", lần thứ {contest.edition}"
        name = f"{contest.series}{edition}"
        found = counts[contest.pk]
        whole = sum(found.values())
        entered = Asked.of("contest_entries", ky_thi=str(contest.pk))
        numbers = {"": _counted(entered, scope, whole, whole, name)}
        for prize, count in found.items():
            if prize:
                asked = Asked.of("contest_entries", ky_thi=str(contest.pk), giai=prize)
                numbers[prize] = _counted(asked, scope, count, count, name)
        lines.append(ContestLine(name, contest.year, numbers))
    return lines


def _ministry(scope: Scope) -> list[ListedRow]:
    decision = Recognition.objects.in_force().filter(
        initiative=OuterRef("pk"), scope=RecognitionScope.MINISTRY
    )
    listed = (
        rows_of(CATALOGUE["recognised_by_ministry"], scope)
        .annotate(
            number=Subquery(decision.values("decision__number")[:1]),
            signed_on=Subquery(decision.values("decision__signed_on")[:1]),
        )
        .order_by("counted_on", "pk")
        .values_list("title", "unit__name", "year", "number", "signed_on")
    )
    return [
        ListedRow(title, unit, year, _basis(number, signed_on))
        for title, unit, year, number, signed_on in listed[:MOST_LISTED]
    ]


def _department_honours(scope: Scope) -> list[ListedRow]:
    listed = (
        rows_of(CATALOGUE["collective_tcct"], scope)
        .annotate(counted_year=ExtractYear("counted_on"))
        .order_by("counted_on", "pk")
        .values_list(
            "kind__name",
            "unit__name",
            "counted_year",
            "decision__number",
            "decision__signed_on",
        )
    )
    return [
        ListedRow(kind, unit, year, _basis(number, signed_on))
        for kind, unit, year, number, signed_on in listed[:MOST_LISTED]
    ]


def _basis(number: str | None, signed_on: date | None) -> str:
    if not number or signed_on is None:
        return ""
    return f"{number} ngày {show_date(signed_on)}"
