"""The rows behind the numbers of a report, as sheets of its workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from lantoa.accounts.models import User
from lantoa.assessments.models import Grade
from lantoa.documents.sheets import Column, Kind, Sheet, Value
from lantoa.reviews.asked import Asked
from lantoa.reviews.models import Review
from lantoa.reviews.queries.frozen import get_kept_figure, kept_rows
from lantoa.reviews.queries.lists import LISTS, RowColumn
from lantoa.reviews.queries.numbers import place_of
from lantoa.reviews.queries.reviews import scope_of_review
from lantoa.reviews.queries.rows import fetched, streamed
from lantoa.reviews.writing.report import Report
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.catalogue.indicator import SourceKey
from lantoa.statistics.queries.figures import rows_of

ROWS_OF = (
    "initiatives_recognized",
    "benefit_saved",
    "benefit_gained",
    "contest_entries",
    "awards_all",
    "nominations_pending",
    "unions",
    "members",
    "sub_movements",
    "activities",
    "trainings",
    "registrations",
    "solution_groups",
)
_GRADES = "unions"


def sheets_behind(review: Review, report: Report, user: User) -> Iterator[Sheet]:
    """Yield a sheet for each list behind the report's figures, and one of the grades by year.

    Rows are read while they are written: those kept by a frozen review, else those of now.
    """
    for code in ROWS_OF:
        cited = report.cited.get(code)
        source = CATALOGUE[code].source
        if cited is not None and cited.row_count and source is not None:
            yield _rows_sheet(str(CATALOGUE[code].name), source, _rows(review, code, user))
    grades = [key for key in report.cited if _is_grade(key)]
    if grades:
        yield _grades_sheet(review, grades, user)


def _rows(review: Review, key: str, user: User) -> Iterator[Any]:
    if review.is_frozen:
        kept = kept_rows(get_kept_figure(review, key))
        return chain.from_iterable(
            fetched(part.source, dict.fromkeys(part.keys), user) for part in kept
        )
    asked = Asked.read(key)
    indicator = asked.indicator
    if indicator.source is None:
        return iter(())
    place = place_of(asked, scope_of_review(review, user))
    return streamed(indicator.source, rows_of(indicator, place))


def _rows_sheet(title: str, source: SourceKey, rows: Iterator[Any]) -> Sheet:
    columns = LISTS[source].columns
    return Sheet(
        f"Dòng: {title}",
        tuple(
            Column(str(at), column.heading, column.kind, width=column.width)
            for at, column in enumerate(columns)
        ),
        (_cells(columns, row) for row in rows),
        title_lines=(f"Các dòng đứng sau số liệu: {title}",),
    )


def _cells(columns: tuple[RowColumn, ...], row: Any) -> dict[str, Value]:  # noqa: ANN401
    return {str(at): column.value(row) for at, column in enumerate(columns)}


def _is_grade(key: str) -> bool:
    return key.startswith(f"{_GRADES}?") and "xep_loai=" in key


def _grades_sheet(review: Review, keys: list[str], user: User) -> Sheet:
    columns = (
        Column("year", "Năm", Kind.TEXT, width=8),
        Column("code", "Mã", width=14),
        Column("unit", "Đơn vị", width=44),
        Column("grade", "Xếp loại", width=28),
    )
    names = dict(Grade.objects.values_list("code", "name"))

    def rows() -> Iterator[Mapping[str, Value]]:
        for key in keys:
            asked = Asked.read(key)
            grade = names.get(dict(asked.params)["xep_loai"], "")
            for unit in _rows(review, key, user):
                yield {
                    "year": str(asked.year),
                    "code": unit.code,
                    "unit": unit.name,
                    "grade": grade,
                }

    title = "Xếp loại từng năm"
    return Sheet(f"Dòng: {title}", columns, rows(), title_lines=(title,))
