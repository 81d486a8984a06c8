from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import msoffcrypto
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.intake.reading.opening import Upload, read_workbook, unpacked
from lantoa.intake.reading.tables import Broken, Refused, column_index, column_letters
from tests.intake import hostile


def plain_workbook() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Sáng kiến")
    sheet.write_row(0, 0, ["Mã", "Tên", "Ngày", "Tiền"])
    sheet.write_string(2, 1, "=HYPERLINK(1)")
    sheet.write_datetime(2, 2, date(2021, 2, 5), day)
    sheet.write_number(2, 3, 12_500_000)
    sheet.write_formula(3, 3, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 3, "=6*7", None, 42)
    hidden = book.add_worksheet("Ẩn")
    hidden.hide()
    book.close()
    return target.getvalue()


def read_or_refuse(content: bytes) -> str:
    try:
        read_workbook(Upload("a.xlsx", content))
    except Refused as refused:
        return str(refused)
    return "đọc được"


def refusal(name: str, content: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        read_workbook(Upload(name, content))
    return caught.value


def test_a_workbook_is_read_with_its_places_kept_and_formulas_never_run() -> None:
    book = read_workbook(Upload("so.xlsx", plain_workbook()))

    assert [(table.name, table.is_hidden) for table in book.tables] == [
        ("Sáng kiến", False),
        ("Ẩn", True),
    ]
    rows = book.tables[0].rows
    assert rows[0] == ["Mã", "Tên", "Ngày", "Tiền"]
    assert rows[2] == ["", "=HYPERLINK(1)", date(2021, 2, 5), 12_500_000.0]
    assert isinstance(rows[3][3], Broken)
    assert rows[4][3] == 42.0


@pytest.mark.parametrize(
    "content",
    [
        '\ufeffMã,Tên\r\n1,"Bệ thử, gọn"\r\n',
        'Mã;Tên\n1;"Bệ thử, gọn"\n',
        "Mã\tTên\n1\tBệ thử, gọn\n",
        'Ma\u0303,Te\u0302n\n1,"Bệ thử, gọn"\n',
    ],
)
def test_a_csv_is_read_whatever_its_mark_and_delimiter(content: str) -> None:
    book = read_workbook(Upload("Sáng kiến.csv", content.encode()))

    assert book.tables[0].name == "Sáng kiến"
    assert book.tables[0].rows == [["Mã", "Tên"], ["1", "Bệ thử, gọn"]]


def test_what_csv_protects_from_running_says_again_what_it_said() -> None:
    book = read_workbook(Upload("a.csv", "Tên\n'=1+1\n'''-x\n".encode()))

    assert book.tables[0].rows == [["Tên"], ["=1+1"], ["''-x"]]


@pytest.mark.parametrize(
    ("name", "content", "reason", "part"),
    [
        ("a.xlsx", b"", "empty", "rỗng"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "corrupt", "hỏng"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "not_spreadsheet", "không phải bảng tính"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "corrupt", "hỏng"),
        ("a.csv", b"a,b\n\0\0\0", "not_spreadsheet", "CSV UTF-8"),
        ("a.csv", b'a\n"' + b"x" * 40_000, "corrupt", "Dòng 2"),
        ("a.csv", b"a," * 300, "too_large", "256"),
    ],
)
def test_a_wrong_kind_of_file_is_refused_in_words(
    name: str, content: bytes, reason: str, part: str
) -> None:
    refused = refusal(name, content)

    assert refused.reason == reason
    assert part in str(refused)


def test_a_hollow_word_document_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>")

    assert refusal("a.docx", target.getvalue()).reason == "not_spreadsheet"


def test_a_workbook_with_a_password_is_refused_with_the_way_to_remove_it(tmp_path: Path) -> None:
    locked = io.BytesIO()
    office = msoffcrypto.OfficeFile(io.BytesIO(plain_workbook()))
    office.encrypt("bi-mat", locked)

    refused = refusal("a.xlsx", locked.getvalue())

    assert refused.reason == "password"
    assert "bỏ mật khẩu" in str(refused)


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.95, 0.999])
def test_a_workbook_that_was_cut_off_is_refused(part: float) -> None:
    content = plain_workbook()

    refused = refusal("a.xlsx", content[: int(len(content) * part)])

    assert refused.reason == "corrupt"
    assert "gửi lại" in str(refused)


