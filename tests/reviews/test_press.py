"""The paragraph for the press: every clause it can have, and how it does without each."""

from __future__ import annotations

from typing import Any

import pytest

from lantoa.documents.paper import Figure
from lantoa.reviews.writing.pen import Pen
from lantoa.reviews.writing.press import press_runs
from lantoa.reviews.writing.runs import plain_text
from lantoa.shared.numbers import Rounding
from tests.factories.reviews import make_facts, make_scope

ARTICLE: dict[str, Any] = {
    "initiatives_and_works": 210,
    "topics_and_products": 350,
    "benefit_vnd": 2_964_300_000,
    "benefit_budget": 2_964_300_000,
    "tuoi_tre_sang_tao": 5,
    "recognised_by_ministry": 10,
    "ban_tay_vang": 3,
    "contest_v_first": 1,
    "contest_v_consolation": 3,
    "pct_vm_2022": (31, 31),
    "pct_vmxs_2022": (14, 31),
    "collective_tcct": 14,
    "individual_awards": 531,
    "members_bk_qk": 35,
    "cdcs_bk_qk": 2,
    "nominated_collective": 1,
    "nominated_person": 2,
    "solution_groups": 7,
    "sub_movements": 9,
    "unions": 31,
}
CREATED = (
    "Giai đoạn 2017–2022, các công đoàn cơ sở thuộc Công đoàn Quân khu đã có trên 200 công trình, "
    "sáng kiến và hàng trăm đề tài, sản phẩm sáng tạo được công nhận, áp dụng vào thực tiễn, tiết "
    "kiệm và làm lợi cho ngân sách gần 3 tỷ đồng."
)
DISTINGUISHED = (
    "Trong đó, có 5 sáng kiến đoạt Giải thưởng Tuổi trẻ sáng tạo và 10 sáng kiến được Bộ Quốc "
    "phòng công nhận."
)
WON = (
    "Có 3 cá nhân được tặng danh hiệu “Bàn tay vàng”; đoạt 1 giải nhất và 3 giải khuyến khích tại "
    "Hội thi “Đề tài, sáng kiến” lần thứ V trong Công đoàn Quân đội."
)
GRADED = "Đến năm 2022, 100% công đoàn cơ sở đạt vững mạnh, trong đó 45% đạt vững mạnh xuất sắc."
HONOURED = (
    "Có 14 lượt công đoàn cơ sở được tặng cờ thi đua, bằng khen của Tổng cục Chính trị; hàng trăm "
    "lượt cá nhân được khen thưởng ở các cấp."
)
COMMENDED = (
    "Dịp tổng kết, Bộ Tư lệnh Quân khu tặng bằng khen 35 đoàn viên công đoàn và 2 công đoàn cơ sở; "
    "đề nghị Tổng cục Chính trị tặng bằng khen 1 tập thể và 2 cá nhân."
)
RESOLVED = "Công đoàn Quân khu xác định 7 nhóm giải pháp chủ yếu cho những năm tiếp theo."
NAMES = tuple(f"Phong trào {number}" for number in range(1, 10))
SPREAD = (
    "Phong trào được cụ thể hóa bằng 9 phong trào nhánh: "
    + ", ".join(f"“Phong trào {number}”" for number in range(1, 9))
    + ", …."
)
WHOLE = (CREATED, DISTINGUISHED, WON, GRADED, HONOURED, COMMENDED, SPREAD, RESOLVED)


def press(values: dict[str, Any], **changes: Any) -> str:
    return plain_text(press_runs(make_facts(values, **changes), Pen()))


def without(*codes: str, **others: Any) -> dict[str, Any]:
    return {code: value for code, value in (ARTICLE | others).items() if code not in codes}


def test_the_article_is_told_again_with_all_its_figures() -> None:
    assert press(ARTICLE, sub_movements=NAMES) == " ".join(WHOLE)


def test_every_figure_of_the_article_stands_in_the_paragraph_as_a_door() -> None:
    runs = press_runs(make_facts(ARTICLE, sub_movements=NAMES), Pen())

    cited = [run.code for run in runs if isinstance(run, Figure)]

    assert sorted(cited) == sorted(ARTICLE.keys() - {"benefit_budget", "unions"})


