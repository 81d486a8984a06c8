"""Every question about decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.db.models import QuerySet
from django.http import Http404

from lantoa.accounts.models import User
from lantoa.decisions import rules
from lantoa.decisions.choices import DecisionState
from lantoa.decisions.models import Decision, DecisionQuerySet
from lantoa.decisions.rows import DecisionRow


def decisions_for(user: User) -> DecisionQuerySet:
    """Return the decisions that `user` may see, with what tells their state."""
    return Decision.objects.visible_to(user).with_state()


def with_unit(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    """Add what a list row shows."""
    return decisions.select_related("unit")


def get_decision(user: User, pk: int) -> Decision:
    """Return one decision; 404 where `user` may not see it."""
    found = decisions_for(user).select_related("unit", "corrects", "revoked_by").filter(pk=pk)
    decision = found.first()
    if decision is None:
        raise Http404
    return decision


def state_of(decision: Decision) -> DecisionState:
    """Return what a decision read by `decisions_for` is worth."""
    return DecisionState(decision.state)  # type: ignore[attr-defined]  # an annotation


def decisions_by_identity(
    rows: Sequence[DecisionRow],
) -> dict[tuple[str, date, str], Decision]:
    """Return the known ones of these decisions by `rules.identity`, with their unit."""
    wanted = {rules.identity(row.number, row.signed_on, row.issuer) for row in rows}
    candidates = Decision.objects.filter(
        number__in={number for number, _day, _issuer in wanted},
        signed_on__in={day for _number, day, _issuer in wanted},
    ).select_related("unit")
    found: dict[tuple[str, date, str], Decision] = {}
    for decision in candidates.order_by("pk"):
        key = rules.identity(decision.number, decision.signed_on, decision.issuer)
        if key in wanted:
            found.setdefault(key, decision)
    return found


def row_of(decision: Decision) -> DecisionRow:
    """Return how typed rows of other apps name this decision: by what it is, without its signer.

    The signer belongs to the decision; a record that repeats another spelling has not changed.
    """
    return DecisionRow(decision.number, decision.signed_on, decision.issuer)


def chain_above(decision: Decision) -> list[Decision]:
    """Return what this decision corrects, and what that corrects, nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE chain(id, corrects_id, depth) AS ("
            "SELECT id, corrects_id, 0 FROM decisions_decision WHERE id = %s UNION ALL "
            "SELECT d.id, d.corrects_id, depth + 1 FROM decisions_decision d "
            "JOIN chain ON d.id = chain.corrects_id WHERE depth < 50) "
            "SELECT id FROM chain WHERE depth > 0 ORDER BY depth",
            [decision.pk],
        )
        keys = [row[0] for row in cursor.fetchall()]
    found = Decision.objects.in_bulk(keys)
    return [found[key] for key in keys]


def corrections_of(decision: Decision) -> list[Decision]:
    """Return the decisions that correct this one, oldest first."""
    return list(decision.corrections.order_by("signed_on", "pk"))


def revoked_through(decision: Decision) -> list[Decision]:
    """Return the decisions that this one revokes, oldest first."""
    return list(decision.revocations.order_by("signed_on", "pk"))
