from __future__ import annotations

import dataclasses

import pytest
from django.db import models

from lantoa.assessments.models import Grading
from lantoa.awards.models import Award, Nomination
from lantoa.contests.models import Contest, Entry
from lantoa.decisions.models import Decision
from lantoa.initiatives.models import Initiative, Recognition
from lantoa.intake.kinds.catalogue import KINDS, RecordKind
from lantoa.intake.layout import SHEETS, CellKind, SheetLayout, sheet_named
from lantoa.movements.models import Activity, Movement, Registration, Solution, Training
from lantoa.organization.models import Membership, Person
from lantoa.shared.text import fold

# Parts of a sheet that its statement puts together into a field of the row.
COMPOSED = {
    "unit",
    "counted",
    "person_code",
    "recipient_name",
    "person",
    "decision_number",
    "decision_date",
    "decision_issuer",
    "decision_signer",
    "benefit_year",
    "benefit_kind",
    "beneficiary",
    "declared_vnd",
    "confirmed_vnd",
    "accepted_vnd",
    "scope",
}
KEPT_IN: dict[str, tuple[type[models.Model], ...]] = {
    "person": (Person, Membership),
    "movement": (Movement,),
    "initiative": (Initiative, Recognition),
    "contest_entry": (Entry, Contest),
    "grading": (Grading,),
    "award": (Award,),
    "nomination": (Nomination,),
    "activity": (Activity,),
    "training": (Training,),
    "registration": (Registration,),
    "solution": (Solution,),
}
NAMED_OTHERWISE = {
    "contest": "series",
    "decision_number": "number",
    "decision_issuer": "issuer",
    "decision_signer": "signer",
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_column_is_a_field_of_the_typed_row_or_a_part_of_one(kind: RecordKind) -> None:
    fields = {field.name for field in dataclasses.fields(kind.row)}

    strange = {column.field for column in kind.layout.columns} - fields - COMPOSED
    if kind.key == "initiative":
        strange -= {"grade"}

    assert strange == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_no_text_that_the_sheet_takes_is_too_long_for_its_table(kind: RecordKind) -> None:
    tables: tuple[type[models.Model], ...] = (*KEPT_IN[kind.key], Decision)
    for column in kind.layout.columns:
        if column.kind not in {CellKind.TEXT, CellKind.CODE}:
            continue
        name = NAMED_OTHERWISE.get(column.field, column.field)
        for table in tables:
            found = {field.name: field for field in table._meta.get_fields()}.get(name)
            longest = getattr(found, "max_length", None)
            assert longest is None or column.longest <= longest, (column.heading, table)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.key)
def test_no_two_columns_of_a_sheet_answer_to_one_heading(sheet: SheetLayout) -> None:
    names = [name for column in sheet.columns for name in column.names]

    assert len(names) == len(set(names))
    assert len({column.field for column in sheet.columns}) == len(sheet.columns)


def test_a_sheet_is_known_by_its_name_without_marks_and_fits_excel() -> None:
    for sheet in SHEETS:
        assert sheet_named(fold(sheet.name).upper()) is sheet
        assert len(sheet.name) <= 31
    assert sheet_named("Bảng tính 1") is None


def test_kinds_stand_in_the_order_of_the_sheets() -> None:
    assert [kind.layout for kind in KINDS] == list(SHEETS)
