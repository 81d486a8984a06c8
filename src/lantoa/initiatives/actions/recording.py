"""The one write path of initiatives: many typed rows in, an outcome that can be undone out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.decisions.actions import file_decisions, forget_unused_decisions
from lantoa.decisions.queries import row_of
from lantoa.decisions.rows import DecisionRow
from lantoa.initiatives.actions.checking import (
    check,
    merge_rows,
    record_key,
    state_with,
    states_of,
    tidied,
    with_decisions,
)
from lantoa.initiatives.actions.storing import (
    Writer,
    delete_initiatives,
    rows_by_pk,
    stored_rows,
)
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import InitiativeRow
from lantoa.organization.writing import (
    RecordStore,
    add_record,
    apply_batch,
    correct_record,
    undo_batch,
)
from lantoa.shared.rows import Change, Outcome, from_plain


@transaction.atomic
def apply_rows(rows: Sequence[InitiativeRow], *, actor: User | None, at: datetime) -> Outcome:
    """Write initiatives with their authors, benefits and recognitions, filing the decisions.

    A row's code, else its unit, year and folded title, says which initiative it is. What a row
    does not state stays; a benefit or a recognition that is stated stands beside the others.
    Raises `PermissionDenied`, `InitiativeRefused` (nothing is written) and `RepeatedRow`.
    """
    stated = [tidied(row) for row in rows]
    for row in stated:
        check(row)
    named, keys = _filed(stated, actor=actor, at=at)
    return apply_batch(_store(keys, actor=actor, at=at), named, actor=actor, at=at)


@transaction.atomic
def add_initiative(row: InitiativeRow, *, actor: User, at: datetime) -> Outcome:
    """Write one new initiative, as a form does; what is there already is never laid over.

    Raises `PermissionDenied`, `InitiativeRefused` when it cannot stand, `Conflict` when known.
    """
    known = _("Năm %(year)s đơn vị đã có sáng kiến mang tên này. Mở sáng kiến đó để sửa.")
    return add_record(apply_rows, row, actor=actor, at=at, refusal=known % {"year": row.year})


@transaction.atomic
def undo_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_rows` did, and the decisions that were known only through it.

    Raises `PermissionDenied`, and `Conflict` when an initiative was changed or used since.
    """
    undo_batch(_store({}, actor=actor, at=at), changes, actor=actor, at=at)
    after = [from_plain(InitiativeRow, change.after) for change in changes]
    used = {one.decision for row in after for one in row.recognitions}
    forget_unused_decisions(used, actor=actor, at=at)


@transaction.atomic
def correct_initiative(
    initiative: Initiative, row: InitiativeRow, *, seen: str, actor: User, at: datetime
) -> Outcome:
    """Make an initiative say exactly what `row` says, as a form states it.

    `seen` is the fingerprint of the row that the form showed; a recognition that was added makes
    it recognized. Raises `PermissionDenied`, `InitiativeRefused`, and `Conflict` when somebody
    else changed it meanwhile.
    """
    stated = tidied(row)
    check(stated)
    (named,), keys = _filed([stated], actor=actor, at=at)
    before = rows_by_pk([initiative.pk]).get(initiative.pk, named)
    state, benefit_state = states_of(named)
    gained = len(named.recognitions) > len(before.recognitions)
    whole = replace(named, state=state_with(state, gained=gained), benefit_state=benefit_state)
    return correct_record(
        _store(keys, actor=actor, at=at), initiative.pk, whole, seen=seen, actor=actor, at=at
    )


def _filed(
    rows: Sequence[InitiativeRow], *, actor: User | None, at: datetime
) -> tuple[list[InitiativeRow], dict[DecisionRow, int]]:
    """File the decisions of all rows; return the rows naming them as filed, and their keys."""
    stated = {(row.unit_id, one.decision): None for row in rows for one in row.recognitions}
    filed = file_decisions(stated, actor=actor, at=at) if stated else {}
    names = {row: row_of(decision) for row, decision in filed.items()}
    keys = {names[row]: decision.pk for row, decision in filed.items()}
    return [with_decisions(row, names) for row in rows], keys


def _store(
    known: Mapping[DecisionRow, int], *, actor: User | None, at: datetime
) -> RecordStore[InitiativeRow]:
    """Return how initiatives are stored, given the keys of the decisions that are known.

    A decision of an earlier row that is restored may have been forgotten since: it is filed
    again.
    """

    def decisions(rows: Iterable[InitiativeRow]) -> Mapping[DecisionRow, int]:
        stated = {(row.unit_id, one.decision) for row in rows for one in row.recognitions}
        missing = [(unit_id, one) for unit_id, one in stated if one not in known]
        filed = file_decisions(missing, actor=actor, at=at) if missing else {}
        return {**known, **{row: decision.pk for row, decision in filed.items()}}

    writer = Writer(decisions)
    return RecordStore(
        act="initiative",
        row=InitiativeRow,
        key=record_key,
        stored=stored_rows,
        by_pk=rows_by_pk,
        create=writer.create,
        update=writer.update,
        delete=delete_initiatives,
        merge=_merged,
    )


def _merged(stored: InitiativeRow, stated: InitiativeRow) -> InitiativeRow:
    row = merge_rows(stored, stated)
    check(row)
    return row
