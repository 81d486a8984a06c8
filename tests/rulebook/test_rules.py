"""What the books say and that a book which breaks their description is refused."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lantoa.rulebook import describing, rules
from lantoa.rulebook.books import Citation, Condition, Confidence
from lantoa.rulebook.parsing import book_of
from lantoa.rulebook.reading import BadRulebook
from lantoa.shared.dates import Period

PLAIN: dict[str, Any] = {
    "regime": {"id": "thu", "title": "Sổ thử", "effective_from": date(2024, 1, 1)},
    "sources": {"BAO": "một tờ báo"},
    "awards": [
        {
            "code": "LDTT",
            "name_vi": "Lao động tiên tiến",
            "subject": ["individual"],
            "kind": "title",
            "level": "co_so",
            "authority": "head of the unit",
            "when": ["annual"],
            "criteria": {
                "all_of": [
                    {
                        "id": "rating",
                        "type": "task_rating",
                        "min": "htt",
                        "years": 1,
                        "cite": "Art 24.1",
                        "from": date(2024, 7, 1),
                    }
                ]
            },
            "quota": None,
            "bonus_multiple": 0.3,
            "citation": {"doc": "06/2022/QH15", "article": "24", "clause": "1", "point": None},
            "sources": ["BAO"],
            "confidence": "high",
        }
    ],
    "rules": [{"id": "P", "kind": "blocker", "text": "…", "cite": "Art 5", "confidence": "low"}],
    "base_salary": [
        {"from": date(2024, 7, 1), "to": None, "vnd": 1, "cite": "x", "confidence": "low"}
    ],
}


def changed(path: tuple[Any, ...], value: object) -> dict[str, Any]:
    document = copy.deepcopy(PLAIN)
    place: Any = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return document


def test_a_plain_book_is_read_as_it_stands() -> None:
    book = book_of(PLAIN, "thu.yaml")

    (award,) = book.awards
    assert (book.held, book.is_verified, book.is_national) == (
        Period(date(2024, 1, 1), None),
        True,
        True,
    )
    assert str(award.citation) == "Điều 24.1 Luật 06/2022/QH15"
    assert award.bonus_multiple == Decimal("0.3")
    assert award.criteria is not None
    assert [leaf.id for leaf in award.criteria.leaves()] == ["rating"]
    assert next(award.criteria.leaves()).held == Period(date(2024, 7, 1), None)


_LEAF = ("awards", 0, "criteria", "all_of", 0)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("awards", 0, "citation"), None, "no citation"),
        (("awards", 0, "citation", "doc"), "", "no citation"),
        ((*_LEAF, "cite"), None, "condition rating: no cite"),
        ((*_LEAF, "type"), "magic", "magic is no known type of condition"),
        ((*_LEAF, "confidence"), "sure", "sure is no known confidence"),
        (("awards", 0, "confidence"), None, "no confidence"),
        (("awards", 0, "level"), "vu_tru", "vu_tru is no known level"),
        (("awards", 0, "sources"), ["MAT"], "MAT is no known source"),
        (("awards", 0, "quota"), {"of": "x", "max_percent": 5}, "quota: no citation"),
        (("awards", 0, "colour"), "red", "colour is not a known key"),
        (("rules", 0, "cite"), None, "rule P: no cite"),
        (("rules", 0, "confidence"), None, "rule P: no confidence"),
        (("base_salary", 0, "cite"), None, "no cite"),
        (("regime", "effective_from"), "1/1/2024", "is not a day"),
        (("bonus_table",), {"rows": []}, "bonus table: no citation"),
        (("riddle",), 1, "riddle is not a known key"),
    ],
)
def test_an_entry_that_breaks_the_description_is_refused(
    path: tuple[Any, ...], value: object, message: str
) -> None:
    with pytest.raises(BadRulebook, match=message):
        book_of(changed(path, value), "thu.yaml")


def test_a_code_stands_once_in_a_book() -> None:
    document = copy.deepcopy(PLAIN)
    document["awards"] *= 2

    with pytest.raises(BadRulebook, match="LDTT stands twice"):
        book_of(document, "thu.yaml")


def test_every_entry_of_the_real_books_names_its_source() -> None:
    books = rules.load_books()

    assert [book.id for book in books if book.is_national] == ["vn-law-2003", "vn-law-2022"]
    assert all(award.citation.doc for book in books for award in book.awards)
    assert all(rule.cite for book in books for rule in book.rules)
    leaves = [
        leaf
        for book in books
        for award in book.awards
        if award.criteria
        for leaf in award.criteria.leaves()
    ]
    assert len(leaves) > 150
    assert all(leaf.cite for leaf in leaves)


@pytest.mark.parametrize(
    ("day", "national", "unread"),
    [
        (date(2017, 1, 1), "vn-law-2003", set()),
        (date(2023, 12, 31), "vn-law-2003", set()),
        (date(2024, 1, 1), "vn-law-2022", set()),
        (date(2026, 9, 30), "vn-law-2022", {"union-999-2024"}),
        (date(2026, 10, 1), None, {"union-999-2024", "vn-law-2026-amendment"}),
    ],
)
def test_the_day_decides_the_book(day: date, national: str | None, unread: set[str]) -> None:
    held = rules.books_on(day)

    assert next((book.id for book in held if book.is_national), None) == national
    assert {book.id for book in held if not book.is_verified} == unread


def test_the_catalogue_takes_the_newest_national_book_and_keeps_the_others() -> None:
    entry = rules.entry_of("CSTDCS")

    assert entry is not None
    assert (entry.name, entry.level, str(entry.citation)) == (
        "Chiến sĩ thi đua cơ sở",
        "co_so",
        "Điều 23 Luật 06/2022/QH15",
    )
    assert [book.id for book, _rule in entry.rules] == [
        "vn-law-2022",
        "military-151-2018",
        "vn-law-2003",
    ]
    assert rules.entry_of("KHONG_CO") is None


def test_a_form_that_only_an_overlay_has_is_in_the_catalogue() -> None:
    entry = rules.entry_of("BANG_LDST")

    assert entry is not None
    assert (entry.level, str(entry.citation)) == ("cong_doan", "Quyết định 1689/QĐ-TLĐ")
    assert entry.confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    ("day", "vnd"),
    [
        (date(2018, 6, 30), None),
        (date(2019, 6, 30), 1_390_000),
        (date(2019, 7, 1), 1_490_000),
        (date(2024, 6, 30), 1_800_000),
        (date(2024, 7, 1), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
    ],
)
def test_the_base_salary_is_that_of_the_day(day: date, vnd: int | None) -> None:
    salary = rules.base_salary_on(day)

    assert (salary.vnd if salary else None) == vnd


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        (Citation("06/2022/QH15", "74", "1", "d"), "Điều 74.1.d Luật 06/2022/QH15"),
        (Citation("91/2017/NĐ-CP", "45-47"), "Điều 45–47 Nghị định 91/2017/NĐ-CP"),
        (Citation("118/2023/TT-BQP", "28"), "Điều 28 Thông tư 118/2023/TT-BQP"),
        (Citation("1689/QĐ-TLĐ"), "Quyết định 1689/QĐ-TLĐ"),
    ],
)
def test_a_citation_names_article_first_then_the_act(citation: Citation, words: str) -> None:
    assert str(citation) == words


@pytest.mark.parametrize(
    ("cite", "words"),
    [
        ("Art 23.2 (accepted, nghiệm thu)", "Điều 23.2"),
        ("NĐ 65/2014 Art 15, collectives", "NĐ 65/2014 Điều 15 (tập thể)"),
        ("Art 44.1.g with NĐ 152/2025 Art 21.1 (posts)", "Điều 44.1.g; NĐ 152/2025 Điều 21.1"),
        ("Art 19; NĐ 91/2017 Art 26 - then 5 years", "Điều 19; NĐ 91/2017 Điều 26"),
        ("2013 amendment", "Luật 39/2013/QH13"),
    ],
)  # fmt: skip
def test_a_citation_of_a_condition_is_shown_without_research_remarks(cite: str, words: str) -> None:
    assert describing.cite_in_words(cite) == words


@pytest.mark.parametrize(
    ("leaf", "words"),
    [
        (
            {
                "type": "task_rating", "min": "htxs", "years": 5, "consecutive": True,
                "up_to_proposal": True, "within": "since_award:BK_TTG",
            },
            (
                "Xếp loại hoàn thành xuất sắc nhiệm vụ 5 năm liên tục tính đến khi đề nghị "
                "kể từ khi được tặng Bằng khen của Thủ tướng Chính phủ"
            ),
        ),
        (
            {"type": "prior_award", "award_in": ["LDTT", "CSTT"], "same_year": True},
            (
                "Đã được tặng Lao động tiên tiến hoặc Chiến sĩ tiên tiến "
                "(hoặc đạt tiêu chuẩn) trong cùng năm"
            ),
        ),
        (
            {"type": "initiative", "count_min": 2, "recognised_scope": "co_so", "applied": True},
            "Có 2 sáng kiến được công nhận ở cơ sở và áp dụng hiệu quả",
        ),
        (
            {
                "type": "ratio", "min_percent": 70, "of": "members titled LDTT",
                "in": "members of the collective",
            },
            "Từ 70% số thành viên của tập thể trở lên là thành viên đạt Lao động tiên tiến",
        ),
        (
            {"type": "value", "amount_vnd_min": 80_000_000, "period_years": 1, "basis": "leaders"},
            "Giá trị làm lợi từ 80.000.000 đồng trong 1 năm: cán bộ lãnh đạo",
        ),
        (
            {"type": "no_discipline", "subject": "members", "from_level": "canh_cao"},
            "Không có thành viên bị kỷ luật từ cảnh cáo trở lên trong năm",
        ),
    ],
)  # fmt: skip
def test_a_condition_is_said_in_words(leaf: dict[str, Any], words: str) -> None:
    kind = leaf.pop("type")

    said = describing.describe(Condition(kind, params=leaf, cite="Art 1", id="x"))

    assert (said.words, said.cite) == (words, "Điều 1")


def test_every_condition_of_the_books_can_be_said_without_english() -> None:
    def walk(node: describing.Described) -> list[describing.Described]:
        return [node, *(found for part in node.parts for found in walk(part))]

    said = [
        node
        for entry in rules.catalogue()
        for _book, rule in entry.rules
        if rule.criteria
        for node in walk(describing.describe(rule.criteria))
    ]

    words = " ".join(f"{node.words} {node.cite}" for node in said).lower().split()
    assert len(said) > 150
    assert not {"the", "of", "and", "art", "years", "with", "regulation"} & set(words)
    assert all(describing.quota_in_words(rule.quota) for entry in rules.catalogue()
               for _book, rule in entry.rules if rule.quota)  # fmt: skip
