"""Old Vietnamese encodings are recognised from the text itself, and told."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.intake.reading import encodings
from lantoa.intake.reading.encodings import decode, from_tcvn3, from_vni, mended
from lantoa.intake.reading.opening import Upload, read_workbook
from lantoa.intake.reading.tables import Refused, Table
from lantoa.shared.syllables import is_syllable

TEXT = (
    "Họ và tên;Đơn vị;Tên sáng kiến\n"
    "Nguyễn Thị Thu Hường;Xưởng Sửa chữa;Cải tiến bộ gá khoan lỗ nghiêng\n"
    "Đặng Quốc Trưởng;Phòng Kỹ thuật;Rút ngắn thời gian kiểm định đồng hồ áp suất\n"
)
_TO_TCVN3 = {after: before for before, after in encodings._TCVN3.items()}
_SINGLE = "øûõùï"
_TONES = "\u0300\u0309\u0303\u0301\u0323"


def tcvn3(text: str) -> bytes:
    """Write text as a .VnTime font does: one byte a letter, capitals with a tone as small ones."""
    written = (_TO_TCVN3.get(sign) or _TO_TCVN3.get(sign.lower(), sign) for sign in text)
    return "".join(written).encode("latin-1")


def windows_1258(text: str) -> bytes:
    """Write text as Windows-1258 does: letters with their shape composed, the tone behind."""
    out = []
    for sign in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", sign)
        tone = next((mark for mark in parts if mark in _TONES), "")
        out.append(unicodedata.normalize("NFC", parts.replace(tone, "")) + tone if tone else sign)
    return "".join(out).encode("cp1258")


def vni(text: str) -> bytes:
    """Write text as a VNI font does: the letter, then a sign for its shape and tone."""
    shaped = {"\u0306": "êèúüéë", "\u0302": "âàåãáä"}
    alone = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "đ": "ñ", "ỵ": "î"}
    out = []
    for sign in text:
        low = sign.lower()
        if low in alone:
            written = alone[low]
        else:
            base, *marks = list(unicodedata.normalize("NFD", low))
            tone = next((_TONES.index(mark) for mark in marks if mark in _TONES), None)
            shape = next((mark for mark in marks if mark in shaped), "")
            letter = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
            if shape:
                written = letter + shaped[shape][0 if tone is None else tone + 1]
            else:
                written = letter + ("" if tone is None else _SINGLE[tone])
        out.append(written.upper() if sign.isupper() else written)
    return "".join(out).encode("cp1252")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16"),
        (TEXT.encode("utf-16-be"), "utf-16"),
        (windows_1258(TEXT), "cp1258"),
        (tcvn3(TEXT), "tcvn3"),
        (vni(TEXT), "vni"),
    ],
)
def test_the_bytes_of_a_text_tell_their_encoding(content: bytes, encoding: str) -> None:
    read = decode(content)

    assert read is not None
    text, found = read
    assert found == encoding
    assert text.casefold() == TEXT.casefold()  # .VnTime has no capitals with a tone


@pytest.mark.parametrize(
    ("content", "encoding", "example"),
    [
        (windows_1258(TEXT), "Windows-1258", "Họ và tên"),
        (tcvn3(TEXT), "TCVN3 (.VnTime)", "Họ và tên"),
        (vni(TEXT), "VNI", "Họ và tên"),
    ],
)
def test_a_csv_in_an_old_encoding_is_read_and_says_so(
    content: bytes, encoding: str, example: str
) -> None:
    (table,) = read_workbook(Upload("a.csv", content)).tables

    assert table.rows[0] == ["Họ và tên", "Đơn vị", "Tên sáng kiến"]
    assert table.mended is not None
    assert (table.mended.encoding, table.mended.after) == (encoding, example)
    assert table.mended.before != example


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_sign_may_part_the_fields(delimiter: str) -> None:
    text = TEXT.replace(";", delimiter)

    (table,) = read_workbook(Upload("a.txt", text.encode("utf-16"))).tables

    assert table.rows[1][1] == "Xưởng Sửa chữa"
    assert table.mended is None


def test_cells_typed_in_an_old_font_are_mended_and_the_others_left_alone() -> None:
    fields = TEXT.replace("\n", ";").split(";")[:-1]
    table = Table(
        "Trang 1",
        [[tcvn3(field).decode("latin-1") for field in fields], ["Đoàn viên giỏi", "AB-12", 7]],
    )

    found = mended(table)

    assert [str(cell).casefold() for cell in found.rows[0]] == [one.casefold() for one in fields]
    assert found.rows[1] == ["Đoàn viên giỏi", "AB-12", 7]
    assert found.mended is not None
    assert found.mended.encoding == "TCVN3 (.VnTime)"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode()[:-1] + "ữ".encode()[:-1],  # cut within a letter
        TEXT.encode("utf-16")[:-1],
        TEXT.encode().replace("Đặng".encode(), b"\xc4ng"),
        b"\x8d\x8f\x90\x9d\xfe\xff\x81",
    ],
)
def test_bytes_that_no_encoding_explains_are_refused_and_never_guessed_at(content: bytes) -> None:
    with pytest.raises(Refused, match="bảng mã") as caught:
        read_workbook(Upload("a.csv", content))

    assert caught.value.reason == "corrupt"


def test_western_text_without_a_letter_of_its_own_is_read_as_it_is() -> None:
    (table,) = read_workbook(Upload("a.csv", "Ma;Do\nA1;45 \u00b0;\u00b13".encode("cp1252"))).tables

    assert table.rows[1] == ["A1", "45 °", "±3"]
    assert table.mended is None


def test_unicode_text_of_an_old_font_in_a_csv_is_mended_too() -> None:
    """Excel saves a sheet typed in .VnTime as "CSV UTF-8" letter by letter."""
    (table,) = read_workbook(Upload("a.csv", tcvn3(TEXT).decode("latin-1").encode())).tables

    assert table.rows[0] == ["Họ và tên", "Đơn vị", "Tên sáng kiến"]
    assert table.mended is not None


@pytest.mark.parametrize("sign", ["§ 5", "×2", "Ø 40 mm", "± 3", "100 °C", "«", "½"])
def test_a_sign_beside_text_in_an_old_font_says_what_it_says(sign: str) -> None:
    old = [tcvn3(field).decode("latin-1") for field in TEXT.split(";")]

    found = mended(Table("Trang 1", [[*old, "T©n"], [sign]]))

    assert found.mended is not None
    assert found.rows[0][-1] == "Tân"
    assert found.rows[1] == [sign]


@pytest.mark.parametrize(
    "cell", ["Nguyễn Văn An", "KT-01/QĐ", "café", "Ø 40 mm", "µm", "100 °C", "×2", "", "§ 5"]
)
def test_text_in_unicode_is_never_changed(cell: str) -> None:
    table = Table("Trang 1", [["Họ và tên", "Số", cell], ["Trần Thị Bé", 1, "Xưởng Đúc"]])

    assert mended(table) is table


@given(st.text(max_size=60))
def test_ascii_means_the_same_in_every_encoding(text: str) -> None:
    plain = text.encode("ascii", "ignore").decode()

    assert from_tcvn3(plain) == plain
    assert from_vni(plain) == plain


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content: bytes) -> None:
    read = decode(content)

    assert read is None or (isinstance(read[0], str) and read[1])


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("nghiêng", True), ("Trưởng", True), ("quyết", True), ("gìn", True), ("khuỷu", True),
        ("ước", True), ("oách", True), ("giếng", True), ("cấch", False), ("bàt", False),
        ("Nguyªn", False), ("họàt", False), ("zứ", False),
    ],
)  # fmt: skip
def test_a_vietnamese_syllable_is_known_by_its_shape(word: str, is_one: bool) -> None:
    assert is_syllable(word) is is_one
