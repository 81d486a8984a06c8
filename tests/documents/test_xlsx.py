import io
import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from lantoa.documents import xlsx
from lantoa.documents.sheets import Column, Kind, Properties, Sheet, Value
from lantoa.documents.xlsx import DoesNotFitSheet, fit_sheet_name, write_xlsx, xlsx_bytes

PROPERTIES = Properties(
    title="Danh sách sáng kiến",
    author="Công đoàn Quân khu",
    made_at=datetime(2022, 11, 14, 9, 41, tzinfo=UTC),
)
FIELDS = ("Cơ khí, động lực", "Y, dược học")
COLUMNS = (
    Column("code", "Mã", hidden=True),
    Column("title", "Tên sáng kiến", width=50, note="Viết đủ tên, không viết tắt"),
    Column("field", "Lĩnh vực", choices=FIELDS),
    Column("authors", "Số tác giả", Kind.INTEGER),
    Column("benefit", "Làm lợi (đồng)", Kind.MONEY),
    Column("share", "Tỷ lệ", Kind.PERCENT),
    Column("factor", "Hệ số", Kind.DECIMAL),
    Column("decided_on", "Ngày công nhận", Kind.DATE),
    Column("born", "Ngày sinh", Kind.PARTIAL_DATE),
    Column("sent_at", "Gửi lúc", Kind.MOMENT),
)
ROW: dict[str, Value] = {
    "code": "SK-0001",
    "title": "Đồ gá kiểm tra cụm van",
    "field": "Y, dược học",
    "authors": 2,
    "benefit": 2_964_300_000,
    "share": Decimal("45.2"),
    "factor": Decimal("1.5"),
    "decided_on": date(2021, 12, 22),
    "born": "1975-03-12",
    "sent_at": datetime(2022, 11, 14, 20, 30, tzinfo=UTC),
}


def make_sheet(**changes: object) -> Sheet:
    return replace(Sheet("Sáng kiến", COLUMNS, [ROW]), **changes)  # type: ignore[arg-type]


def reopen(*sheets: Sheet) -> Any:  # openpyxl's types ask about every part that may be absent
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know every extension
        return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(sheets, properties=PROPERTIES)))


def test_values_keep_their_kind_and_are_shown_the_vietnamese_way():
    cells = reopen(make_sheet())["Sáng kiến"][2]

    assert [cell.value for cell in cells] == [
        "SK-0001",
        "Đồ gá kiểm tra cụm van",
        "Y, dược học",
        2,
        2_964_300_000,
        0.452,
        1.5,
        datetime(2021, 12, 22),  # noqa: DTZ001 -- a workbook has no time zones
        datetime(1975, 3, 12),  # noqa: DTZ001
        datetime(2022, 11, 15, 3, 30),  # noqa: DTZ001
    ]
    assert [cell.number_format for cell in cells[4:]] == [
        "#,##0",
        "0.0%",
        "#,##0.0#",
        "dd/mm/yyyy",
        "dd/mm/yyyy",
        "dd/mm/yyyy hh:mm",
    ]


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("born", "1975", "1975"),
        ("born", "1975-03", "03/1975"),
        ("benefit", "không tính bằng tiền", "không tính bằng tiền"),
        ("benefit", 123_456_789_012_345_678, "123456789012345678"),
        ("decided_on", date(1899, 5, 2), "02/05/1899"),
        ("title", 2021, "2021"),
    ],
)
def test_what_a_number_or_a_day_cannot_say_stays_words(column, value, shown):
    workbook = reopen(make_sheet(rows=[ROW | {column: value}]))
    at = [c.key for c in COLUMNS].index(column)

    assert workbook["Sáng kiến"][2][at].value == shown


def test_the_unknown_is_an_empty_cell():
    workbook = reopen(make_sheet(rows=[dict.fromkeys(ROW), ROW]))

    assert {cell.value for cell in workbook["Sáng kiến"][2]} == {None}


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+84912345678",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "{=1}",
        "http://x.vn",
        "0123",
        "_x0041_",
        "a\nb",
    ],
)
def test_text_is_never_anything_but_text(typed):
    content = xlsx_bytes(
        [make_sheet(name=typed, rows=[ROW | {"title": typed}], title_lines=(typed,))],
        properties=PROPERTIES,
    )
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    cells = workbook.worksheets[0]["A1"], workbook.worksheets[0]["B4"]
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()

    assert [cell.data_type for cell in cells] == ["s", "s"]
    assert all(cell.hyperlink is None for cell in cells)
    assert read[3][1] == typed


def test_title_lines_headings_rows_total_and_notes_follow_each_other():
    sheet = make_sheet(
        columns=COLUMNS[1:2],
        title_lines=("DANH SÁCH SÁNG KIẾN", "Giai đoạn 2017–2022"),
        total={"title": "Cộng: 1"},
        notes=("Số liệu chốt ngày 14/11/2022",),
    )

    written = [row[0].value for row in reopen(sheet)["Sáng kiến"].iter_rows()]

    assert written == [
        "DANH SÁCH SÁNG KIẾN",
        "Giai đoạn 2017–2022",
        None,
        "Tên sáng kiến",
        "Đồ gá kiểm tra cụm van",
        "Cộng: 1",
        None,
        "Số liệu chốt ngày 14/11/2022",
    ]


