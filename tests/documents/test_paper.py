from dataclasses import replace
from datetime import datetime

import pytest

from lantoa.documents.composition import HeadCell, head_rows
from lantoa.documents.paper import Appendix, Band, Column, Figure, Heading, Table
from tests.factories.documents import MADE_AT, make_list, make_paper


def test_headings_may_not_skip_a_level():
    with pytest.raises(ValueError, match="skips a level"):
        make_paper(blocks=(Heading(1, "I. MỘT"), Heading(3, "a) Ba")))


def test_an_appendix_begins_under_its_own_title():
    Appendix("Danh sách", (Heading(2, "1. Hai"),))

    with pytest.raises(ValueError, match="skips a level"):
        Appendix("Danh sách", (Heading(3, "a) Ba"),))


def test_headings_have_three_levels():
    with pytest.raises(ValueError, match="levels 1 to 3"):
        Heading(4, "Bốn")


def test_every_row_has_a_cell_for_every_column():
    columns = (Column("Một"), Column("Hai"))

    Table(columns, rows=(("1", "2"), Band("Nhóm")), total=("", "2"))

    with pytest.raises(ValueError, match="a row has 1 cells, the table 2 columns"):
        Table(columns, rows=(("1",),))
    with pytest.raises(ValueError, match="a row has 0 cells"):
        Table(columns, rows=(), total=())


@pytest.mark.parametrize("url", ["/sang-kien/", "javascript:alert(1)", "file:///etc/passwd"])
def test_a_figure_opens_only_an_absolute_address_of_a_site(url):
    with pytest.raises(ValueError, match="must be absolute"):
        Figure("210", code="works", url=url)


def test_the_moment_of_making_has_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        make_paper(made_at=datetime(2022, 11, 14))  # noqa: DTZ001


def test_a_title_names_kind_and_subject_on_one_line():
    assert make_paper(kind="BÁO CÁO", subject="Tổng kết\ngiai đoạn").title == (
        "Báo cáo: Tổng kết giai đoạn"
    )


def test_neighbouring_columns_of_one_group_share_a_head():
    columns = (
        Column("TT"),
        Column("2021", group="Số được công nhận"),
        Column("2022", group="Số được công nhận"),
        Column("Nam", group="Tác giả"),
        Column("Cộng"),
    )

    upper, lower = head_rows(Table(columns, rows=()))

    assert upper == (
        HeadCell("TT", 0, depth=2),
        HeadCell("Số được công nhận", 1, span=2),
        HeadCell("Tác giả", 3),
        HeadCell("Cộng", 4, depth=2),
    )
    assert lower == (HeadCell("2021", 1), HeadCell("2022", 2), HeadCell("Nam", 3))


def test_papers_compare_by_what_they_say():
    paper = make_paper(appendices=(Appendix("Danh sách", (make_list(rows=2),)),))

    assert paper == replace(paper, made_at=MADE_AT)
    assert paper != replace(paper, number="09/BC-CĐ")
