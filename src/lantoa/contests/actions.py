"""Everything that changes contests and their entries."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from lantoa.accounts.models import User
from lantoa.contests.models import Contest, Entry
from lantoa.contests.rows import EntryRow
from lantoa.organization.choices import Precision
from lantoa.organization.models import Unit
from lantoa.organization.writing import apply_batch, correct_record, table_store, undo_batch
from lantoa.shared.rows import Change, Outcome
from lantoa.shared.text import fold, tidy

ContestKey = tuple[str, int, int | None, str]
_FIELDS = (
    "contest", "person", "contestant", "title", "theory_score", "practice_score", "total_score",
    "prize", "counted_on", "counted_precision", "entry_key", "search_text",
)  # fmt: skip


def _contest_key(row: EntryRow) -> ContestKey:
    return (fold(row.contest), row.year, row.edition, row.level)


def _entry_key(row: EntryRow) -> str:
    return f"{fold(row.contestant or '')}|{fold(row.title or '')}"


def _key(row: EntryRow) -> Hashable:
    return (*_contest_key(row), row.unit_id, _entry_key(row))


def _contests(rows: Iterable[EntryRow], *, make: bool) -> dict[ContestKey, Contest]:
    """Return the editions that these rows name, making those that are missing when asked."""
    wanted = {_contest_key(row): row for row in rows}

    def found() -> dict[ContestKey, Contest]:
        near = Contest.objects.filter(
            name_key__in={key[0] for key in wanted}, year__in={key[1] for key in wanted}
        )
        return {(c.name_key, c.year, c.edition, c.level): c for c in near}

    known = found()
    missing = [key for key in wanted if key not in known]
    if make and missing:
        Contest.objects.bulk_create(
            (
                Contest(
                    series=wanted[key].contest,
                    name_key=key[0],
                    year=key[1],
                    edition=key[2],
                    level=key[3],
                )
                for key in missing
            ),
            ignore_conflicts=True,  # two officers may name a new edition at once
        )
        known = found()
    return known


def _stored(rows: Sequence[EntryRow]) -> dict[Hashable, tuple[int, EntryRow]]:
    contests = _contests(rows, make=False)
    near = Entry.objects.filter(
        unit__in={row.unit_id for row in rows},
        contest__in={contest.pk for contest in contests.values()},
    )
    return {_key(row): (pk, row) for pk, row in _rows_of(near).items()}


def _rows_of(entries: QuerySet[Entry]) -> dict[int, EntryRow]:
    return {entry.pk: row_of(entry) for entry in entries.select_related("contest")}


def row_of(entry: Entry) -> EntryRow:
    """Return what an entry states, as a row."""
    return EntryRow(
        unit_id=entry.unit_id,
        contest=entry.contest.series,
        year=entry.contest.year,
        level=entry.contest.level,
        edition=entry.contest.edition,
        contestant=entry.contestant,
        person_id=entry.person_id,
        title=entry.title,
        theory_score=_written(entry.theory_score),
        practice_score=_written(entry.practice_score),
        total_score=_written(entry.total_score),
        prize=entry.prize,
        counted_on=entry.counted_on,
        counted_precision=entry.counted_precision,
    )


def _written(score: Decimal | None) -> str | None:
    """Write a score without trailing zeros, so that 8.50 and 8.5 are the same statement."""
    return None if score is None else f"{score.normalize():f}"


def _entries(rows: Sequence[EntryRow]) -> list[Entry]:
    contests = _contests(rows, make=True)
    units = dict(
        Unit.objects.filter(pk__in={row.unit_id for row in rows}).values_list("pk", "name")
    )
    return [_entry(row, contests[_contest_key(row)], units[row.unit_id]) for row in rows]


def _entry(row: EntryRow, contest: Contest, unit_name: str) -> Entry:
    words = (row.contestant, row.title, contest.series, unit_name)
    return Entry(
        unit_id=row.unit_id,
        contest=contest,
        person_id=row.person_id,
        contestant=row.contestant or "",
        title=row.title or "",
        theory_score=_score(row.theory_score),
        practice_score=_score(row.practice_score),
        total_score=_score(row.total_score),
        prize=row.prize or "",
        counted_on=row.counted_on or date(row.year, 12, 31),
        counted_precision=row.counted_precision
        or (Precision.DAY if row.counted_on else Precision.YEAR),
        entry_key=_entry_key(row),
        search_text=fold(" ".join(word for word in words if word)),
    )


def _score(written: str | None) -> Decimal | None:
    return Decimal(written) if written else None


ENTRIES = table_store(
    Entry,
    act="entry",
    row=EntryRow,
    key=_key,
    stored=_stored,
    rows_of=_rows_of,
    made=_entries,
    fields=_FIELDS,
)


def _tidied(row: EntryRow) -> EntryRow:
    return replace(
        row,
        contest=tidy(row.contest),
        contestant=tidy(row.contestant) if row.contestant else None,
        title=tidy(row.title) if row.title else None,
        theory_score=_written(_score(row.theory_score)),
        practice_score=_written(_score(row.practice_score)),
        total_score=_written(_score(row.total_score)),
    )


@transaction.atomic
def apply_rows(rows: Sequence[EntryRow], *, actor: User | None, at: datetime) -> Outcome:
    """Write contest entries, and the editions they name; see `writing.apply_batch`."""
    return apply_batch(ENTRIES, [_tidied(row) for row in rows], actor=actor, at=at)


@transaction.atomic
def undo_rows(changes: Sequence[Change], *, actor: User | None, at: datetime) -> None:
    """Take back what `apply_rows` did; an edition that is left without entries stays."""
    undo_batch(ENTRIES, changes, actor=actor, at=at)


@transaction.atomic
def correct_entry(pk: int, row: EntryRow, *, seen: str, actor: User, at: datetime) -> Outcome:
    """Make an entry say exactly what the row says; see `writing.correct_record`."""
    plain = replace(
        _tidied(row), contestant=tidy(row.contestant or ""), title=tidy(row.title or "")
    )
    exact = replace(plain, prize=row.prize or "")
    return correct_record(ENTRIES, pk, exact, seen=seen, actor=actor, at=at)
