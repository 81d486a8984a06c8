"""Every question about movements and their records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.shortcuts import get_object_or_404

from lantoa.accounts.models import User
from lantoa.movements.models import (
    Activity,
    ActivityQuerySet,
    Movement,
    MovementQuerySet,
    Registration,
    RegistrationQuerySet,
    Solution,
    SolutionQuerySet,
    Training,
    TrainingQuerySet,
)


def movements_for(user: User) -> MovementQuerySet:
    """Return the movements that reach a unit `user` may see."""
    return Movement.objects.visible_to(user)


def with_names(rows: QuerySet[Movement]) -> QuerySet[Movement]:
    """Add what a list row shows."""
    return rows.select_related("unit", "parent").annotate(
        sub_count=Count("sub_movements", distinct=True)
    )


def get_movement(user: User, pk: int) -> Movement:
    """Return a movement that `user` may see; 404 for any other."""
    return get_object_or_404(movements_for(user).select_related("unit", "parent"), pk=pk)


def activities_for(user: User) -> ActivityQuerySet:
    return Activity.objects.visible_to(user)


def get_activity(user: User, pk: int) -> Activity:
    return get_object_or_404(activities_for(user).select_related("unit", "movement"), pk=pk)


def trainings_for(user: User) -> TrainingQuerySet:
    return Training.objects.visible_to(user)


def get_training(user: User, pk: int) -> Training:
    return get_object_or_404(trainings_for(user).select_related("unit"), pk=pk)


def registrations_for(user: User) -> RegistrationQuerySet:
    return Registration.objects.visible_to(user)


def get_registration(user: User, pk: int) -> Registration:
    rows = registrations_for(user).select_related("unit", "movement", "person__merged_into")
    return get_object_or_404(rows, pk=pk)


def solutions_for(user: User) -> SolutionQuerySet:
    return Solution.objects.visible_to(user)


def get_solution(user: User, pk: int) -> Solution:
    return get_object_or_404(solutions_for(user).select_related("unit", "movement"), pk=pk)


def movement_choices(user: User) -> list[tuple[str, str]]:
    """Return the movements `user` may name in a form: main ones first, each with its own below."""
    found = list(movements_for(user).order_by("counted_on", "pk").select_related("parent"))
    by_parent: dict[int | None, list[Movement]] = {}
    for movement in found:
        by_parent.setdefault(movement.parent_id, []).append(movement)
    choices: list[tuple[str, str]] = []
    seen: set[int] = set()

    def add(movement: Movement, depth: int) -> None:
        if movement.pk not in seen:
            seen.add(movement.pk)
            choices.append((movement.code, "— " * depth + movement.name))
            for child in by_parent.get(movement.pk, []):
                add(child, depth + 1)

    for movement in [each for each in found if each.parent_id is None] + found:
        add(movement, 0)
    return choices


@dataclass(frozen=True, slots=True)
class Doings:
    """What was done for a movement, its sub-movements included, as far as the viewer sees."""

    activities: int
    attendances: int
    registrations: int
    solutions: Sequence[Solution]


def doings_of(movement: Movement, user: User) -> Doings:
    """Return what a movement's page says of it; three queries."""
    family = [movement.pk, *movement.sub_movements.values_list("pk", flat=True)]
    activities = (
        activities_for(user)
        .filter(movement__in=family)
        .aggregate(number=Count("pk"), people=Sum("attendances"))
    )
    registrations = registrations_for(user).filter(movement__in=family).count()
    solutions = solutions_for(user).filter(movement__in=family).select_related("unit")
    return Doings(
        activities["number"],
        activities["people"] or 0,
        registrations,
        list(solutions.order_by("-counted_on", "number", "pk")[:50]),
    )


def sub_movements_of(movement: Movement, user: User) -> list[Movement]:
    return list(movements_for(user).filter(parent=movement).order_by("counted_on", "pk"))


def activity_forms(user: User) -> list[str]:
    """Return the forms of propaganda among the records that `user` may see, for a form to offer."""
    forms = Activity.objects.visible_to(user).order_by("form").values_list("form", flat=True)
    return list(forms.distinct()[:200])
