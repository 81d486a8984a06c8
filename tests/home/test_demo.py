from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lantoa.config import embedded
from lantoa.home.demo import building, plan
from lantoa.home.demo.places import EVERY_UNION, MERGED, MERGED_INTO, MOVED, UNIONS
from lantoa.home.demo.region import draw_region, labelled
from lantoa.home.demo.words import MOVEMENTS
from lantoa.intake.layout import SHEETS
from lantoa.intake.queries.register import vocabularies
from lantoa.organization.choices import Role
from tests.config.conftest import Installation, _place, free_port
from tests.statistics.acceptance import Statement, statements

PERIOD = ("--from", "2017-01-01", "--to", "2022-12-31", "--json")


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that was built by its command: what it said, and its figures by structure."""

    said: str
    said_again: str
    was_touched_again: bool
    figures: dict[str, dict[str, Any]]
    database: Any

    def ask(self, question: str, *values: object) -> list[Any]:
        """Return the rows of a question, single values bare."""
        rows = self.database.execute(question, values).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]


@pytest.fixture(scope="module")
def demo() -> Iterator[Demo]:
    with _place() as path:
        made = Installation(path / "data", free_port())
        said = made.run("demo", "--quiet")
        before = _traces(made.folder)
        said_again = made.run("demo", "--quiet")
        was_touched = _traces(made.folder) != before
        figures = {
            structure: {
                figure["code"]: figure["value"]
                for figure in json.loads(made.run("review", *PERIOD, "--structure", structure))[
                    "figures"
                ]
            }
            for structure in ("luc-do", "hien-nay")
        }
        server = embedded.start(made.folder)
        try:
            with embedded.connect(made.folder) as database:
                yield Demo(said, said_again, was_touched, figures, database)
        finally:
            embedded.stop(server)


def _traces(folder: Path) -> tuple[bytes, int]:
    """Return what every start of the server changes, and what every building does."""
    control = embedded.cluster(folder) / "global" / "pg_control"
    return control.read_bytes(), (folder / "DEMO").stat().st_mtime_ns


@pytest.mark.slow
@pytest.mark.parametrize("statement", statements(), ids=lambda statement: statement.code)
def test_the_demo_gives_the_figure_of_the_article(demo: Demo, statement: Statement) -> None:
    assert statement.is_met_by(demo.figures["luc-do"][statement.code])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("initiatives_and_works", 210),
        ("topics_and_products", 350),
        ("benefit_vnd", 2_964_300_000),
        ("individual_awards", 531),
    ],
)
def test_where_the_article_rounds_the_demo_keeps_its_own_number(
    demo: Demo, code: str, value: int
) -> None:
    assert demo.figures["luc-do"][code] == demo.figures["hien-nay"][code] == value


@pytest.mark.slow
def test_every_workbook_came_in_whole_by_the_path_of_any_officer(demo: Demo) -> None:
    sent = "SELECT count(*), count(*) FILTER (WHERE state = 'da_ghi') FROM intake_sentfile"

    assert demo.ask(sent) == [(len(UNIONS) + 1, len(UNIONS) + 1)]
    assert demo.ask("SELECT count(*) FROM intake_problem") == [0]
    assert demo.ask("SELECT count(*) FROM organization_person") == [6000]


@pytest.mark.slow
def test_a_union_that_was_merged_keeps_its_past_and_hands_on_its_people(demo: Demo) -> None:
    past = (
        "SELECT count(*) > 0 FROM initiatives_initiative i JOIN organization_unit u "
        "ON u.id = i.unit_id WHERE u.code = %s"
    )
    now = (
        "SELECT count(*) FROM organization_membership m JOIN organization_unit u "
        "ON u.id = m.unit_id WHERE u.code = %s AND upper_inf(m.valid)"
    )
    places = (
        "SELECT count(*) FROM organization_placement p JOIN organization_unit u "
        "ON u.id = p.unit_id WHERE u.code = %s"
    )

    assert demo.ask(past, MERGED.code) == [True]
    assert demo.ask(now, MERGED.code) == [0]
    assert demo.ask(now, MERGED_INTO) == [
        sum(place.size for place in EVERY_UNION if place.code in {MERGED.code, MERGED_INTO})
    ]
    assert demo.ask(places, MOVED) == [2]


@pytest.mark.slow
def test_there_is_a_sign_in_for_every_role_and_each_is_marked_as_a_demo(demo: Demo) -> None:
    names = demo.ask("SELECT username FROM accounts_user WHERE is_demo ORDER BY username")

    assert names == sorted(one.username for one in building.SIGN_INS)
    assert demo.ask("SELECT count(*) FROM accounts_user") == [len(names)]
    assert set(demo.ask("SELECT role FROM organization_roleassignment")) == set(Role.values)
    assert all(f"{name} " in demo.said for name in names)
    assert building.PASSWORD in demo.said


@pytest.mark.slow
def test_the_review_of_the_six_years_waits_to_be_edited(demo: Demo) -> None:
    kept = "SELECT first_day::text, last_day::text, frozen_at FROM reviews_review"

    assert demo.ask(kept) == [("2017-01-01", "2022-12-31", None)]


@pytest.mark.slow
def test_asking_for_the_demo_again_tells_the_same_and_starts_nothing(demo: Demo) -> None:
    assert (demo.said_again, demo.was_touched_again) == (demo.said, False)


@pytest.mark.django_db
def test_every_word_in_the_workbooks_is_one_that_the_cells_offer() -> None:
    words = vocabularies()
    for code, name in MOVEMENTS:
        words["movement"].add(code, name)

    for book in draw_region()[0]:
        lines = labelled(book.lines, words)
        for sheet in SHEETS:
            for column in (column for column in sheet.columns if column.words):
                said = {line.get(column.field) for line in lines.get(sheet.key, ())}
                offered = set(words[column.words].labels.values())
                assert said - {None, ""} <= offered, (sheet.name, column.heading)


def test_the_same_seed_draws_the_same_region() -> None:
    assert draw_region()[0] == draw_region()[0]
    assert draw_region(seed=1)[0] != draw_region()[0]


def test_parts_add_up_to_their_whole() -> None:
    assert sum(plan.shared_out(100, [1, 1, 1])) == 100
    assert plan.shared_out(7, [5, 3, 2]) == [4, 2, 1]
