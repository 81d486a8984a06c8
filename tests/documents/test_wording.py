from datetime import date

import pytest

from lantoa.documents import wording


@pytest.mark.parametrize(
    ("on", "spelled"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2022, 11, 14), "ngày 14 tháng 11 năm 2022"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_days_under_10_and_only_the_months_1_and_2_get_a_leading_zero(on, spelled):
    assert wording.long_date(on) == spelled


def test_the_place_stands_before_the_day():
    line = wording.place_line("Thái Nguyên", on=date(2026, 2, 5))

    assert line == "Thái Nguyên, ngày 05 tháng 02 năm 2026"


def test_a_line_without_a_place_begins_with_the_day():
    assert wording.place_line("", on=date(2022, 11, 14)) == "Ngày 14 tháng 11 năm 2022"


@pytest.mark.parametrize(
    ("number", "shown"), [(8, "08/BC-CĐ"), (118, "118/BC-CĐ"), (None, "…/BC-CĐ")]
)
def test_a_number_under_10_gets_a_leading_zero(number, shown):
    assert wording.document_number(number, symbol="BC-CĐ") == shown


def test_each_line_of_a_list_is_closed_once_whatever_was_typed():
    assert wording.listed(["Như trên", "Các công đoàn cơ sở;", "Lưu: VT, CĐ."]) == (
        "Như trên;",
        "Các công đoàn cơ sở;",
        "Lưu: VT, CĐ.",
    )


@pytest.mark.parametrize(
    ("number", "digits"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (99, "XCIX")]
)
def test_roman_digits(number, digits):
    assert wording.roman(number) == digits


def test_a_single_appendix_has_no_number_and_more_have_roman_ones():
    labels = [wording.appendix_label(1, of=1), wording.appendix_label(2, of=2)]

    assert labels == ["Phụ lục", "Phụ lục II"]


def test_an_appendix_says_which_paper_it_belongs_to():
    reference = wording.appendix_reference(
        "BÁO CÁO", number="118/BC-CĐ", signed_on=date(2022, 11, 14), issuing_body="Công đoàn X"
    )

    assert reference == (
        "(Kèm theo Báo cáo số 118/BC-CĐ ngày 14 tháng 11 năm 2022 của Công đoàn X)"
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("e\u0302\u0301", "ế"),
        ("một\r\nhai\u2028ba", "một\nhai\nba"),
        ("một\thai", "một hai"),
        ("a\u200bb\u0000c\u202ed\ufeff", "abcd"),
        ("\uf0b7 mục", "• mục"),
        ("giữ\u00a0nguyên – ≥ 😀", "giữ\u00a0nguyên – ≥ 😀"),
    ],
)
def test_what_ink_cannot_show_is_left_out_and_nothing_else(typed, printed):
    assert wording.printable(typed) == printed
