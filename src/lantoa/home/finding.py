"""Search over everything a person may see, with or without accents, by any part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lantoa.accounts.models import User
from lantoa.awards.models import Award
from lantoa.contests.models import Entry
from lantoa.decisions.models import Decision
from lantoa.initiatives.models import Initiative
from lantoa.movements.models import Movement
from lantoa.organization.queries.people import people_for
from lantoa.organization.queries.units import units_for

MOST = 6
_NEWEST = ("-counted_on", "-pk")


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its name, what tells it apart, and its page."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class HitGroup:
    """What was found of one kind."""

    label: str
    hits: tuple[Hit, ...]


def groups(user: User, text: str) -> list[HitGroup]:
    """Return what `user` may see that holds every word of `text`, at most six of a kind."""
    found = [
        HitGroup(pgettext("list", "Đơn vị"), tuple(_units(user, text))),
        HitGroup(_("Người"), tuple(_people(user, text))),
        HitGroup(_("Sáng kiến, đề tài"), tuple(_initiatives(user, text))),
        HitGroup(_("Khen thưởng"), tuple(_awards(user, text))),
        HitGroup(pgettext("list", "Hội thi"), tuple(_entries(user, text))),
        HitGroup(pgettext("list", "Phong trào"), tuple(_movements(user, text))),
        HitGroup(pgettext("list", "Quyết định"), tuple(_decisions(user, text))),
    ]
    return [group for group in found if group.hits]


def _units(user: User, text: str) -> Iterable[Hit]:
    for unit in units_for(user).named(text)[:MOST]:
        yield Hit(
            unit.name, f"{unit.code} · {unit.kind}", reverse("home:unit-file", args=[unit.code])
        )


def _people(user: User, text: str) -> Iterable[Hit]:
    people: Iterable[Any] = people_for(user).named(text)[:MOST]  # with annotated names
    for person in people:
        note = " · ".join(filter(None, [person.code, person.unit_name, person.position]))
        yield Hit(person.full_name, note, reverse("home:person-file", args=[person.code]))


def _initiatives(user: User, text: str) -> Iterable[Hit]:
    rows = Initiative.objects.visible_to(user).holding(text).select_related("unit")
    for row in rows.order_by(*_NEWEST)[:MOST]:
        note = f"{row.get_kind_display()} · {row.unit.name} · {row.year}"
        yield Hit(row.title, note, reverse("initiatives:detail", args=[row.pk]))


def _awards(user: User, text: str) -> Iterable[Hit]:
    rows = Award.objects.visible_to(user).holding(text)
    for row in rows.select_related("kind", "unit", "person", "initiative").order_by(*_NEWEST)[
        :MOST
    ]:
        recipient = row.person or row.initiative or row.unit
        note = f"{row.kind.name} · {row.year}"
        yield Hit(str(recipient), note, reverse("awards:detail", args=[row.pk]))


def _entries(user: User, text: str) -> Iterable[Hit]:
    rows = Entry.objects.visible_to(user).holding(text).select_related("contest", "unit")
    for row in rows.order_by(*_NEWEST)[:MOST]:
        note = f"{row.contest} · {row.contest.year}"
        yield Hit(str(row), note, reverse("contests:entry", args=[row.pk]))


def _movements(user: User, text: str) -> Iterable[Hit]:
    for row in Movement.objects.visible_to(user).holding(text).order_by(*_NEWEST)[:MOST]:
        yield Hit(row.name, row.get_kind_display(), reverse("movements:detail", args=[row.pk]))


def _decisions(user: User, text: str) -> Iterable[Hit]:
    rows = Decision.objects.visible_to(user).holding(text).order_by("-signed_on", "-pk")
    for row in rows[:MOST]:
        yield Hit(str(row), row.issuer, reverse("decisions:detail", args=[row.pk]))
