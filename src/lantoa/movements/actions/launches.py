"""Movements and their sub-movements; and how the other rows name a movement by its code."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.movements.models import Movement, MovementAlias
from lantoa.movements.rows import MovementRow
from lantoa.organization.models import Unit
from lantoa.organization.writing import (
    RecordStore,
    apply_batch,
    correct_record,
    rewrite,
    undo_batch,
)
from lantoa.shared.errors import DomainError
from lantoa.shared.rows import Change, Outcome
from lantoa.shared.text import fold, tidy

_FIELDS = ("unit", "name", "kind", "counted_on", "ends_on", "parent", "aims", "search_text")


class MovementRefused(DomainError):
    """A row names a movement that does not exist, or one that cannot be so."""


def movements_by_code(codes: Iterable[str | None]) -> dict[str, Movement]:
    """Return the movements of these codes; raises `MovementRefused` for a code nobody carries."""
    wanted = {code for code in codes if code}
    found = {movement.code: movement for movement in Movement.objects.filter(code__in=wanted)}
    for code in sorted(wanted - set(found)):
        raise MovementRefused(
            _("Không có phong trào mang mã “%(code)s”. Thêm phong trào trước, hoặc chọn mã khác.")
            % {"code": code}
        )
    return found


def unit_words(unit_ids: Iterable[int]) -> dict[int, str]:
    """Return, for each unit, the words by which its records are found."""
    units = Unit.objects.filter(pk__in=set(unit_ids)).values_list("pk", "code", "name")
    return {pk: f"{code} {name}" for pk, code, name in units}


def _stored(rows: Sequence[MovementRow]) -> dict[Hashable, tuple[int, MovementRow]]:
    movements = Movement.objects.filter(code__in=[row.code for row in rows])
    return {(row.unit_id, row.code): (pk, row) for pk, row in _rows_of(movements).items()}


def _by_pk(pks: Sequence[int]) -> dict[int, MovementRow]:
    return _rows_of(Movement.objects.filter(pk__in=pks))


def _rows_of(movements: QuerySet[Movement]) -> dict[int, MovementRow]:
    found = movements.select_related("parent").prefetch_related("aliases")
    return {
        movement.pk: MovementRow(
            unit_id=movement.unit_id,
            code=movement.code,
            name=movement.name,
            kind=movement.kind,
            launched_on=movement.counted_on,
            ends_on=movement.ends_on,
            parent=movement.parent.code if movement.parent else None,
            aims=movement.aims,
            aliases=tuple(sorted(alias.name for alias in movement.aliases.all())),
        )
        for movement in found
    }


def _movement(row: MovementRow, parent: Movement | None, words: str) -> Movement:
    return Movement(
        unit_id=row.unit_id,
        code=row.code,
        name=tidy(row.name),
        kind=row.kind,
        counted_on=row.launched_on,
        ends_on=row.ends_on,
        parent=parent,
        aims=row.aims or "",
        search_text=fold(" ".join([row.code, row.name, *row.aliases, words])),
    )


def _create(rows: Sequence[MovementRow]) -> list[int]:
    """Create parents before their sub-movements, one statement a level."""
    taken = Movement.objects.filter(code__in=[row.code for row in rows]).first()
    if taken is not None:
        raise MovementRefused(
            _("Mã “%(code)s” đã thuộc phong trào của %(unit)s. Chọn mã khác.")
            % {"code": taken.code, "unit": taken.unit.name}
        )
    words = unit_words(row.unit_id for row in rows)
    fresh = {row.code for row in rows}
    known: dict[str, Movement] = movements_by_code(
        row.parent for row in rows if row.parent not in fresh
    )
    waiting = list(rows)
    while waiting:
        ready = [row for row in waiting if not row.parent or row.parent in known]
        if not ready:
            raise _circle(waiting[0])
        made = Movement.objects.bulk_create(
            _movement(row, known[row.parent] if row.parent else None, words[row.unit_id])
            for row in ready
        )
        known |= {movement.code: movement for movement in made}
        waiting = [row for row in waiting if row.code not in known]
    _write_aliases([(known[row.code].pk, row) for row in rows])
    return [known[row.code].pk for row in rows]


def _update(pairs: Sequence[tuple[int, MovementRow]]) -> None:
    words = unit_words(row.unit_id for _pk, row in pairs)
    parents = movements_by_code(row.parent for _pk, row in pairs)
    _refuse_circles({pk: parents[row.parent].pk for pk, row in pairs if row.parent})
    changed = []
    for pk, row in pairs:
        movement = _movement(row, parents[row.parent] if row.parent else None, words[row.unit_id])
        movement.pk = pk
        changed.append(movement)
    rewrite(changed, _FIELDS)
    MovementAlias.objects.filter(movement__in=[pk for pk, _row in pairs]).delete()
    _write_aliases(pairs)


def _refuse_circles(new_parents: Mapping[int, int]) -> None:
    parents: dict[int, int | None] = dict(Movement.objects.values_list("pk", "parent_id"))
    parents |= new_parents
    for start in new_parents:
        above, seen = parents.get(start), {start}
        while above is not None:
            if above in seen:
                raise _circle(_by_pk([start])[start])
            seen.add(above)
            above = parents.get(above)


def _circle(row: MovementRow) -> MovementRefused:
    return MovementRefused(
        _("Phong trào “%(name)s” không thể thuộc chính nó. Chọn lại phong trào cấp trên.")
        % {"name": row.name}
    )


def _write_aliases(pairs: Sequence[tuple[int, MovementRow]]) -> None:
    owners: dict[str, int] = {}
    fresh: list[MovementAlias] = []
    for pk, row in pairs:
        for name in row.aliases:
            folded = fold(name)
            if owners.setdefault(folded, pk) != pk:
                raise _taken_alias(name)
            fresh.append(MovementAlias(movement_id=pk, name=name, folded=folded))
    taken = MovementAlias.objects.filter(folded__in=list(owners)).first() if owners else None
    if taken is not None:
        raise _taken_alias(taken.name)
    MovementAlias.objects.bulk_create(fresh)


def _taken_alias(name: str) -> MovementRefused:
    return MovementRefused(
        _("Tên “%(name)s” đã dùng cho phong trào khác. Bỏ tên này ở một trong hai phong trào.")
        % {"name": name}
    )


def _delete(pks: Sequence[int]) -> None:
    """Remove sub-movements with the movement they were made with, lowest first."""
    children = Movement.objects.filter(pk__in=pks, parent__in=pks)
    if children.exists():
        Movement.objects.filter(pk__in=pks).update(parent=None)
    Movement.objects.filter(pk__in=pks).delete()


MOVEMENTS = RecordStore(
    act="movement",
    row=MovementRow,
    key=lambda row: (row.unit_id, row.code),
    stored=_stored,
    by_pk=_by_pk,
    create=_create,
    update=_update,
    delete=_delete,
)


def _tidied(row: MovementRow) -> MovementRow:
    """Return the row as it is stored, so that sending it twice changes nothing."""
    aliases = {fold(name): tidy(name) for name in row.aliases if fold(name)}
    return replace(row, name=tidy(row.name), aliases=tuple(sorted(aliases.values())))


@transaction.atomic
def apply_movement_rows(
    rows: Sequence[MovementRow], *, actor: User | None, at: datetime
) -> Outcome:
    """Write movements; see `writing.apply_batch`. Raises `MovementRefused` too."""
    return apply_batch(MOVEMENTS, [_tidied(row) for row in rows], actor=actor, at=at)


@transaction.atomic
def undo_movement_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_movement_rows` did; see `writing.undo_batch`."""
    undo_batch(MOVEMENTS, changes, actor=actor, at=at)


@transaction.atomic
def correct_movement(pk: int, row: MovementRow, *, seen: str, actor: User, at: datetime) -> Outcome:
    """Make a record say exactly what the form says; see `writing.correct_record`."""
    return correct_record(MOVEMENTS, pk, _tidied(row), seen=seen, actor=actor, at=at)
