from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.awards.models import Award
from lantoa.documents.delimited import csv_lines
from lantoa.home.demo.places import EVERY_UNION
from lantoa.home.demo.region import Book, draw_region, labelled
from lantoa.initiatives.models import Benefit, Initiative
from lantoa.intake.actions.applying import Applied, apply_batch, apply_file
from lantoa.intake.actions.copying import copy_in
from lantoa.intake.actions.reading import read_batch, read_file
from lantoa.intake.actions.sending import NothingSent, receive_files
from lantoa.intake.actions.undoing import undo_file
from lantoa.intake.choices import FileState, ProblemKind, Verdict
from lantoa.intake.layout import SHEETS
from lantoa.intake.models import AppliedChange, Batch, SentFile, SheetRow
from lantoa.intake.queries.files import tally
from lantoa.intake.queries.register import vocabularies
from lantoa.intake.reading.opening import Upload
from lantoa.intake.workbooks import as_csv_zip, as_xlsx, unit_workbook, workbook_sheets
from lantoa.organization.actions.people import apply_rows
from lantoa.organization.choices import Role
from lantoa.organization.models import Person, Unit
from lantoa.organization.rows import PersonRow
from lantoa.shared.errors import Conflict
from tests.factories.intake import (
    AWARD,
    GRADING,
    INITIATIVE,
    OTHER_PERSON,
    PERSON,
    Line,
    applied,
    sent,
    told,
    workbook,
)
from tests.factories.organization import NOON, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
ALL_KINDS: dict[str, list[Line]] = {
    "person": [PERSON, OTHER_PERSON],
    "movement": [
        {
            "code": "PT-1",
            "name": "Xanh, sạch, đẹp",
            "kind": "Thường xuyên",
            "launched_on": "1/3/2017",
        }
    ],
    "initiative": [INITIATIVE],
    "contest_entry": [
        {
            "contest": "Thợ giỏi",
            "year": 2021,
            "level": "Cấp cơ sở",
            "contestant": "Trần Thị Bình",
            "total_score": "8.5",
            "prize": "Giải Nhì",
        }
    ],
    "grading": [GRADING],
    "award": [
        AWARD,
        AWARD
        | {
            "recipient": "Sáng kiến",
            "recipient_name": INITIATIVE["title"],
            "kind": "Tuổi trẻ sáng tạo",
        },
    ],
    "nomination": [{"recipient": "Tập thể", "kind": "BK_TCCT", "year": 2021, "state": "Đề nghị"}],
    "activity": [
        {"movement": "Xanh, sạch, đẹp", "form": "Hội nghị", "counted": "03/2021", "sessions": 2}
    ],
    "training": [{"name": "An toàn lao động", "counted": "05/03/2021", "days": 2}],
    "registration": [
        {"year": 2021, "person": "Nguyễn Văn An", "title_code": "CSTDCS"},
        {"year": 2021, "title_code": "TTLDXS"},
    ],
    "solution": [
        {"movement": "PT-1", "counted_on": "20/12/2021", "number": 1, "text": "Làm tốt hơn."}
    ],
}


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(code="X1", name="Công đoàn cơ sở Xưởng X1")


@pytest.fixture
def officer(unit: Unit) -> User:
    return officer_of(unit)


def test_applying_writes_every_kind_and_says_who_and_what(unit: Unit, officer: User) -> None:
    file = sent(workbook(unit, ALL_KINDS), actor=officer)

    done = apply_file(file, actor=officer, at=NOON)

    assert told(file) == []
    assert done == Applied(created=14, updated=0, unchanged=0, held=0)
    assert (file.state, file.applied_by, file.applied_at) == (FileState.APPLIED, officer, NOON)
    assert file.changes.count() == 14
    initiative = Initiative.objects.get()
    authors = initiative.authors.order_by("order").values_list("person__full_name", flat=True)
    assert list(authors) == ["Nguyễn Văn An", "Trần Thị Bình"]
    assert Award.objects.get(recipient="sang_kien").initiative == initiative
    assert Entry.objects.filter(act="file.applied").get().details == {
        "created": 14,
        "updated": 0,
        "held": 0,
    }


