"""What is remembered holds until an act changes the data, and only for those who see the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lantoa.audit.actions import record, seal_entries
from lantoa.audit.models import Entry, Seal
from lantoa.audit.remembering import MOST_KEPT, forget_everything, journal_mark, remembered
from lantoa.organization.choices import Role, Structure
from lantoa.shared.dates import Period
from tests.factories.initiatives import make_initiative, recognition_row
from tests.factories.organization import NOON, officer_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _remembering(settings: Settings) -> None:
    settings.REMEMBERS = True
    forget_everything()


class Making:
    """Counts how often it had to make something anew."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return self.times


def test_the_same_question_over_the_same_journal_is_answered_from_memory(world):
    make = Making()
    scope = world.scope()

    assert [remembered(scope.sight, make) for _time in range(3)] == [1, 1, 1]


def test_every_act_makes_it_anew(world):
    make = Making()
    remembered(world.scope().sight, make)
    record("initiative.applied", actor=world.leader, at=NOON)

    assert remembered(world.scope().sight, make) == 2


def test_sealing_the_journal_keeps_the_mark_honest(world):
    before = journal_mark()
    entries = list(Entry.objects.all())
    seal = Seal.objects.create(
        first_entry=entries[0].pk, last_entry=entries[-1].pk, count=len(entries),
        previous_hash="0" * 64, hash="1" * 64, sealed_at=NOON,
    )  # fmt: skip
    Entry.objects.update(seal=seal)
    sealed = journal_mark()
    record("unit.renamed", actor=world.leader, at=NOON)

    assert len({before, sealed, journal_mark()}) == 3
    assert seal_entries(at=NOON) is None or journal_mark() != sealed


@pytest.mark.parametrize(
    "change",
    [
        lambda world: {"user": officer_of(world.first)},
        lambda world: {"user": officer_of(world.region, Role.MEMBER)},
        lambda world: {"unit": world.first},
        lambda _world: {"period": Period.of_years(2018, 2022)},
        lambda _world: {"structure": Structure.TODAY},
        lambda _world: {"alone": True},
    ],
    ids=["other subtree", "no right to names", "unit", "period", "structure", "alone"],
)
def test_another_question_or_other_rights_are_never_answered_with_it(world, change):
    make = Making()
    changed = world.scope(**change(world))
    remembered(world.scope().sight, make)

    assert remembered(changed.sight, make) == 2


def test_memory_is_bounded(world):
    make = Making()
    for number in range(MOST_KEPT + 1):
        remembered(number, make)

    assert remembered(0, make) == MOST_KEPT + 2


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_dashboard_shows_a_new_initiative_at_once(world):
    client = signed_in(world.leader)
    path = "/bang-dieu-hanh/?tu=2017&den=2022"
    before = client.get(path).content.decode()
    make_initiative(world.third, title="Vừa công nhận", recognitions=(recognition_row(),))

    after = client.get(path).content.decode()

    assert ("có <a" in before, "6 kết quả sáng tạo" in before) == (True, True)
    assert "7 kết quả sáng tạo" in after


def test_a_list_shows_a_new_initiative_at_once(world):
    client = signed_in(world.leader)
    before = client.get("/sang-kien/").content.decode()
    again = client.get("/sang-kien/").content.decode()
    make_initiative(world.third, title="Vừa công nhận", recognitions=(recognition_row(),))

    after = client.get("/sang-kien/").content.decode()

    assert ("Vừa công nhận" in before, "Vừa công nhận" in again) == (False, False)
    assert "Vừa công nhận" in after


def test_a_list_drawn_for_one_is_not_shown_to_another(world):
    make_initiative(world.third, title="Chỉ Quân khu thấy", recognitions=(recognition_row(),))
    everything = signed_in(world.leader).get("/sang-kien/").content.decode()

    part = signed_in(officer_of(world.first)).get("/sang-kien/").content.decode()

    assert ("Chỉ Quân khu thấy" in everything, "Chỉ Quân khu thấy" in part) == (True, False)


def test_a_list_in_english_is_not_shown_in_vietnamese(world):
    client = signed_in(world.leader)
    vietnamese = client.get("/sang-kien/").content.decode()
    client.cookies["django_language"] = "en"

    english = client.get("/sang-kien/").content.decode()

    assert (">Tác giả<" in vietnamese, ">Tác giả<" in english) == (True, False)
