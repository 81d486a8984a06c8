"""Every question about awards and nominations. What was asked for is never among what was given."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from lantoa.accounts.models import User
from lantoa.awards.choices import Recipient
from lantoa.awards.models import (
    Award,
    AwardKind,
    AwardQuerySet,
    Honour,
    Nomination,
    NominationQuerySet,
)
from lantoa.awards.rows import AwardRow, NominationRow
from lantoa.decisions import queries as decisions
from lantoa.initiatives.models import Initiative
from lantoa.organization.models import Unit
from lantoa.shared.text import fold


def awards_for(user: User) -> AwardQuerySet:
    """Return the awards that `user` may see; the list adds order and joins."""
    return Award.objects.visible_to(user)


def nominations_for(user: User) -> NominationQuerySet:
    """Return the nominations that `user` may see; the list adds order and joins."""
    return Nomination.objects.visible_to(user)


def with_award_names(awards: QuerySet[Award]) -> QuerySet[Award]:
    """Add what a list row of awards shows."""
    return awards.select_related("kind", "unit", "person", "initiative", "decision")


def with_nomination_names(nominations: QuerySet[Nomination]) -> QuerySet[Nomination]:
    """Add what a list row of nominations shows."""
    return nominations.select_related("kind", "unit", "person", "initiative")


def get_award(user: User, pk: int) -> Award:
    """Return an award that `user` may see; 404 for any other."""
    return get_object_or_404(with_award_names(awards_for(user)), pk=pk)


def get_nomination(user: User, pk: int) -> Nomination:
    """Return a nomination that `user` may see; 404 for any other."""
    return get_object_or_404(with_nomination_names(nominations_for(user)), pk=pk)


def distinct_collectives(honours: QuerySet[Any]) -> int:
    """Return how many different collectives are among these honours."""
    collectives = Count("unit", distinct=True, filter=Q(recipient=Recipient.COLLECTIVE))
    total: int = honours.order_by().aggregate(total=collectives)["total"]
    return total


def catalogue() -> QuerySet[AwardKind]:
    """Return every title and form, in the order of the catalogue."""
    return AwardKind.objects.order_by("order", "name", "pk")


def recipient_of(honour: Honour) -> str:
    """Return the name of who is honoured: the person, the initiative, else the unit itself."""
    return str(honour.person or honour.initiative or honour.unit)


def award_row_of(award: Award) -> AwardRow:
    """Return what an award states, as a row."""
    return AwardRow(
        unit_id=award.unit_id,
        kind=award.kind.code,
        recipient=award.recipient,
        decision=decisions.row_of(award.decision),
        year=award.year,
        person_id=award.person_id,
        initiative_id=award.initiative_id,
        reason=award.reason,
        position=award.position,
        category=award.category,
        occasion=award.occasion,
    )


def nomination_row_of(nomination: Nomination) -> NominationRow:
    """Return what a nomination states, as a row."""
    return NominationRow(
        unit_id=nomination.unit_id,
        kind=nomination.kind.code,
        recipient=nomination.recipient,
        year=nomination.year,
        counted_on=nomination.counted_on,
        counted_precision=nomination.counted_precision,
        person_id=nomination.person_id,
        initiative_id=nomination.initiative_id,
        reason=nomination.reason,
        position=nomination.position,
        category=nomination.category,
        occasion=nomination.occasion,
        state=nomination.state,
        proposal_number=nomination.proposal_number,
    )


def initiatives_written_as(user: User, unit: Unit, written: str) -> list[Initiative]:
    """Return the initiatives an officer means by a code, or by a title of `unit`.

    Only those that `user` may see, so that a code never reveals a title.
    """
    seen = Initiative.objects.visible_to(user)
    coded = list(seen.filter(code__iexact=written.strip())[:1])
    if coded:
        return coded
    return list(seen.filter(unit=unit, title_key=fold(written)).order_by("-year", "pk"))
