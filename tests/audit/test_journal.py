from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from time import monotonic, sleep

import pytest
from django.db import DatabaseError, connection, transaction

from lantoa.accounts.models import User
from lantoa.audit.actions import record, record_file_opening, seal_entries
from lantoa.audit.models import Entry, FileOpening, Seal
from lantoa.audit.queries import broken_seals, last_hash
from lantoa.audit.rules import seal_hash
from lantoa.audit.tasks import seal_journal
from lantoa.organization.actions.people import apply_rows
from lantoa.organization.rows import PersonRow
from lantoa.shared.errors import DomainError
from tests.factories.accounts import UserFactory
from tests.factories.organization import NOON, PersonFactory, UnitFactory, officer_of

pytestmark = pytest.mark.django_db(transaction=True)


def _entries(count: int) -> list[Entry]:
    made = [record(f"thu.{number}", actor=None, at=NOON, so=number) for number in range(count)]
    _let_older_transactions_end()
    return made


def _let_older_transactions_end() -> None:
    """Wait for the tests beside this one: a transaction of theirs, too, holds back a seal."""
    until = monotonic() + 120
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        (own,) = cursor.fetchone()
        oldest = 0
        while oldest <= own:
            assert monotonic() < until, "a transaction beside this test never ended"
            sleep(0.02)
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            (oldest,) = cursor.fetchone()


def _tamper(sql: str, *values: int) -> None:
    """Do what only someone with the database's own keys could do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")


def test_an_entry_can_be_neither_changed_nor_deleted() -> None:
    entry = record("thu", actor=None, at=NOON)

    for attempt in (
        lambda: Entry.objects.filter(pk=entry.pk).update(act="khác"),
        lambda: Entry.objects.filter(pk=entry.pk).update(at=NOON + timedelta(days=1)),
        lambda: Entry.objects.filter(pk=entry.pk).delete(),
    ):
        refused = pytest.raises(DatabaseError, match=r"Cannot (update|delete) rows")
        with refused, transaction.atomic():
            attempt()

    entry.refresh_from_db()
    assert (entry.act, entry.at) == ("thu", NOON)


def test_an_act_that_fails_leaves_no_trace_and_no_change() -> None:
    unit = UnitFactory()
    officer = officer_of(unit)
    before = Entry.objects.count()

    def half_an_act() -> None:
        with transaction.atomic():
            apply_rows([PersonRow(unit.pk, "ĐV-1", "Lê Thị Hoa")], actor=officer, at=NOON)
            raise DomainError

    with pytest.raises(DomainError):
        half_an_act()

    assert Entry.objects.count() == before


def test_entries_are_sealed_in_batches_that_form_a_chain() -> None:
    first = _entries(3)
    one = seal_entries(at=NOON)
    last = _entries(2)
    two = seal_entries(at=NOON)

    assert one is not None
    assert two is not None
    assert (one.first_entry, one.last_entry, one.count) == (first[0].pk, first[2].pk, 3)
    assert (two.count, two.previous_hash) == (2, one.hash)
    assert one.previous_hash == "0" * 64
    assert last_hash() == two.hash
    assert seal_entries(at=NOON) is None
    assert list(broken_seals()) == []
    assert [entry.seal for entry in Entry.objects.filter(pk__gte=last[0].pk)] == [two, two]


def test_a_batch_has_a_greatest_size() -> None:
    _entries(5)

    seals = [seal_entries(at=NOON, most=2) for _batch in range(3)]

    assert [seal.count for seal in seals if seal] == [2, 2, 1]
    assert list(broken_seals()) == []


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit_entry SET act = 'khác' WHERE id = %s",
        "UPDATE audit_entry SET details = '{}' WHERE id = %s",
        "UPDATE audit_entry SET at = at + interval '1 second' WHERE id = %s",
        "UPDATE audit_entry SET unit_id = 7 WHERE id = %s",
        "DELETE FROM audit_entry WHERE id = %s",
    ],
)
def test_every_tampering_breaks_its_seal_and_no_other(tampering: str) -> None:
    entries = _entries(2)
    touched = seal_entries(at=NOON)
    _entries(2)
    seal_entries(at=NOON)

    _tamper(tampering, entries[1].pk)

    assert list(broken_seals()) == [touched]


def test_a_seal_made_again_after_tampering_breaks_the_chain() -> None:
    entries = _entries(2)
    touched = seal_entries(at=NOON)
    _entries(1)
    after = seal_entries(at=NOON)
    assert touched is not None

    _tamper("DELETE FROM audit_entry WHERE id = %s", entries[1].pk)
    left = Entry.objects.get(pk=entries[0].pk)
    from lantoa.audit.queries import entry_line  # noqa: PLC0415 -- what a forger would call

    forged = seal_hash(touched.previous_hash, [entry_line(left)])
    Seal.objects.filter(pk=touched.pk).update(hash=forged, count=1)

    assert list(broken_seals()) == [after]


def test_an_entry_of_a_slow_transaction_is_sealed_only_after_it_committed() -> None:
    written, may_commit = Event(), Event()

    def slow_act() -> None:
        with transaction.atomic():
            record("cham", actor=None, at=NOON)
            written.set()
            may_commit.wait(timeout=10)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(slow_act)
        assert written.wait(timeout=10)
        record("nhanh", actor=None, at=NOON)
        early = seal_entries(at=NOON)
        may_commit.set()
        slow.result(timeout=10)
    _let_older_transactions_end()
    late = seal_entries(at=NOON)

    assert early is None  # the quick one is younger than a transaction still running
    assert late is not None
    assert late.count == 2
    assert list(broken_seals()) == []


def test_two_sealers_at_once_seal_everything_once() -> None:
    _entries(50)
    start = Barrier(2)

    def seal() -> None:
        start.wait(timeout=10)
        seal_entries(at=NOON)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(seal) for _sealer in range(2)]:
            done.result(timeout=10)

    assert sum(Seal.objects.values_list("count", flat=True)) == 50
    assert list(broken_seals()) == []


def test_the_task_seals_everything_and_finds_nothing_the_second_time() -> None:
    _entries(3)

    seal_journal(timestamp=0)
    seal_journal(timestamp=60)

    assert list(Seal.objects.values_list("count", flat=True)) == [3]
    assert not Entry.objects.filter(seal__isnull=True).exists()


def test_opening_a_file_names_the_one_who_looks_not_whose_eyes() -> None:
    person = PersonFactory()
    looking, seen = UserFactory(), UserFactory()
    eyes = User.objects.get(pk=seen.pk)
    eyes.seen_by = looking

    record_file_opening(person.pk, actor=seen, at=NOON, purpose="ho_so")
    record_file_opening(person.pk, actor=eyes, at=NOON, purpose="ho_so")

    rows = FileOpening.objects.order_by("pk")
    assert [(row.opened_by, row.purpose) for row in rows] == [
        (seen, "ho_so"),
        (looking, "xem_nhu"),
    ]


def test_the_hash_covers_the_one_before_and_the_order() -> None:
    start = "0" * 64

    assert seal_hash(start, ["a", "b"]) == seal_hash(start, ["a", "b"])
    assert len({seal_hash(start, lines) for lines in (["a", "b"], ["b", "a"], ["ab"], [])}) == 4
    assert seal_hash("1" * 64, ["a"]) != seal_hash(start, ["a"])
