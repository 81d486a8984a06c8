from __future__ import annotations

from typing import Any

import pytest

from lantoa.intake.choices import FileState, ProblemKind, Severity, Verdict
from lantoa.intake.models import SentFile
from lantoa.intake.reading.opening import Upload
from lantoa.organization.actions.people import apply_rows
from lantoa.organization.choices import Role
from lantoa.organization.models import Unit
from lantoa.organization.rows import PersonRow
from tests.factories.intake import (
    AWARD,
    DECISION,
    GRADING,
    INITIATIVE,
    OTHER_PERSON,
    PERSON,
    applied,
    sent,
    told,
    workbook,
)
from tests.factories.organization import NOON, UnitFactory, officer_of

pytestmark = pytest.mark.django_db
PEOPLE = [PERSON, OTHER_PERSON]


@pytest.fixture
def unit() -> Unit:
    return UnitFactory(code="X1", name="Công đoàn cơ sở Xưởng X1")


def read(unit: Unit, **lines: list[dict[str, Any]]) -> SentFile:
    return sent(workbook(unit, lines), actor=officer_of(unit))


def message(file: SentFile, address: str) -> str:
    return file.problems.get(sheet=address.split("!", maxsplit=1)[0], row=int(address[-1])).message


def test_a_whole_good_workbook_is_all_new_and_nothing_is_written(unit: Unit) -> None:
    file = read(unit, person=PEOPLE, initiative=[INITIATIVE], award=[AWARD], grading=[GRADING])

    assert file.state == FileState.READ
    assert file.unit == unit
    assert told(file) == []
    assert file.summary == {
        "person": {Verdict.NEW: 2},
        "initiative": {Verdict.NEW: 1},
        "award": {Verdict.NEW: 1},
        "grading": {Verdict.NEW: 1},
    }
    assert not unit.memberships.exists()


Case = tuple[str, dict[str, Any], str, ProblemKind, str]
ERRORS: list[Case] = [
    ("initiative", {"title": ""}, "Sáng kiến!C2", ProblemKind.MISSING_REQUIRED, "Thiếu “Tên sáng"),
    ("initiative", {"kind": "Sáng chế"}, "Sáng kiến!D2", ProblemKind.UNKNOWN_VALUE, "“Sáng kiến”"),
    ("initiative", {"year": 2115}, "Sáng kiến!F2", ProblemKind.IMPLAUSIBLE_DATE, "2115"),
    ("initiative", {"unit": "Xưởng Y"}, "Sáng kiến!A2", ProblemKind.UNKNOWN_UNIT, "Xưởng Y"),
    ("initiative", {"unit": "KHAC"}, "Sáng kiến!A2", ProblemKind.FORBIDDEN_UNIT, "KHAC"),
    (
        "initiative",
        {"authors": "Nguyễn Văn An (60%); Trần Thị Bình (30%)"},
        "Sáng kiến!I2",
        ProblemKind.SHARE_SUM,
        "90%",
    ),
    (
        "initiative",
        {"authors": "Nguyễn Văn An [SAI]"},
        "Sáng kiến!I2",
        ProblemKind.UNKNOWN_PERSON,
        "mã “SAI”",
    ),
    ("initiative", {"accepted_vnd": 5}, "Sáng kiến!M2", ProblemKind.MISSING_REQUIRED, "Năm hưởng"),
    (
        "initiative",
        {"decision_number": "9/QĐ"},
        "Sáng kiến!U2",
        ProblemKind.MISSING_REQUIRED,
        "Ngày QĐ",
    ),
    ("initiative", {"scope": "Cấp cơ sở"}, "Sáng kiến!T2", ProblemKind.MISSING_REQUIRED, "Số QĐ"),
    (
        "award",
        {"recipient_name": "Lê Văn Lạ"},
        "Khen thưởng!D2",
        ProblemKind.UNKNOWN_PERSON,
        "trang Đoàn viên",
    ),
    (
        "award",
        {"person_code": "DV-02"},
        "Khen thưởng!C2",
        ProblemKind.UNKNOWN_PERSON,
        "là của Trần Thị Bình",
    ),
    (
        "award",
        {"recipient": "Tập thể"},
        "Khen thưởng!D2",
        ProblemKind.UNKNOWN_UNIT,
        "chính đơn vị",
    ),
    (
        "award",
        {"recipient": "Sáng kiến", "recipient_name": "Không có"},
        "Khen thưởng!D2",
        ProblemKind.UNKNOWN_VALUE,
        "Không có",
    ),
    ("award", {"decision_date": ""}, "Khen thưởng!H2", ProblemKind.MISSING_REQUIRED, "Ngày QĐ"),
    ("grading", {"score": -1}, "Xếp loại!D2", ProblemKind.NEGATIVE_NUMBER, "số âm"),
    ("grading", {"grade": "Giỏi"}, "Xếp loại!C2", ProblemKind.UNKNOWN_VALUE, "“Vững mạnh”"),
]
LINES: dict[str, dict[str, Any]] = {"initiative": INITIATIVE, "award": AWARD, "grading": GRADING}


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: f"{case[0]}-{'-'.join(case[1])}")
def test_every_bad_cell_is_told_with_its_address_and_remedy(unit: Unit, case: Case) -> None:
    kind, change, address, problem, part = case
    UnitFactory(code="KHAC", name="Công đoàn cơ sở khác")

    file = read(unit, **{"person": PEOPLE, kind: [LINES[kind] | change]})

    found = [(one.address, one.kind) for one in file.problems.all() if one.severity == "loi"]
    assert (address, problem) in found
    sentence = next(one.message for one in file.problems.all() if one.address == address)
    assert part in sentence
    assert file.summary[kind] == {Verdict.HELD: 1}
    assert file.summary["person"] == {Verdict.NEW: 2}


