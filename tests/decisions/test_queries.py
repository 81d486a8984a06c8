from __future__ import annotations

from datetime import date

import pytest
from django.http import Http404

from lantoa.decisions.models import Decision
from lantoa.decisions.queries import (
    chain_above,
    corrections_of,
    decisions_for,
    get_decision,
    revoked_through,
)
from tests.factories.decisions import DecisionFactory
from tests.factories.organization import UnitFactory, UserFactory, officer_of

pytestmark = pytest.mark.django_db


def test_one_sees_decisions_filed_at_below_and_above_ones_unit_and_at_none():
    root = UnitFactory()
    mine, other = UnitFactory(parent=root), UnitFactory(parent=root)
    group = UnitFactory(parent=mine)
    seen = {DecisionFactory(unit=unit).pk for unit in (root, mine, group, None)}
    foreign = DecisionFactory(unit=other)
    officer = officer_of(mine)

    assert set(decisions_for(officer).values_list("pk", flat=True)) == seen
    assert decisions_for(officer_of(root)).count() == 5
    assert not decisions_for(UserFactory()).exists()
    with pytest.raises(Http404):
        get_decision(officer, foreign.pk)


def test_search_finds_a_decision_without_accents_and_by_any_part():
    DecisionFactory(number="118/QĐ-TC2", issuer="Tổng cục Chính trị")
    DecisionFactory(number="3/QĐ-BQP", issuer="Bộ Quốc phòng")

    found = Decision.objects.holding("tong cuc 118")

    assert [decision.number for decision in found] == ["118/QĐ-TC2"]


def test_a_chain_is_read_in_order():
    first = DecisionFactory()
    second = DecisionFactory(corrects=first)
    third = DecisionFactory(corrects=second)
    revoked = DecisionFactory(revoked_by=third, revoked_on=date(2022, 1, 1))

    assert chain_above(third) == [second, first]
    assert corrections_of(first) == [second]
    assert revoked_through(third) == [revoked]
