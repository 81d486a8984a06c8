"""Who may only look is refused every page that writes, before a form is filled in for nothing."""

from __future__ import annotations

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from lantoa.assessments.models import Grading
from lantoa.awards.models import Award, Nomination
from lantoa.contests.models import Entry
from lantoa.decisions.models import Decision
from lantoa.initiatives.models import Initiative
from lantoa.movements.models import Activity, Movement, Registration, Solution, Training
from tests.journeys.region import Region, build_region

ADDING = (
    "organization:add-unit", "organization:add-person", "organization:add-account",
    "initiatives:add", "contests:add", "assessments:add", "movements:add",
    "movements:add-activity", "movements:add-training", "movements:add-registration",
    "movements:add-solution", "awards:add", "awards:add-nomination", "decisions:add",
)  # fmt: skip
CORRECTING: tuple[tuple[str, type[Model]], ...] = (
    ("initiatives:edit", Initiative), ("contests:edit", Entry), ("assessments:edit", Grading),
    ("movements:edit", Movement), ("movements:edit-activity", Activity),
    ("movements:edit-training", Training), ("movements:edit-registration", Registration),
    ("movements:edit-solution", Solution), ("awards:edit", Award),
    ("awards:edit-nomination", Nomination), ("decisions:describe", Decision),
    ("decisions:correct", Decision), ("decisions:revoke", Decision),
)  # fmt: skip
ON_A_UNIT = ("edit-unit", "move-unit", "rename-unit", "succeed-unit")
ON_A_PERSON = ("edit-person", "leave-unit", "merge-person")


@pytest.fixture
def region(db: None) -> Region:
    return build_region()


def test_a_leader_and_a_member_are_refused_every_page_that_writes(region: Region) -> None:
    paths = [reverse(name) for name in ADDING]
    for name, model in CORRECTING:
        first = model._default_manager.order_by("pk").first()
        assert first is not None, name
        paths.append(reverse(name, args=[first.pk]))
    paths += [reverse(f"organization:{name}", args=["CK01"]) for name in ON_A_UNIT]
    paths += [reverse(f"organization:{name}", args=["CK-001"]) for name in ON_A_PERSON]

    answers = {}
    for username, accepted in (("lanhdao", {403}), ("doanvien", {403, 404})):
        client = Client()
        client.force_login(
            region.users[username], backend="django.contrib.auth.backends.ModelBackend"
        )
        for path in paths:
            for answer in (client.get(path), client.post(path)):
                if answer.status_code not in accepted:
                    answers[username, path] = answer.status_code

    assert answers == {}
