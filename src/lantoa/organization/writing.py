"""The one way in which typed rows become records: compare, create, update, remember, undo.

Each record app says in a `RecordStore` how its rows are found, created and updated; rights,
locks, the journal and the outcome are the same for all and live here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Manager, Model, ProtectedError, QuerySet
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.organization.models import Unit
from lantoa.organization.permissions import can_write_records
from lantoa.shared.errors import Conflict, DomainError
from lantoa.shared.rows import Change, Outcome, from_plain, merged, to_plain


class UnitRow(Protocol):
    """A typed row of one unit, a dataclass; every record app's rows have at least this."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def unit_id(self) -> int: ...


R = TypeVar("R", bound=UnitRow)
M = TypeVar("M", bound=Model)


class RepeatedRow(DomainError):
    """Two rows of one batch state different things about the same record."""


@dataclass(frozen=True, slots=True)
class RecordStore(Generic[R]):
    """How one kind of record is stored.

    `act`: the journal's word, such as "initiative"; `row`: the dataclass; `key`: what makes two
    rows the same record; `stored`: existing records for these rows, by key, as (primary key,
    row); `by_pk`: existing records by primary key; `create`, `update`: write rows in bulk
    (create returns primary keys in order); `delete`: remove by primary key; `merge`: lay what a
    row states over what is stored.

    Where a record holds more through time than its row states (a person's memberships), `standing`
    finds how it stands for what a batch left, by primary key, and `restore` takes updates back.
    """

    act: str
    row: type[R]
    key: Callable[[R], Hashable]
    stored: Callable[[Sequence[R]], Mapping[Hashable, tuple[int, R]]]
    by_pk: Callable[[Sequence[int]], Mapping[int, R]]
    create: Callable[[Sequence[R]], list[int]]
    update: Callable[[Sequence[tuple[int, R]]], None]
    delete: Callable[[Sequence[int]], None]
    merge: Callable[[R, R], R] = merged
    standing: Callable[[Mapping[int, R]], Mapping[int, R]] | None = None
    restore: Callable[[Sequence[Change]], None] | None = None


def table_store(
    model: type[M],
    *,
    act: str,
    row: type[R],
    key: Callable[[R], Hashable],
    stored: Callable[[Sequence[R]], Mapping[Hashable, tuple[int, R]]],
    rows_of: Callable[[QuerySet[M]], Mapping[int, R]],
    made: Callable[[Sequence[R]], list[M]],
    fields: Sequence[str],
) -> RecordStore[R]:
    """Return the `RecordStore` of a kind whose records live in one table.

    `rows_of` reads records as typed rows, by primary key; `made` makes unsaved records of typed
    rows, in order; `fields` are what an update writes.
    """
    records: Manager[M] = model.objects  # type: ignore[attr-defined]  # every model of ours has it

    def create(rows: Sequence[R]) -> list[int]:
        return [one.pk for one in records.bulk_create(made(rows))]

    def update(pairs: Sequence[tuple[int, R]]) -> None:
        changed = made([row for _pk, row in pairs])
        for one, (pk, _row) in zip(changed, pairs, strict=True):
            one.pk = pk
        rewrite(changed, fields)

    def delete(pks: Sequence[int]) -> None:
        records.filter(pk__in=pks).delete()

    return RecordStore(
        act=act,
        row=row,
        key=key,
        stored=stored,
        by_pk=lambda pks: rows_of(records.filter(pk__in=pks)),
        create=create,
        update=update,
        delete=delete,
    )


def _lock_units(unit_ids: set[int], actor: User | None) -> list[Unit]:
    """Lock the units whose records are written, after asking for the right to."""
    units = list(Unit.objects.select_for_update(no_key=True).filter(pk__in=unit_ids).order_by("pk"))
    if actor is not None and not all(can_write_records(actor, unit) for unit in units):
        raise PermissionDenied
    return units


