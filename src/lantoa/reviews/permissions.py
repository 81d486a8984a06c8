from __future__ import annotations

from lantoa.accounts.models import User
from lantoa.organization.choices import Role
from lantoa.organization.models import Unit
from lantoa.organization.scopes import scope_of
from lantoa.reviews.models import Review

_RESPONSIBLE = frozenset({Role.COMMENDATION_OFFICER, Role.LEADER})


def can_create_review(user: User, unit: Unit) -> bool:
    """Tell whether `user` may keep a review of `unit`: an officer or leader at or above it."""
    return scope_of(user, _RESPONSIBLE).covers(unit.path)


def can_edit_review(user: User, review: Review) -> bool:
    """Tell whether `user` may write the review's texts and freeze it, while it is not frozen."""
    return not review.is_frozen and can_create_review(user, review.unit)
