"""What an initiative's own page says beyond its fields: its way, its limit, what does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from lantoa.initiatives import rules
from lantoa.initiatives.choices import Doubt, State
from lantoa.initiatives.models import Initiative, Recognition
from lantoa.initiatives.rows import InitiativeRow
from lantoa.organization.choices import Precision
from lantoa.shared.dates import show_date, show_partial
from lantoa.ui.components import Step

_WAY = (State.DRAFT, State.PENDING, State.APPRAISING, State.COUNCIL)
_OPEN = frozenset({State.DRAFT, State.RETURNED})
MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class RequestLimit:
    """The last day to ask for recognition, and whether it was kept where that can be told.

    `is_open` while it has not been asked for.
    """

    until: date
    is_open: bool
    verdict: Literal["met", "unmet", "unclear"] | None
    source: rules.Source = rules.REQUEST_LIMIT


@dataclass(frozen=True, slots=True)
class Money:
    """Whole đồng over all benefits, None where nothing is stated; never added to each other."""

    declared_vnd: int | None
    confirmed_vnd: int | None
    accepted_vnd: int | None


@dataclass(frozen=True, slots=True)
class Story:
    """The way of an initiative as dots, its limit, its money, and what to look at again."""

    steps: tuple[Step, ...]
    limit: RequestLimit | None
    money: Money
    doubts: tuple[Doubt, ...]


def story_of(initiative: Initiative, row: InitiativeRow, *, on: date) -> Story:
    """Tell the story of an initiative read by `queries.get_initiative`, as of day `on`."""
    return Story(
        steps=tuple(_steps(initiative)),
        limit=_limit(initiative, on),
        money=Money(
            declared_vnd=_sum(one.declared_vnd for one in row.benefits),
            confirmed_vnd=_sum(one.confirmed_vnd for one in row.benefits),
            accepted_vnd=_sum(one.accepted_vnd for one in row.benefits),
        ),
        doubts=tuple(rules.doubts(row)),
    )


def _sum(amounts: Iterable[int | None]) -> int | None:
    stated = [amount for amount in amounts if amount is not None]
    return sum(stated) if stated else None


def _steps(initiative: Initiative) -> list[Step]:
    standing = initiative.standing
    decided = sorted(
        initiative.recognitions.all(), key=lambda one: (one.decision.signed_on, one.pk)
    )
    in_force = [one for one in decided if one.decision.revoked_on is None]
    if standing is State.RECOGNIZED or in_force:
        return _recognized(initiative, in_force)
    if decided:
        last = max(one.decision.revoked_on for one in decided if one.decision.revoked_on)
        return [*_climbed(initiative, decided), Step(_("Đã thu hồi"), show_date(last), "now")]
    if standing in {State.DECLINED, State.WITHDRAWN}:
        sent = Step(_("Gửi"), initiative.shown_day, "done")
        return [*_application(initiative), sent, Step(str(standing.label), state="now")]
    return _under_way(initiative, standing)


def _application(initiative: Initiative) -> list[Step]:
    if not initiative.first_applied:
        return []
    return [Step(_("Áp dụng lần đầu"), show_partial(initiative.first_applied), "done")]


def _recognized(initiative: Initiative, in_force: list[Recognition]) -> list[Step]:
    if in_force:
        return _climbed(initiative, in_force)
    missing = Step(_("Công nhận"), _("chưa ghi quyết định"), "now")
    return [*_application(initiative), missing]


def _climbed(initiative: Initiative, decided: list[Recognition]) -> list[Step]:
    """Return the scopes it climbed, each with its decision; the first ones fold away."""
    steps = _application(initiative) + [
        Step(
            one.get_scope_display(),
            f"{one.decision.number}, {show_date(one.decision.signed_on)}",
            "done",
            reverse("decisions:detail", args=[one.decision_id]),
        )
        for one in decided
    ]
    return steps[-MOST_STEPS:]


def _under_way(initiative: Initiative, standing: State) -> list[Step]:
    names = (_("Gửi"), _("Tiếp nhận"), _("Thẩm định"), _("Hội đồng"), _("Quyết định"))
    place = _WAY.index(State.DRAFT if standing in _OPEN else standing)
    steps = []
    for number, name in enumerate(names):
        if number < place:
            steps.append(Step(name, initiative.shown_day if number == 0 else "", "done"))
        elif number == place:
            steps.append(Step(name, str(standing.label), "now"))
        else:
            steps.append(Step(name))
    return steps


def _limit(initiative: Initiative, on: date) -> RequestLimit | None:
    """Judge the year within which recognition is asked for, where the day of asking is known.

    A draft is asked for today at the earliest. Once it is recognized the day that counts is that
    of the decision, which may come long after the request: then only the limit is told.
    """
    applied = initiative.first_applied
    if not applied:
        return None
    until = rules.request_limit(applied)
    state = State(initiative.state)
    if state in _OPEN:
        return RequestLimit(until, is_open=True, verdict=rules.request_in_time(applied, on))
    if initiative.counted_precision != Precision.DAY or initiative.recognitions.all():
        return RequestLimit(until, is_open=False, verdict=None)
    verdict = rules.request_in_time(applied, initiative.counted_on)
    return RequestLimit(until, is_open=False, verdict=verdict)