@transaction.atomic
def apply_batch(
    store: RecordStore[R], rows: Sequence[R], *, actor: User | None, at: datetime
) -> Outcome:
    """Write rows: new ones are created, differing ones updated, the rest left alone.

    What a row does not state stays as stored. `actor` None is the program itself. Raises
    `PermissionDenied` unless the actor may write each unit's records (and those of the unit that
    a changed record belonged to), `RepeatedRow`, and `Conflict` when another batch wrote the same
    record at the same moment.
    """
    units = {row.unit_id for row in rows}
    _lock_units(units, actor)
    stored = store.stored(rows)
    fresh: dict[Hashable, R] = {}
    updates: dict[int, tuple[R, R]] = {}
    for row in rows:
        key = store.key(row)
        if key in stored:
            pk, before = stored[key]
            after = store.merge(before, row)
            if pk in updates and updates[pk][1] != after:
                raise RepeatedRow(_("Một bản ghi được nêu hai lần với nội dung khác nhau."))
            if after != before:
                updates[pk] = (before, after)
        elif fresh.setdefault(key, row) != row:
            raise RepeatedRow(_("Một bản ghi được nêu hai lần với nội dung khác nhau."))
    if elsewhere := {before.unit_id for before, _after in updates.values()} - units:
        _lock_units(elsewhere, actor)
    with acting(actor, f"{store.act}.applied"), _told_apart():
        created = store.create(list(fresh.values())) if fresh else []
        if updates:
            store.update([(pk, after) for pk, (_before, after) in updates.items()])
    keys = dict(zip(fresh, created, strict=True))
    return _outcome(store, rows, stored, created=keys, updates=updates, actor=actor, at=at)


@transaction.atomic
def add_record(
    apply: Callable[..., Outcome], row: R, *, actor: User, at: datetime, refusal: str = ""
) -> Outcome:
    """Write one new record, as a form does; what is there already is never laid over.

    `apply` is the way in which the row's app writes rows; it asks for the right first. Raises what
    that raises, and `Conflict` (with the sentence `refusal`) when the record is there.
    """
    outcome = apply([row], actor=actor, at=at)
    if not outcome.created:
        raise Conflict(refusal or _("Đã có một bản ghi như vậy. Mở bản ghi đó để sửa."))
    return outcome


@contextmanager
def _told_apart() -> Iterator[None]:
    """Say in words that another batch took the same key first; other faults stay defects."""
    try:
        yield
    except IntegrityError as error:
        if getattr(error.__cause__, "sqlstate", "") in {"23505", "23P01"}:
            raise Conflict(
                _("Có người vừa ghi cùng bản ghi này. Tải lại trang, xem bản mới rồi gửi lại.")
            ) from error
        raise


def _outcome(
    store: RecordStore[R],
    rows: Sequence[R],
    stored: Mapping[Hashable, tuple[int, R]],
    *,
    created: Mapping[Hashable, int],
    updates: Mapping[int, tuple[R, R]],
    actor: User | None,
    at: datetime,
) -> Outcome:
    by_key = {store.key(row): row for row in rows}
    changes = [Change(pk, "created", None, to_plain(by_key[key])) for key, pk in created.items()]
    changes += [
        Change(pk, "updated", to_plain(before), to_plain(after))
        for pk, (before, after) in updates.items()
    ]
    keys = tuple(created[key] if key in created else stored[key][0] for key in map(store.key, rows))
    unchanged = len(rows) - len(created) - len(updates)
    if changes:
        units = {row.unit_id for row in rows}
        record(
            f"{store.act}.applied",
            actor=actor,
            at=at,
            unit_id=units.pop() if len(units) == 1 else None,
            created=len(created),
            updated=len(updates),
        )
    return Outcome(len(created), len(updates), unchanged, tuple(changes), keys)


