"""Who may write a review. Who may see one is `ReviewQuerySet.visible_to`.

That a frozen review stays as it was sent is no matter of rights: nobody may, and the actions
answer with a conflict.
"""

from __future__ import annotations

from lantoa.accounts.models import User
from lantoa.organization.choices import Role
from lantoa.organization.models import Unit
from lantoa.organization.scopes import Scope, scope_of
from lantoa.reviews.models import Review

_RESPONSIBLE = frozenset({Role.COMMENDATION_OFFICER, Role.LEADER})


def reviewing_scope(user: User) -> Scope:
    """Return the subtrees whose reviews `user` may write."""
    return scope_of(user, _RESPONSIBLE)


def can_create_review(user: User, unit: Unit) -> bool:
    """Tell whether `user` may keep a review of `unit`: an officer or leader at or above it."""
    return reviewing_scope(user).covers(unit.path)


def can_edit_review(user: User, review: Review) -> bool:
    """Tell whether `user` may describe, word, freeze or discard it: who may create it."""
    return can_create_review(user, review.unit)