def test_the_sheet_is_ready_to_work_with_and_to_print():
    sheet = reopen(make_sheet(title_lines=("DANH SÁCH",), frozen_columns=2))["Sáng kiến"]

    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:J4"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.column_dimensions["B"].width == pytest.approx(50, abs=1)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert "&P" in sheet.oddHeader.center.text
    assert sheet["B3"].comment.text == "Viết đủ tên, không viết tắt"


def test_a_sheet_without_rows_still_has_its_headings():
    sheet = reopen(make_sheet(rows=[]))["Sáng kiến"]

    assert (sheet.max_row, sheet.auto_filter.ref) == (1, "A1:J1")


def test_choices_are_offered_on_rows_and_spare_rows_from_a_hidden_list():
    workbook = reopen(make_sheet(spare_rows=10))
    (rule,) = workbook["Sáng kiến"].data_validations.dataValidation
    choices = workbook["Danh mục"]

    assert (str(rule.sqref), rule.formula1) == ("C2:C12", "'Danh mục'!$A$1:$A$2")
    assert [cell.value for cell in choices["A"]] == list(FIELDS)
    assert choices.sheet_state == "hidden"


def test_lists_of_two_sheets_stand_side_by_side_and_equal_ones_are_written_once():
    grades = Column("grade", "Loại", choices=("Tốt", "Khá", "Đạt"))
    fields = Column("field", "Lĩnh vực", choices=FIELDS)
    workbook = reopen(
        make_sheet(columns=(fields,), spare_rows=1),
        Sheet("Xếp loại", (grades, fields), rows=[], spare_rows=1),
    )

    listed = list(workbook["Danh mục"].iter_rows(values_only=True))

    assert listed == [(FIELDS[0], "Tốt"), (FIELDS[1], "Khá"), (None, "Đạt")]


def test_a_list_of_the_same_name_as_the_choices_keeps_its_rows():
    workbook = reopen(make_sheet(name="danh mục", spare_rows=1))

    assert workbook.sheetnames == ["danh mục (2)", "Danh mục"]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Sáng kiến", "Sáng kiến"),
        ("Năm 2021/2022: [sơ kết]?*\\", "Năm 2021 2022 sơ kết"),
        ("'Lao động giỏi'", "Lao động giỏi"),
        ("", "Trang"),
        ("History", "History (2)"),
        ("Danh sách công đoàn cơ sở được khen thưởng", "Danh sách công đoàn cơ sở được"),
    ],
)
def test_names_of_sheets_are_made_fit(wanted, name):
    assert fit_sheet_name(wanted, taken=set()) == name


def test_names_of_sheets_are_unique_whatever_their_case_and_length():
    taken: set[str] = set()

    names = [fit_sheet_name(name, taken=taken) for name in ["Kho", "KHO", "x" * 40, "X" * 40]]

    assert names == ["Kho", "KHO (2)", "x" * 31, "X" * 27 + " (2)"]
    assert all(len(name) <= 31 for name in names)


def test_a_text_too_long_for_a_cell_is_refused_with_its_place():
    sheet = make_sheet(rows=[ROW | {"title": "x" * 32_768}])
    target = io.BytesIO()

    with pytest.raises(DoesNotFitSheet, match=r"Ô B2 của trang “Sáng kiến” dài 32\.768 ký tự"):
        write_xlsx([sheet], target=target, properties=PROPERTIES)

    assert target.getvalue() == b""


def test_more_rows_than_excel_holds_are_refused_with_the_way_out(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)

    with pytest.raises(DoesNotFitSheet, match=r"nhiều nhất 3 dòng\. Lọc bớt hoặc xuất ra CSV"):
        xlsx_bytes([make_sheet(rows=[ROW] * 3)], properties=PROPERTIES)


def test_a_broken_source_of_rows_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def rows() -> Iterator[dict[str, Value]]:
        yield ROW
        raise ConnectionError

    target = io.BytesIO()
    with pytest.raises(ConnectionError):
        write_xlsx([make_sheet(rows=rows())], target=target, properties=PROPERTIES)

    assert (target.getvalue(), list(tmp_path.iterdir())) == (b"", [])


def test_rows_are_read_one_by_one_and_sheets_one_after_the_other():
    seen: list[str] = []

    def rows(name: str) -> Iterator[dict[str, Value]]:
        for number in range(2):
            seen.append(f"{name}{number}")
            yield ROW

    xlsx_bytes((make_sheet(rows=rows(name)) for name in "ab"), properties=PROPERTIES)

    assert seen == ["a0", "a1", "b0", "b1"]


def test_the_file_says_what_it_is_and_is_the_same_each_time():
    first, second = (xlsx_bytes([make_sheet()], properties=PROPERTIES) for _ in range(2))
    properties = openpyxl.load_workbook(io.BytesIO(first)).properties

    assert (properties.title, properties.creator) == ("Danh sách sáng kiến", "Công đoàn Quân khu")
    assert properties.created == datetime(2022, 11, 14, 9, 41)  # noqa: DTZ001
    assert first == second