def fingerprint(row: UnitRow) -> str:
    """Return a short mark of what a record says, to see later whether it changed."""
    plain = json.dumps(to_plain(row), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


@transaction.atomic
def correct_record(
    store: RecordStore[R], pk: int, row: R, *, seen: str, actor: User, at: datetime
) -> Outcome:
    """Make one record say exactly what `row` says: a form that leaves a field empty empties it.

    `seen` is the `fingerprint` of the record when the user opened the form. Raises
    `PermissionDenied`, and `Conflict` when the record changed since, is gone, or when another
    record is already what this one would become.
    """
    units = {row.unit_id, *(found.unit_id for found in store.by_pk([pk]).values())}
    _lock_units(units, actor)
    before = store.by_pk([pk]).get(pk)
    if before is None or fingerprint(before) != seen:
        raise Conflict(
            _("Bản ghi này đã được người khác sửa. Mở lại trang để xem bản mới rồi sửa tiếp.")
        )
    if before == row:
        return Outcome(0, 0, 1, (), (pk,))
    there = store.stored([row]).get(store.key(row))
    if there is not None and there[0] != pk:
        raise Conflict(_("Đã có một bản ghi khác như vậy. Mở bản ghi đó để sửa."))
    with acting(actor, f"{store.act}.corrected"), _told_apart():
        store.update([(pk, row)])
    change = Change(pk, "updated", to_plain(before), to_plain(row))
    record(f"{store.act}.corrected", actor=actor, at=at, unit_id=row.unit_id, key=pk)
    return Outcome(0, 1, 0, (change,), (pk,))


@transaction.atomic
def undo_batch(
    store: RecordStore[R], changes: Sequence[Change], *, actor: User | None, at: datetime
) -> None:
    """Take back what `apply_batch` did: remove what it created, restore what it updated.

    Raises `Conflict` when a record was changed since, or when something else now rests on it;
    then nothing is taken back.
    """
    after = {change.key: from_plain(store.row, change.after) for change in changes}
    before = [from_plain(store.row, change.before) for change in changes if change.before]
    _lock_units({row.unit_id for row in [*after.values(), *before]}, actor)
    now = store.standing(after) if store.standing else store.by_pk(list(after))
    for change in changes:
        if _differs(now.get(change.key), change):
            raise Conflict(
                _("Không hoàn tác được: có bản ghi đã được sửa hoặc xóa sau lần nhập này.")
            )
    with acting(actor, f"{store.act}.undone"):
        _restore(store, [change for change in changes if change.before])
        removed = [change.key for change in changes if change.kind == "created"]
        try:
            if removed:
                store.delete(removed)
        except ProtectedError as error:
            raise Conflict(
                _("Không hoàn tác được: bản ghi của lần nhập này đã được dùng ở nơi khác.")
            ) from error
    record(f"{store.act}.undone", actor=actor, at=at, count=len(changes))


def rewrite(records: Sequence[Model], fields: Iterable[str]) -> None:
    """Write fields of stored records back, each record with its own values, by one statement.

    `bulk_update` sends one branch for each row and field, and takes seconds for a thousand rows;
    an insert that always meets its own key takes milliseconds and runs the triggers of updates.
    """
    if records:
        type(records[0])._base_manager.bulk_create(  # noqa: SLF001 -- any model's rows
            records,
            batch_size=2000,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=list(fields),
        )


def _restore(store: RecordStore[R], changes: Sequence[Change]) -> None:
    if not changes:
        return
    if store.restore:
        store.restore(changes)
    else:
        store.update(
            [(change.key, from_plain(store.row, change.before or {})) for change in changes]
        )


def _differs(now: Any, change: Change) -> bool:  # noqa: ANN401 -- any app's row
    """Tell whether a record no longer says what the batch made it say.

    A created record may hold defaults beside what its row stated; only what was stated counts.
    """
    if now is None:
        return True
    current = to_plain(now)
    return any(
        current.get(name) != value
        for name, value in change.after.items()
        if value not in (None, "", [])
    )