def test_a_sheet_that_only_claims_a_million_columns_is_read_for_what_it_holds() -> None:
    book = read_workbook(Upload("a.xlsx", hostile.only_claiming_a_million_columns()))

    assert book.tables[0].rows == [["Mã"]]


_MEASURE = """
import json, sys, time
from pathlib import Path
import django
django.setup()
from lantoa.intake.reading.opening import Upload, read_workbook
from lantoa.intake.reading.tables import Refused
content = Path(sys.argv[1]).read_bytes()
started = time.process_time()
try:
    read_workbook(Upload(sys.argv[2], content))
    reason = "read"
except Refused as refused:
    reason = refused.reason
seconds = time.process_time() - started
# Of this image alone: what getrusage tells begins with the size of the process that started it.
status = Path("/proc/self/status").read_text().split()
peak = int(status[status.index("VmHWM:") + 1]) // 1024
print(json.dumps({"reason": reason, "seconds": seconds, "megabytes": peak}))
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", hostile.HUGE)
def test_a_trap_is_refused_within_two_seconds_and_300_megabytes(kind: str, tmp_path: Path) -> None:
    make, reason = hostile.HUGE[kind]
    path = tmp_path / "bay.bin"
    path.write_bytes(make())

    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path), "bay.zip" if kind == "zip" else "bay.xlsx"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    told = json.loads(done.stdout)
    assert told["reason"] == reason
    assert told["seconds"] < 2
    assert told["megabytes"] < 300


def test_csvs_of_one_folder_in_a_zip_are_one_workbook() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("KT01/Đoàn viên.csv", "Mã,Họ và tên\n1,A")
        package.writestr("KT01/Sáng kiến.csv", "Tên\nx")
        package.writestr("KT02/Đoàn viên.csv", "Mã,Họ và tên\n2,B")
        package.writestr("HC01.xlsx", plain_workbook())
        package.writestr("__MACOSX/KT01/._a.csv", "rác")

    uploads = unpacked(Upload("dot.zip", target.getvalue()))

    assert [upload.name for upload in uploads] == ["HC01.xlsx", "KT01.zip", "KT02.zip"]
    assert [table.name for table in read_workbook(uploads[1]).tables] == ["Sáng kiến", "Đoàn viên"]
    assert uploads[1].content == unpacked(Upload("dot.zip", target.getvalue()))[1].content


def test_a_zip_inside_a_zip_is_not_opened() -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("HC01.xlsx", plain_workbook())
    with zipfile.ZipFile(outer, "w") as package:
        package.writestr("trong.zip", inner.getvalue())

    (upload,) = unpacked(Upload("ngoai.zip", outer.getvalue()))

    assert refusal(upload.name, upload.content).reason == "not_spreadsheet"


SCRAPS = [
    b"<",
    b"9" * 20,
    b'"',
    b"<!-- ",
    b"<c><v>1</v></c>",
    b'<row r="1048576">',
    b'<c r="xfd99999"><v>1</v></c>',
    b"<c s='1' r='ZZZ9'><v>2</v></c>",
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_workbook_damaged_anywhere_inside_is_read_or_refused_and_never_crashes(
    data: st.DataObject,
) -> None:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(plain_workbook())) as whole,
        zipfile.ZipFile(target, "w") as out,
    ):
        damaged = data.draw(st.sampled_from(whole.namelist()))
        for name in whole.namelist():
            content = bytearray(whole.read(name))
            if name == damaged:
                for _change in range(data.draw(st.integers(1, 4))):
                    at = data.draw(st.integers(0, len(content) - 1))
                    gone = data.draw(st.integers(0, 20))
                    content[at : at + gone] = data.draw(
                        st.sampled_from(SCRAPS) | st.binary(max_size=3)
                    )
            out.writestr(name, bytes(content))

    assert read_or_refuse(target.getvalue())


@given(st.integers(min_value=0, max_value=20_000))
def test_letters_of_a_column_lead_back_to_its_place(place: int) -> None:
    assert column_index(column_letters(place)) == place
