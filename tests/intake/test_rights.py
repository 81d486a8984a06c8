"""Seeing a file or a batch is not the right to act on it: neither in an action nor at a page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.intake import permissions
from lantoa.intake.actions.applying import apply_batch, apply_file, start_applying
from lantoa.intake.actions.reading import read_again, read_batch, start_reading
from lantoa.intake.actions.sending import receive_files
from lantoa.intake.actions.undoing import undo_file
from lantoa.intake.choices import FileState
from lantoa.intake.models import Batch, SentFile
from lantoa.intake.reading.opening import Upload
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, Unit
from tests.factories.intake import GRADING, PERSON, applied, sent, workbook
from tests.factories.organization import NOON, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
Act = Callable[[SentFile, User], object]
ACTS: dict[str, Act] = {
    "send": lambda _file, actor: receive_files([Upload("a.csv", b"a")], actor=actor, at=NOON),
    "read": lambda file, actor: start_reading(file.batch, actor=actor, at=NOON),
    "read again": lambda file, actor: read_again(file, actor=actor, at=NOON),
    "apply": lambda file, actor: apply_file(file, actor=actor, at=NOON),
    "apply a batch": lambda file, actor: apply_batch(file.batch, actor=actor, at=NOON),
    "begin to apply": lambda file, actor: start_applying(file.batch, actor=actor, at=NOON),
    "undo": lambda file, actor: undo_file(file, actor=actor, at=NOON),
}
ON_FILES = ("apply", "undo", "read-again")


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(code="X1", name="Công đoàn cơ sở Xưởng X1")


@pytest.fixture
def officer(unit: Unit) -> User:
    return officer_of(unit)


@pytest.fixture
def file(unit: Unit, officer: User) -> SentFile:
    """Return a file that was read and waits."""
    return sent(workbook(unit, {"person": [PERSON]}), actor=officer)


def without_roles(user: User) -> User:
    """Return someone who was an officer when they sent a file, and is none any more."""
    user.roles.all().delete()
    return User.objects.get(pk=user.pk)


def through_the_eyes_of(user: User, unit: Unit) -> User:
    """Return `user` as an administrator looks through their eyes."""
    seen = User.objects.get(pk=user.pk)
    seen.seen_by = officer_of(unit, Role.ADMINISTRATOR)
    return seen


def posts(file: SentFile) -> list[str]:
    """Return the addresses that act on a file and on its batch."""
    own = [reverse(f"intake:{name}", args=[file.pk]) for name in ON_FILES]
    return [*own, reverse("intake:apply-batch", args=[file.batch.pk])]


def offered(page: Client, file: SentFile) -> list[str]:
    """Return which acts the pages of a file, its batch and the list offer."""
    addresses = [
        reverse("intake:list"),
        reverse("intake:file", args=[file.pk]),
        reverse("intake:batch", args=[file.batch.pk]),
    ]
    content = "".join(page.get(address).content.decode() for address in addresses)
    acts = [reverse("intake:send"), *posts(file)]
    return [act for act in acts if f'action="{act}"' in content]


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEADER, Role.ADMINISTRATOR, Role.MEMBER])
def test_who_is_no_officer_is_refused_every_act(
    unit: Unit, file: SentFile, act: Act, role: Role
) -> None:
    onlooker = officer_of(unit.parent or unit, role)

    with pytest.raises(PermissionDenied):
        act(file, onlooker)

    assert Batch.objects.count() == 1
    assert not Person.objects.exists()


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_the_sender_who_is_no_officer_any_more_still_sees_but_acts_no_more(
    officer: User, file: SentFile, act: Act
) -> None:
    former = without_roles(officer)

    with pytest.raises(PermissionDenied):
        act(file, former)

    assert permissions.can_see_batch(former, file.batch)
    assert SentFile.objects.visible_to(former).get() == file


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_who_looks_through_an_officers_eyes_touches_nothing(
    unit: Unit, officer: User, file: SentFile, act: Act
) -> None:
    with pytest.raises(PermissionDenied):
        act(file, through_the_eyes_of(officer, unit.parent or unit))

    assert Batch.objects.count() == 1
    assert not Person.objects.exists()


@pytest.mark.parametrize("name", [name for name in ACTS if name != "send"])
def test_an_officer_of_another_unit_is_refused_every_act_on_a_file(
    file: SentFile, name: str
) -> None:
    stranger = officer_of(UnitFactory(code="X2"))

    with pytest.raises(PermissionDenied):
        ACTS[name](file, stranger)

    assert not Person.objects.exists()


def test_another_officer_of_the_unit_acts_on_the_file_but_not_on_the_whole_batch(
    unit: Unit, file: SentFile
) -> None:
    colleague = officer_of(unit, Role.GRASSROOTS_OFFICER)

    for refused in (apply_batch, start_applying, start_reading):
        with pytest.raises(PermissionDenied):
            refused(file.batch, actor=colleague, at=NOON)
    read_again(file, actor=colleague, at=NOON)
    apply_file(file, actor=colleague, at=NOON)
    undo_file(file, actor=colleague, at=NOON)

    assert (file.state, file.undone_by) == (FileState.UNDONE, colleague)


def test_an_officer_over_all_units_applies_a_batch_whose_files_name_no_unit_of_their_own(
    unit: Unit, officer: User
) -> None:
    UnitFactory(code="X2", parent=unit)
    lines = {"grading": [GRADING | {"unit": "X1"}, GRADING | {"unit": "X2"}]}
    batch = receive_files([workbook(None, lines)] * 2, actor=officer, at=NOON)
    read_batch(batch, at=NOON)
    upper = officer_of(unit.parent or unit)

    done = start_applying(batch, actor=upper, at=NOON)

    assert done == 2
    assert [(file.unit, file.applied_by) for file in batch.files.all()] == [(None, upper)] * 2
    assert Entry.objects.filter(act="file.applied").count() == 2


def test_the_pages_offer_an_officer_what_the_state_allows(
    client: Client, officer: User, file: SentFile
) -> None:
    client.force_login(officer)
    apply, undo, again, whole = posts(file)

    waiting = offered(client, file)
    apply_file(file, actor=officer, at=NOON)
    done = offered(client, file)

    assert waiting == [reverse("intake:send"), apply, again, whole]
    assert done == [reverse("intake:send"), undo]


def test_who_sees_but_may_not_act_is_offered_nothing_and_refused_at_every_address(
    client: Client, unit: Unit, officer: User, file: SentFile
) -> None:
    written = applied(workbook(unit, {"grading": [GRADING]}), actor=officer)
    client.force_login(without_roles(officer))

    refused = [client.post(address).status_code for address in [*posts(file), *posts(written)]]

    assert refused == [403] * 8
    assert client.get(reverse("intake:batch", args=[file.batch.pk])).status_code == 200
    assert [offered(client, one) for one in (file, written)] == [[], []]
    assert "choose-workbook" not in client.get(reverse("intake:list")).content.decode()
    file.refresh_from_db()
    written.refresh_from_db()
    assert (file.state, written.state) == (FileState.READ, FileState.APPLIED)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MEMBER])
def test_to_who_sees_no_files_their_addresses_are_not_there(
    client: Client, unit: Unit, file: SentFile, role: Role
) -> None:
    client.force_login(officer_of(unit.parent or unit, role))

    missing = [client.post(address).status_code for address in posts(file)]

    assert missing == [404] * 4
    assert offered(client, file) == []


def test_an_administrator_who_sees_as_an_officer_is_offered_nothing_and_refused(
    client: Client, unit: Unit, officer: User, file: SentFile
) -> None:
    client.force_login(officer_of(unit.parent or unit, Role.ADMINISTRATOR))
    client.post(reverse("organization:see-as", args=[officer.username]))

    refused = [
        client.post(address).status_code for address in [reverse("intake:send"), *posts(file)]
    ]

    assert refused == [403] * 5
    assert "so.xlsx" in client.get(reverse("intake:list")).content.decode()
    assert offered(client, file) == []