def test_an_unknown_author_stays_as_named_with_a_warning(unit: Unit) -> None:
    line = INITIATIVE | {"authors": "Nguyễn Văn An (60%); Lê Thị Khách (40%)"}

    file = read(unit, person=PEOPLE, initiative=[line])

    assert told(file) == [("Sáng kiến!I2", ProblemKind.UNKNOWN_PERSON, Severity.WARNING)]
    assert file.summary["initiative"] == {Verdict.NEW: 1}


def test_two_people_of_one_name_need_a_code(unit: Unit) -> None:
    namesake = PERSON | {"code": "DV-09"}

    file = read(unit, person=[PERSON, namesake], award=[AWARD])
    coded = read(unit, person=[PERSON, namesake], award=[AWARD | {"person_code": "DV-09"}])

    assert "[DV-01], [DV-09]" in file.problems.get().message
    assert coded.summary["award"] == {Verdict.NEW: 1}


def test_a_name_whose_own_row_is_held_says_which_cell_to_mend_first(unit: Unit) -> None:
    file = read(unit, person=[PERSON | {"born": "2115"}], award=[AWARD])

    assert told(file) == [
        ("Đoàn viên!D2", ProblemKind.IMPLAUSIBLE_DATE, Severity.ERROR),
        ("Khen thưởng!D2", ProblemKind.UNKNOWN_PERSON, Severity.ERROR),
    ]
    assert "Đoàn viên!D2" in file.problems.get(sheet="Khen thưởng").message


def test_several_lines_of_one_initiative_become_one_record(unit: Unit) -> None:
    more = {"benefit_kind": "Tiết kiệm", "beneficiary": "Ngân sách"}
    lines = [
        INITIATIVE
        | {"benefit_year": 2021, "accepted_vnd": 5_000_000, **more, **DECISION}
        | {"scope": "Cấp cơ sở"},
        {"benefit_year": 2022, "accepted_vnd": 7_000_000, **more},
        INITIATIVE | {"scope": "Cấp Quân khu", **DECISION, "decision_number": "77/QĐ-QK"},
    ]

    file = read(unit, person=PEOPLE, initiative=lines)

    assert told(file) == []
    assert file.summary["initiative"] == {Verdict.NEW: 1}
    rows = file.rows.filter(kind="initiative").order_by("number")
    assert [(row.number, row.first) for row in rows] == [(2, 2), (3, 2), (4, 2)]


def test_a_further_line_that_contradicts_the_first_is_told(unit: Unit) -> None:
    file = read(unit, initiative=[INITIATIVE, INITIATIVE | {"kind": "Đề tài"}])

    assert ("Sáng kiến!D3", ProblemKind.DUPLICATE_ROW, Severity.ERROR) in told(file)
    assert file.summary["initiative"] == {Verdict.HELD: 1}


def test_a_grade_given_twice_in_a_file_holds_both_rows(unit: Unit) -> None:
    file = read(unit, grading=[GRADING, GRADING | {"grade": "Khá"}])

    assert told(file) == [
        ("Xếp loại!C2", ProblemKind.DUPLICATE_ROW, Severity.ERROR),
        ("Xếp loại!C3", ProblemKind.DUPLICATE_ROW, Severity.ERROR),
    ]
    assert "dòng 3" in message(file, "Xếp loại!C2")
    assert file.summary["grading"] == {Verdict.HELD: 2}


def test_the_same_row_twice_counts_once_with_a_warning(unit: Unit) -> None:
    file = read(unit, grading=[GRADING, GRADING])

    assert told(file) == [("Xếp loại!C3", ProblemKind.DUPLICATE_ROW, Severity.WARNING)]
    assert file.summary["grading"] == {Verdict.NEW: 1, Verdict.UNCHANGED: 1}


