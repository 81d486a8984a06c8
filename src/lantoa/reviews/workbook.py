"""The appendix of a review as a workbook: the figures, each table, and the rows behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

from lantoa.accounts.models import User
from lantoa.assessments.models import Grade
from lantoa.documents import paper
from lantoa.documents.paper import Align, Band, Paper, Run, Table
from lantoa.documents.sheets import Column, Kind, Sheet, Value
from lantoa.reviews import queries
from lantoa.reviews.asking import Asked
from lantoa.reviews.behind import LISTS, RowColumn, fetched, streamed
from lantoa.reviews.keeping import KeptRows
from lantoa.reviews.models import Review
from lantoa.reviews.report import Report
from lantoa.statistics.catalogue import CATALOGUE, SourceKey
from lantoa.statistics.queries import rows_of
from lantoa.statistics.scope import Scope

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


def sheets_of(review: Review, report: Report, user: User) -> Iterator[Sheet]:
    """Yield the sheets of a review; rows are read while they are written."""
    yield _figures(report)
    yield from _tables(report)
    for title, source, rows in _row_lists(review, report, user):
        yield _rows_sheet(title, source, rows)
    grades = [key for key in report.cited if _is_grade(key)]
    if grades:
        yield _grades_sheet(review, grades, user)


def _figures(report: Report) -> Sheet:
    columns = (
        Column("name", "Con số", width=48),
        Column("words", "Trong báo cáo", width=24),
        Column("value", "Giá trị", Kind.DECIMAL, width=20),
        Column("above", "Tử số", Kind.INTEGER),
        Column("below", "Mẫu số", Kind.INTEGER),
        Column("rows", "Số dòng", Kind.INTEGER),
        Column("definition", "Định nghĩa", width=90),
    )
    rows: list[Mapping[str, Value]] = [
        {
            "name": cited.label,
            "words": cited.words,
            "value": "chưa rõ" if cited.value is None else cited.value,
            "above": cited.numerator,
            "below": cited.denominator,
            "rows": cited.row_count,
            "definition": cited.definition,
        }
        for key, cited in report.cited.items()
        if "?" not in key
    ]
    return Sheet("Số liệu", columns, rows, title_lines=(report.paper.title,))


def _tables(report: Report) -> Iterator[Sheet]:
    for title, table in tables_of(report.paper):
        yield table_sheet(title, table)


def tables_of(whole: Paper) -> Iterator[tuple[str, Table]]:
    """Yield every table of a paper with its name: its caption, or the title of its appendix."""
    for block in whole.blocks:
        if isinstance(block, Table):
            yield block.caption, block
    for appendix in whole.appendices:
        for block in appendix.blocks:
            if isinstance(block, Table):
                yield block.caption or appendix.title, block


def table_sheet(title: str, table: Table) -> Sheet:
    """Return a table of the paper as a sheet: words stay words, numbers are those that print."""
    rows = [row for row in table.rows if not isinstance(row, Band)]
    every = [*rows, *([] if table.total is None else [table.total])]
    columns = tuple(
        Column(
            str(at),
            f"{column.group}: {column.heading}" if column.group else column.heading,
            _kind_of(column, [row[at] for row in every]),
            width=max(9.0, 12 * column.width),
        )
        for at, column in enumerate(table.columns)
    )
    return Sheet(
        title,
        columns,
        [_cells(row, columns) for row in rows],
        title_lines=(title,),
        total=None if table.total is None else _cells(table.total, columns),
        notes=table.notes,
    )


def _kind_of(column: paper.Column, runs: list[Run]) -> Kind:
    if column.align is not Align.RIGHT:
        return Kind.TEXT
    words = [_words(run) for run in runs]
    if any(word.endswith("%") for word in words):
        return Kind.PERCENT
    return Kind.DECIMAL if any("," in word for word in words) else Kind.INTEGER


def _cells(row: tuple[Run, ...], columns: tuple[Column, ...]) -> dict[str, Value]:
    return {
        column.key: _words(run) if column.kind is Kind.TEXT else _number(_words(run))
        for run, column in zip(row, columns, strict=True)
    }


def _words(run: Run) -> str:
    return run if isinstance(run, str) else run.text


def _number(words: str) -> Value:
    """Read back a printed number ("45,2%", "1.204"); anything else stays words."""
    digits = words.removesuffix("%").replace(".", "").replace(",", ".", 1)
    return Decimal(digits) if digits.replace(".", "", 1).isdecimal() else words


def _row_lists(
    review: Review, report: Report, user: User
) -> Iterator[tuple[str, SourceKey, Iterator[Any]]]:
    for code in ROWS_OF:
        cited = report.cited.get(code)
        source = CATALOGUE[code].source
        if cited is not None and cited.row_count and source is not None:
            yield str(CATALOGUE[code].name), source, _rows(review, code, user)


def _rows(review: Review, key: str, user: User) -> Iterator[Any]:
    """Yield the rows behind a number: those kept, or those of now."""
    if review.is_frozen:
        kept = queries.kept_rows(queries.get_kept_figure(review, key))
        return chain.from_iterable(_kept(part, user) for part in kept)
    return _live(Asked.read(key), queries.scope_of_review(review, user))


def _kept(part: KeptRows, user: User) -> Iterator[Any]:
    return fetched(part.source, dict.fromkeys(part.keys), user)


def _live(asked: Asked, scope: Scope) -> Iterator[Any]:
    indicator = asked.indicator
    if indicator.source is None:
        return iter(())
    return streamed(indicator.source, rows_of(indicator, asked.within(scope)))


def _rows_sheet(title: str, source: SourceKey, rows: Iterator[Any]) -> Sheet:
    columns = LISTS[source].columns
    return Sheet(
        f"Dòng: {title}",
        tuple(_column(at, column) for at, column in enumerate(columns)),
        (_row(columns, row) for row in rows),
        title_lines=(f"Các dòng đứng sau số liệu: {title}",),
    )


def _column(at: int, column: RowColumn) -> Column:
    return Column(str(at), column.heading, column.kind, width=column.width)


def _row(columns: tuple[RowColumn, ...], row: Any) -> dict[str, Value]:  # noqa: ANN401
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
