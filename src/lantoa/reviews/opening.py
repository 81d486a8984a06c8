"""Opening the kept rows of a frozen number: which there were, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.reviews.asking import Asked
from lantoa.reviews.behind import LISTS, existing, fetched
from lantoa.reviews.keeping import KeptRows, rows_behind
from lantoa.reviews.models import FrozenFigure, Review
from lantoa.reviews.queries import kept_rows, scope_of_review
from lantoa.shared.numbers import group_digits
from lantoa.statistics.catalogue import SourceKey
from lantoa.statistics.choices import Counting

PAGE_SIZE = 50
MOST_CHANGED = 100
MOST_EXPLAINED = 8
MOST_NAMED = 2
_SUMMED = frozenset({Counting.SUM, Counting.MONEY})


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row as a page lists it; one that is gone or hidden has no page."""

    name: str
    unit: str = ""
    day: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of kept rows: keys that count now, that count no longer, that weigh otherwise."""

    added: tuple[int, ...]
    removed: tuple[int, ...]
    changed: dict[int, tuple[int, int]]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class OpenedPart:
    """One list behind a frozen number, a page of its kept rows, and the rows that changed."""

    title: str
    count: int
    rows: list[ShownRow]
    added: list[ShownRow]
    removed: list[ShownRow]
    changed: list[ShownRow]


def open_figure(review: Review, figure: FrozenFigure, user: User, *, page: int) -> list[OpenedPart]:
    """Return the kept rows of a number, page by page, and all that changed since it was frozen."""
    kept = kept_rows(figure)
    now = rows_behind(Asked.read(figure.code), scope_of_review(review, user))
    return [_opened(then, today, user, page) for then, today in zip(kept, now, strict=True)]


def causes(review: Review, keys: Iterable[str], user: User) -> dict[str, str]:
    """Say in a line for each number which rows made it differ: the first of them by name."""
    figures = review.figures.filter(code__in=list(keys)[:MOST_EXPLAINED])
    return {figure.code: _cause(review, figure, user) for figure in figures}


def _cause(review: Review, figure: FrozenFigure, user: User) -> str:
    now = rows_behind(Asked.read(figure.code), scope_of_review(review, user))
    for then, today in zip(kept_rows(figure), now, strict=True):
        changes = changes_between(then, today, user)
        said = [
            words % {"count": len(keys), "names": _named(then.source, keys, user)}
            for keys, words in (
                (changes.added, _("thêm %(count)s dòng: %(names)s")),
                (changes.removed, _("bớt %(count)s dòng: %(names)s")),
                (tuple(changes.changed), _("%(count)s dòng đổi giá trị: %(names)s")),
            )
            if keys
        ]
        if said:
            words = "; ".join(said)
            return f"{words[:1].upper()}{words[1:]}"
    return ""


def _named(source: SourceKey, keys: tuple[int, ...], user: User) -> str:
    rows = shown_rows(source, keys[:MOST_NAMED], user)
    names = [f"{row.name} ({row.unit})" if row.unit else row.name for row in rows]
    return "; ".join([*names, "…"] if len(keys) > MOST_NAMED else names)


def changes_between(then: KeptRows, today: KeptRows, user: User) -> Changes:
    """Compare kept rows with those of today; rows that `user` may not see are no change."""
    before, after = dict.fromkeys(then.keys), dict.fromkeys(today.keys)
    gone = [key for key in before if key not in after]
    hidden = existing(then.source, gone) - {row.pk for row in fetched(then.source, gone, user)}
    return Changes(
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in gone if key not in hidden),
        changed=_weighed(then, today) if then.counting in _SUMMED else {},
    )


def _weighed(then: KeptRows, today: KeptRows) -> dict[int, tuple[int, int]]:
    before = dict(zip(then.keys, then.of or (), strict=True))
    after = dict(zip(today.keys, today.of or (), strict=True))
    return {
        key: (before[key] or 0, after[key] or 0)
        for key in before
        if key in after and before[key] != after[key]
    }


def _opened(then: KeptRows, today: KeptRows, user: User, page: int) -> OpenedPart:
    keys = list(dict.fromkeys(then.keys))
    changes = changes_between(then, today, user)
    shown = keys[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    changed = shown_rows(then.source, list(changes.changed)[:MOST_CHANGED], user)
    weights = list(changes.changed.values())
    return OpenedPart(
        title=LISTS[then.source].title,
        count=len(keys),
        rows=shown_rows(then.source, shown, user),
        added=shown_rows(then.source, changes.added[:MOST_CHANGED], user),
        removed=shown_rows(then.source, changes.removed[:MOST_CHANGED], user),
        changed=[
            ShownRow(row.name, row.unit, row.day, row.url, _moved(before, after))
            for row, (before, after) in zip(changed, weights, strict=False)
        ],
    )


def _moved(before: int, after: int) -> str:
    return f"{group_digits(before)} → {group_digits(after)}"


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
