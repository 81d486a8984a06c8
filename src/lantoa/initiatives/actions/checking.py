"""What a typed row must be before it is written: tidied, plausible, laid over what is stored."""

from __future__ import annotations

from collections.abc import Container, Hashable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives import rules
from lantoa.initiatives.choices import (
    Beneficiary,
    BenefitKind,
    BenefitState,
    Field,
    Kind,
    Scope,
    State,
)
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow
from lantoa.organization.choices import Precision
from lantoa.shared.dates import BadDate, parse_partial
from lantoa.shared.errors import DomainError
from lantoa.shared.rows import merged
from lantoa.shared.text import fold, tidy

EARLIEST_YEAR, LATEST_YEAR = 1945, 2100
_KINDS, _FIELDS = (frozenset(words.values) for words in (Kind, Field))
_BENEFIT_STATES = frozenset(BenefitState.values)
_UNSTATED = frozenset({None, "", BenefitState.UNKNOWN.value})
_BENEFIT_KINDS, _BENEFICIARIES = frozenset(BenefitKind.values), frozenset(Beneficiary.values)
_SCOPE_ORDER = {scope: place for place, scope in enumerate(Scope.values)}
MOST_VND = 10**15


class InitiativeRefused(DomainError):
    """An initiative cannot stand as stated; `field` is the part of the row to mend."""

    def __init__(self, sentence: str, *, field: str = "title") -> None:
        super().__init__(sentence)
        self.field = field


folded = lru_cache(maxsize=1 << 15)(fold)
"""Titles are folded at every step of a batch; remembering them makes it a fifth faster."""


def natural_key(row: InitiativeRow) -> tuple[int, int, str]:
    """Return what makes two rows without a code the same initiative."""
    return (row.unit_id, row.year, folded(row.title))


def record_key(row: InitiativeRow) -> Hashable:
    """Return the code of the unit's initiative where one is stated, else unit, year and title."""
    return (row.unit_id, row.code) if row.code else natural_key(row)


def tidied(row: InitiativeRow) -> InitiativeRow:
    """Return the row as it would be read back: NFC, single blanks, parts in their order.

    A day that only repeats the year is not stated: the year says it. Nor is a benefit that is
    not known yet: its parts say what there is.
    """
    counted_on, precision = row.counted_on, row.counted_precision
    if precision == Precision.YEAR and counted_on == date(row.year, 12, 31):
        counted_on, precision = None, None
    return replace(
        row,
        title=tidy(row.title),
        field=row.field or None,
        code=tidy(row.code) or None if row.code else None,
        counted_on=counted_on,
        counted_precision=(precision or Precision.DAY.value) if counted_on else None,
        first_applied=_tidied_date(row.first_applied),
        summary=(row.summary or "").strip() or None,
        benefit_state=None if row.benefit_state in _UNSTATED else row.benefit_state,
        state=row.state or None,
        authors=tuple(map(_tidied_author, row.authors)),
        benefits=tuple(sorted(row.benefits, key=benefit_key)),
        recognitions=_sorted(
            [one if one.grade != "" else replace(one, grade=None) for one in row.recognitions],
            row.title,
        ),
    )


def _tidied_author(author: AuthorRow) -> AuthorRow:
    name = tidy(author.name)
    return author if name == author.name else replace(author, name=name)


def _tidied_date(written: str | None) -> str | None:
    if not written:
        return None
    try:
        return parse_partial(written)
    except BadDate as error:
        raise InitiativeRefused(str(error), field="first_applied") from error


def benefit_key(benefit: BenefitRow) -> tuple[int, str, str]:
    return (benefit.year, benefit.kind, benefit.beneficiary)


def _sorted(recognitions: Sequence[RecognitionRow], title: str) -> tuple[RecognitionRow, ...]:
    for recognition in recognitions:
        _known(recognition.scope, _SCOPE_ORDER, title, "recognitions")
    return tuple(sorted(recognitions, key=lambda recognition: _SCOPE_ORDER[recognition.scope]))


