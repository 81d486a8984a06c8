"""Every question about contests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from lantoa.accounts.models import User
from lantoa.contests.choices import Prize
from lantoa.contests.models import Contest, Entry, EntryQuerySet


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition with what the viewer may see of it: entries, and prizes by kind, best first."""

    contest: Contest
    entries: int
    prizes: tuple[tuple[Prize, int], ...]


def entries_for(user: User) -> EntryQuerySet:
    """Return the entries that `user` may see; the list adds order and joins."""
    return Entry.objects.visible_to(user)


def with_names(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Add what a list row shows."""
    return entries.select_related("contest", "unit", "person")


def get_entry(user: User, pk: int) -> Entry:
    """Return an entry that `user` may see; 404 for any other."""
    return get_object_or_404(with_names(entries_for(user)), pk=pk)


def editions_for(user: User) -> list[Edition]:
    """Return the editions with an entry that `user` may see, newest first; two queries."""
    prizes = [prize for prize in Prize if prize != Prize.NONE]
    counts: dict[int, Any] = {
        row["contest"]: row
        for row in entries_for(user)
        .order_by()
        .values("contest")
        .annotate(
            entries=Count("pk"),
            **{prize.value: Count("pk", filter=Q(prize=prize)) for prize in prizes},
        )
    }
    contests = Contest.objects.filter(pk__in=list(counts)).order_by("-year", "name_key", "pk")
    return [
        Edition(
            contest,
            counts[contest.pk]["entries"],
            tuple(
                (prize, counts[contest.pk][prize.value])
                for prize in prizes
                if counts[contest.pk][prize.value]
            ),
        )
        for contest in contests
    ]


def series_names() -> list[str]:
    """Return the names of contests that were ever recorded, for a form to offer.

    A contest belongs to no unit: its name is nobody's secret, who took part in it may be.
    """
    return list(
        Contest.objects.order_by("series").values_list("series", flat=True).distinct()[:200]
    )
