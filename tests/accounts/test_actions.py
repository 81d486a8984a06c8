from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from lantoa.accounts.actions import (
    NameTaken,
    WeakPassword,
    WrongPassword,
    change_password,
    create_user,
    describe_self,
    set_display,
)
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organization import NOON

pytestmark = pytest.mark.django_db
STRONG = "xưởng đại tu số 7"


def _create(username: str = "an.nv", password: str = STRONG, **fields: bool) -> User:
    return create_user(
        username=username,
        full_name="Nguyễn Văn An",
        password=password,
        actor=None,
        at=NOON,
        **fields,
    )


def test_an_account_is_made_in_one_spelling_and_leaves_a_trace() -> None:
    user = _create(" An.NV ")

    assert (user.username, user.full_name, user.initials) == ("an.nv", "Nguyễn Văn An", "VA")
    assert user.check_password(STRONG)
    assert User.objects.get_by_natural_key("AN.nv") == user
    assert list(Entry.objects.values_list("act", "record_id")) == [("account.created", user.pk)]


def test_a_name_is_taken_whatever_its_capitals() -> None:
    _create("an.nv")

    with pytest.raises(NameTaken, match=r"“an\.nv” đã có"):
        _create("AN.NV")


@pytest.mark.parametrize("password", ["12345678", "ngắn", "password", "nguyễn văn an"])
def test_a_weak_password_is_refused_with_its_reason(password: str) -> None:
    with pytest.raises(WeakPassword, match=r"\w+"):
        _create(password=password)

    assert not User.objects.exists()


def test_demo_accounts_may_have_a_simple_password() -> None:
    assert _create(password="demo", is_demo=True).is_demo


def test_changing_a_password_asks_for_the_present_one() -> None:
    user = UserFactory(must_change_password=True)

    with pytest.raises(WrongPassword):
        change_password(user, current="sai", password=STRONG, actor=user, at=NOON)
    with pytest.raises(WeakPassword):
        change_password(user, current=PASSWORD, password="12345678", actor=user, at=NOON)
    change_password(user, current=PASSWORD, password=STRONG, actor=user, at=NOON)

    user.refresh_from_db()
    assert user.check_password(STRONG)
    assert not user.must_change_password
    assert [entry.act for entry in Entry.objects.all()] == ["account.password_changed"]


def test_nobody_changes_the_account_of_another_or_while_looking_through_it() -> None:
    user, stranger = UserFactory(), UserFactory()
    seen = User.objects.get(pk=user.pk)
    seen.seen_by = stranger

    for actor in (stranger, seen):
        with pytest.raises(PermissionDenied):
            change_password(user, current=PASSWORD, password=STRONG, actor=actor, at=NOON)
        with pytest.raises(PermissionDenied):
            set_display(user, theme="dark", actor=actor)
        with pytest.raises(PermissionDenied):
            describe_self(user, full_name="X", email="", actor=actor, at=NOON)


def test_history_never_keeps_a_password() -> None:
    user = _create()

    event = user.history.get()  # type: ignore[attr-defined]

    assert not hasattr(event, "password")
    assert event.username == "an.nv"
