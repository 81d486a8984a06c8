"""What an administrator may set or run is documented, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

from lantoa.config import cli
from lantoa.config.environment import SETTINGS

ROOT = Path(__file__).parent.parent
ADMIN = ROOT / "docs/admin"


def test_every_setting_has_a_heading_and_every_heading_is_a_setting() -> None:
    headings = re.findall(
        r"^### `(LANTOA_\w+)`$", (ADMIN / "settings.md").read_text(), re.MULTILINE
    )

    assert sorted(headings) == sorted(setting.name for setting in SETTINGS)


def test_the_default_of_every_setting_is_told() -> None:
    text = (ADMIN / "settings.md").read_text()
    sections = dict(
        re.findall(r"^### `(LANTOA_\w+)`\n(.*?)(?=^##|\Z)", text, re.MULTILINE | re.DOTALL)
    )

    untold = [
        setting.name
        for setting in SETTINGS
        if setting.default and f"`{setting.default}`" not in sections[setting.name]
    ]

    assert untold == []


def test_every_command_has_a_row_and_every_row_is_a_command() -> None:
    rows = re.findall(r"^\| `lantoa ([a-z]+)` \|", (ADMIN / "install.md").read_text(), re.MULTILINE)

    assert sorted(rows) == sorted(cli.VERBS)


def test_every_variable_that_the_documents_name_exists() -> None:
    known = {setting.name for setting in SETTINGS}
    pages = [*ADMIN.glob("*.md"), *(ROOT / "deploy").iterdir(), ROOT / "README.md"]

    named = {name for page in pages for name in re.findall(r"LANTOA_[A-Z_]+", page.read_text())}

    assert named - known == set()


def test_every_link_between_the_administrators_pages_leads_somewhere() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in ADMIN.glob("*.md")
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text())
        if "://" not in target and not (page.parent / target).exists()
    ]

    assert broken == []


def test_every_verb_of_make_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split())

    told = set(re.findall(r"^([a-z]+):.*## .+$", makefile, re.MULTILINE))

    assert told == phony
