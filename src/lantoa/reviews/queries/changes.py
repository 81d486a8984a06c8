"""The kept rows of a frozen number beside those of today: what changed since, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.reviews.asked import Asked
from lantoa.reviews.kept_rows import SUMMED, KeptRows
from lantoa.reviews.models import FrozenFigure, Review
from lantoa.reviews.queries.frozen import kept_rows
from lantoa.reviews.queries.lists import LISTS
from lantoa.reviews.queries.reviews import scope_of_review
from lantoa.reviews.queries.rows import ShownRow, existing, fetched, shown_rows
from lantoa.reviews.queries.rows_behind import Keeper
from lantoa.shared.numbers import group_digits
from lantoa.statistics.catalogue.indicator import SourceKey

PAGE_SIZE = 50
MOST_CHANGED = 100
MOST_EXPLAINED = 8
MOST_NAMED = 2


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of kept rows: keys that count now, that count no longer, that weigh otherwise."""

    added: tuple[int, ...]
    removed: tuple[int, ...]
    changed: dict[int, tuple[int, int]]


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
    now = Keeper(scope_of_review(review, user)).rows_behind(Asked.read(figure.code))
    return [_opened(then, today, user, page) for then, today in zip(kept, now, strict=True)]


def causes(review: Review, keys: Iterable[str], user: User) -> dict[str, str]:
    """Say in a line for each number which rows made it differ: the first of them by name."""
    figures = review.figures.filter(code__in=list(keys)[:MOST_EXPLAINED])
    keeper = Keeper(scope_of_review(review, user))
    return {figure.code: _cause(figure, keeper, user) for figure in figures}


def _cause(figure: FrozenFigure, keeper: Keeper, user: User) -> str:
    now = keeper.rows_behind(Asked.read(figure.code))
    for then, today in zip(kept_rows(figure), now, strict=True):
        changes = _changes_between(then, today, user)
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


def _changes_between(then: KeptRows, today: KeptRows, user: User) -> Changes:
    """Compare kept rows with those of today; rows that `user` may not see are no change."""
    before, after = dict.fromkeys(then.keys), dict.fromkeys(today.keys)
    gone = [key for key in before if key not in after]
    hidden = existing(then.source, gone) - {row.pk for row in fetched(then.source, gone, user)}
    return Changes(
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in gone if key not in hidden),
        changed=_weighed(then, today) if then.counting in SUMMED else {},
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
    changes = _changes_between(then, today, user)
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
