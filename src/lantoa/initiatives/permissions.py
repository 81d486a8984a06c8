"""Who may add, change and move initiatives."""

from __future__ import annotations

from lantoa.accounts.models import User
from lantoa.initiatives import rules
from lantoa.initiatives.choices import State
from lantoa.initiatives.models import Authorship, Initiative
from lantoa.organization.permissions import can_write_records


def can_change_initiative(user: User, initiative: Initiative) -> bool:
    return can_write_records(user, initiative.unit)


def can_move_initiative(user: User, initiative: Initiative, target: State) -> bool:
    """Tell whether `user` may move it: an officer over the unit, and no judge of their own work.

    Source of the second part: `rules.OWN_WORK`.
    """
    if not can_change_initiative(user, initiative):
        return False
    return not rules.is_judgement(target) or not is_author(user, initiative)


def is_author(user: User, initiative: Initiative) -> bool:
    """Tell whether `user` is an author, also under a record that was merged into theirs."""
    authors = Authorship.objects.filter(initiative=initiative)
    return (
        authors.filter(person__user=user).exists()
        or authors.filter(person__merged_into__user=user).exists()
    )
