"""Who may add, change and move initiatives."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

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
    return target in movable_to(user, initiative, {target})


def movable_to(user: User, initiative: Initiative, targets: Collection[State]) -> set[State]:
    """Return those of `targets` to which `user` may move it; one query at most."""
    if not can_change_initiative(user, initiative):
        return set()
    judging = set(filter(rules.is_judgement, targets))
    return set(targets) - (judging if judging and is_author(user, initiative) else set())


def is_author(user: User, initiative: Initiative) -> bool:
    """Tell whether `user` is an author, also under a record that was merged into theirs."""
    theirs = Q(person__user=user) | Q(person__merged_into__user=user)
    return Authorship.objects.filter(theirs, initiative=initiative).exists()
