"""Codes: in order, never twice, also when two officers write at once."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from lantoa.initiatives.actions import InitiativeRefused, apply_rows
from lantoa.initiatives.models import CodeSeries, Initiative
from lantoa.organization.models import Unit
from tests.factories.initiatives import initiative_row, make_initiative
from tests.factories.organization import NOON, UnitFactory


def codes() -> list[str | None]:
    return list(Initiative.objects.order_by("pk").values_list("code", flat=True))


@pytest.mark.django_db
def test_codes_are_numbered_by_kind_and_year() -> None:
    unit = UnitFactory()

    apply_rows(
        [
            initiative_row(unit, title="Một", year=2018),
            initiative_row(unit, title="Hai", year=2018),
            initiative_row(unit, title="Ba", year=2019),
            initiative_row(unit, title="Bốn", kind="de_tai", year=2018),
        ],
        actor=None,
        at=NOON,
    )

    assert codes() == ["SK-18-0001", "SK-18-0002", "SK-19-0001", "DT-18-0001"]


@pytest.mark.django_db
def test_a_stated_code_pushes_the_series_on() -> None:
    make_initiative(code="SK-21-0041")

    assert make_initiative().code == "SK-21-0042"


@pytest.mark.django_db
def test_a_stated_code_and_a_given_one_do_not_meet_in_one_batch() -> None:
    unit = UnitFactory()
    rows = [
        initiative_row(unit, title="Một"),
        initiative_row(unit, title="Hai", code="SK-21-0001"),
        initiative_row(unit, title="Ba"),
    ]

    apply_rows(rows, actor=None, at=NOON)

    assert codes() == ["SK-21-0002", "SK-21-0001", "SK-21-0003"]


@pytest.mark.django_db
def test_one_code_for_two_initiatives_of_two_units_is_refused() -> None:
    rows = [initiative_row(title="Một", code="A-1"), initiative_row(title="Hai", code="A-1")]

    with pytest.raises(InitiativeRefused, match="A-1"):
        apply_rows(rows, actor=None, at=NOON)


@pytest.mark.django_db
def test_a_batch_that_fails_gives_its_numbers_back() -> None:
    unit = UnitFactory()
    make_initiative(unit, title="Đã có", code="A-1")

    with pytest.raises(InitiativeRefused), transaction.atomic():
        apply_rows(
            [initiative_row(unit, title="Mới"), initiative_row(title="Khác", code="A-1")],
            actor=None,
            at=NOON,
        )

    assert not CodeSeries.objects.filter(prefix="SK-21").exists()


@pytest.mark.django_db(transaction=True)
def test_officers_who_write_at_once_never_give_one_code_twice() -> None:
    units = [UnitFactory() for _number in range(4)]
    faults: list[BaseException] = []

    def write(unit: Unit) -> None:
        try:
            for part in range(3):
                rows = [initiative_row(unit, title=f"Việc {part} {n}") for n in range(5)]
                apply_rows(rows, actor=None, at=NOON)
        except BaseException as fault:  # noqa: BLE001 -- told to the test's own thread below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[unit]) for unit in units]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert sorted(map(str, codes())) == [f"SK-21-{number:04d}" for number in range(1, 61)]
