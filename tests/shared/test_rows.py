from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lantoa.shared.rows import from_plain, merged, to_plain


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    unit_id: int
    title: str | None = None
    day: date | None = None
    is_kept: bool | None = None
    parts: tuple[Part, ...] = ()
    names: tuple[str, ...] = ()
    decision: Part | None = None


PARTS = st.builds(Part, st.text(max_size=8), st.none() | st.integers(0, 100))
WHOLES = st.builds(
    Whole,
    st.integers(1, 99),
    st.none() | st.text(max_size=8),
    st.none() | st.dates(),
    st.none() | st.booleans(),
    st.lists(PARTS, max_size=3).map(tuple),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
    st.none() | PARTS,
)


@given(WHOLES)
def test_a_row_survives_being_kept_as_json(row: Whole) -> None:
    kept = json.loads(json.dumps(to_plain(row)))

    assert from_plain(Whole, kept) == row
    assert kept == to_plain(row)


@given(WHOLES, WHOLES)
def test_what_is_stated_stands_and_what_is_not_stays(stored: Whole, stated: Whole) -> None:
    after = merged(stored, stated)

    for name in Whole.__dataclass_fields__:
        said = getattr(stated, name)
        kept = said if said is not None and said not in ("", ()) else getattr(stored, name)
        assert getattr(after, name) == kept


@given(WHOLES, WHOLES)
def test_stating_the_same_again_changes_nothing(stored: Whole, stated: Whole) -> None:
    once = merged(stored, stated)

    assert merged(once, stated) == once
    assert merged(stored, stored) == stored


@given(WHOLES)
def test_a_row_that_states_nothing_changes_nothing(stored: Whole) -> None:
    assert merged(stored, Whole(stored.unit_id)) == stored


def test_false_is_a_statement() -> None:
    stored = Whole(1, is_kept=True)

    assert merged(stored, Whole(1, is_kept=False)) == replace(stored, is_kept=False)
