"""Writing awards that were given and nominations that were made: two records, never added."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Manager, QuerySet
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.awards.choices import NominationState, Occasion, Recipient
from lantoa.awards.models import Award, AwardKind, Nomination
from lantoa.awards.queries import award_row_of, nomination_row_of
from lantoa.awards.rows import AwardRow, NominationRow
from lantoa.decisions import queries as decisions
from lantoa.decisions.actions import file_decisions, forget_unused_decisions
from lantoa.decisions.rows import DecisionRow
from lantoa.decisions.rules import identity
from lantoa.initiatives.models import Initiative
from lantoa.organization.choices import Precision
from lantoa.organization.models import Person, Unit
from lantoa.organization.writing import apply_batch, correct_record, table_store, undo_batch
from lantoa.shared.dates import EARLIEST_YEAR, LATEST_YEAR
from lantoa.shared.errors import DomainError
from lantoa.shared.rows import Change, Outcome, from_plain
from lantoa.shared.text import fold, tidy

HonourRow = TypeVar("HonourRow", AwardRow, NominationRow)
_DETAILS = ("reason", "position", "category", "occasion")


class HonourRefused(DomainError):
    """A row cannot become an award or a nomination."""


def _identity(row: DecisionRow) -> tuple[str, date, str]:
    return identity(row.number, row.signed_on, row.issuer)


def _award_key(row: AwardRow) -> Hashable:
    return (
        _identity(row.decision),
        row.kind,
        row.unit_id,
        row.recipient,
        row.person_id,
        row.initiative_id,
    )


def _nomination_key(row: NominationRow) -> Hashable:
    return (row.kind, row.unit_id, row.recipient, row.person_id, row.initiative_id, row.year)


def _stored_awards(rows: Sequence[AwardRow]) -> dict[Hashable, tuple[int, AwardRow]]:
    near = Award.objects.filter(
        unit__in={row.unit_id for row in rows},
        decision__number__in={tidy(row.decision.number) for row in rows},
        decision__signed_on__in={row.decision.signed_on for row in rows},
    )
    return {_award_key(row): (pk, row) for pk, row in _award_rows(near).items()}


def _award_rows(awards: QuerySet[Award]) -> dict[int, AwardRow]:
    return {award.pk: award_row_of(award) for award in awards.select_related("kind", "decision")}


def _stored_nominations(
    rows: Sequence[NominationRow],
) -> dict[Hashable, tuple[int, NominationRow]]:
    near = Nomination.objects.filter(
        unit__in={row.unit_id for row in rows}, year__in={row.year for row in rows}
    )
    return {_nomination_key(row): (pk, row) for pk, row in _nomination_rows(near).items()}


def _nomination_rows(nominations: QuerySet[Nomination]) -> dict[int, NominationRow]:
    return {row.pk: nomination_row_of(row) for row in nominations.select_related("kind")}


_NAMED: Mapping[str, tuple[bool, bool]] = {
    Recipient.PERSON: (True, False),
    Recipient.COLLECTIVE: (False, False),
    Recipient.INITIATIVE: (False, True),
}
_LENGTHS = {"reason": 1000, "position": 120, "category": 100}


def _check_words(row: AwardRow | NominationRow) -> None:
    if row.occasion and row.occasion not in Occasion.values:
        raise HonourRefused(_("Không có dịp khen mang mã “%(code)s”.") % {"code": row.occasion})
    if row.year is not None and not EARLIEST_YEAR <= row.year <= LATEST_YEAR:
        raise HonourRefused(
            _("Năm %(year)s không thể đúng. Ghi năm bốn chữ số.") % {"year": row.year}
        )
    for name, most in _LENGTHS.items():
        if len(getattr(row, name) or "") > most:
            raise HonourRefused(
                _("Mục “%(field)s” dài quá %(most)s chữ. Viết gọn lại.")
                % {"field": Award._meta.get_field(name).verbose_name, "most": most}  # type: ignore[union-attr]
            )


def _words_of(records: Manager[Any], keys: set[int | None], code: str, name: str) -> dict[int, str]:
    """Return code and name of these records, folded once for the batch, by key."""
    found = records.filter(pk__in=keys - {None}).values_list("pk", code, name)
    return {pk: fold(f"{said_code or ''} {said_name}") for pk, said_code, said_name in found}


class _Names:
    """The words under which honours are found, and the catalogue, read once a batch."""

    def __init__(self, rows: Sequence[AwardRow] | Sequence[NominationRow]) -> None:
        self.kinds = {kind.code: kind for kind in AwardKind.objects.all()}
        self.kind_words = {
            code: fold(f"{code} {kind.name} {kind.short_name}") for code, kind in self.kinds.items()
        }
        self.units = _words_of(Unit.objects, {row.unit_id for row in rows}, "code", "name")
        self.people = _words_of(
            Person.objects, {row.person_id for row in rows}, "code", "full_name"
        )
        self.initiatives = _words_of(
            Initiative.objects, {row.initiative_id for row in rows}, "code", "title"
        )

    def fields(self, row: AwardRow | NominationRow) -> dict[str, Any]:
        """Return what an award and a nomination have in common.

        Raises `HonourRefused` for what no record can hold; the sentence says what and why.
        """
        if row.kind not in self.kinds:
            raise HonourRefused(
                _("Danh mục không có hình thức khen thưởng mang mã “%(code)s”.")
                % {"code": row.kind}
            )
        named = (row.person_id is not None, row.initiative_id is not None)
        if _NAMED.get(row.recipient) != named:
            raise HonourRefused(
                _("Khen cá nhân phải nêu một người, khen sáng kiến phải nêu một sáng kiến.")
            )
        gone = {row.person_id} - {None, *self.people}
        if gone or {row.initiative_id} - {None, *self.initiatives}:
            raise HonourRefused(_("Người hoặc sáng kiến được khen không còn. Chọn lại."))
        _check_words(row)
        return {
            "unit_id": row.unit_id,
            "kind": self.kinds[row.kind],
            "recipient": row.recipient,
            "person_id": row.person_id,
            "initiative_id": row.initiative_id,
            **{name: getattr(row, name) or "" for name in _DETAILS},
        }

    def search_text(self, row: AwardRow | NominationRow, *more: str) -> str:
        words = [
            self.people.get(row.person_id or 0, ""),
            self.initiatives.get(row.initiative_id or 0, ""),
            self.kind_words[row.kind],
            self.units[row.unit_id],
            fold(" ".join([row.reason or "", *more])),
        ]
        return " ".join(filter(None, words))


def _awards(rows: Sequence[AwardRow]) -> list[Award]:
    """Return the rows as records; their decisions are on file."""
    names = _Names(rows)
    filed = decisions.decisions_by_identity([row.decision for row in rows])
    return [
        Award(
            **names.fields(row),
            year=row.year or row.decision.signed_on.year,
            decision=filed[_identity(row.decision)],
            counted_on=row.decision.signed_on,
            counted_precision=Precision.DAY,
            search_text=names.search_text(row, row.decision.number),
        )
        for row in rows
    ]


def _nominations(rows: Sequence[NominationRow]) -> list[Nomination]:
    names = _Names(rows)
    return [
        Nomination(
            **names.fields(row),
            year=row.year,
            state=row.state or NominationState.PROPOSED,
            proposal_number=row.proposal_number or "",
            counted_on=row.counted_on or date(row.year, 12, 31),
            counted_precision=row.counted_precision
            or (Precision.DAY if row.counted_on else Precision.YEAR),
            search_text=names.search_text(row, row.proposal_number or ""),
        )
        for row in rows
    ]


_HONOUR_FIELDS = ["kind", "recipient", "person", "initiative", "year", *_DETAILS]
_COUNTED = ["counted_on", "counted_precision", "search_text"]


AWARDS = table_store(
    Award,
    act="award",
    row=AwardRow,
    key=_award_key,
    stored=_stored_awards,
    rows_of=_award_rows,
    made=_awards,
    fields=(*_HONOUR_FIELDS, *_COUNTED, "decision"),
)
NOMINATIONS = table_store(
    Nomination,
    act="nomination",
    row=NominationRow,
    key=_nomination_key,
    stored=_stored_nominations,
    rows_of=_nomination_rows,
    made=_nominations,
    fields=(*_HONOUR_FIELDS, *_COUNTED, "state", "proposal_number"),
)


def _filed(rows: Sequence[AwardRow], *, actor: User | None, at: datetime) -> list[AwardRow]:
    """File the decisions that rows state; return the rows naming them as filed."""
    filed = file_decisions([(row.unit_id, row.decision) for row in rows], actor=actor, at=at)
    return [replace(row, decision=decisions.row_of(filed[row.decision])) for row in rows]


@transaction.atomic
def apply_award_rows(rows: Sequence[AwardRow], *, actor: User | None, at: datetime) -> Outcome:
    """Write awards, filing the decisions that gave them; see `writing.apply_batch`.

    Raises `HonourRefused` besides.
    """
    if not rows:
        return Outcome(0, 0, 0, (), ())
    return apply_batch(AWARDS, _filed(rows, actor=actor, at=at), actor=actor, at=at)


@transaction.atomic
def undo_award_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_award_rows` did, and decisions that were known only through it."""
    before = [from_plain(AwardRow, change.before) for change in changes if change.before]
    if before:
        _filed(before, actor=actor, at=at)
    undo_batch(AWARDS, changes, actor=actor, at=at)
    used = {from_plain(AwardRow, change.after).decision for change in changes}
    forget_unused_decisions(used, actor=actor, at=at)


@transaction.atomic
def correct_award(pk: int, row: AwardRow, *, seen: str, actor: User, at: datetime) -> Outcome:
    """Make an award say exactly what the row says; see `writing.correct_record`."""
    (named,) = _filed([row], actor=actor, at=at)
    return correct_record(AWARDS, pk, named, seen=seen, actor=actor, at=at)


@transaction.atomic
def apply_nomination_rows(
    rows: Sequence[NominationRow], *, actor: User | None, at: datetime
) -> Outcome:
    """Write nominations; see `writing.apply_batch`. Raises `HonourRefused` besides."""
    return apply_batch(NOMINATIONS, rows, actor=actor, at=at)


@transaction.atomic
def undo_nomination_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_nomination_rows` did; see `writing.undo_batch`."""
    undo_batch(NOMINATIONS, changes, actor=actor, at=at)


@transaction.atomic
def correct_nomination(
    pk: int, row: NominationRow, *, seen: str, actor: User, at: datetime
) -> Outcome:
    """Make a nomination say exactly what the row says; see `writing.correct_record`."""
    return correct_record(NOMINATIONS, pk, row, seen=seen, actor=actor, at=at)