def test_a_grade_other_than_the_stored_one_is_shown_before_it_replaces_it(unit: Unit) -> None:
    applied(workbook(unit, {"grading": [GRADING]}), actor=officer_of(unit))

    file = read(unit, grading=[GRADING | {"grade": "Khá"}])

    assert told(file) == [("Xếp loại!C2", ProblemKind.DIFFERS, Severity.WARNING)]
    assert "đang ghi “Vững mạnh”" in file.problems.get().message
    assert file.summary["grading"] == {Verdict.CHANGED: 1}
    assert file.rows.get(kind="grading").differences == [["Xếp loại", "Vững mạnh", "Khá"]]


def test_changes_are_shown_field_by_field_with_old_and_new(unit: Unit) -> None:
    lines = {"person": PEOPLE, "initiative": [INITIATIVE]}
    applied(workbook(unit, lines), actor=officer_of(unit))

    file = read(
        unit,
        person=[PERSON | {"born": "12/03/1975", "rank": "Đại úy"}],
        initiative=[INITIATIVE | {"authors": "Nguyễn Văn An (70%); Trần Thị Bình (30%)"}],
    )

    rows = {row.kind: row.differences for row in file.rows.exclude(kind="")}
    assert rows == {
        "person": [["Ngày sinh", "03/1975", "12/03/1975"], ["Cấp bậc", "", "Đại úy"]],
        "initiative": [
            [
                "Tác giả",
                "Nguyễn Văn An (60%); Trần Thị Bình (40%)",
                "Nguyễn Văn An (70%); Trần Thị Bình (30%)",
            ]
        ],
    }


def test_text_like_a_formula_is_kept_as_text_with_a_warning(unit: Unit) -> None:
    file = read(unit, person=[PERSON | {"position": "=CMD(1)"}])

    assert told(file) == [("Đoàn viên!H2", ProblemKind.FORMULA, Severity.WARNING)]
    assert file.summary["person"] == {Verdict.NEW: 1}


def test_a_person_of_another_unit_is_not_taken_over(unit: Unit) -> None:
    other = UnitFactory(code="X2")
    apply_rows([PersonRow(other.pk, "DV-01", "Nguyễn Văn An")], actor=None, at=NOON)

    file = read(unit, person=[PERSON])
    upper = sent(workbook(unit, {"person": [PERSON]}), actor=officer_of(unit.parent or unit))

    assert told(file) == [("Đoàn viên!B2", ProblemKind.FORBIDDEN_UNIT, Severity.ERROR)]
    assert told(upper) == [("Đoàn viên!B2", ProblemKind.DIFFERS, Severity.ERROR)]
    assert "Về đơn vị từ ngày" in upper.problems.get().message


def test_strange_sheets_and_columns_are_named_and_missing_columns_stop_a_sheet(unit: Unit) -> None:
    content = "Mã,Họ và tên,Màu tóc\nDV-1,A,đen\n"

    file = sent(
        Upload("Đoàn viên.csv", content.encode()), actor=officer_of(unit, Role.GRASSROOTS_OFFICER)
    )
    short = sent(Upload("Đoàn viên.csv", b"Ma\nDV-1\n"), actor=officer_of(unit))

    assert told(file) == [("Đoàn viên!C1", ProblemKind.UNKNOWN_COLUMN, Severity.WARNING)]
    assert file.summary == {"person": {Verdict.NEW: 1}}
    assert told(short) == [("Đoàn viên!1", ProblemKind.MISSING_REQUIRED, Severity.ERROR)]
    assert "“Họ và tên”" in short.problems.get().message


def test_a_file_without_a_unit_asks_for_it_unless_the_sender_has_just_one(unit: Unit) -> None:
    csv = Upload("Đoàn viên.csv", "Mã,Họ và tên\nDV-1,Lê Văn A\n".encode())

    own = sent(csv, actor=officer_of(unit, Role.GRASSROOTS_OFFICER))
    upper = sent(csv, actor=officer_of(unit))

    assert own.summary == {"person": {Verdict.NEW: 1}}
    assert upper.summary == {"person": {Verdict.HELD: 1}}
    assert "Ghi mã đơn vị" in upper.problems.get().message


def test_a_wrong_unit_on_the_first_sheet_is_told_once(unit: Unit) -> None:
    upload = workbook(unit, {"person": PEOPLE})
    unit.code = "DOI"
    unit.save()

    file = sent(upload, actor=officer_of(unit))

    assert told(file) == [("Đơn vị", ProblemKind.UNKNOWN_UNIT, Severity.ERROR)]
    assert file.summary == {"person": {Verdict.HELD: 2}}


def test_a_workbook_of_another_layout_is_refused_with_the_names_of_ours(unit: Unit) -> None:
    file = sent(Upload("Biểu 2.csv", "Tên\nx\n".encode()), actor=officer_of(unit))

    assert file.state == FileState.REFUSED
    assert "“Sáng kiến”" in file.refusal
