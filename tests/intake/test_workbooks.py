from __future__ import annotations

import io

import openpyxl
import pytest

from lantoa.intake.layout import SHEETS
from lantoa.intake.workbooks import SPARE_ROWS, as_xlsx, unit_workbook
from tests.factories.organization import NOON, UnitFactory

pytestmark = pytest.mark.django_db


def blank() -> openpyxl.Workbook:
    sheets = unit_workbook(UnitFactory(code="X1"), blank=True, at=NOON)
    return openpyxl.load_workbook(io.BytesIO(as_xlsx(sheets, title="Sổ", at=NOON)))


def test_the_workbook_has_a_sheet_for_each_kind_with_the_unit_and_the_way_to_fill_it_first() -> (
    None
):
    book = blank()

    assert book.sheetnames[:-1] == ["Đơn vị", *(sheet.name for sheet in SHEETS)]
    assert book["Đơn vị"]["B2"].value == "X1"
    assert "Điền từ dòng dưới tiêu đề" in book["Đơn vị"]["A5"].value
    assert [cell.value for cell in book["Xếp loại"][1]][:3] == ["Đơn vị", "Năm", "Xếp loại"]


def test_words_are_offered_in_the_rows_below_and_the_list_is_hidden() -> None:
    book = blank()

    offered = book["Xếp loại"].data_validations.dataValidation[0]

    assert str(offered.sqref) == f"C2:C{SPARE_ROWS + 1}"
    assert book["Danh mục"].sheet_state == "hidden"
    assert "Vững mạnh xuất sắc" in {cell.value for row in book["Danh mục"] for cell in row}


def test_a_month_typed_below_stays_a_month() -> None:
    people = blank()["Đoàn viên"]

    assert people.column_dimensions["D"].number_format == "@"
    assert people.column_dimensions["M"].number_format == "dd/mm/yyyy"


def test_the_same_workbook_is_the_same_bytes() -> None:
    unit = UnitFactory(code="X1")
    twice = [
        as_xlsx(unit_workbook(unit, blank=True, at=NOON), title="Sổ", at=NOON) for _time in range(2)
    ]

    assert twice[0] == twice[1]
