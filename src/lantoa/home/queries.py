"""What the home pages ask the other apps: what waits, who is silent, what was just done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.assessments.models import Grading
from lantoa.audit.models import Entry
from lantoa.awards.choices import NominationState
from lantoa.awards.models import Nomination
from lantoa.initiatives.choices import State
from lantoa.initiatives.models import Initiative
from lantoa.intake.choices import FileState
from lantoa.intake.models import SentFile
from lantoa.organization import oversight
from lantoa.organization.models import RoleAssignment, Unit
from lantoa.organization.models.unit import below
from lantoa.organization.queries.units import units_for
from lantoa.organization.scopes import WRITING_ROLES, scope_of
from lantoa.reviews.queries.reviews import reviews_to_freeze

UNION_KIND = "cdcs"
NAMED_UNITS = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many things wait, and the day of the oldest."""

    count: int
    oldest: date


@dataclass(frozen=True, slots=True)
class Units:
    """How many units, and the names of the first few."""

    count: int
    names: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that waits, with what a task shows of it."""

    title: str
    url: str
    on: date
    note: str = ""


def units_directly_below(user: User, unit: Unit) -> QuerySet[Unit]:
    """Return the living units one step under `unit` that `user` may see, at most forty."""
    return units_for(user).filter(parent=unit, ended_on__isnull=True)[:40]


def post_of(user: User) -> str:
    """Say which role the person holds where: the highest one."""
    held = (
        RoleAssignment.objects.filter(user=user, valid_until__isnull=True)
        .select_related("unit")
        .order_by("unit__path", "role")
        .first()
    )
    return f"{held.get_role_display()} · {held.unit.name}" if held else ""


def files_waiting_for(user: User) -> list[Thing]:
    """Return the files that were read and not yet written, of units the user writes for."""
    scope = scope_of(user, WRITING_ROLES)
    files: Iterable[Any] = (  # with the count of problems
        SentFile.objects.filter(state=FileState.READ)
        .filter(below(scope.paths, field="unit__path") | Q(batch__sent_by=user))
        .annotate(faults=Count("problems"))
        .select_related("batch")
        .order_by("batch__sent_at")[:20]
    )
    return [
        Thing(
            file.name,
            reverse("intake:file", args=[file.pk]),
            timezone.localdate(file.batch.sent_at),
            str(file.faults),
        )
        for file in files
    ]


def initiatives_to_receive(user: User) -> Waiting | None:
    """Return the initiatives that wait to be received in units the user writes for."""
    scope = scope_of(user, WRITING_ROLES)
    found = Initiative.objects.filter(
        below(scope.paths, field="unit__path"), state=State.PENDING
    ).aggregate(count=Count("pk"), oldest=Min("counted_on"))
    return Waiting(found["count"], found["oldest"]) if found["count"] else None


def nominations_waiting(user: User) -> Waiting | None:
    """Return the nominations without an outcome in units the user writes for."""
    scope = scope_of(user, WRITING_ROLES)
    found = Nomination.objects.filter(
        below(scope.paths, field="unit__path"), state=NominationState.PROPOSED
    ).aggregate(count=Count("pk"), oldest=Min("counted_on"))
    return Waiting(found["count"], found["oldest"]) if found["count"] else None


def _living_unions(user: User) -> QuerySet[Unit]:
    scope = scope_of(user, WRITING_ROLES)
    return Unit.objects.filter(
        below(scope.paths), kind__code=UNION_KIND, ended_on__isnull=True
    ).order_by("sort_key")


def _named(units: QuerySet[Unit]) -> Units | None:
    names = list(units.values_list("name", flat=True)[:2000])
    if not names:
        return None
    return Units(len(names), first_names(names))


def first_names(names: Sequence[str]) -> str:
    """Return the first few names, with dots where there are more."""
    shown = ", ".join(names[:NAMED_UNITS])
    return f"{shown} …" if len(names) > NAMED_UNITS else shown


def unions_without_grading(user: User, *, year: int) -> Units | None:
    """Return the grassroots unions without a grade of `year`, once some have theirs."""
    graded = Grading.objects.filter(year=year, unit=OuterRef("pk"))
    unions = _living_unions(user)
    if not unions.filter(Exists(graded)).exists():
        return None
    return _named(unions.exclude(Exists(graded)))


def open_reviews(user: User) -> list[Thing]:
    """Return the reviews not yet frozen that the user may freeze."""
    return [
        Thing(
            review.title,
            reverse("reviews:page", args=[review.pk]),
            timezone.localdate(review.created_at),
        )
        for review in reviews_to_freeze(user)[:10]
    ]


def locked_accounts(user: User) -> list[str]:
    """Return the names of locked-out people whom the user may let in again."""
    return [account.full_name for account in oversight.locked_accounts(user)[:20]]


def own_returned_initiatives(user: User) -> list[Thing]:
    """Return the user's own initiatives that were returned to be mended."""
    mine = Initiative.objects.filter(
        state=State.RETURNED, authors__person__user=user
    ).select_related("unit")[:20]
    return [
        Thing(
            initiative.title,
            reverse("initiatives:detail", args=[initiative.pk]),
            initiative.counted_on,
            initiative.unit.name,
        )
        for initiative in mine
    ]


def just_done(user: User, *, most: int = 6) -> list[Entry]:
    """Return the user's latest acts in the journal; signing in is none they would look for."""
    acts = Entry.objects.filter(actor=user).exclude(act="account.signed_in")
    return list(acts.order_by("-at", "-pk")[:most])