def with_decisions(row: InitiativeRow, known: dict[DecisionRow, DecisionRow]) -> InitiativeRow:
    """Name each decision as the register does, so that another spelling is no change."""
    if all(known[one.decision] == one.decision for one in row.recognitions):
        return row
    named = [replace(one, decision=known[one.decision]) for one in row.recognitions]
    return replace(row, recognitions=tuple(named))


def merge_rows(stored: InitiativeRow, stated: InitiativeRow) -> InitiativeRow:
    """Lay what a row states over what is stored, part by part.

    A file that states one year of benefit or one recognition says nothing of the others. Its
    list of authors is the whole list; who of the register an author is, and their share, stay
    where the file does not say.
    """
    authors = _merged_authors(stored.authors, stated.authors)
    benefits = {benefit_key(benefit): benefit for benefit in stored.benefits}
    for benefit in stated.benefits:
        known = benefits.get(benefit_key(benefit))
        benefits[benefit_key(benefit)] = merged(known, benefit) if known else benefit
    recognitions = {recognition.scope: recognition for recognition in stored.recognitions}
    for recognition in stated.recognitions:
        before = recognitions.get(recognition.scope)
        recognitions[recognition.scope] = merged(before, recognition) if before else recognition
    gained = len(recognitions) > len(stored.recognitions)
    return replace(
        merged(stored, stated),
        state=stated.state or state_with(stored.state, gained=gained),
        benefit_state=stated.benefit_state or _benefit_state(stored.benefit_state, benefits),
        authors=authors,
        benefits=tuple(benefits[key] for key in sorted(benefits)),
        recognitions=_sorted(list(recognitions.values()), stored.title),
    )


def _merged_authors(
    stored: Sequence[AuthorRow], stated: Sequence[AuthorRow]
) -> tuple[AuthorRow, ...]:
    left = list(stored)
    authors = []
    for author in stated:
        known = next((one for one in left if _may_be_same(one, author)), None)
        if known is not None:
            left.remove(known)
            author = merged(known, author)  # noqa: PLW2901 -- the same author, completed
        authors.append(author)
    return tuple(authors or stored)


def _may_be_same(one: AuthorRow, other: AuthorRow) -> bool:
    if one.person_id is not None and other.person_id is not None:
        return one.person_id == other.person_id
    return fold(one.name) == fold(other.name)


def state_with(state: str | None, *, gained: bool) -> str | None:
    """Return the state once a recognition was added: recognized, unless it was withdrawn."""
    if gained and state in rules.RECOGNIZABLE:
        return State.RECOGNIZED.value
    return state


def _benefit_state(state: str | None, benefits: dict[tuple[int, str, str], BenefitRow]) -> str:
    if benefits and state in {None, BenefitState.UNKNOWN}:
        return BenefitState.MONEY.value
    return state or BenefitState.UNKNOWN.value


def states_of(row: InitiativeRow) -> tuple[str, str]:
    """Return the state and the state of benefit of a new row, as they follow from its parts."""
    state = row.state or (State.RECOGNIZED if row.recognitions else State.PENDING).value
    benefits = {benefit_key(benefit): benefit for benefit in row.benefits}
    return state, _benefit_state(row.benefit_state, benefits)


def check(row: InitiativeRow) -> None:
    """Raise `InitiativeRefused` for a whole row that cannot be true."""
    if not folded(row.title):
        raise InitiativeRefused(_("Ghi tên sáng kiến."))
    if len(row.title) > 500:
        raise InitiativeRefused(_("Tên sáng kiến dài quá 500 ký tự. Ghi ngắn lại."))
    if not EARLIEST_YEAR <= row.year <= LATEST_YEAR:
        raise InitiativeRefused(
            _("“%(title)s”: năm %(year)s không thể đúng. Ghi lại năm bốn chữ số.")
            % {"title": row.title, "year": row.year},
            field="year",
        )
    _known(row.kind, _KINDS, row.title, "kind")
    _known(row.field, _FIELDS, row.title, "field")
    _known(row.state, rules.STATED, row.title, "state")
    _known(row.benefit_state, _BENEFIT_STATES, row.title, "benefit_state")
    _check_authors(row)
    _check_benefits(row)
    _check_recognitions(row)


