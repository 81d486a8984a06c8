"""Awards, nominations, yearly grades and contests of the demo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from lantoa.documents.sheets import Value
from lantoa.home.demo import plan, words
from lantoa.home.demo.people import Member
from lantoa.home.demo.places import UNIONS, Place
from lantoa.home.demo.works import REGION_ISSUER, REGION_SIGNER, Work

Line = dict[str, Value]
Decision = tuple[str, date, str, str]
_LAST = plan.YEARS[-1]
_DEPARTMENT = ("Tổng cục Chính trị", "Thượng tướng Đỗ Thế Vinh")
_POLITICS = ("Cục Chính trị Quân khu Sông Hiền", "Thiếu tướng Trịnh Công Lực")
_UNION = ("Công đoàn Quân khu Sông Hiền", "Đại tá Hồ Mạnh Quyết")
_YOUTH = ("Hội đồng Giải thưởng Tuổi trẻ sáng tạo toàn quân", "Thượng tướng Đỗ Thế Vinh")
_REVIEW: Decision = ("2210/QĐ-BTL", date(_LAST, 12, 26), REGION_ISSUER, REGION_SIGNER)
# Yearly awards of persons and how often each is given.
_YEARLY = (
    ("CSTDCS", 34),
    ("GK_DV", 30),
    ("GK_CCT", 16),
    ("GK_CDQK", 12),
    ("BK_QK", 5),
    ("BANG_LDST", 3),
)
CONTEST = "Đề tài, sáng kiến trong Công đoàn Quân đội"


def yearly_decision(kind: str, place: Place, year: int) -> Decision:
    """Return the decision by which a kind of award was given at a union in a year."""
    by_kind: dict[str, Decision] = {
        "CSTDCS": (f"2{year % 100}/QĐ-{place.code}", date(year, 12, 15), place.command, ""),
        "GK_DV": (f"3{year % 100}/QĐ-{place.code}", date(year, 12, 18), place.command, ""),
        "GK_CCT": (f"7{year % 100}/QĐ-CCT", date(year, 12, 20), *_POLITICS),
        "GK_CDQK": (f"5{year % 100}/QĐ-CĐQK", date(year, 12, 19), *_UNION),
        "BK_QK": (f"19{year % 100}/QĐ-BTL", date(year, 12, 21), REGION_ISSUER, REGION_SIGNER),
        "BANG_LDST": (
            f"11{year % 100}/QĐ-TLĐ",
            date(year, 5, 1),
            "Tổng Liên đoàn Lao động Việt Nam",
            "Chủ tịch Tổng Liên đoàn",
        ),
        "BTV": (f"88{year % 100}/QĐ-HT", date(year, 9, 2), "Ban tổ chức Hội thi Bàn tay vàng", ""),
        "CO_TD_TCCT": (f"66{year % 100}/QĐ-CT", date(year, 12, 10), *_DEPARTMENT),
        "BK_TCCT": (f"67{year % 100}/QĐ-CT", date(year, 12, 10), *_DEPARTMENT),
        "TTST": (f"45{year % 100}/QĐ-GT", date(year, 12, 5), *_YOUTH),
    }
    return by_kind[kind]


def _award(
    place: str, kind: str, recipient: str, decision: Decision, *, member: Member | None = None
) -> Line:
    number, day, issuer, signer = decision
    return {
        "unit": place,
        "recipient": recipient,
        "person_code": member.code if member else None,
        "recipient_name": member.name if member else None,
        "kind": kind,
        "year": day.year,
        "decision_number": number,
        "decision_date": day,
        "decision_issuer": issuer,
        "decision_signer": signer or None,
        "position": member.position if member else None,
        "category": member.category if member else None,
    }


def draw_awards(
    people: Mapping[str, list[Member]], winners: list[Work], random: Random
) -> list[Line]:
    """Draw every award of the six years."""
    return [
        *_review_awards(people, random),
        *_golden_hands(people, random),
        *_yearly_awards(people, random),
        *_collective_awards(random),
        *(_youth_award(work) for work in winners),
    ]


def _review_awards(people: Mapping[str, list[Member]], random: Random) -> list[Line]:
    """The certificates of the Region at the review: 35 members, 2 unions."""
    unions = plan.some(UNIONS, plan.REVIEW_UNIONS, random)
    weights = [union.size for union in UNIONS]
    lines = [_award(union.code, "BK_QK", "tap_the", _REVIEW) for union in unions]
    for union, count in zip(UNIONS, plan.shared_out(plan.REVIEW_PEOPLE, weights), strict=True):
        lines += [
            _award(union.code, "BK_QK", "ca_nhan", _REVIEW, member=member)
            for member in plan.some(people[union.code], count, random)
        ]
    for line in lines:
        line["occasion"] = "tong_ket"
        line["reason"] = "Thành tích trong phong trào “Lao động giỏi, lao động sáng tạo” 2017-2022"
    return lines


def _golden_hands(people: Mapping[str, list[Member]], random: Random) -> list[Line]:
    unions = plan.some(
        [union for union in UNIONS if union.field == "ky_thuat"], plan.GOLDEN_HANDS, random
    )
    lines: list[Line] = []
    for union, year in zip(unions, (2018, 2020, 2022), strict=True):
        member = random.choice(people[union.code])
        line = _award(
            union.code, "BTV", "ca_nhan", yearly_decision("BTV", union, year), member=member
        )
        lines.append(
            line | {"occasion": "hoi_thi", "reason": f"Giải Nhất hội thi tay nghề năm {year}"}
        )
    return lines


def _yearly_awards(people: Mapping[str, list[Member]], random: Random) -> list[Line]:
    total = plan.INDIVIDUAL_AWARDS - plan.REVIEW_PEOPLE - plan.GOLDEN_HANDS
    kinds, weights = zip(*_YEARLY, strict=True)
    given: set[tuple[str, str, int]] = set()
    lines: list[Line] = []
    for place, year in plan.places_for(total, random):
        kind = random.choices(kinds, weights)[0]
        member = random.choice(
            [one for one in people[place.code] if (kind, one.code, year) not in given]
        )
        given.add((kind, member.code, year))
        line = _award(
            place.code, kind, "ca_nhan", yearly_decision(kind, place, year), member=member
        )
        reason = random.choice(words.REASONS) % year
        lines.append(line | {"occasion": "hang_nam", "reason": reason})
    return lines


def _collective_awards(random: Random) -> list[Line]:
    """Fourteen flags and certificates of the Department, and others that stand below them."""
    lines: list[Line] = []
    kinds = ["CO_TD_TCCT"] * plan.COLLECTIVE_FLAGS + ["BK_TCCT"] * plan.COLLECTIVE_MERITS
    places = [(union, year) for year in plan.YEARS for union in UNIONS]
    for kind, (union, year) in zip(kinds, plan.some(places, len(kinds), random), strict=True):
        lines.append(_award(union.code, kind, "tap_the", yearly_decision(kind, union, year)))
    for union, year in plan.some(places, 44, random):
        lines.append(
            _award(union.code, "GK_CDQK", "tap_the", yearly_decision("GK_CDQK", union, year))
        )
    return [line | {"occasion": "hang_nam"} for line in lines]


def _youth_award(work: Work) -> Line:
    line = _award(
        work.place.code, "TTST", "sang_kien", yearly_decision("TTST", work.place, work.year)
    )
    return line | {"recipient_name": work.title, "occasion": "hoi_thi"}


def draw_nominations(people: Mapping[str, list[Member]], random: Random) -> list[Line]:
    """What the review asked the Department for: one union, two members."""
    union, *others = plan.some(UNIONS, 3, random)
    asked: Line = {
        "kind": "BK_TCCT",
        "year": _LAST,
        "counted": f"{_LAST}-12-26",
        "proposal_number": "318/TTr-CT",
        "state": "de_nghi",
        "occasion": "tong_ket",
        "reason": "Thành tích xuất sắc trong phong trào giai đoạn 2017-2022",
    }
    lines = [asked | {"unit": union.code, "recipient": "tap_the"}]
    for other in others:
        member = random.choice(people[other.code])
        lines.append(
            asked
            | {
                "unit": other.code,
                "recipient": "ca_nhan",
                "person_code": member.code,
                "recipient_name": member.name,
                "position": member.position,
            }
        )
    return lines


def draw_gradings(random: Random) -> list[Line]:
    """One grade for each union and year; in the last year all are strong, 14 of them excellent."""
    lines: list[Line] = []
    for year in plan.YEARS:
        unions = plan.unions_in(year)
        if year == _LAST:
            best, fair = plan.EXCELLENT_2022, 0
        else:
            best, fair = 6 + (year - plan.YEARS[0]) * 2, 5 - (year - plan.YEARS[0])
        grades = ["VMXS"] * best + ["KHA"] * fair
        grades += ["VM"] * (len(unions) - len(grades))
        random.shuffle(grades)
        for union, grade in zip(unions, grades, strict=True):
            low, high = {"VMXS": (93, 98), "VM": (85, 92), "KHA": (72, 84)}[grade]
            lines.append(
                {
                    "unit": union.code,
                    "year": year,
                    "grade": grade,
                    "score": random.randint(low, high),
                    "decision_number": f"6{year % 100}/QĐ-CĐQK",
                    "decision_date": date(year, 12, 24),
                    "decision_issuer": _UNION[0],
                    "decision_signer": _UNION[1],
                }
            )
    return lines


def draw_entries(
    works: list[Work], people: Mapping[str, list[Member]], random: Random
) -> list[Line]:
    """Entries of the army's fifth contest, and of the Region's contests of skill."""
    lines: list[Line] = []
    strong = [work for work in works if work.kind == "sang_kien" and work.year <= 2021]
    prizes = ["nhat", *["khuyen_khich"] * 3, *["khong"] * 6]
    for prize, work in zip(prizes, plan.some(strong, len(prizes), random), strict=True):
        lines.append(
            {
                "unit": work.place.code,
                "contest": CONTEST,
                "edition": 5,
                "year": 2021,
                "level": "toan_quan",
                "contestant": work.place.command,
                "title": work.title,
                "prize": prize,
                "counted": "2021-10-15",
            }
        )
    for edition, year in enumerate((2018, 2020, 2022), start=7):
        lines += _skill_contest(edition, year, people, random)
    return lines


def _skill_contest(
    edition: int, year: int, people: Mapping[str, list[Member]], random: Random
) -> list[Line]:
    unions = [union for union in UNIONS if union.field in {"ky_thuat", "san_xuat", "y_te"}]
    scored = sorted(
        (
            (
                random.randint(64, 98) / 10,
                random.randint(62, 99) / 10,
                random.choice(people[u.code]),
            )
            for u in unions
            for _turn in range(3)
        ),
        key=lambda one: -(one[0] + 2 * one[1]),
    )
    prizes = ["nhat", "nhi", "nhi", "ba", "ba", "ba", *["khuyen_khich"] * 6]
    lines: list[Line] = []
    seen: set[str] = set()
    for theory, practice, member in scored:
        if member.name in seen:
            continue
        seen.add(member.name)
        lines.append(
            {
                "unit": member.unit,
                "contest": "Hội thi thợ giỏi Quân khu",
                "edition": edition,
                "year": year,
                "level": "quan_khu",
                "person_code": member.code,
                "contestant": member.name,
                "theory_score": f"{theory:g}",
                "practice_score": f"{practice:g}",
                "total_score": f"{theory + 2 * practice:.1f}",
                "prize": prizes[len(lines)] if len(lines) < len(prizes) else "khong",
                "counted": f"{year}-09",
            }
        )
    return lines
