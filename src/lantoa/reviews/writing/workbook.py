"""The appendix of a review as a workbook: the figures, each table, and the rows behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import IO

from django.utils.translation import override

from lantoa.documents import paper
from lantoa.documents.paper import Align, Band, Paper, Run, Table
from lantoa.documents.sheets import Column, Kind, Properties, Sheet, Value
from lantoa.documents.xlsx import write_xlsx
from lantoa.reviews.writing.report import Report
from lantoa.reviews.writing.runs import plain_text


@override("vi")  # the appendix goes with the report
def write_workbook(report: Report, behind: Iterable[Sheet], *, target: IO[bytes]) -> None:
    """Write the workbook; `behind` are the sheets of rows, read while they are written."""
    written = report.paper
    properties = Properties(title=written.title, author="Lan Tỏa", made_at=written.made_at)
    write_xlsx(_sheets(report, behind), target=target, properties=properties)


def _sheets(report: Report, behind: Iterable[Sheet]) -> Iterator[Sheet]:
    yield _figures(report)
    for title, table in _tables_of(report.paper):
        yield _table_sheet(title, table)
    yield from behind


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


def _tables_of(whole: Paper) -> Iterator[tuple[str, Table]]:
    """Yield every table of a paper with its name: its caption, or the title of its appendix."""
    for block in whole.blocks:
        if isinstance(block, Table):
            yield block.caption, block
    for appendix in whole.appendices:
        for block in appendix.blocks:
            if isinstance(block, Table):
                yield block.caption or appendix.title, block


def _table_sheet(title: str, table: Table) -> Sheet:
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
    words = [plain_text((run,)) for run in runs]
    if any(word.endswith("%") for word in words):
        return Kind.PERCENT
    return Kind.DECIMAL if any("," in word for word in words) else Kind.INTEGER


def _cells(row: tuple[Run, ...], columns: tuple[Column, ...]) -> dict[str, Value]:
    return {
        column.key: words if column.kind is Kind.TEXT else _number(words)
        for words, column in zip((plain_text((run,)) for run in row), columns, strict=True)
    }


def _number(words: str) -> Value:
    """Read back a printed number ("45,2%", "1.204"); anything else stays words."""
    digits = words.removesuffix("%").replace(".", "").replace(",", ".", 1)
    return Decimal(digits) if digits.replace(".", "", 1).isdecimal() else words
