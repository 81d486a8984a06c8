"""The pieces of the report, written from facts made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from lantoa.documents.paper import Bullets, Figure, Heading, Paper, Paragraph, Table, Text
from lantoa.reviews.asked import Asked
from lantoa.reviews.choices import Part
from lantoa.reviews.facts import ContestLine, Facts, GradeLine, Line, Number, Split, UnitLine
from lantoa.reviews.writing.report import Details, Report, build_report
from lantoa.reviews.writing.runs import plain_text
from lantoa.statistics.catalogue import CATALOGUE
from lantoa.statistics.queries.figures import Figure as Counted
from tests.factories.organization import NOON
from tests.factories.reviews import make_facts, make_number, make_scope

SITE = "https://lantoa.example.vn"


def report_of(facts: Facts, **details: Any) -> Report:
    return build_report(facts, Details(made_at=NOON, **details))


def paragraphs(paper: Paper) -> list[str]:
    return [plain_text(block.runs) for block in paper.blocks if isinstance(block, Paragraph)]


def headings(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def table(paper: Paper, caption: str) -> Table:
    blocks = [*paper.blocks, *(block for each in paper.appendices for block in each.blocks)]
    return next(block for block in blocks if isinstance(block, Table) and block.caption == caption)


def words(found: Table) -> list[list[str]]:
    rows = [*found.rows, *([found.total] if found.total else [])]
    return [[plain_text((run,)) for run in row] for row in rows if isinstance(row, tuple)]


def part(code: str, value: int, **params: str) -> Number:
    asked = Asked(code, tuple(params.items()))
    return Number(asked, Counted(asked.indicator, make_scope(), value, value))


def of_year(code: str, year: int, value: int) -> Number:
    scope = make_scope().of_year(year)
    return Number(Asked(code, year=year), Counted(CATALOGUE[code], scope, value, value))


def test_a_report_has_the_five_sections_whatever_is_known() -> None:
    paper = report_of(make_facts({})).paper

    assert [text for text in headings(paper) if text[0] in "IV"] == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "II. LÃNH ĐẠO, CHỈ ĐẠO, TUYÊN TRUYỀN, PHÁT ĐỘNG",
        "III. KẾT QUẢ ĐẠT ĐƯỢC",
        "IV. ĐÁNH GIÁ CHUNG",
        "V. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP",
    ]
    assert "Trong kỳ chưa ghi nhận khen thưởng." in paragraphs(paper)
    assert paper.subject.endswith("giai đoạn 2017–2022")
    assert paper.number == "…/BC-CĐ"


def test_what_people_wrote_stands_in_its_part_and_what_they_did_not_leaves_dots() -> None:
    facts = make_facts({}, texts={Part.WEAKNESSES: "Đăng ký chậm.\n\nNhân rộng ít.\n"})

    written = paragraphs(report_of(facts).paper)

    at = written.index("Đăng ký chậm.")
    assert written[at + 1] == "Nhân rộng ít."
    dots = [line for line in written if set(line) == {"…"}]
    assert len(dots) == 2 * (len(Part) - 1)


def test_details_stand_around_the_text() -> None:
    paper = report_of(
        make_facts({}),
        title="Sơ kết sáu tháng",
        number="118/BC-CĐ",
        place="Thái Nguyên",
        signer="Nguyễn Văn A",
        post_lines=("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"),
        recipients=("Như trên",),
    ).paper

    assert (paper.subject, paper.number, paper.place) == (
        "Sơ kết sáu tháng",
        "118/BC-CĐ",
        "Thái Nguyên",
    )
    assert paper.signer.post_lines == ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH")
    assert paper.recipients == ("Như trên",)


def test_the_table_of_years_writes_counts_exactly_and_money_in_millions() -> None:
    years = {
        2021: {
            "initiatives_and_works": of_year("initiatives_and_works", 2021, 100),
            "benefit_vnd": of_year("benefit_vnd", 2021, 1_464_250_000),
        },
        2022: {
            "initiatives_and_works": of_year("initiatives_and_works", 2022, 110),
            "benefit_vnd": of_year("benefit_vnd", 2022, 1_500_050_000),
        },
    }
    facts = make_facts({"initiatives_and_works": 210, "benefit_vnd": 2_964_300_000}, years=years)

    found = table(report_of(facts).paper, "Kết quả theo năm")

    assert words(found) == [
        ["Công trình, sáng kiến", "100", "110", "210"],
        ["Tiền tiết kiệm, làm lợi (triệu đồng)", "1.464,3", "1.500,1", "2.964,3"],
    ]
    lines = [row for row in found.rows if isinstance(row, tuple)]
    cells = [run for row in lines for run in row if isinstance(run, Figure)]
    assert cells[0].code == "initiatives_and_works?_nam=2021"


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("", [["Đề tài", "3", "75"], ["Chưa phân loại", "1", "25"], ["Cộng", "4", "100"]]),
        ("Tính ở từng cấp.", [["Đề tài", "3"], ["Chưa phân loại", "1"]]),
    ],
)
def test_parts_have_shares_and_a_sum_only_where_they_make_a_whole(
    note: str, expected: list[list[str]]
) -> None:
    lines = [Line("Đề tài", {"": part("initiatives_recognized", 3, loai="de_tai")})]
    split = Split("Phân theo loại", "Loại", lines, unnamed=1, note=note)

    found = table(report_of(make_facts({}, splits={"loai": split})).paper, "Phân theo loại")

    assert words(found) == expected


def test_what_was_given_stands_apart_from_what_was_only_asked_for() -> None:
    given = Line(
        "Bằng khen",
        {
            "individual_awards": part("individual_awards", 9, hinh_thuc="BK_QK"),
            "awarded_persons": part("awarded_persons", 8, hinh_thuc="BK_QK"),
        },
    )
    asked = Line("Bằng khen", {"tap_the": part("nominations_pending", 1, doi_tuong="tap_the")})
    facts = make_facts(
        {"individual_awards": 9, "awarded_persons": 8}, awards=[given], nominations=[asked]
    )

    paper = report_of(facts).paper

    assert words(table(paper, "Khen thưởng đã tặng")) == [
        ["Bằng khen", "9", "8", "0", "0", "0"],
        ["Cộng", "9", "8", "—", "—", "0"],
    ]
    assert words(table(paper, "Đề nghị khen thưởng, chưa có kết quả")) == [["Bằng khen", "0", "1"]]


def test_grades_show_counts_and_shares_of_all_unions() -> None:
    years = {
        2022: {
            "unions": of_year("unions", 2022, 31),
            "pct_vm_2022": replace(
                make_number("pct_vm_2022", 31, make_scope(), of=31),
                asked=Asked("pct_vm_2022", year=2022),
            ),
            "pct_vmxs_2022": replace(
                make_number("pct_vmxs_2022", 14, make_scope(), of=31),
                asked=Asked("pct_vmxs_2022", year=2022),
            ),
        }
    }
    grades = {
        2022: {
            "VMXS": part("unions", 14, xep_loai="VMXS"),
            "VM": part("unions", 17, xep_loai="VM"),
        }
    }
    names = {"VMXS": "Vững mạnh xuất sắc", "VM": "Vững mạnh"}
    facts = make_facts({}, years=years, grades=grades, grade_names=names)

    found = table(report_of(facts).paper, "Xếp loại công đoàn cơ sở")

    assert words(found) == [["2022", "31", "14", "45,2%", "17", "54,8%", "100%"]]


def test_contests_units_and_lists_have_their_tables() -> None:
    contest = ContestLine(
        "Hội thi, lần thứ 5",
        2021,
        {"": part("contest_entries", 10), "nhat": part("contest_entries", 1, giai="nhat")},
    )
    scope = make_scope()
    numbers = {
        code: make_number(code, 2, scope)
        for code in (
            "initiatives_and_works", "topics_and_products", "benefit_vnd",
            "recognised_by_ministry", "collective_awards", "individual_awards", "members",
        )
    }  # fmt: skip
    numbers["recognized_per_100_members"] = make_number(
        "recognized_per_100_members", 2, scope, of=40
    )
    child = UnitLine("Xưởng X1", is_own=False, numbers=numbers)
    units = [UnitLine("Khối nhà máy", is_own=False, numbers=numbers, parts=[child])]
    facts = make_facts({}, contests=[contest], units=units, gradings=[GradeLine("Xưởng X1", {})])

    paper = report_of(facts).paper

    assert words(table(paper, "Kết quả hội thi")) == [
        ["Hội thi, lần thứ 5", "2021", "10", "1", "0", "0", "0"]
    ]
    rows = words(table(paper, "Kết quả theo đơn vị"))
    assert [row[:3] for row in rows] == [
        ["I", "Khối nhà máy", "2"],
        ["1", "Xưởng X1", "2"],
        ["", "Toàn đơn vị", "—"],
    ]
    assert rows[0][-1] == "5"
    assert [appendix.title for appendix in paper.appendices] == [
        "Kết quả theo đơn vị",
        "Xếp loại công đoàn cơ sở",
    ]


def test_solutions_and_silent_unions_are_named() -> None:
    facts = make_facts(
        {"solution_groups": 2},
        solutions=("Nâng cao nhận thức;", "Bồi dưỡng tay nghề"),
        silent=[f"Xưởng {number}" for number in range(1, 15)],
    )

    paper = report_of(facts).paper

    items = [plain_text(item) for block in paper.blocks if isinstance(block, Bullets)
             for item in block.items]  # fmt: skip
    assert items == ["Nâng cao nhận thức.", "Bồi dưỡng tay nghề."]
    named = next(line for line in paragraphs(paper) if line.startswith("Còn 14 công đoàn cơ sở"))
    assert named.endswith("Xưởng 12 và 2 đơn vị khác.")


def test_every_number_of_a_file_leads_to_its_rows_on_the_site() -> None:
    facts = make_facts({"initiatives_and_works": 210})

    paper = build_report(facts, Details(made_at=NOON), base_url=SITE).paper

    urls = [
        run.url
        for block in paper.blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if isinstance(run, Figure)
    ]
    assert urls
    assert all(url.startswith(f"{SITE}/sang-kien/?") for url in urls)


def test_rows_of_units_are_bold_only_where_others_stand_under_them() -> None:
    scope = make_scope()
    codes = [
        *("initiatives_and_works", "topics_and_products", "benefit_vnd"),
        *("recognised_by_ministry", "collective_awards", "individual_awards", "members"),
    ]
    numbers = {code: make_number(code, 2, scope) for code in codes}
    numbers["recognized_per_100_members"] = make_number(
        "recognized_per_100_members", 2, scope, of=40
    )
    line = UnitLine("Xưởng X1", is_own=True, numbers=numbers)

    found = table(report_of(make_facts({}, units=[line])).paper, "Kết quả theo đơn vị")

    (row,) = found.rows
    assert row[1] == Text("Xưởng X1 (trực tiếp)", bold=False)  # type: ignore[index]
