"""Fonts: whole Vietnamese alphabets put together from the subsets that npm carries.

Both families are under the SIL Open Font License 1.1 without a reserved name, so a build of our
own may keep the name. Be Vietnam Pro has no tabular digits; columns of figures need them, so a
`tnum` feature is added here.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

from fontTools import merge, subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

VOWELS = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
SIGNS = "–—‘’“”…•·×−±°§²³€₫%‹›«»½¼©½¾™/⁄"  # noqa: RUF001 -- the signs themselves
ALPHABET = VOWELS + VOWELS.upper() + SIGNS + "".join(map(chr, range(0x20, 0x7F)))
MARKS = "".join(map(chr, (0x300, 0x301, 0x302, 0x303, 0x306, 0x309, 0x31B, 0x323)))
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

WEB_WEIGHTS = ("400", "600")
SHEET_STYLES = ("400-normal", "700-normal", "400-italic")
DOCUMENT_STYLES = {
    "400-normal": "Tinos-Regular",
    "700-normal": "Tinos-Bold",
    "400-italic": "Tinos-Italic",
    "700-italic": "Tinos-BoldItalic",
}

logging.getLogger("fontTools").setLevel(logging.ERROR)


def build_web_fonts(node_modules: Path, target: Path) -> None:
    """Write the two weights of the program and the three styles of a sheet shown on screen."""
    for weight in WEB_WEIGHTS:
        font = merged(node_modules, "be-vietnam-pro", f"{weight}-normal", ["latin", "vietnamese"])
        reduced(font, ALPHABET + MARKS, hinting=True)
        add_tabular_digits(font)
        save_woff2(font, target / f"be-vietnam-pro-{weight}.woff2")
    for style in SHEET_STYLES:
        font = merged(node_modules, "tinos", style, ["latin", "vietnamese"])
        # These load only where Times New Roman is missing: small matters more than hints.
        reduced(font, ALPHABET, hinting=False)
        save_woff2(font, target / f"tinos-{style}.woff2")


def build_document_fonts(node_modules: Path, target: Path) -> None:
    """Write whole TrueType files of Tinos, which has the widths of Times New Roman."""
    for style, name in DOCUMENT_STYLES.items():
        font = merged(node_modules, "tinos", style, ["latin", "latin-ext", "vietnamese"])
        name_family(font, style)
        font.save(target / f"{name}.ttf")


def merged(node_modules: Path, family: str, style: str, subsets: list[str]) -> TTFont:
    """Put the subsets of one style together."""
    files = node_modules / "@fontsource" / family / "files"
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name in subsets:
            part = TTFont(files / f"{family}-{name}-{style}.woff2", lazy=False)
            part.flavor = None
            path = Path(folder) / f"{name}.ttf"
            part.save(path)
            paths.append(str(path))
        font = merge.Merger().merge(paths)
        whole = Path(folder) / "whole.ttf"
        font.save(whole)
        return TTFont(whole, lazy=False)


def reduced(font: TTFont, text: str, *, hinting: bool) -> None:
    """Leave out the letters and features that no page uses."""
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk"]
    options.hinting = hinting
    options.name_IDs = [1, 2, 4, 6, 13]
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)


def add_tabular_digits(font: TTFont) -> None:
    """Add digits of one width, reached by `font-variant-numeric: tabular-nums`."""
    widths = [font["hmtx"][digit][0] for digit in DIGITS]
    width = sorted(widths)[
        4
    ]  # a middling digit: a wider one would tear every 1 from its neighbours
    for digit in DIGITS:
        own_width, bearing = font["hmtx"][digit]
        shift = (width - own_width) // 2
        glyph = Glyph()
        glyph.numberOfContours = -1
        component = GlyphComponent()
        component.glyphName, component.x, component.y, component.flags = digit, shift, 0, 0x4
        glyph.components = [component]
        name = f"{digit}.tnum"
        font["glyf"][name] = glyph
        font["hmtx"][name] = (width, bearing + shift)
        glyph.recalcBounds(font["glyf"])
    font.setGlyphOrder(font["glyf"].glyphOrder)
    plain, tabular = " ".join(DIGITS), " ".join(f"{digit}.tnum" for digit in DIGITS)
    rules = f"feature tnum {{ sub [{plain}] by [{tabular}]; }} tnum;"
    addOpenTypeFeaturesFromString(font, rules, tables=["GSUB"])


def name_family(font: TTFont, style: str) -> None:
    """Give the four files the names by which a typesetter groups them into one family."""
    weight, slope = style.split("-")
    label = {
        ("400", "normal"): "Regular",
        ("700", "normal"): "Bold",
        ("400", "italic"): "Italic",
        ("700", "italic"): "Bold Italic",
    }[weight, slope]
    for name_id, value in {1: "Tinos", 2: label, 4: f"Tinos {label}", 16: None, 17: None}.items():
        if value is None:
            font["name"].removeNames(nameID=name_id)
        else:
            font["name"].setName(value, name_id, 3, 1, 0x409)


def save_woff2(font: TTFont, path: Path) -> None:
    """Write the form that browsers load."""
    font.flavor = "woff2"
    font.save(path)