def test_sending_and_applying_again_changes_nothing(unit: Unit, officer: User) -> None:
    applied(workbook(unit, ALL_KINDS), actor=officer)

    again = sent(workbook(unit, ALL_KINDS), actor=officer)

    assert {verdict for of_kind in again.summary.values() for verdict in of_kind} == {
        Verdict.UNCHANGED
    }
    assert apply_file(again, actor=officer, at=LATER) == Applied(0, 0, 14, 0)
    assert not again.changes.exists()


def test_undoing_takes_back_everything_and_the_file_can_be_applied_again(
    unit: Unit, officer: User
) -> None:
    file = applied(workbook(unit, ALL_KINDS), actor=officer)

    undo_file(file, actor=officer, at=LATER)

    assert file.state == FileState.UNDONE
    assert not Person.objects.exists()
    assert not Initiative.objects.exists()
    assert not Award.objects.exists()
    assert apply_file(file, actor=officer, at=LATER).created == 14


def test_undoing_restores_what_was_changed(unit: Unit, officer: User) -> None:
    applied(workbook(unit, {"person": [PERSON]}), actor=officer)
    file = applied(workbook(unit, {"person": [PERSON | {"born": "12/03/1975"}]}), actor=officer)

    undo_file(file, actor=officer, at=LATER)

    assert Person.objects.get().born == "1975-03"


def test_nothing_is_taken_back_when_one_record_was_changed_since(unit: Unit, officer: User) -> None:
    file = applied(workbook(unit, {"person": [PERSON, OTHER_PERSON]}), actor=officer)
    row = PersonRow(unit.pk, "DV-01", "Nguyễn Văn An", born="1975-04")
    apply_rows([row], actor=officer, at=LATER)

    with pytest.raises(Conflict, match="Không hoàn tác được"):
        undo_file(file, actor=officer, at=LATER)

    file.refresh_from_db()
    assert (file.state, Person.objects.count()) == (FileState.APPLIED, 2)


def test_a_file_is_undone_once(unit: Unit, officer: User) -> None:
    file = applied(workbook(unit, {"grading": [GRADING]}), actor=officer)
    undo_file(file, actor=officer, at=LATER)

    with pytest.raises(Conflict, match="đã hoàn tác rồi"):
        undo_file(file, actor=officer, at=LATER)


def test_good_rows_are_written_and_bad_ones_stay_listed(unit: Unit, officer: User) -> None:
    lines = {"person": [PERSON, OTHER_PERSON | {"born": "2115"}], "grading": [GRADING]}
    file = sent(workbook(unit, lines), actor=officer)

    done = apply_file(file, actor=officer, at=NOON)

    assert done == Applied(created=2, updated=0, unchanged=0, held=1)
    assert told(file) == [("Đoàn viên!D3", ProblemKind.IMPLAUSIBLE_DATE, "loi")]
    assert [person.code for person in Person.objects.all()] == ["DV-01"]


def test_a_mended_file_adds_only_what_was_held(unit: Unit, officer: User) -> None:
    lines = {"person": [PERSON, OTHER_PERSON | {"born": "2115"}]}
    applied(workbook(unit, lines), actor=officer)

    mended = applied(workbook(unit, {"person": [PERSON, OTHER_PERSON]}), actor=officer)

    assert mended.summary == {"person": {Verdict.UNCHANGED: 1, Verdict.NEW: 1}}


def test_what_the_app_refuses_when_written_holds_its_row_alone(unit: Unit, officer: User) -> None:
    other = UnitFactory(code="X2")
    foreign = INITIATIVE | {"code": "SK-21-0001", "authors": ""}
    applied(workbook(other, {"initiative": [foreign]}), actor=None)
    lines: dict[str, list[Line]] = {
        "person": [PERSON, OTHER_PERSON],
        "initiative": [
            INITIATIVE | {"title": "Một"},
            INITIATIVE | {"title": "Hai", "code": "SK-21-0001"},
            INITIATIVE | {"title": "Ba"},
        ],
    }
    file = sent(workbook(unit, lines), actor=officer)

    done = apply_file(file, actor=officer, at=NOON)

    assert (done.created, done.held) == (4, 1)
    assert [address for address, _kind, _severity in told(file)] == ["Sáng kiến!B3"]
    assert "SK-21-0001" in file.problems.get().message
    assert set(Initiative.objects.filter(unit=unit).values_list("title", flat=True)) == {
        "Một",
        "Ba",
    }


