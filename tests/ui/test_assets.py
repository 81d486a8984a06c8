"""What `make assets` built: complete alphabets, small files, nothing fetched from elsewhere."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "src/lantoa/ui/static/dist"
DOCUMENT_FONTS = ROOT / "src/lantoa/documents/fonts"
LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
ALPHABET = LETTERS + LETTERS.upper() + "fjwzFJWZ0123456789–—“”‘’…·×%₫"
WEB_FONTS = sorted(DIST.glob("fonts/*.woff2"))
BUILT = [DIST / name for name in ("app.css", "dark.css", "app.js", "icons.svg", "favicon.svg")]


@cache
def opened(path: Path) -> TTFont:
    return TTFont(path)


@pytest.mark.parametrize(
    "path",
    [*WEB_FONTS, *sorted(DOCUMENT_FONTS.glob("*.ttf"))],
    ids=lambda path: path.name,
)
def test_every_font_has_every_vietnamese_letter_in_one_piece(path: Path) -> None:
    letters = opened(path).getBestCmap()

    assert [letter for letter in ALPHABET if ord(letter) not in letters] == []


def test_all_fonts_are_there() -> None:
    assert [path.name for path in WEB_FONTS] == [
        "be-vietnam-pro-400.woff2",
        "be-vietnam-pro-600.woff2",
        "tinos-400-italic.woff2",
        "tinos-400-normal.woff2",
        "tinos-700-normal.woff2",
    ]
    assert [path.name for path in sorted(DOCUMENT_FONTS.glob("*.ttf"))] == [
        "Tinos-Bold.ttf",
        "Tinos-BoldItalic.ttf",
        "Tinos-Italic.ttf",
        "Tinos-Regular.ttf",
    ]


@pytest.mark.parametrize("weight", ["400", "600"])
def test_digits_in_columns_have_one_width(weight: str) -> None:
    font = opened(DIST / f"fonts/be-vietnam-pro-{weight}.woff2")
    digits = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    (lookup,) = font["GSUB"].table.LookupList.Lookup
    tabular = lookup.SubTable[0].mapping

    assert len({font["hmtx"][tabular[digit]][0] for digit in digits}) == 1
    assert len({font["hmtx"][digit][0] for digit in digits}) > 1


def test_the_four_files_of_tinos_are_one_family() -> None:
    names = {
        path.stem: (opened(path)["name"].getDebugName(1), opened(path)["name"].getDebugName(2))
        for path in DOCUMENT_FONTS.glob("*.ttf")
    }

    assert names == {
        "Tinos-Regular": ("Tinos", "Regular"),
        "Tinos-Bold": ("Tinos", "Bold"),
        "Tinos-Italic": ("Tinos", "Italic"),
        "Tinos-BoldItalic": ("Tinos", "Bold Italic"),
    }


def test_a_first_visit_leaves_room_for_its_page_in_120_kilobytes() -> None:
    text = sum(len(gzip.compress(path.read_bytes())) for path in BUILT)
    fonts = sum((DIST / f"fonts/be-vietnam-pro-{w}.woff2").stat().st_size for w in ("400", "600"))

    assert text <= 38_000
    assert text + fonts <= 76_000


def test_a_first_visit_needs_at_most_eight_requests() -> None:
    page_itself, program_fonts = 1, 2

    assert len(BUILT) + page_itself + program_fonts <= 8


@pytest.mark.parametrize("path", BUILT, ids=lambda path: path.name)
def test_nothing_built_loads_from_another_host(path: Path) -> None:
    text = path.read_text("utf-8").replace("http://www.w3.org/", "")

    assert re.findall(r"""(?:url\(|@import|src=|href=|fetch\()\s*["']?(?:https?:)?//""", text) == []


def test_every_class_that_is_styled_is_used_or_offered_to_page_builders() -> None:
    styled = set(re.findall(r"\.(lt-[a-z0-9_-]+)", (DIST / "app.css").read_text("utf-8")))
    files = [path for kind in ("html", "py") for path in (ROOT / "src/lantoa").rglob(f"*.{kind}")]
    files += [*(ROOT / "frontend/js").glob("*.js"), ROOT / "docs/developer/ui.md"]
    used = "\n".join(path.read_text("utf-8") for path in files)
    # `lt-status--{{ kind }}`: where the end is filled in, the stem is what a template names.
    built = {
        name
        for name in styled
        if name in used or re.search(re.escape(name.rpartition("--")[0]) + r"--[{\"'$]", used)
    }

    assert sorted(styled - built) == []


def test_every_icon_of_the_list_is_in_the_sprite_once() -> None:
    sprite = (DIST / "icons.svg").read_text("utf-8")
    from lantoa.ui.icons import ICONS  # noqa: PLC0415 -- after the sprite, so its absence is told first

    assert sorted(re.findall(r'id="i-([\w-]+)"', sprite)) == sorted(ICONS)


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))

    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert all(entry.get("integrity") for name, entry in lock["packages"].items() if name)


def test_a_second_build_does_nothing() -> None:
    before = {path: path.stat().st_mtime_ns for path in [*BUILT, *WEB_FONTS]}

    done = subprocess.run(
        [sys.executable, str(ROOT / "frontend/build.py")],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == ""
    assert {path: path.stat().st_mtime_ns for path in before} == before
