"""The review in one paragraph for the press, and the sentences that the report shares with it.

In the manner of the seed article. A figure that is nothing or unknown leaves its clause out; a
sentence without any clause is not written. Vietnamese whatever the language of the screen.
"""

from __future__ import annotations

from collections.abc import Sequence

from lantoa.documents.paper import Figure as Words
from lantoa.reviews.choices import UNION
from lantoa.reviews.facts import Facts, Number
from lantoa.reviews.writing.pen import Pen
from lantoa.reviews.writing.runs import Runs, enumerated, listed, sentence

MOST_NAMES = 8
CONTEST = "Hội thi “Đề tài, sáng kiến” lần thứ V trong Công đoàn Quân đội"


def press_runs(facts: Facts, pen: Pen) -> Runs:
    """Return the paragraph as runs; nothing where nothing is known."""
    sentences = (
        creations(facts, pen),
        distinctions(facts, pen),
        skills(facts, pen),
        gradings(facts, pen),
        honours(facts, pen),
        review_honours(facts, pen),
        spread(facts, pen),
        solutions(facts, pen),
    )
    return listed([sentence(runs) for runs in sentences if runs], between=" ")


def _counted(pen: Pen, number: Number, after: str = "") -> Runs:
    runs = pen.phrase(number)
    return (*runs, f" {after}") if after else runs


def _all(pen: Pen, numbers: Sequence[Number]) -> Runs:
    return enumerated([_counted(pen, number) for number in numbers])


def doers(facts: Facts) -> str:
    """Return who did it all: the grassroots unions of the unit, or the unit itself."""
    unions = facts.figures.get("unions")
    unit = facts.scope.unit
    several = unions is not None and (unions.figure.value or 0) > 1
    if several and unit.kind.code != UNION:
        return f"các công đoàn cơ sở thuộc {unit.name}"
    return unit.name


def creations(facts: Facts, pen: Pen) -> Runs:
    """Say what was created and what it saved: "… đã có trên 200 công trình, sáng kiến …"."""
    works = facts.known("initiatives_and_works", "topics_and_products")
    if not works:
        return ()
    runs: Runs = (f"{facts.spoken}, {doers(facts)} đã có ", *_all(pen, works))
    runs = (*runs, " được công nhận, áp dụng vào thực tiễn")
    money = facts.known("benefit_vnd")
    if not money:
        return runs
    budget = facts.figures.get("benefit_budget")
    all_to_budget = budget is not None and budget.figure.value == money[0].figure.value
    for_whom = "cho ngân sách " if all_to_budget else ""
    return (*runs, f", tiết kiệm và làm lợi {for_whom}", pen.say(money[0]))


def distinctions(facts: Facts, pen: Pen) -> Runs:
    """Say which of these creations were distinguished."""
    clauses = [
        _counted(pen, number, words)
        for code, words in (
            ("tuoi_tre_sang_tao", "đoạt Giải thưởng Tuổi trẻ sáng tạo"),
            ("recognised_by_ministry", "được Bộ Quốc phòng công nhận"),
        )
        for number in facts.known(code)
    ]
    if not clauses:
        return ()
    among = facts.known("initiatives_and_works", "topics_and_products")
    return ("trong đó, có " if among else "có ", *enumerated(clauses))


def skills(facts: Facts, pen: Pen) -> Runs:
    """Say what was won: titles of skill, prizes of the army union's contest."""
    clauses: list[Runs] = [
        ("có ", *_counted(pen, number, "được tặng danh hiệu “Bàn tay vàng”"))
        for number in facts.known("ban_tay_vang")
    ]
    prizes = facts.known("contest_v_first", "contest_v_consolation")
    if prizes:
        clauses.append(("đoạt ", *_all(pen, prizes), f" tại {CONTEST}"))
    return listed(clauses, between="; ")


def gradings(facts: Facts, pen: Pen) -> Runs:
    """Say how the grassroots unions were graded in the last year; the excellent are a part."""
    strong = facts.known("pct_vm_2022")
    if not strong:
        return ()
    excellent = facts.known("pct_vmxs_2022")
    year = facts.scope.last_day.year
    if strong[0].figure.denominator == 1:
        grade = "vững mạnh xuất sắc" if excellent else "vững mạnh"
        cited = pen.say((excellent or strong)[0])
        return (f"năm {year}, công đoàn cơ sở đạt ", Words(grade, cited.code, cited.url))
    runs: Runs = (f"đến năm {year}, ", pen.say(strong[0]), " công đoàn cơ sở đạt vững mạnh")
    if not excellent:
        return runs
    return (*runs, ", trong đó ", pen.say(excellent[0]), " đạt vững mạnh xuất sắc")


def honours(facts: Facts, pen: Pen) -> Runs:
    """Say how many awards were given in the period, in lượt."""
    clauses = [
        _counted(pen, number, words)
        for code, words in (
            ("collective_tcct", "được tặng cờ thi đua, bằng khen của Tổng cục Chính trị"),
            ("individual_awards", "được khen thưởng ở các cấp"),
        )
        for number in facts.known(code)
    ]
    return ("có ", *listed(clauses, between="; ")) if clauses else ()


def review_honours(facts: Facts, pen: Pen) -> Runs:
    """Say who was commended at the review, and apart from them who was only nominated."""
    given = facts.known("members_bk_qk", "cdcs_bk_qk")
    asked = facts.known("nominated_collective", "nominated_person")
    clauses: list[Runs] = []
    if given:
        clauses.append(("Bộ Tư lệnh Quân khu tặng bằng khen ", *_all(pen, given)))
    if asked:
        clauses.append(("đề nghị Tổng cục Chính trị tặng bằng khen ", *_all(pen, asked)))
    return ("dịp tổng kết, ", *listed(clauses, between="; ")) if clauses else ()


def spread(facts: Facts, pen: Pen) -> Runs:
    """Name the sub-movements; a longer list is left open, as the article leaves it."""
    found = facts.known("sub_movements")
    if not found:
        return ()
    runs: Runs = ("phong trào được cụ thể hóa bằng ", *_counted(pen, found[0]))
    if not facts.sub_movements:
        return runs
    names = [f"“{name}”" for name in facts.sub_movements[:MOST_NAMES]]
    if len(facts.sub_movements) > MOST_NAMES:
        names.append("…")
    # a name may hold a comma itself: "An toàn lao động, an toàn giao thông"
    between = "; " if any("," in name for name in names) else ", "
    return (*runs, f": {between.join(names)}")


def solutions(facts: Facts, pen: Pen) -> Runs:
    """Say how many groups of solutions were resolved for the coming years."""
    found = facts.known("solution_groups")
    if not found:
        return ()
    cited = _counted(pen, found[0])
    return (f"{facts.scope.unit.name} xác định ", *cited, " chủ yếu cho những năm tiếp theo")