@pytest.mark.parametrize(
    ("values", "there", "gone"),
    [
        (without("topics_and_products"), "đã có trên 200 công trình, sáng kiến được", "đề tài, s"),
        (without(initiatives_and_works=0), "đã có hàng trăm đề tài", "công trình"),
        (without(benefit_vnd=0), "áp dụng vào thực tiễn. Trong", "tiết kiệm"),
        (without(benefit_budget=1), "làm lợi gần 3 tỷ đồng", "ngân sách"),
        (without("initiatives_and_works", "topics_and_products"), "Có 5 sáng kiến", "Trong đó, có"),
        (without(tuoi_tre_sang_tao=0), "Trong đó, có 10 sáng kiến được Bộ", "Tuổi trẻ"),
        (without(recognised_by_ministry=None), "5 sáng kiến đoạt", "Bộ Quốc phòng"),
        (without(ban_tay_vang=0), " Đoạt 1 giải nhất", "Bàn tay vàng"),
        (without(contest_v_first=0), "; đoạt 3 giải khuyến khích tại", "giải nhất"),
        (without("contest_v_first", "contest_v_consolation"), "“Bàn tay vàng”. Đến", "Hội thi"),
        (without(pct_vmxs_2022=(0, 31)), "đạt vững mạnh. Có 14", "xuất sắc"),
        (without(pct_vm_2022=(0, 31)), "Có 14 lượt", "vững mạnh"),
        (without(collective_tcct=0), "Có hàng trăm lượt cá nhân", "cờ thi đua"),
        (without(individual_awards=0), "Tổng cục Chính trị. Dịp", "lượt cá nhân"),
        (without(members_bk_qk=0), "tặng bằng khen 2 công đoàn cơ sở;", "35"),
        (without("members_bk_qk", "cdcs_bk_qk"), "Dịp tổng kết, đề nghị", "Bộ Tư lệnh"),
        (without(nominated_collective=0), "tặng bằng khen 2 cá nhân.", "1 tập thể"),
        (without("nominated_collective", "nominated_person"), "2 công đoàn cơ sở.", "đề nghị"),
        (without(solution_groups=0), "phong trào nhánh", "nhóm giải pháp"),
        (without(sub_movements=0), "7 nhóm giải pháp", "cụ thể hóa"),
    ],
)
def test_what_is_nothing_or_unknown_leaves_its_clause_out(
    values: dict[str, Any], there: str, gone: str
) -> None:
    told = press(values, sub_movements=NAMES)

    assert there in told
    assert gone not in told
    assert "  " not in told
    assert not {" ,", ",,", " .", "..", ";.", ", ."} & {
        told[at : at + 2] for at in range(len(told))
    }


def test_where_nothing_is_known_nothing_is_said() -> None:
    assert press(dict.fromkeys(ARTICLE)) == ""


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), "Phong trào được cụ thể hóa bằng 2 phong trào nhánh."),
        (("Một", "Hai"), "2 phong trào nhánh: “Một”, “Hai”."),
        (("An toàn, kỷ luật", "Hai"), "2 phong trào nhánh: “An toàn, kỷ luật”; “Hai”."),
    ],
)
def test_names_of_sub_movements_are_parted_so_that_their_own_commas_do_not_confuse(
    names: tuple[str, ...], expected: str
) -> None:
    assert press({"sub_movements": 2}, sub_movements=names).endswith(expected)


def test_the_period_is_called_as_the_officer_calls_it() -> None:
    assert press(ARTICLE, spoken="5 năm qua").startswith("5 năm qua, các công đoàn cơ sở")


@pytest.mark.parametrize(
    ("excellent", "expected"),
    [(1, "đạt vững mạnh xuất sắc."), (0, "đạt vững mạnh.")],
)
def test_a_single_union_has_a_grade_and_no_per_cent(excellent: int, expected: str) -> None:
    scope = make_scope("Công đoàn cơ sở Xưởng X1", kind="cdcs")
    values = {"unions": 1, "pct_vm_2022": (1, 1), "pct_vmxs_2022": (excellent, 1)}

    told = press(values, scope=scope)

    assert told == f"Năm 2022, công đoàn cơ sở {expected}"


def test_a_union_by_itself_is_named_as_the_one_who_did_it() -> None:
    scope = make_scope("Công đoàn cơ sở Xưởng X1", kind="cdcs")

    told = press({"initiatives_and_works": 7, "unions": 1}, scope=scope)

    assert told.startswith("Giai đoạn 2017–2022, Công đoàn cơ sở Xưởng X1 đã có 7 công trình")


@pytest.mark.parametrize(
    ("strong", "whole", "expected"),
    [
        (31, 31, "100% công đoàn cơ sở"),
        (14, 31, "45% công đoàn cơ sở"),
        (2999, 3000, "99,97% công đoàn cơ sở"),
        (1, 3000, "0,03% công đoàn cơ sở"),
    ],
)
def test_per_cents_are_whole_unless_that_would_claim_all_or_nothing(
    strong: int, whole: int, expected: str
) -> None:
    assert expected in press({"pct_vm_2022": (strong, whole)})


def test_a_chosen_style_is_written_and_an_untrue_one_falls_back_to_the_usual() -> None:
    facts = make_facts({"initiatives_and_works": 210, "individual_awards": 531})
    styles = {"initiatives_and_works": Rounding.ABOUT, "individual_awards": Rounding.NEARLY}
    pen = Pen(styles=styles)

    told = plain_text(press_runs(facts, pen))

    assert "khoảng 200 công trình" in told
    assert "hàng trăm lượt" in told
    assert pen.unfit == ["individual_awards"]
