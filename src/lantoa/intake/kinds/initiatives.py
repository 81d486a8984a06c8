"""Sáng kiến: a record may take several lines, one for each year of benefit and each recognition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from lantoa.documents.sheets import Value
from lantoa.initiatives.choices import BenefitState, Scope
from lantoa.initiatives.rows import AuthorRow, BenefitRow, InitiativeRow, RecognitionRow
from lantoa.intake.choices import ProblemKind, Severity
from lantoa.intake.kinds.shared import counted, decision_cells, decision_of, partial_of, require
from lantoa.intake.understanding.authors import Author, show_authors
from lantoa.intake.understanding.book import Book
from lantoa.intake.understanding.findings import BadCell, repeats
from lantoa.intake.understanding.recognition import Line
from lantoa.shared.text import fold

_OWN = ("unit", "code", "title", "kind", "field", "year", "counted", "first_applied", "authors")
_OWN_REST = ("summary", "state", "benefit_state")
_MONEY = ("declared_vnd", "confirmed_vnd", "accepted_vnd")
_BENEFIT = ("benefit_year", "benefit_kind", "beneficiary")
_SCOPES = [scope.value for scope in Scope]


def grouped(lines: Iterable[tuple[Line, int]]) -> Iterator[tuple[list[Line], int]]:
    """Put the lines of one initiative together, with the unit each record belongs to.

    A line without a title goes on with the record above; one with the same unit, year and
    title (or the same code) adds to that record wherever it stands in the sheet.
    """
    groups: list[tuple[list[Line], int]] = []
    known: dict[tuple[int, str], list[Line]] = {}
    for line, unit_id in lines:
        title, code = line.values.get("title"), line.values.get("code")
        if title is None and code is None and groups and "title" not in _broken(line):
            groups[-1][0].append(line)
            continue
        keys = [(unit_id, f"mã {fold(code)}")] if code else []
        if title is not None:
            keys.append((unit_id, f"{line.values.get('year')} {fold(title)}"))
        group = next((known[key] for key in keys if key in known), None)
        if group is None:
            group = []
            groups.append((group, unit_id))
        group.append(line)
        for key in keys:
            known.setdefault(key, group)
    yield from groups


def _broken(line: Line) -> set[str]:
    places = {place: name for name, place in line.sheet.columns.items()}
    return {places[finding.column] for finding in line.findings if finding.column in places}


def state(lines: list[Line], unit_id: int, book: Book) -> InitiativeRow | None:
    first, *others = lines
    for other in others:
        _check_same(first, other)
    benefits = _benefits(lines)
    recognitions = _recognitions(lines)
    authors = _authors(first, unit_id, book)
    if not require(first) or any(line.has_error for line in others):
        return None
    values = first.values
    day, precision = counted(values.get("counted"))
    benefit_state = values.get("benefit_state")
    if benefit_state is None and benefits:
        benefit_state = BenefitState.MONEY.value
    return InitiativeRow(
        unit_id=unit_id,
        year=values["year"],
        title=values["title"],
        kind=values["kind"],
        field=values.get("field"),
        code=values.get("code"),
        counted_on=day,
        counted_precision=precision,
        first_applied=values.get("first_applied"),
        summary=values.get("summary"),
        benefit_state=benefit_state,
        state=values.get("state"),
        authors=authors,
        benefits=benefits,
        recognitions=recognitions,
    )


def _check_same(first: Line, other: Line) -> None:
    """Mark what a further line states otherwise than the record's first line."""
    added = any(name in other.values for name in (*_BENEFIT, *_MONEY, "scope", "decision_number"))
    for name in (*_OWN[1:], *_OWN_REST):
        value = other.values.get(name)
        if value is not None and fold(str(value)) != fold(str(first.values.get(name))):
            other.remark(
                name,
                ProblemKind.DUPLICATE_ROW,
                _("Dòng %(row)s ghi khác cho cùng sáng kiến: “%(stated)s”. Sửa cho giống nhau.")
                % {"row": first.number, "stated": first.written(name)},
            )
    if not added and not other.has_error:
        other.remark(
            "title",
            ProblemKind.DUPLICATE_ROW,
            repeats(first.number),
            severity=Severity.WARNING,
        )


def _authors(line: Line, unit_id: int, book: Book) -> tuple[AuthorRow, ...]:
    found: list[AuthorRow] = []
    meant: dict[int, str] = {}
    stated: tuple[Author, ...] = line.values.get("authors", ())
    for author in stated:
        person: int | None = None
        try:
            person = book.people.find(unit_id, name=author.name, code=author.code)
        except BadCell as bad:
            # A wrong code is a mistake; a name nobody knows may be someone from elsewhere.
            severity = Severity.ERROR if author.code else Severity.WARNING
            line.remark("authors", bad.kind, bad.sentence, severity=severity)
        if person is not None and person in meant:
            line.remark(
                "authors",
                ProblemKind.DUPLICATE_ROW,
                _("“%(name)s” và “%(other)s” là một người. Bỏ một, cộng tỷ lệ lại.")
                % {"name": author.name, "other": meant[person]},
            )
        elif person is not None:
            meant[person] = author.name
        found.append(AuthorRow(author.name, person, author.share))
    return tuple(found)


