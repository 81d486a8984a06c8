"""The dashboard's numbers as a plain Django page gives them: one query set after the other."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet, Sum

from lantoa.assessments.models import Grading
from lantoa.awards.models import Award, Nomination
from lantoa.initiatives.models import Initiative
from lantoa.organization.models import Membership, Unit

WORKS = ["sang_kien", "cong_trinh"]
TOPICS = ["de_tai", "san_pham"]


def numbers(path: str, first: date, last: date) -> dict[str, Any]:
    """Return what the dashboard of the units under `path` says of the days `first` to `last`.

    Rights, and where a unit stood in former years, are left out: a plain page asks for neither.
    """
    period = Q(unit__path__startswith=path, counted_on__gte=first, counted_on__lte=last)
    sent = Initiative.objects.filter(period)
    recognized = sent.filter(state="da_cong_nhan")
    awards = Award.objects.filter(period, decision__revoked_on=None)
    unions = Unit.objects.filter(path__startswith=path, kind__code="cdcs", ended_on=None)
    gradings = Grading.objects.filter(unit__in=unions, year=last.year)
    members = Membership.objects.filter(
        unit__path__startswith=path,
        valid__contains=last,
        is_union_member=True,
        person__merged_into=None,
    )
    money = recognized.filter(kind__in=[*WORKS, *TOPICS]).aggregate(Sum("benefits__accepted_vnd"))
    return {
        "figures": {
            "unions": unions.count(),
            "initiatives_and_works": recognized.filter(kind__in=WORKS).count(),
            "topics_and_products": recognized.filter(kind__in=TOPICS).count(),
            "benefit_vnd": money["benefits__accepted_vnd__sum"] or 0,
            "unions_strong": gradings.filter(grade__is_strong=True).count(),
            "unions_excellent": gradings.filter(grade__code="VMXS").count(),
            "recognised_by_ministry": sent.filter(
                recognitions__scope="bo", recognitions__decision__revoked_on=None
            )
            .distinct()
            .count(),
            "tuoi_tre_sang_tao": _distinct(
                awards.filter(kind__code="TTST", recipient="sang_kien"), "initiative"
            ),
            "ban_tay_vang": _distinct(
                awards.filter(kind__code="BTV", recipient="ca_nhan"), "person"
            ),
            "collective_tcct": awards.filter(
                kind__code__in=["CO_TD_TCCT", "BK_TCCT"], recipient="tap_the"
            ).count(),
            "individual_awards": awards.filter(recipient="ca_nhan").count(),
            "members": _distinct(members, "person"),
            "initiatives_recognized": recognized.count(),
            "nominations_pending": Nomination.objects.filter(period, state="de_nghi").count(),
        },
        "years": list(recognized.values("counted_on__year", "kind").annotate(number=Count("pk"))),
        "grades": list(gradings.values("grade__name").annotate(number=Count("pk"))),
        "units": _by_unit(recognized, awards.filter(recipient="ca_nhan"), members),
        "silent": _silent(unions, sent.filter(counted_on__year=last.year), last),
    }


def _distinct(rows: QuerySet[Any], field: str) -> int:
    return rows.values(field).distinct().count()


def _by_unit(*questions: QuerySet[Any]) -> list[tuple[str, list[int]]]:
    """Return the counts of each unit: recognized, awards of persons, members."""
    found: dict[str, list[int]] = {}
    for place, rows in enumerate(questions):
        for name, number in rows.values_list("unit__name").annotate(Count("pk")):
            found.setdefault(name, [0] * len(questions))[place] = number
    return sorted(found.items(), key=lambda unit: -unit[1][0] / (unit[1][2] or 1))


def _silent(unions: QuerySet[Unit], sent: QuerySet[Initiative], last: date) -> list[Any]:
    """Return the unions that sent nothing, with the day of what they sent last."""
    quiet = unions.exclude(pk__in=sent.values("unit"))
    latest = Max(
        "initiative_records__counted_on", filter=Q(initiative_records__counted_on__lte=last)
    )
    return list(quiet.order_by("name").values("name").annotate(last=latest))
