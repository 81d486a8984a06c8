"""Initiatives, works, topics, products: titles, authors, benefit and recognitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from lantoa.documents.sheets import Value
from lantoa.home.demo import plan, words
from lantoa.home.demo.people import Member
from lantoa.home.demo.places import Place

_COUNTED = ("sang_kien", "cong_trinh", "de_tai", "san_pham")
_OPENINGS = {
    "sang_kien": "Thiết kế, chế tạo {device}",
    "cong_trinh": "Công trình {device}",
    "de_tai": "Nghiên cứu ứng dụng {device}",
    "san_pham": "{device}",
    "giai_phap": "Giải pháp sử dụng {device}",
    "cai_tien": "Cải tiến {device}",
}
_OTHER_STATES = ("cho_tiep_nhan", "dang_tham_dinh", "cho_hoi_dong", "khong_cong_nhan", "tra_lai")
REGION_ISSUER, REGION_SIGNER = "Bộ Tư lệnh Quân khu Sông Hiền", "Trung tướng Lương Đình Khải"
MINISTRY_ISSUER, MINISTRY_SIGNER = "Bộ Quốc phòng", "Thượng tướng Vũ Quang Hiển"


@dataclass(slots=True)
class Work:
    """One initiative of a union in a year, before it becomes lines of a workbook."""

    place: Place
    year: int
    kind: str
    title: str
    scopes: list[str] = field(default_factory=list)
    benefits: list[dict[str, Value]] = field(default_factory=list)
    own: dict[str, Value] = field(default_factory=dict)


def draw_works(people: Mapping[str, list[Member]], random: Random) -> list[Work]:
    """Draw every initiative of the six years; the counts and sums are those of the plan."""
    used: set[str] = set()
    works = []
    for kind, total in plan.KIND_COUNTS.items():
        for place, year in plan.places_for(total, random):
            title = _title(kind, place.field, used, random)
            works.append(Work(place, year, kind, title))
    _recognize(works, random)
    _add_benefit(works, random)
    for work in works:
        work.own = _own(work, people[work.place.code], random)
    return sorted(works, key=lambda work: (work.place.code, work.year, work.kind, work.title))


def youth_winners(works: list[Work], random: Random) -> list[Work]:
    """Return the initiatives that won the army's award for creative youth."""
    candidates = [work for work in works if work.kind == "sang_kien" and "quan_khu" in work.scopes]
    return plan.some(candidates, plan.YOUTH_AWARDS, random)


def lines(work: Work) -> Iterator[dict[str, Value]]:
    """Yield the lines of the workbook: the first with all, further ones for further parts."""
    recognitions = [_recognition(work, scope) for scope in work.scopes]
    for at in range(max(len(recognitions), len(work.benefits), 1)):
        line: dict[str, Value] = dict(work.own) if at == 0 else {"unit": work.place.code}
        line |= recognitions[at] if at < len(recognitions) else {}
        line |= work.benefits[at] if at < len(work.benefits) else {}
        yield line


def _title(kind: str, work_field: str, used: set[str], random: Random) -> str:
    while True:
        device = " ".join(
            (
                random.choice(words.DEVICES[work_field]),
                random.choice(words.THINGS[work_field]),
                random.choice(words.MANNERS),
            )
        )
        title = _OPENINGS[kind].format(device=device[0].lower() + device[1:])
        title = title[0].upper() + title[1:]
        if title not in used:
            used.add(title)
            return title


def _recognize(works: list[Work], random: Random) -> None:
    """Give every counted work its recognition at the base, some of them higher ones."""
    counted = [work for work in works if work.kind in _COUNTED]
    for work in counted:
        work.scopes.append("co_so")
    for work in plan.some(counted, plan.REGION_RECOGNITIONS, random):
        work.scopes.append("quan_khu")
    best = [work for work in counted if work.kind == "sang_kien" and len(work.scopes) > 1]
    for work in plan.some(best, plan.MINISTRY_RECOGNITIONS, random):
        work.scopes.append("bo")
    for work in works:
        if work.kind not in _COUNTED and random.random() < 0.6:
            work.scopes.append("co_so")


