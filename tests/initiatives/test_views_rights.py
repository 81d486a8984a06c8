"""The pages of initiatives and who may not see or do what."""

from __future__ import annotations

import pytest
from django.test import Client

from lantoa.initiatives.rows import AuthorRow
from lantoa.organization.choices import Role
from tests.factories.initiatives import make_initiative
from tests.factories.organization import PersonFactory, UnitFactory
from tests.initiatives.conftest import LIST, address_of, page, signed_in

pytestmark = pytest.mark.django_db


def test_the_pages_need_somebody_signed_in() -> None:
    for address in (LIST, f"{LIST}them/"):
        assert Client().get(address).status_code == 302


def test_an_initiative_of_another_unit_is_found_on_no_page() -> None:
    theirs = make_initiative()
    client = signed_in(UnitFactory())

    for act in ("", "sua/"):
        assert client.get(address_of(theirs, act)).status_code == 404
    assert client.post(address_of(theirs, "chuyen/"), {"trang_thai": "tra_lai"}).status_code == 404


def test_a_member_sees_an_author_without_the_door_to_their_file() -> None:
    unit = UnitFactory()
    person = PersonFactory(unit=unit, full_name="Trần Văn Lộc")
    initiative = make_initiative(unit, authors=(AuthorRow("Trần Văn Lộc", person.pk, 100),))

    shown = page(signed_in(unit, Role.MEMBER), address_of(initiative))

    assert "Trần Văn Lộc" in shown
    assert person.code not in shown


def test_a_member_is_shown_no_way_to_write() -> None:
    unit = UnitFactory()
    initiative = make_initiative(unit)
    client = signed_in(unit, Role.MEMBER)

    assert "/sua/" not in page(client, address_of(initiative))
    assert "Thêm sáng kiến" not in page(client, LIST)
    answer = client.post(address_of(initiative, "chuyen/"), {"trang_thai": "tra_lai"})
    assert answer.status_code == 403
