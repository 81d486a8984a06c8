"""Folding for search: one form for every way of writing the same words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.shared.text import fold

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đề tài, sáng kiến", "de tai sang kien"),
        ("  Hoà – Hòa  ", "hoa hoa"),
        ("SK-18-0012", "sk 18 0012"),
        ("“5 nhất – 3 không”", "5 nhat 3 khong"),
        ("Ế Ổ Ữ ẶC", "e o u ac"),
        ("…", ""),
    ],
)
def test_marks_case_and_punctuation_vanish(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " -,0123456789"))
def test_both_unicode_forms_fold_the_same_to_plain_letters(text: str) -> None:
    folded = fold(text)

    assert folded == fold(unicodedata.normalize("NFD", text)) == fold(folded)
    assert folded.isascii()
    assert len(folded.replace(" ", "")) == sum(sign.isalnum() for sign in text)
