"""The review report: one paper from which page, Word, PDF and XLSX are all made.

Outline of such reports (sơ kết, tổng kết): I situation, II leadership and propaganda, III results,
IV assessment, V tasks and solutions; tables in the text, longer lists as appendices. Source of the
layout: NĐ 30/2020/NĐ-CP, Phụ lục I. The text is Vietnamese whatever the language of the screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import override

from lantoa.documents.paper import (
    Appendix,
    Block,
    Bullets,
    Heading,
    Paper,
    Paragraph,
    Signer,
    Table,
)
from lantoa.documents.wording import document_number
from lantoa.reviews.choices import Part
from lantoa.reviews.facts import Facts
from lantoa.reviews.writing import press, tables
from lantoa.reviews.writing.cited import Cited
from lantoa.reviews.writing.pen import Pen
from lantoa.reviews.writing.runs import Runs, enumerated, listed, plain_text, sentence
from lantoa.shared.dates import Period, show_date
from lantoa.shared.numbers import Rounding, group_digits
from lantoa.statistics.scope import period_words

SYMBOL = "BC-CĐ"
MOVEMENT = "Lao động giỏi, lao động sáng tạo"
POST = ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH")
RECIPIENTS = ("Cấp trên (để báo cáo)", "Các đơn vị", "Lưu: VT")
MOST_NAMED = 12
_DOTTED_LINES = ("…" * 28, "…" * 28)


@dataclass(frozen=True, slots=True)
class Details:
    """What stands around the text: title, number, place, signer, recipients."""

    made_at: datetime
    title: str = ""
    number: str = ""
    place: str = ""
    signed_on: date | None = None
    signer: str = ""
    post_lines: tuple[str, ...] = POST
    recipients: tuple[str, ...] = RECIPIENTS


@dataclass(frozen=True, slots=True)
class Report:
    """A report as one paper, its numbers by key, and the paragraph for the press.

    `cited` also holds the figures of the whole period for which the text had no word. `said`:
    keys of the numbers in sentences; `unfit`: of those whose chosen rounding is untrue now.
    """

    paper: Paper
    cited: Mapping[str, Cited]
    press: Runs
    said: frozenset[str] = frozenset()
    unfit: tuple[str, ...] = ()

    @property
    def press_text(self) -> str:
        return plain_text(self.press)


@override("vi")  # the title stands on the paper
def default_title(period: Period) -> str:
    """Return the subject of a review of this period: "… giai đoạn 2017–2022"."""
    return f"Tổng kết phong trào thi đua “{MOVEMENT}”\n{period_words(period)}"


@override("vi")  # so are its sentences
def build_report(
    facts: Facts,
    details: Details,
    *,
    base_url: str = "",
    styles: Mapping[str, Rounding] | None = None,
) -> Report:
    """Write the report of these facts; `styles` are the rounding styles chosen, by key."""
    pen = Pen(base_url=base_url, styles=styles or {})
    paragraph = press.press_runs(facts, pen)
    blocks = (
        *_situation(facts, pen),
        *_leadership(facts, pen),
        *_results(facts, pen),
        *_assessment(facts, pen),
        *_tasks(facts, pen),
    )
    paper = Paper(
        issuing_body=facts.scope.unit.name,
        parent_body=facts.ancestor.name if facts.ancestor else "",
        kind="Báo cáo",
        subject=details.title or default_title(facts.scope.period),
        number=details.number or document_number(None, symbol=SYMBOL),
        place=details.place,
        signed_on=details.signed_on,
        blocks=blocks,
        signer=Signer(details.post_lines, details.signer),
        made_at=details.made_at,
        recipients=details.recipients,
        appendices=tuple(_appendices(facts, pen)),
    )
    pen.note(facts.figures.values())
    unfit = tuple(dict.fromkeys(pen.unfit))
    return Report(paper, dict(pen.cited), paragraph, frozenset(pen.said), unfit)


def _said(start: str, parts: Sequence[Runs], end: str = ".") -> Iterator[Block]:
    if parts:
        yield Paragraph((start, *listed(parts), end))


def _told(runs: Runs) -> Iterator[Block]:
    if runs:
        yield Paragraph(sentence(runs))


def _table(table: Table | None) -> Iterator[Block]:
    if table is not None:
        yield table


def _written(facts: Facts, part: Part) -> Iterator[Block]:
    """What people wrote for a part; where nothing is written, lines to write on."""
    text = facts.texts.get(part, "").strip()
    for line in text.splitlines() if text else _DOTTED_LINES:
        if line.strip():
            yield Paragraph((line.strip(),))


def _numbers(facts: Facts, pen: Pen, *codes: str) -> list[Runs]:
    return [pen.phrase(number) for number in facts.known(*codes)]


def _situation(facts: Facts, pen: Pen) -> Iterator[Block]:
    yield Heading(1, "I. ĐẶC ĐIỂM TÌNH HÌNH")
    parts = _numbers(facts, pen, "unions", "union_groups", "members")
    women, share = facts.known("women"), facts.known("pct_women")
    if women and share:
        parts.append((*pen.phrase(women[0]), " (", pen.say(share[0]), ")"))
    day = show_date(facts.scope.last_day)
    yield from _said(f"Đến ngày {day}, {facts.scope.unit.name} có ", parts)
    if "members" in facts.splits:
        yield tables.split(facts.splits["members"], pen)
    yield from _written(facts, Part.SITUATION)


def _leadership(facts: Facts, pen: Pen) -> Iterator[Block]:
    yield Heading(1, "II. LÃNH ĐẠO, CHỈ ĐẠO, TUYÊN TRUYỀN, PHÁT ĐỘNG")
    yield from _written(facts, Part.LEADERSHIP)
    if facts.movements:
        names = listed([(f"“{name}”",) for name in facts.movements[:MOST_NAMED]])
        yield Paragraph(("Phong trào thi đua được triển khai: ", *names, "."))
    for spread in facts.known("sub_movements"):
        yield Paragraph(("Phong trào được cụ thể hóa bằng ", *pen.phrase(spread), ":"))
        if facts.sub_movements:
            yield Bullets(tuple((name,) for name in facts.sub_movements))
    done = _numbers(facts, pen, "activities", "sessions", "attendances")
    yield from _said("Công tác tuyên truyền: ", done)
    taught = _numbers(facts, pen, "trainings", "training_participants")
    yield from _said("Tập huấn, bồi dưỡng: ", taught)
    pledged = _numbers(facts, pen, "registrations", "registered_persons", "registering_units")
    aside = " (đăng ký là chỉ tiêu, không tính vào kết quả)."
    yield from _said("Đăng ký thi đua: ", pledged, aside)
    caption = "Tuyên truyền, tập huấn theo năm"
    yield from _table(tables.by_year(facts, pen, tables.SPREADING_ROWS, caption))


def _results(facts: Facts, pen: Pen) -> Iterator[Block]:
    yield Heading(1, "III. KẾT QUẢ ĐẠT ĐƯỢC")
    for number, (title, blocks, otherwise) in enumerate(
        (
            ("Đề tài, sáng kiến", _creation(facts, pen), "đề tài, sáng kiến được công nhận"),
            ("Hội thi, tay nghề", _skills(facts, pen), "kết quả hội thi"),
            ("Xây dựng công đoàn cơ sở", _gradings(facts, pen), "kết quả xếp loại"),
            ("Khen thưởng", _honours(facts, pen), "khen thưởng"),
        ),
        start=1,
    ):
        yield Heading(2, f"{number}. {title}")
        written = list(blocks)
        yield from written or [Paragraph((f"Trong kỳ chưa ghi nhận {otherwise}.",))]


def _creation(facts: Facts, pen: Pen) -> Iterator[Block]:
    yield from _told(press.creations(facts, pen))
    yield from _told(press.distinctions(facts, pen))
    yield from _table(tables.by_year(facts, pen, tables.RESULT_ROWS, "Kết quả theo năm"))
    yield from _said("Về hiệu quả: ", _benefits(facts, pen))
    for code in ("loai", "cap", "linh_vuc"):
        if code in facts.splits:
            yield tables.split(facts.splits[code], pen)


def _benefits(facts: Facts, pen: Pen) -> list[Runs]:
    parts: list[Runs] = [
        (words, pen.say(number))
        for code, words in (
            ("benefit_saved", "tiền tiết kiệm "),
            ("benefit_gained", "tiền làm lợi "),
        )
        for number in facts.known(code)
    ]
    return [*parts, *_numbers(facts, pen, "benefit_not_money")]


def _skills(facts: Facts, pen: Pen) -> Iterator[Block]:
    yield from _told(press.skills(facts, pen))
    if facts.contests:
        yield tables.contests(facts, pen)


def _gradings(facts: Facts, pen: Pen) -> Iterator[Block]:
    yield from _told(press.gradings(facts, pen))
    if facts.grades:
        yield tables.grades(facts, pen)


def _honours(facts: Facts, pen: Pen) -> Iterator[Block]:
    yield from _told(press.honours(facts, pen))
    if facts.awards:
        yield tables.awards(facts, pen)
    yield from _told(press.review_honours(facts, pen))
    if facts.nominations:
        yield tables.nominations(facts, pen)


def _assessment(facts: Facts, pen: Pen) -> Iterator[Block]:
    yield Heading(1, "IV. ĐÁNH GIÁ CHUNG")
    yield Heading(2, "1. Ưu điểm")
    reach: list[Runs] = [
        (*pen.phrase(number), " được công nhận") for number in facts.known("units_with_initiatives")
    ]
    rates = facts.known("recognized_per_100_members")
    reach += [("bình quân ", *pen.phrase(number)) for number in rates]
    yield from _said("Phong trào có sức lan tỏa: ", reach)
    yield from _written(facts, Part.STRENGTHS)
    yield Heading(2, "2. Hạn chế")
    yield from _weaknesses(facts)
    yield from _written(facts, Part.WEAKNESSES)
    yield Heading(2, "3. Nguyên nhân")
    yield from _written(facts, Part.CAUSES)
    yield Heading(2, "4. Bài học kinh nghiệm")
    yield from _written(facts, Part.LESSONS)


def _weaknesses(facts: Facts) -> Iterator[Block]:
    if facts.silent:
        names: list[Runs] = [(name,) for name in facts.silent[:MOST_NAMED]]
        more = len(facts.silent) - len(names)
        if more:
            names.append((f"{group_digits(more)} đơn vị khác",))
        count = group_digits(len(facts.silent))
        start = f"Còn {count} công đoàn cơ sở chưa có đề tài, sáng kiến được công nhận trong kỳ: "
        yield Paragraph((start, *enumerated(names), "."))
    if facts.ungraded and facts.grades:
        year, count = facts.scope.last_day.year, group_digits(len(facts.ungraded))
        yield Paragraph((f"Còn {count} công đoàn cơ sở chưa được xếp loại năm {year}.",))


def _tasks(facts: Facts, pen: Pen) -> Iterator[Block]:
    yield Heading(1, "V. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP")
    yield from _written(facts, Part.DIRECTIONS)
    runs = press.solutions(facts, pen)
    if runs:
        first, *rest = runs
        yield Paragraph((first, *rest, ":"))
        yield Bullets(tuple((text.rstrip(" .;"), ".") for text in facts.solutions))


def _appendices(facts: Facts, pen: Pen) -> Iterator[Appendix]:
    if facts.units:
        yield Appendix("Kết quả theo đơn vị", (tables.by_unit(facts, pen),))
    if facts.gradings:
        table = tables.gradings(facts)
        yield Appendix("Xếp loại công đoàn cơ sở", (table,), landscape=len(facts.scope.years) > 4)
    if facts.ministry:
        title = "Sáng kiến được Bộ Quốc phòng công nhận"
        yield Appendix(title, (tables.listing(facts.ministry, "Sáng kiến"),))
    if facts.honours:
        title = "Cờ thi đua, bằng khen của Tổng cục Chính trị"
        yield Appendix(title, (tables.listing(facts.honours, "Hình thức"),))