def _benefits(lines: list[Line]) -> tuple[BenefitRow, ...]:
    found: dict[tuple[int, str, str], tuple[Line, BenefitRow]] = {}
    for line in lines:
        values = line.values
        if not any(name in values for name in (*_BENEFIT, *_MONEY)):
            continue
        if not _is_whole(line, _BENEFIT, _("Khoản lợi ích thiếu “%(heading)s”. Điền ô này.")):
            continue
        if not any(name in values for name in _MONEY):
            line.remark(
                _MONEY[0],
                ProblemKind.MISSING_REQUIRED,
                _("Khoản lợi ích chưa có số tiền nào. Ghi số tiền, hoặc xóa năm hưởng lợi."),
            )
            continue
        key = (values["benefit_year"], values["benefit_kind"], values["beneficiary"])
        benefit = BenefitRow(*key, *(values.get(name) for name in _MONEY))
        known = found.setdefault(key, (line, benefit))
        if known[1] != benefit:
            line.remark(
                "benefit_year",
                ProblemKind.DUPLICATE_ROW,
                _("Dòng %(row)s đã ghi khoản lợi ích này với số tiền khác. Giữ lại một dòng.")
                % {"row": known[0].number},
            )
    return tuple(found[key][1] for key in sorted(found))


def _recognitions(lines: list[Line]) -> tuple[RecognitionRow, ...]:
    found: dict[str, tuple[Line, RecognitionRow]] = {}
    for line in lines:
        decision = decision_of(line)
        scope: str | None = line.values.get("scope")
        if scope is None and decision is None:
            continue
        if scope is None or decision is None:
            needed = ("scope",) if scope is None else ("decision_number",)
            _is_whole(line, needed, _("Lần công nhận thiếu “%(heading)s”. Điền ô này."))
            continue
        recognition = RecognitionRow(scope, decision, line.values.get("grade"))
        known = found.setdefault(scope, (line, recognition))
        if known[1] != recognition:
            line.remark(
                "scope",
                ProblemKind.DUPLICATE_ROW,
                _("Dòng %(row)s đã ghi cấp công nhận này theo quyết định khác. Giữ lại một dòng.")
                % {"row": known[0].number},
            )
    return tuple(found[scope][1] for scope in _SCOPES if scope in found)


def _is_whole(line: Line, names: Iterable[str], sentence: str) -> bool:
    """Note each missing part of something stated in several cells."""
    marked = {finding.column for finding in line.findings if finding.is_error}
    missing = [name for name in names if name not in line.values]
    for name in missing:
        if line.sheet.columns.get(name) not in marked:
            heading = line.sheet.layout.column(name).heading
            line.remark(name, ProblemKind.MISSING_REQUIRED, sentence % {"heading": heading})
    return not missing


def cells(row: InitiativeRow, book: Book) -> list[dict[str, Value]]:
    words = book.words
    own: dict[str, Any] = {
        "unit": book.unit_code(row.unit_id),
        "code": row.code,
        "title": row.title,
        "kind": words["initiative-kind"].label_of(row.kind),
        "field": words["initiative-field"].label_of(row.field),
        "year": row.year,
        "counted": partial_of(row.counted_on, row.counted_precision),
        "first_applied": row.first_applied,
        "authors": show_authors(
            tuple(_author(author, row.unit_id, book) for author in row.authors)
        ),
        "summary": row.summary,
        "state": words["initiative-state"].label_of(row.state),
        "benefit_state": words["benefit-state"].label_of(row.benefit_state),
    }
    lines = [
        {**_benefit_cells(benefit, book), **_recognition_cells(recognition, book)}
        for benefit, recognition in zip_longest(row.benefits, row.recognitions)
    ] or [{}]
    lines[0] = own | lines[0]
    return lines


def _author(author: AuthorRow, unit_id: int, book: Book) -> Author:
    key = author.person_id
    needed = key is not None and book.people.needs_code(unit_id, key, author.name)
    return Author(
        author.name, book.people.code_of(key) or None if needed else None, author.share_percent
    )


def _benefit_cells(benefit: BenefitRow | None, book: Book) -> dict[str, Value]:
    if benefit is None:
        return {}
    return {
        "benefit_year": benefit.year,
        "benefit_kind": book.words["benefit-kind"].label_of(benefit.kind),
        "beneficiary": book.words["beneficiary"].label_of(benefit.beneficiary),
        "declared_vnd": benefit.declared_vnd,
        "confirmed_vnd": benefit.confirmed_vnd,
        "accepted_vnd": benefit.accepted_vnd,
    }


def _recognition_cells(recognition: RecognitionRow | None, book: Book) -> dict[str, Value]:
    if recognition is None:
        return {}
    return {
        "scope": book.words["scope"].label_of(recognition.scope),
        **decision_cells(recognition.decision),
        "grade": recognition.grade,
    }