def _add_benefit(works: list[Work], random: Random) -> None:
    """Share the accepted money out over the counted works whose benefit can be computed."""
    paid = [work for work in works if work.kind in _COUNTED and random.random() < 0.46]
    years = [_benefit_years(work, random) for work in paid]
    slots = [(work, year) for work, found in zip(paid, years, strict=True) for year in found]
    weights = [random.lognormvariate(0, 0.8) for _slot in slots]
    step = 100_000
    amounts = plan.shared_out(plan.BENEFIT_VND // step, weights)
    for (work, year), amount in zip(slots, amounts, strict=True):
        if not amount:
            continue
        accepted = amount * step
        confirmed = accepted + random.randrange(4) * step
        work.benefits.append(
            {
                "benefit_year": year,
                "benefit_kind": random.choices(("tiet_kiem", "lam_loi"), (3, 2))[0],
                "beneficiary": "ngan_sach",
                "declared_vnd": confirmed + random.randrange(12) * step,
                "confirmed_vnd": confirmed,
                "accepted_vnd": accepted,
            }
        )


def _benefit_years(work: Work, random: Random) -> list[int]:
    last = min(work.year + random.choice((0, 0, 0, 1, 2)), plan.YEARS[-1])
    return list(range(work.year, last + 1))


def _own(work: Work, people: list[Member], random: Random) -> dict[str, Value]:
    own: dict[str, Any] = {
        "unit": work.place.code,
        "title": work.title,
        "kind": work.kind,
        "field": _field_of(work.place.field),
        "year": work.year,
        "first_applied": f"{work.year}-{random.randint(1, 9):02d}",
        "authors": _authors(people, random),
    }
    if work.benefits:
        own["benefit_state"] = "bang_tien"
    elif work.kind not in _COUNTED or random.random() < 0.7:
        own["benefit_state"] = "khong_tinh_tien"
    if not work.scopes:
        is_new = work.year == plan.YEARS[-1]
        own["state"] = random.choice(_OTHER_STATES if is_new else _OTHER_STATES[-2:])
    return own


def _field_of(work_field: str) -> str:
    return work_field if work_field != "quan_ly" else "quan_ly"


def _authors(people: list[Member], random: Random) -> str:
    count = random.choices((1, 2, 3, 4), (46, 32, 15, 7))[0]
    chosen = plan.some(people, count, random)
    names = [member.name for member in people]
    shown = [
        member.name if names.count(member.name) == 1 else f"{member.name} [{member.code}]"
        for member in chosen
    ]
    if count == 1:
        return shown[0]
    shares = plan.shared_out(20, sorted((random.uniform(1, 3) for _ in shown), reverse=True))
    return "; ".join(f"{name} ({share * 5}%)" for name, share in zip(shown, shares, strict=True))


def _recognition(work: Work, scope: str) -> dict[str, Value]:
    place = work.place
    rows: dict[str, tuple[str, date, str, str]] = {
        "co_so": (
            f"{100 + work.year % 100 * 3}/QĐ-{place.code}",
            date(work.year, 11, 10 + int(place.code[-2:])),
            place.command,
            f"Thủ trưởng {place.command}",
        ),
        "quan_khu": (
            f"{1400 + work.year % 100}/QĐ-BTL",
            date(work.year, 12, 12),
            REGION_ISSUER,
            REGION_SIGNER,
        ),
        "bo": (
            f"{4800 + work.year % 100 * 7}/QĐ-BQP",
            date(work.year, 12, 22),
            MINISTRY_ISSUER,
            MINISTRY_SIGNER,
        ),
    }
    number, day, issuer, signer = rows[scope]
    return {
        "scope": scope,
        "decision_number": number,
        "decision_date": day,
        "decision_issuer": issuer,
        "decision_signer": signer,
    }
