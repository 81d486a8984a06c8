"""Which rows of initiatives are refused, and who may write none."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from lantoa.decisions.models import Decision
from lantoa.initiatives.actions import InitiativeRefused
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import AuthorRow
from lantoa.organization.choices import Role
from lantoa.organization.writing import RepeatedRow
from tests.factories.initiatives import (
    benefit_row,
    initiative_row,
    make_initiative,
    recognition_row,
)
from tests.factories.organization import PersonFactory, UnitFactory, officer_of
from tests.initiatives.conftest import apply

pytestmark = pytest.mark.django_db


def test_a_code_of_another_unit_is_refused_and_its_initiative_untouched() -> None:
    theirs = make_initiative(code="SK-21-0007", title="Của đơn vị khác")

    with pytest.raises(InitiativeRefused, match="SK-21-0007"):
        apply(initiative_row(code="SK-21-0007", title="Tên khác"))

    theirs.refresh_from_db()
    assert theirs.title == "Của đơn vị khác"
    assert Initiative.objects.count() == 1


def test_an_update_may_not_take_the_title_of_another() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, title="Một", code="A-1"), initiative_row(unit, title="Hai"))

    with pytest.raises(InitiativeRefused, match="Hai"):
        apply(initiative_row(unit, title="Hai", code="A-1"))


def test_two_rows_that_state_different_things_about_one_initiative_are_refused() -> None:
    unit = UnitFactory()

    with pytest.raises(RepeatedRow):
        apply(initiative_row(unit, field="y_te"), initiative_row(unit, field="hau_can"))

    assert not Initiative.objects.exists()


def test_a_row_with_a_code_and_one_without_are_not_two_initiatives() -> None:
    unit = UnitFactory()

    with pytest.raises(InitiativeRefused):
        apply(initiative_row(unit, code="A-1"), initiative_row(unit))


@pytest.mark.parametrize(
    ("fields", "part"),
    [
        ({"title": " – "}, "title"),
        ({"title": "x" * 501}, "title"),
        ({"year": 2115}, "year"),
        ({"kind": "y_tuong"}, "kind"),
        ({"field": "vu_tru"}, "field"),
        ({"state": "xong"}, "state"),
        ({"first_applied": "31/6/2020"}, "first_applied"),
        ({"authors": (AuthorRow("An", None, 60), AuthorRow("Bình", None, 50))}, "authors"),
        ({"authors": (AuthorRow("An", None, 100), AuthorRow("Bình"))}, "authors"),
        ({"authors": (AuthorRow(" "),)}, "authors"),
        ({"benefits": (benefit_row(accepted_vnd=-1),)}, "benefits"),
        ({"benefits": (benefit_row(accepted_vnd=1), benefit_row(declared_vnd=2))}, "benefits"),
        ({"benefits": (benefit_row(kind="tang"),)}, "benefits"),
        (
            {"benefit_state": "khong_tinh_tien", "benefits": (benefit_row(accepted_vnd=1),)},
            "benefits",
        ),
        ({"recognitions": (recognition_row(), recognition_row(number="2"))}, "recognitions"),
        ({"recognitions": (recognition_row("vu_tru"),)}, "recognitions"),
        ({"recognitions": (recognition_row(number=" "),)}, "recognitions"),
    ],
)
def test_what_cannot_be_true_is_refused_with_the_part_to_mend(
    fields: dict[str, Any], part: str
) -> None:
    with pytest.raises(InitiativeRefused) as refused:
        apply(initiative_row(**fields))

    assert refused.value.field == part
    assert not Initiative.objects.exists()
    assert not Decision.objects.exists()


def test_money_for_what_was_said_to_have_none_is_refused_when_it_comes_later() -> None:
    unit = UnitFactory()
    apply(initiative_row(unit, benefit_state="khong_tinh_tien"))

    with pytest.raises(InitiativeRefused):
        apply(initiative_row(unit, benefits=(benefit_row(accepted_vnd=9),)))


def test_one_person_is_an_author_once() -> None:
    person = PersonFactory()
    authors = (AuthorRow("Lê An", person.pk, 50), AuthorRow("Lê Văn An", person.pk, 50))

    with pytest.raises(InitiativeRefused):
        apply(initiative_row(authors=authors))


@pytest.mark.parametrize("fields", [{}, {"recognitions": (recognition_row(),)}])
def test_an_officer_of_another_unit_may_not_write(fields: dict[str, Any]) -> None:
    stranger = officer_of(UnitFactory())

    with pytest.raises(PermissionDenied):
        apply(initiative_row(**fields), actor=stranger)

    assert not Initiative.objects.exists()


def test_a_member_may_not_write_for_their_own_unit() -> None:
    unit = UnitFactory()

    with pytest.raises(PermissionDenied):
        apply(initiative_row(unit), actor=officer_of(unit, Role.MEMBER))
