"""Two people who press the button at the same moment, in real transactions."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from lantoa.organization.actions.people import apply_rows
from lantoa.organization.actions.units import UnitRefused, create_unit
from lantoa.organization.models import Membership, Person, Unit, UnitKind
from lantoa.organization.queries.tree import tree_faults
from lantoa.organization.rows import PersonRow
from lantoa.shared.errors import Conflict
from lantoa.shared.rows import Outcome
from tests.factories.organization import NOON, UnitFactory

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; an error is an answer too."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            start.wait(timeout=10)
            return act()
        except Exception as error:  # noqa: BLE001 -- the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_imports_of_one_unit_at_once_make_no_duplicates() -> None:
    unit = UnitFactory()
    rows = [PersonRow(unit.pk, f"ĐV-{number}", f"Nguyễn Văn {number}") for number in range(300)]

    answers = _at_once(*[lambda: apply_rows(rows, actor=None, at=NOON)] * 2)

    assert sorted((one.created, one.unchanged) for one in answers if isinstance(one, Outcome)) == [
        (0, 300),
        (300, 0),
    ]
    assert (Person.objects.count(), Membership.objects.count()) == (300, 300)


def test_one_person_stated_by_two_units_at_once_is_kept_once_and_told() -> None:
    units = UnitFactory.create_batch(2)
    batches = [
        [PersonRow(unit.pk, f"ĐV-{number}", "Nguyễn Văn An") for number in range(300)]
        for unit in units
    ]

    answers = _at_once(
        *[lambda rows=rows: apply_rows(rows, actor=None, at=NOON) for rows in batches]
    )

    assert all(isinstance(answer, Outcome | Conflict) for answer in answers)
    assert (Person.objects.count(), Membership.objects.count()) == (300, 300)


def test_a_unit_code_given_twice_at_once_is_taken_once() -> None:
    root = UnitFactory(parent=None)
    kind = UnitKind.objects.get(code="cdcs")

    answers = _at_once(
        *[lambda: create_unit(code="K01", name="Kho", kind=kind, parent=root, actor=None, at=NOON)]
        * 3
    )

    assert [isinstance(answer, Unit) for answer in answers].count(True) == 1
    assert [isinstance(answer, UnitRefused) for answer in answers].count(True) == 2
    assert list(tree_faults()) == []
