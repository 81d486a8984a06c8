"""The rows behind numbers by their keys, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.reviews.queries.lists import LISTS
from lantoa.statistics.catalogue.indicator import SourceKey
from lantoa.statistics.sources import SOURCES

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as a page lists it; one that is gone or hidden has no page."""

    name: str
    unit: str = ""
    day: str = ""
    url: str = ""
    note: str = ""


def fetched(source: SourceKey, keys: Iterable[int], user: User) -> Iterator[Any]:
    """Yield the rows of these keys that `user` may see, in the order of the keys."""
    listed = LISTS[source]
    left = iter(keys)
    while chunk := list(islice(left, _CHUNK)):
        rows = listed.joins(SOURCES[source].rows(user).filter(pk__in=chunk))
        found = {row.pk: row for row in rows}
        yield from (found[key] for key in chunk if key in found)


def streamed(source: SourceKey, rows: QuerySet[Any]) -> Iterator[Any]:
    """Yield rows of a list one chunk after the other, ordered by key."""
    yield from LISTS[source].joins(rows.order_by("pk")).iterator(chunk_size=_CHUNK)


def existing(source: SourceKey, keys: Iterable[int]) -> set[int]:
    """Return which of these rows still exist, whoever may see them."""
    model = SOURCES[source].filterset._meta.model
    manager = model._default_manager  # noqa: SLF001 -- a model is chosen at run time
    return set(manager.filter(pk__in=list(keys)).values_list("pk", flat=True))


def shown_rows(source: SourceKey, keys: Iterable[int], user: User) -> list[ShownRow]:
    """Return rows by key, in order; one that is gone or may not be seen says so."""
    wanted = list(keys)
    if not wanted:
        return []
    found = {row.pk: row for row in fetched(source, wanted, user)}
    there = existing(source, [key for key in wanted if key not in found])
    return [_shown(source, key, found.get(key), exists=key in there) for key in wanted]


def _shown(source: SourceKey, key: int, row: Any, *, exists: bool) -> ShownRow:  # noqa: ANN401
    listed = LISTS[source]
    if row is not None:
        return ShownRow(listed.name(row), listed.unit(row), listed.day(row), listed.address(row))
    if exists:
        return ShownRow(_("Dòng của đơn vị bạn không xem được"))
    return ShownRow(_("Dòng số %(key)s, nay đã gỡ khỏi hệ thống") % {"key": key})
