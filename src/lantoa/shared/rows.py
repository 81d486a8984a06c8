"""Typed rows: the one shape in which records are written, compared, exported and undone.

Each record app declares its rows as frozen dataclasses of plain values. A field that is None,
or an empty tuple, means "not stated": it never erases what is stored.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

if typing.TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row = typing.TypeVar("Row", bound="DataclassInstance")
_AS_IT_IS = frozenset({str, int, bool})


@dataclass(frozen=True, slots=True)
class Change:
    """What one row did to one record: its key, how it stood before (None: new) and after."""

    key: int
    kind: Literal["created", "updated"]
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch of rows did. `keys` holds the record's key for each row, in the order given."""

    created: int
    updated: int
    unchanged: int
    changes: tuple[Change, ...]
    keys: tuple[int, ...]


def merged(stored: Row, stated: Row) -> Row:
    """Lay what is stated over what is stored; what is not stated stays."""
    changes = {
        field.name: value
        for field in dataclasses.fields(stated)
        if (value := getattr(stated, field.name)) is not None and value not in ((), "")
    }
    return dataclasses.replace(stored, **changes)


def to_plain(row: DataclassInstance) -> dict[str, Any]:
    """Return a row as JSON-ready values; days as ISO text."""
    return {name: _plain(getattr(row, name)) for name in _names(type(row))}


@lru_cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _plain(value: object) -> object:
    if value is None or type(value) in _AS_IT_IS:
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return to_plain(value)
    return value


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def from_plain(kind: type[Row], plain: dict[str, Any]) -> Row:
    """Read back what `to_plain` wrote."""
    hints = _hints(kind)
    return kind(**{name: _revive(hints[name], value) for name, value in plain.items()})


def _revive(hint: Any, value: Any) -> Any:  # noqa: ANN401 -- works on any declared field type
    if value is None:
        return None
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(option for option in typing.get_args(hint) if option is not type(None))
    if typing.get_origin(hint) is tuple:
        return tuple(_revive(typing.get_args(hint)[0], item) for item in value)
    if hint is date:
        return date.fromisoformat(value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return from_plain(hint, value)
    return value
