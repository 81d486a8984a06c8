"""What the regulations and practice say about initiatives, as pure functions.

Sources: Điều lệ Sáng kiến ban hành kèm theo Nghị định 13/2012/NĐ-CP (02/3/2012; still cited beside
Luật Khoa học, công nghệ và đổi mới sáng tạo 93/2025/QH15) and Thông tư 18/2013/TT-BKHCN. The
article beside each rule says what was read in the text; "recalled" marks what was not re-read.
Main words: tác giả (author), tỷ lệ đóng góp (share), áp dụng lần đầu (first application).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lantoa.initiatives.choices import Doubt, Kind, Scope, State
from lantoa.initiatives.rows import InitiativeRow
from lantoa.shared.dates import first_day, last_day

Verdict = Literal["met", "unmet", "unclear"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands; `is_confirmed` when the text, or a page quoting it, was read."""

    article: str
    act: str
    is_confirmed: bool


CHARTER = "Điều lệ Sáng kiến, NĐ 13/2012/NĐ-CP"
CIRCULAR = "TT 18/2013/TT-BKHCN"
REVIEW = Source("Điều 7", CHARTER, is_confirmed=True)
# The limit of one year was read; the number of its article was not, so it stays unconfirmed.
REQUEST_LIMIT = Source("Quyền yêu cầu công nhận", CHARTER, is_confirmed=False)
# Recalled, not read: that an application is received, or sent back, within a month.
RECEIVING = Source("Tiếp nhận đơn", CIRCULAR, is_confirmed=False)
# The text read does not name the article; keeping authors out of their own review is good practice.
OWN_WORK = Source("Tác giả không xét sáng kiến của mình", CHARTER, is_confirmed=False)

CODE_PREFIXES = {
    Kind.INITIATIVE: "SK",
    Kind.WORK: "CT",
    Kind.TOPIC: "DT",
    Kind.PRODUCT: "SP",
    Kind.SOLUTION: "GP",
    Kind.IMPROVEMENT: "CC",
}
_CODE = re.compile(rf"((?:{'|'.join(CODE_PREFIXES.values())})-\d\d)-(\d{{4,8}})$")

TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.PENDING}),
    State.PENDING: frozenset({State.APPRAISING, State.RETURNED, State.WITHDRAWN}),
    State.APPRAISING: frozenset({State.COUNCIL, State.RETURNED, State.DECLINED, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.PENDING}),
    State.COUNCIL: frozenset({State.RETURNED, State.DECLINED}),
    State.RECOGNIZED: frozenset(),
    State.DECLINED: frozenset({State.PENDING}),
    State.WITHDRAWN: frozenset({State.PENDING}),
    State.REVOKED: frozenset(),
}
"""Moves by hand. Only a decision makes an initiative recognized (Điều 7), and only revoking it
ends that."""

STATED = frozenset(State) - {State.REVOKED}
"""What a record may say of itself; that it was revoked, only its decisions say."""
RECOGNIZABLE = STATED - {State.WITHDRAWN}
FILING_MOVES = frozenset({State.PENDING, State.WITHDRAWN})
"""What an author may do with their own work: hand it in and take it back."""


def receiving_limit(sent_on: date) -> date:
    """Return the last day to receive an application or to send it back: a month after it came.

    Source: `RECEIVING` (recalled; counted as thirty days).
    """
    return sent_on + timedelta(days=30)


def can_move(current: State, target: State) -> bool:
    return target in TRANSITIONS[current]


def is_judgement(target: State) -> bool:
    """Tell whether a move judges the work, so that its authors stay out of it.

    Source: `OWN_WORK` (recalled as good practice; the law's text was not seen).
    """
    return target not in FILING_MOVES


def shares_are_plausible(shares: Sequence[int | None]) -> bool:
    """Tell whether shares in whole per cent may stand: exactly 100, or under it while some miss.

    Source: Thông tư 18/2013/TT-BKHCN, Điều 5 and Phụ lục I: the share of each co-author; that
    the parts make the whole is arithmetic.
    """
    known = [share for share in shares if share is not None]
    if not known:
        return True
    if any(share < 1 for share in known):
        return False
    total = sum(known)
    return total == 100 if len(known) == len(shares) else total < 100


def request_limit(first_applied: str) -> date:
    """Return the last day on which recognition may be asked for, as far as the date is known.

    Within one year of the first application. Source: `REQUEST_LIMIT`.
    """
    return _a_year_after(last_day(first_applied))


def request_in_time(first_applied: str, asked_on: date) -> Verdict:
    """Judge the one-year limit; unclear when only a month or a year is known and it decides."""
    if asked_on <= _a_year_after(first_day(first_applied)):
        return "met"
    return "unmet" if asked_on > request_limit(first_applied) else "unclear"


def _a_year_after(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


def by_scope(scopes: Iterable[str]) -> list[str]:
    """Sort scopes from the base up."""
    order = list(Scope.values)
    return sorted(scopes, key=order.index)


def highest_scope(scopes: Iterable[str]) -> str:
    """Return the highest of these scopes; empty where there is none."""
    return next(reversed(by_scope(scopes)), "")


def counted_day(
    year: int, stated: date | None, precision: str | None, decided: Iterable[date]
) -> tuple[date, str]:
    """Return the day on which an initiative counts, and how precisely it is known.

    The stated day; else the day of the first decision that recognizes it, if that lies in the
    initiative's year; else the year alone, as its last day.
    """
    if stated is not None:
        return stated, precision or "day"
    first = min(decided, default=None)
    if first is not None and first.year == year:
        return first, "day"
    return date(year, 12, 31), "year"


def code_series(kind: str, year: int) -> str:
    """Return the series in which a code is numbered: SK-18 for an initiative of 2018."""
    return f"{CODE_PREFIXES[Kind(kind)]}-{year % 100:02d}"


def make_code(series: str, number: int) -> str:
    return f"{series}-{number:04d}"


def read_code(code: str) -> tuple[str, int] | None:
    """Return series and number of a code of ours; None for a code that someone else made."""
    found = _CODE.match(code)
    return (found.group(1), int(found.group(2))) if found else None


def doubts(row: InitiativeRow) -> list[Doubt]:
    """Return what does not fit together in a record, in the order of `Doubt`."""
    found = {
        Doubt.NO_DECISION: row.state == State.RECOGNIZED and not row.recognitions,
        Doubt.NO_AUTHOR: not row.authors,
        Doubt.SHARES_UNKNOWN: any(author.share_percent is None for author in row.authors),
        Doubt.ACCEPTED_MORE: any(
            benefit.accepted_vnd is not None
            and benefit.declared_vnd is not None
            and benefit.accepted_vnd > benefit.declared_vnd
            for benefit in row.benefits
        ),
    }
    if row.first_applied:
        applied = first_day(row.first_applied)
        found[Doubt.EARLY_DECISION] = any(
            recognition.decision.signed_on < applied for recognition in row.recognitions
        )
        found[Doubt.EARLY_BENEFIT] = any(benefit.year < applied.year for benefit in row.benefits)
        found[Doubt.LATE_REQUEST] = (
            row.counted_on is not None
            and row.counted_precision in {None, "day"}
            and not row.recognitions
            and request_in_time(row.first_applied, row.counted_on) == "unmet"
        )
    return [doubt for doubt in Doubt if found.get(doubt)]
