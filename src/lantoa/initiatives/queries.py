"""Every question about initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404

from lantoa.accounts.models import User
from lantoa.initiatives.models import (
    Authorship,
    Benefit,
    Initiative,
    InitiativeQuerySet,
    Recognition,
)
from lantoa.organization.models import Person
from lantoa.organization.models.person import canonical_person
from lantoa.organization.queries.people import people_readable


@dataclass(frozen=True, slots=True)
class BenefitPart:
    """Which benefits are meant: of some kinds and beneficiaries; empty means all."""

    kinds: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()

    @property
    def condition(self) -> Q:
        meant = Q()
        if self.kinds:
            meant &= Q(kind__in=self.kinds)
        if self.beneficiaries:
            meant &= Q(beneficiary__in=self.beneficiaries)
        return meant


EVERY_BENEFIT = BenefitPart()


def initiatives_for(user: User) -> InitiativeQuerySet:
    """Return the initiatives that `user` may see; the list adds order and joins."""
    return Initiative.objects.visible_to(user)


def with_list_parts(rows: QuerySet[Any], part: BenefitPart = EVERY_BENEFIT) -> QuerySet[Any]:
    """Add what a row of the list shows: unit, authors, recognitions, money of the meant part."""
    recognitions = Recognition.objects.select_related("decision").only(
        "initiative", "scope", "decision__revoked_on"
    )
    return (
        with_benefit_sums(rows, part)
        .select_related("unit")
        .prefetch_related("authors", Prefetch("recognitions", recognitions))
    )


def with_benefit_sums(rows: QuerySet[Any], part: BenefitPart = EVERY_BENEFIT) -> QuerySet[Any]:
    """Add the three sums of the meant benefits; they are never added to each other."""
    summed: QuerySet[Any] = rows.annotate(
        accepted_vnd=_benefit_sum("accepted_vnd", part),
        confirmed_vnd=_benefit_sum("confirmed_vnd", part),
        declared_vnd=_benefit_sum("declared_vnd", part),
    )
    return summed


def _benefit_sum(field: str, part: BenefitPart) -> Subquery:
    meant = Benefit.objects.filter(part.condition, initiative=OuterRef("pk")).order_by()
    return Subquery(meant.values("initiative").annotate(total=Sum(field)).values("total"))


def with_accepted_money(
    rows: QuerySet[Any], part: BenefitPart = EVERY_BENEFIT, *, wanted: bool = True
) -> QuerySet[Any]:
    """Keep the initiatives with (or without) an accepted amount among the meant benefits."""
    there = Exists(
        Benefit.objects.filter(part.condition, initiative=OuterRef("pk"), accepted_vnd__gt=0)
    )
    return rows.filter(there if wanted else ~there)


def accepted_total(rows: QuerySet[Any], part: BenefitPart = EVERY_BENEFIT) -> int:
    """Return the accepted money of these initiatives. Only what was accepted counts."""
    meant = Benefit.objects.filter(part.condition, initiative__in=rows.order_by().values("pk"))
    total: int | None = meant.aggregate(total=Sum("accepted_vnd"))["total"]
    return total or 0


def distinct_authors(rows: QuerySet[Any]) -> int:
    """Return how many people wrote these initiatives.

    Someone who is not linked to the register counts once for each name in a unit.
    """
    authors = Authorship.objects.filter(initiative__in=rows.order_by().values("pk"))
    known: int = authors.aggregate(number=Count(canonical_person("person"), distinct=True))[
        "number"
    ]
    unknown = authors.filter(person__isnull=True).order_by()
    return known + unknown.values("initiative__unit", "name").distinct().count()


def get_initiative(user: User, pk: int) -> Initiative:
    """Return an initiative that `user` may see, with its parts; 404 for any other."""
    rows = initiatives_for(user).select_related("unit")
    authors = Authorship.objects.select_related("person").order_by("order")
    benefits = Benefit.objects.order_by("year", "kind", "beneficiary")
    recognitions = Recognition.objects.select_related("decision").order_by("decision__signed_on")
    found: Initiative = get_object_or_404(
        rows.prefetch_related(
            Prefetch("authors", authors),
            Prefetch("benefits", benefits),
            Prefetch("recognitions", recognitions),
        ),
        pk=pk,
    )
    return found


def codes_beyond_series() -> Iterator[str]:
    """Yield the codes that the series would give again: a fault that `lantoa verify` names."""
    with connection.cursor() as cursor:
        cursor.execute(
            r"SELECT code FROM initiatives_initiative i WHERE code ~ '^[A-Z]{2}-\d{2}-\d{4,8}$' "
            "AND substr(code, 7)::int > coalesce((SELECT last_number FROM initiatives_codeseries "
            "WHERE prefix = left(i.code, 5)), 0) ORDER BY code"
        )
        for (code,) in cursor.fetchall():
            yield code


def people_by_code(codes: Iterable[str]) -> dict[str, int]:
    """Return the keys of the people with these codes, whatever the case in which they are typed."""
    wanted = {code.casefold() for code in codes if code}
    if not wanted:
        return {}
    people = Person.objects.annotate(folded_code=Lower("code")).filter(folded_code__in=wanted)
    return {code.casefold(): pk for code, pk in people.values_list("code", "pk")}


def readable_people(user: User, initiative: Initiative) -> frozenset[int]:
    """Return the authors whose personal file `user` may open."""
    return people_readable(user, [each.person_id for each in initiative.authors.all()])
