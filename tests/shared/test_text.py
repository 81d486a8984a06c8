from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.shared.text import fold, name_sort_key, sort_key, tidy

VIETNAMESE = st.text(
    alphabet="aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợ"
    "pqrstuùủũúụưừửữứựvxyỳỷỹýỵ AĐÊÔƠƯ0123-",
    max_size=40,
)


@given(st.text())
def test_tidy_text_is_composed_without_needless_blanks(text: str) -> None:
    tidied = tidy(text)

    assert tidied == unicodedata.normalize("NFC", tidied) == tidy(tidied)
    assert "  " not in tidied
    assert tidied == tidied.strip()


@given(st.text())
def test_folded_text_has_only_plain_letters_digits_and_single_blanks(text: str) -> None:
    assert re.fullmatch(r"([0-9a-z]+( [0-9a-z]+)*)?", fold(text))
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_search_sees_no_unicode_form_case_or_blanks(text: str) -> None:
    for written in (
        unicodedata.normalize("NFD", text),
        text.upper(),
        f"  {text}\u00a0",
        tidy(text),
    ):
        assert fold(written) == fold(text)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Hoà Bình", "hoa binh"),
        ("HÒA  BÌNH", "hoa binh"),
        ("Đường sắt, số 5", "duong sat so 5"),
        ("NGUYỄN VĂN Ử", "nguyen van u"),
        ("xe\u200bđạp", "xedap"),
        ("K-18/QK", "k 18 qk"),
        ("…", ""),
    ],
)
def test_folding(written: str, found: str) -> None:
    assert fold(written) == found


def test_what_nobody_sees_is_taken_out() -> None:
    assert tidy("\ufeffNguyễn\u200b Văn\u00ad An ") == "Nguyễn Văn An"


def test_the_alphabet_sorts_letters_before_tones() -> None:
    words = [*"aàảãáạăằâấbdđ", "đa", *"eêioôơuưy"]

    assert sorted(words, key=sort_key) == words


def test_a_shorter_word_comes_first_and_digits_before_letters() -> None:
    words = ["7", "12", "an", "an bình", "àn", "anh", "ăn", "ân", "bà", "đa"]

    assert sorted(words, key=sort_key) == [
        "12",
        "7",
        "an",
        "an bình",
        "àn",
        "anh",
        "ăn",
        "ân",
        "bà",
        "đa",
    ]


@given(VIETNAMESE)
def test_the_sorting_key_sees_no_unicode_form_or_case(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text) == sort_key(text.upper())


def test_names_sort_by_given_name_then_the_rest() -> None:
    names = ["Trần Văn Ân", "Lê Bình", "Nguyễn An", "Lê An", "Phạm Thị Ánh", "An"]

    assert sorted(names, key=name_sort_key) == [
        "An",
        "Lê An",
        "Nguyễn An",
        "Phạm Thị Ánh",
        "Trần Văn Ân",
        "Lê Bình",
    ]