def test_someone_without_a_writing_role_sends_nothing(unit: Unit) -> None:
    leader = officer_of(unit, Role.LEADER)

    with pytest.raises(PermissionDenied):
        receive_files([workbook(unit, {})], actor=leader, at=NOON)

    assert not Batch.objects.exists()


def test_an_officer_of_another_unit_neither_applies_nor_undoes(unit: Unit, officer: User) -> None:
    stranger = officer_of(UnitFactory(code="X2"))
    file = sent(workbook(unit, {"grading": [GRADING]}), actor=officer)

    with pytest.raises(PermissionDenied):
        apply_file(file, actor=stranger, at=NOON)
    apply_file(file, actor=officer, at=NOON)
    with pytest.raises(PermissionDenied):
        undo_file(file, actor=stranger, at=NOON)
    with pytest.raises(PermissionDenied):
        apply_batch(file.batch, actor=stranger, at=NOON)


def test_rights_are_those_of_the_moment_of_applying(unit: Unit, officer: User) -> None:
    file = sent(workbook(unit, {"grading": [GRADING]}), actor=officer)
    officer.roles.all().delete()
    fresh = User.objects.get(pk=officer.pk)

    with pytest.raises(PermissionDenied):
        apply_file(file, actor=fresh, at=NOON)


def test_an_upper_officer_applies_what_a_lower_one_sent(unit: Unit, officer: User) -> None:
    file = sent(workbook(unit, {"grading": [GRADING]}), actor=officer)
    upper = officer_of(unit.parent or unit)

    assert apply_file(file, actor=upper, at=NOON).created == 1


def test_many_rows_are_kept_at_once_whatever_their_cells_hold(unit: Unit, officer: User) -> None:
    file = sent(workbook(unit, {}), actor=officer)
    cells = ['"ngoặc"', "tab\tvà\nxuống dòng", "\\ chéo", "", "Ưu tiên"]

    copy_in(
        SheetRow,
        ("file", "sheet", "number", "cells", "kind", "first", "verdict", "differences"),
        [(file.pk, "Trang", 900 + n, cells, "", None, "", [["Tên", "", "a\tb"]]) for n in (1, 2)],
    )

    kept = file.rows.filter(number__gt=900).order_by("number")
    assert [(row.cells, row.first, row.differences) for row in kept] == [
        (cells, None, [["Tên", "", "a\tb"]])
    ] * 2


def test_files_of_a_zip_stand_each_for_itself_and_no_file_is_told(
    unit: Unit, officer: User
) -> None:
    with pytest.raises(NothingSent, match="Chưa chọn tệp nào"):
        receive_files([], actor=officer, at=NOON)
    batch = receive_files(
        [workbook(unit, {"grading": [GRADING]}), Upload("ảnh.png", b"\x89PNG")],
        actor=officer,
        at=NOON,
    )

    read_batch(batch, at=NOON)

    assert [(file.name, file.state) for file in batch.files.order_by("pk")] == [
        ("so.xlsx", FileState.READ),
        ("ảnh.png", FileState.REFUSED),
    ]


def test_a_batch_writes_people_before_those_who_name_them(unit: Unit, officer: User) -> None:
    uploads = [
        Upload("Khen thưởng.csv", _csv(unit, "award", [AWARD])),
        Upload("Đoàn viên.csv", _csv(unit, "person", [PERSON])),
    ]
    batch = receive_files(uploads, actor=officer, at=NOON)
    read_batch(batch, at=NOON)
    assert [tally(file).held for file in batch.files.order_by("pk")] == [1, 0]

    apply_batch(batch, actor=officer, at=NOON)

    assert [tally(file).new for file in batch.files.order_by("pk")] == [1, 1]
    assert Award.objects.get().person == Person.objects.get()


def _csv(unit: Unit, kind: str, lines: list[dict[str, Any]]) -> bytes:
    stated = [line | {"unit": unit.code} for line in lines]
    sheets = workbook_sheets("", "", {kind: stated}, vocabularies())
    name = next(sheet.name for sheet in SHEETS if sheet.key == kind)
    return b"".join(csv_lines(next(sheet for sheet in sheets if sheet.name == name)))


