"""Who may file, correct and revoke decisions."""

from __future__ import annotations

from lantoa.accounts.models import User
from lantoa.decisions.models import Decision
from lantoa.organization.models import Unit
from lantoa.organization.scopes import WRITING_ROLES, scope_of


def can_file_decision(user: User, unit: Unit | None) -> bool:
    """Tell whether `user` may file a decision at `unit`; at none, any officer may."""
    scope = scope_of(user, WRITING_ROLES)
    return bool(scope.paths) if unit is None else scope.covers(unit.path)


def can_change_decision(user: User, decision: Decision) -> bool:
    """Tell whether `user` may correct or revoke: an officer at or above the unit that filed it.

    What several units rest on is filed at the lowest unit above them all, so nobody revokes
    another unit's awards. A decision filed at no unit is left to officers of the whole
    organization.
    """
    scope = scope_of(user, WRITING_ROLES)
    if decision.unit is None:
        return scope.everything
    return scope.covers(decision.unit.path)
