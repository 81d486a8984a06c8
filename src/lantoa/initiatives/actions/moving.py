"""Moves of an initiative from state to state by hand."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from lantoa.accounts.models import User
from lantoa.audit.actions import acting, record
from lantoa.initiatives import permissions, rules
from lantoa.initiatives.actions.checking import InitiativeRefused
from lantoa.initiatives.choices import State
from lantoa.initiatives.models import Initiative
from lantoa.shared.errors import Conflict


@transaction.atomic
def move_initiative(initiative: Initiative, *, to: State, actor: User, at: datetime) -> None:
    """Receive, return, pass on to the council, decline or withdraw an initiative.

    Raises `PermissionDenied` unless the actor is an officer over its unit, and no author of it
    where the move judges the work; `InitiativeRefused` for a move the rules do not have;
    `Conflict` when somebody else moved it meanwhile.
    """
    if not permissions.can_move_initiative(actor, initiative, to):
        raise PermissionDenied
    current = State(initiative.state)
    if not rules.can_move(current, to):
        raise InitiativeRefused(
            _("Sáng kiến đang ở trạng thái “%(current)s”, không chuyển sang “%(to)s” được.")
            % {"current": current.label, "to": to.label},
            field="state",
        )
    with acting(actor, "initiative.moved"):
        moved = Initiative.objects.filter(pk=initiative.pk, state=current).update(state=to)
    if not moved:
        raise Conflict(_("Sáng kiến đã chuyển sang trạng thái khác. Mở lại trang để xem."))
    initiative.state = to
    record(
        "initiative.moved",
        initiative,
        actor=actor,
        at=at,
        unit_id=initiative.unit_id,
        before=current,
        after=to,
    )