def _known(value: str | None, allowed: Container[str], title: str, field: str) -> None:
    if value and value not in allowed:
        raise InitiativeRefused(
            _("“%(title)s”: không có mã “%(value)s”. Chọn một mã trong danh mục.")
            % {"title": title, "value": value},
            field=field,
        )


def _check_authors(row: InitiativeRow) -> None:
    if any(not author.name or len(author.name) > 200 for author in row.authors):
        raise InitiativeRefused(
            _("“%(title)s”: ghi họ tên của từng tác giả, không quá 200 ký tự.")
            % {"title": row.title},
            field="authors",
        )
    people = [author.person_id for author in row.authors if author.person_id is not None]
    if len(people) != len(set(people)):
        raise InitiativeRefused(
            _("“%(title)s”: một người được ghi hai lần trong các tác giả. Bỏ một dòng.")
            % {"title": row.title},
            field="authors",
        )
    shares = [author.share_percent for author in row.authors]
    if not rules.shares_are_plausible(shares):
        raise InitiativeRefused(
            _("“%(title)s”: tỷ lệ đóng góp cộng là %(total)s%%. Cần đủ 100%%, mỗi người từ 1%%.")
            % {"title": row.title, "total": sum(share or 0 for share in shares)},
            field="authors",
        )


def _check_benefits(row: InitiativeRow) -> None:
    keys = [benefit_key(benefit) for benefit in row.benefits]
    if len(keys) != len(set(keys)):
        raise InitiativeRefused(
            _("“%(title)s”: lợi ích của một năm, cùng loại, cùng nơi hưởng được ghi hai lần.")
            % {"title": row.title},
            field="benefits",
        )
    for benefit in row.benefits:
        _known(benefit.kind, _BENEFIT_KINDS, row.title, "benefits")
        _known(benefit.beneficiary, _BENEFICIARIES, row.title, "benefits")
        amounts = (benefit.declared_vnd, benefit.confirmed_vnd, benefit.accepted_vnd)
        if any(amount is not None and not 0 <= amount <= MOST_VND for amount in amounts):
            raise InitiativeRefused(
                _("“%(title)s”: số tiền năm %(year)s không thể đúng. Ghi số đồng, không âm.")
                % {"title": row.title, "year": benefit.year},
                field="benefits",
            )
        if not EARLIEST_YEAR <= benefit.year <= LATEST_YEAR:
            raise InitiativeRefused(
                _("“%(title)s”: lợi ích ghi cho năm %(year)s. Ghi lại năm bốn chữ số.")
                % {"title": row.title, "year": benefit.year},
                field="benefits",
            )
        if row.benefit_state == BenefitState.NOT_MONEY and any(amounts):
            raise InitiativeRefused(
                _("“%(title)s”: đã ghi không tính được bằng tiền thì để trống các số tiền.")
                % {"title": row.title},
                field="benefits",
            )


def _check_recognitions(row: InitiativeRow) -> None:
    scopes = [recognition.scope for recognition in row.recognitions]
    if len(scopes) != len(set(scopes)):
        raise InitiativeRefused(
            _("“%(title)s”: một cấp công nhận được ghi hai lần. Giữ quyết định đầu tiên.")
            % {"title": row.title},
            field="recognitions",
        )
    for recognition in row.recognitions:
        decision = recognition.decision
        if not decision.number.strip() or not folded(decision.issuer):
            raise InitiativeRefused(
                _("“%(title)s”: ghi đủ số, ngày và cơ quan ban hành của quyết định công nhận.")
                % {"title": row.title},
                field="recognitions",
            )
