"""How large the sheets of a workbook are, measured before any library unpacks them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import python_calamine
from django.utils.translation import gettext as _

from lantoa.intake.reading.tables import (
    BROKEN_XML,
    BROKEN_ZIP,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Broken,
    Cell,
    Table,
    Workbook,
    damaged,
    locked,
    too_large,
)
from lantoa.shared.numbers import group_digits

MOST_SPREAD = 2_500_000  # rows times columns: empty cells between take room too


@dataclass(slots=True)
class Extent:
    """How far the filled cells of a sheet reach, and which of them hold an error."""

    cells: int = 0
    rows: int = 0
    columns: int = 0
    open_row: int = 0  # the number of the row that a piece leaves open
    broken: list[tuple[int, int]] = field(default_factory=list)


def read_measured(
    content: bytes, measure: Callable[[zipfile.ZipFile], Mapping[str, Extent]]
) -> Workbook:
    """Read a workbook with calamine, once `measure` has said how large its sheets are.

    Raises `Refused`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            extents = measure(package)
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return Workbook(tuple(_tables(book, extents)))
    except python_calamine.PasswordError as error:
        raise locked() from error
    except (*BROKEN_ZIP, *BROKEN_XML, python_calamine.CalamineError) as error:
        raise damaged() from error


def _tables(
    book: python_calamine.CalamineWorkbook, extents: Mapping[str, Extent]
) -> Iterator[Table]:
    for meta in book.sheets_metadata:
        if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        rows = cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))
        for row, column in extents[meta.name].broken if meta.name in extents else ():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = Broken(str(rows[row][column]) or _("công thức lỗi"))
        hidden = meta.visible is not python_calamine.SheetVisibleEnum.Visible
        yield Table(meta.name, rows, hidden)


def check_extent(extent: Extent) -> None:
    if extent.columns > MOST_COLUMNS:
        raise too_large(
            _("một trang có tới %(count)s cột, nhiều nhất là %(most)s")
            % {"count": group_digits(extent.columns), "most": group_digits(MOST_COLUMNS)}
        )
    if extent.rows > MOST_ROWS:
        raise too_large(
            _("một trang có tới %(count)s dòng, nhiều nhất là %(most)s")
            % {"count": group_digits(extent.rows), "most": group_digits(MOST_ROWS)}
        )
    if extent.rows * extent.columns > MOST_SPREAD:
        raise too_large(
            _("một trang trải ra %(count)s ô, nhiều nhất là %(most)s")
            % {
                "count": group_digits(extent.rows * extent.columns),
                "most": group_digits(MOST_SPREAD),
            }
        )


def check_cells(extents: Iterable[Extent]) -> None:
    """Refuse a workbook whose sheets hold too many cells together."""
    if sum(extent.cells for extent in extents) > MOST_CELLS:
        raise too_large(_("quá %(most)s ô có chữ") % {"most": group_digits(MOST_CELLS)})
