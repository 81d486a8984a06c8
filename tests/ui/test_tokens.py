"""Contrast of the palette, computed: 4.5 for text, 3 for the edges of controls and for signs."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
TOKEN = re.compile(r"--lt-([\w-]+):\s*(#[0-9a-f]{6})")

SHEETS = ("giay", "to", "chim", "noi")
INKS = ("muc", "muc-2", "muc-3")
TONES = ("son", "cham", "rung", "dat", "sim")
TEXT_PAIRS = [
    *product(INKS, SHEETS),
    *product((*TONES, "cham-dam"), ("giay", "to", "noi")),
    *((tone, f"{tone}-nhat") for tone in (*TONES, "tro")),
    *product(("muc", "muc-2"), ("cham-nhat", "dat-nhat", "sim-nhat", "rung-nhat", "vet")),
    ("cham-dam", "cham-nhat"),
    ("vang-chu", "vang-nhat"),
    ("vang-chu", "to"),
    ("tren-son", "son-nen"),
    ("tren-son", "son-dam"),
    ("to", "muc"),
]
SIGN_PAIRS = [
    *product((*TONES, "tro", "ke-dam"), ("giay", "to")),
    *product(("c1", "c3", "c4"), ("to",)),
]


def palette(theme: str) -> dict[str, str]:
    light = dict(TOKEN.findall((FRONTEND / "css/tokens.css").read_text("utf-8")))
    dark = dict(TOKEN.findall((FRONTEND / "dark.css").read_text("utf-8")))
    return light if theme == "light" else {**light, **dark}


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "sheet"), TEXT_PAIRS)
def test_text_can_be_read_on_its_sheet(theme: str, ink: str, sheet: str) -> None:
    colours = palette(theme)

    assert contrast(colours[ink], colours[sheet]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("sign", "sheet"), SIGN_PAIRS)
def test_signs_and_edges_stand_out_from_their_sheet(theme: str, sign: str, sheet: str) -> None:
    colours = palette(theme)

    assert contrast(colours[sign], colours[sheet]) >= 3


def test_the_dark_theme_redefines_every_colour_of_the_light_one() -> None:
    light = set(TOKEN.findall((FRONTEND / "css/tokens.css").read_text("utf-8")))
    dark = set(TOKEN.findall((FRONTEND / "dark.css").read_text("utf-8")))

    assert {name for name, _ in light} == {name for name, _ in dark}
