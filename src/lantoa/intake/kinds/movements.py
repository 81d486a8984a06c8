"""Phong trào and what is done for it: activities, training, registrations, resolved solutions."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lantoa.documents.sheets import Value
from lantoa.intake.choices import ProblemKind
from lantoa.intake.kinds.shared import counted, day_of, partial_of, require, stated
from lantoa.intake.understanding.book import Book
from lantoa.intake.understanding.findings import BadCell
from lantoa.intake.understanding.recognition import Line
from lantoa.movements.rows import (
    ActivityRow,
    MovementRow,
    RegistrationRow,
    SolutionRow,
    TrainingRow,
)


def state_movement(line: Line, unit_id: int, _book: Book) -> MovementRow | None:
    values = line.values
    ends, launched = values.get("ends_on"), values.get("launched_on")
    if ends and launched and ends < launched:
        line.remark(
            "ends_on",
            ProblemKind.IMPLAUSIBLE_DATE,
            _("Ngày kết thúc đứng trước ngày phát động. Sửa một trong hai ngày."),
        )
    if not require(line):
        return None
    return MovementRow(
        unit_id=unit_id,
        code=values["code"],
        name=values["name"],
        kind=values["kind"],
        launched_on=values["launched_on"],
        aliases=tuple(sorted(values.get("aliases", ()))),
        **stated(line, "ends_on", "parent", "aims"),
    )


def state_activity(line: Line, unit_id: int, book: Book) -> ActivityRow | None:
    _check_movement(line, book)
    if not require(line):
        return None
    day, precision = day_of(line.values["counted"])
    return ActivityRow(
        unit_id=unit_id,
        movement=line.values["movement"],
        form=line.values["form"],
        counted_on=day,
        counted_precision=precision,
        **stated(line, "sessions", "attendances"),
    )


def state_training(line: Line, unit_id: int, _book: Book) -> TrainingRow | None:
    if not require(line):
        return None
    day, precision = day_of(line.values["counted"])
    return TrainingRow(
        unit_id=unit_id,
        name=line.values["name"],
        counted_on=day,
        counted_precision=precision,
        **stated(line, "days", "place", "participants"),
    )


def state_registration(line: Line, unit_id: int, book: Book) -> RegistrationRow | None:
    values = line.values
    person: int | None = None
    if "person" in values or "person_code" in values:
        try:
            person = book.people.find(
                unit_id, name=values.get("person"), code=values.get("person_code")
            )
        except BadCell as bad:
            place = "person_code" if "person_code" in values else "person"
            line.remark(place, bad.kind, bad.sentence)
    if "title_code" not in values and "topic" not in values and not line.has_error:
        line.remark(
            "title_code",
            ProblemKind.MISSING_REQUIRED,
            _("Ghi danh hiệu đăng ký, hoặc đề tài, sáng kiến đăng ký."),
        )
    _check_movement(line, book)
    if not require(line):
        return None
    day, precision = counted(values.get("counted"))
    return RegistrationRow(
        unit_id=unit_id,
        year=values["year"],
        person_id=person,
        counted_on=day,
        counted_precision=precision,
        **stated(line, "title_code", "topic", "movement"),
    )


def state_solution(line: Line, unit_id: int, book: Book) -> SolutionRow | None:
    _check_movement(line, book)
    if not require(line):
        return None
    return SolutionRow(unit_id=unit_id, **stated(line, "movement", "counted_on", "number", "text"))


def _check_movement(line: Line, book: Book) -> None:
    code = line.values.get("movement")
    if code is not None and code not in book.movements:
        line.remark(
            "movement",
            ProblemKind.UNKNOWN_VALUE,
            _("Phong trào này đang bị giữ lại ở trang “Phong trào”. Sửa dòng ở trang đó trước."),
        )


def movement_cells(row: MovementRow, book: Book) -> list[dict[str, Value]]:
    return [
        {
            "unit": book.unit_code(row.unit_id),
            "code": row.code,
            "name": row.name,
            "kind": book.words["movement-kind"].label_of(row.kind),
            "launched_on": row.launched_on,
            "ends_on": row.ends_on,
            "parent": book.words["movement"].label_of(row.parent),
            "aims": row.aims,
            "aliases": "; ".join(row.aliases),
        }
    ]


def activity_cells(row: ActivityRow, book: Book) -> list[dict[str, Value]]:
    return [
        {
            "unit": book.unit_code(row.unit_id),
            "movement": book.words["movement"].label_of(row.movement),
            "form": row.form,
            "counted": partial_of(row.counted_on, row.counted_precision),
            "sessions": row.sessions,
            "attendances": row.attendances,
        }
    ]


def training_cells(row: TrainingRow, book: Book) -> list[dict[str, Value]]:
    return [
        {
            "unit": book.unit_code(row.unit_id),
            "name": row.name,
            "counted": partial_of(row.counted_on, row.counted_precision),
            "days": row.days,
            "place": row.place,
            "participants": row.participants,
        }
    ]


def registration_cells(row: RegistrationRow, book: Book) -> list[dict[str, Value]]:
    key = row.person_id
    name = book.people.name_of(key)
    needs_code = key is not None and book.people.needs_code(row.unit_id, key, name)
    return [
        {
            "unit": book.unit_code(row.unit_id),
            "year": row.year,
            "person_code": book.people.code_of(key) if needs_code else None,
            "person": name,
            "title_code": book.words["award"].label_of(row.title_code),
            "topic": row.topic,
            "movement": book.words["movement"].label_of(row.movement),
            "counted": partial_of(row.counted_on, row.counted_precision),
        }
    ]


def solution_cells(row: SolutionRow, book: Book) -> list[dict[str, Value]]:
    return [
        {
            "unit": book.unit_code(row.unit_id),
            "movement": book.words["movement"].label_of(row.movement),
            "counted_on": row.counted_on,
            "number": row.number,
            "text": row.text,
        }
    ]
