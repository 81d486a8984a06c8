from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.intake.choices import ProblemKind
from lantoa.intake.understanding.authors import Author, parse_authors, show_authors
from lantoa.intake.understanding.findings import BadCell

NAMES = st.lists(
    st.sampled_from(["Nguyễn", "Văn", "Thị", "Đức", "Ánh", "Hoà", "Ưng", "Y-Blô"]),
    min_size=2,
    max_size=4,
).map(" ".join)


@pytest.mark.parametrize(
    ("written", "authors"),
    [
        ("Nguyễn Văn A", (Author("Nguyễn Văn A"),)),
        (
            "Nguyễn Văn A (60%); Trần Thị B (40%)",
            (Author("Nguyễn Văn A", None, 60), Author("Trần Thị B", None, 40)),
        ),
        (
            "Nguyễn Văn A [DV012] (70 %)\nTrần Thị B - 30%",
            (Author("Nguyễn Văn A", "DV012", 70), Author("Trần Thị B", None, 30)),
        ),
        ("Nguyễn Văn A: 100%", (Author("Nguyễn Văn A", None, 100),)),
        ("Nguyễn Văn A, Trần Thị B", (Author("Nguyễn Văn A"), Author("Trần Thị B"))),
        (" ; Lê  Văn C ; ", (Author("Lê Văn C"),)),
    ],
)
def test_an_authors_cell_is_read_as_people_write_it(
    written: str, authors: tuple[Author, ...]
) -> None:
    assert parse_authors(written) == authors


@pytest.mark.parametrize(
    ("written", "kind", "part"),
    [
        ("Nguyễn Văn A (60%); Trần Thị B (30%)", ProblemKind.SHARE_SUM, "cộng là 90%"),
        ("Nguyễn Văn A (60%); Trần Thị B", ProblemKind.SHARE_SUM, "Thiếu tỷ lệ của Trần Thị B"),
        ("Nguyễn Văn A (120%); Trần Thị B (-20%)", ProblemKind.OUT_OF_RANGE, "-20%"),
        ("Nguyễn Văn A (33,3%)", ProblemKind.OUT_OF_RANGE, "33,3%"),
        ("12345", ProblemKind.UNREADABLE_TEXT, "12345"),
        ("Nguyễn Văn A; Nguyễn Văn A", ProblemKind.DUPLICATE_ROW, "ghi hai lần"),
    ],
)
def test_a_bad_authors_cell_says_how_to_mend_it(written: str, kind: ProblemKind, part: str) -> None:
    with pytest.raises(BadCell) as caught:
        parse_authors(written)

    assert caught.value.kind == kind
    assert part in caught.value.sentence


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True), st.data())
def test_what_is_shown_is_read_back_as_it_was(names: list[str], data: st.DataObject) -> None:
    codes = [data.draw(st.sampled_from([None, "DV012", "ĐV-7"])) for _name in names]
    authors = tuple(Author(name, code) for name, code in zip(names, codes, strict=True))

    assert parse_authors(show_authors(authors)) == authors