def test_reading_and_applying_ask_the_same_number_of_questions_for_any_number_of_rows(
    unit: Unit, officer: User
) -> None:
    def cost(count: int) -> tuple[int, int]:
        people = [
            PERSON | {"code": f"N{count}-{n}", "full_name": f"Người Số {n}"} for n in range(count)
        ]
        initiatives = [INITIATIVE | {"title": f"Bệ {count} {n}"} for n in range(count)]
        awards = [
            AWARD | {"person_code": f"N{count}-{n}", "recipient_name": ""} for n in range(count)
        ]
        lines: dict[str, list[Line]] = {
            "person": people,
            "initiative": initiatives,
            "award": awards,
        }
        upload = workbook(unit, lines)
        batch = receive_files([upload], actor=officer, at=NOON)
        file = batch.files.get()
        with CaptureQueriesContext(connection) as reading:
            read_file(file, at=NOON)
        with CaptureQueriesContext(connection) as applying:
            apply_file(file, actor=officer, at=NOON)
        assert tally(file).held == 0
        return len(reading), len(applying)

    cost(1)  # files the decision, learns the officer's roles

    assert cost(2) == cost(12)


@pytest.fixture(scope="module")
def drawn() -> list[Book]:
    return draw_region()[0]


def _demo_book(books: list[Book], code: str) -> tuple[Book, dict[str, Unit]]:
    units = {place.code: UnitFactory(code=place.code, name=place.name) for place in EVERY_UNION}
    return next(book for book in books if book.code == code), units


@pytest.mark.parametrize("code", ["KT02", "HC05"])
def test_a_whole_unit_workbook_sent_twice_or_fetched_and_sent_back_changes_nothing(
    drawn: list[Book], code: str
) -> None:
    book, units = _demo_book(drawn, code)
    region = drawn[0]
    root = units[code].parent or units[code]
    officer = officer_of(root)
    words = vocabularies()
    movements = [line | {"unit": root.code} for line in region.lines["movement"]]
    applied(workbook(root, labelled({"movement": movements}, words)), actor=officer)
    lines = labelled(book.lines, vocabularies())

    first = applied(workbook(units[code], lines), actor=officer)
    second = sent(workbook(units[code], lines), actor=officer)
    own = unit_workbook(units[code], blank=False, at=NOON)
    returned = sent(Upload("own.xlsx", as_xlsx(own, title="Sổ", at=NOON)), actor=officer)
    as_csv = sent(
        Upload("own.zip", as_csv_zip(unit_workbook(units[code], blank=False, at=NOON))),
        actor=officer,
    )

    total = tally(first).new
    assert total > 150
    assert (tally(first).held, told(first)) == (0, [])
    assert tally(second).unchanged == total
    assert [row.differences for row in returned.rows.filter(verdict=Verdict.CHANGED)] == []
    for file in (returned, as_csv):
        counts = tally(file)
        assert (counts.new, counts.changed, counts.held) == (0, 0, 0)
    if code == "HC05":
        assert tally(returned).unchanged == total


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_officers_applying_one_file_at_once_write_it_once() -> None:
    unit = UnitFactory(code="X1")
    officers = [officer_of(unit), officer_of(unit)]
    upload = workbook(unit, ALL_KINDS)
    files = [sent(upload, actor=officer) for officer in officers]
    outcomes = _at_once(
        [
            partial(apply_file, file, actor=officer, at=NOON)
            for file, officer in zip(files, officers, strict=True)
        ]
    )

    assert sorted((done.created, done.unchanged) for done in outcomes) == [(0, 14), (14, 0)]
    assert (Person.objects.count(), Benefit.objects.count()) == (2, 0)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_second_of_two_who_apply_the_very_same_sending_is_told() -> None:
    unit = UnitFactory(code="X1")
    officer = officer_of(unit)
    file = sent(workbook(unit, ALL_KINDS), actor=officer)
    copies = [SentFile.objects.get(pk=file.pk) for _copy in range(2)]

    outcomes = _at_once([partial(apply_file, copy, actor=officer, at=NOON) for copy in copies])

    refused = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
    assert len(refused) == 1
    assert officer.full_name in str(refused[0])
    assert AppliedChange.objects.count() == 14


def _at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    gate = threading.Barrier(len(acts))
    outcomes: list[Any] = []

    def run(act: Callable[[], Any]) -> None:
        gate.wait()
        try:
            outcomes.append(act())
        except Conflict as conflict:
            outcomes.append(conflict)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
