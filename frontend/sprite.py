"""One SVG file with every icon and status shape, fetched once and kept by the browser."""

from __future__ import annotations

import re
from pathlib import Path

from lantoa.ui.icons import ICONS

SHAPE = re.compile(r"<symbol.*?</symbol>", re.DOTALL)
INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
FRAME = re.compile(r'<path stroke="none"[^>]*/>')


def build_sprite(tabler: Path, shapes: Path, target: Path) -> None:
    """Collect the Tabler icons that `ui/icons.py` names, and our own shapes."""
    symbols = [symbol_of(name, tabler / f"{source}.svg") for name, source in sorted(ICONS.items())]
    symbols += [flattened(found) for found in SHAPE.findall(shapes.read_text("utf-8"))]
    body = "".join(symbols)
    target.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>', "utf-8")


def symbol_of(name: str, path: Path) -> str:
    """Turn one Tabler file into a symbol that takes its colour and stroke from the page."""
    match = INNER.search(path.read_text("utf-8"))
    if match is None:
        message = f"{path} is not an icon"
        raise ValueError(message)
    drawing = flattened(FRAME.sub("", match.group(1)))
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{drawing}</symbol>'


def flattened(markup: str) -> str:
    """Put markup on one line."""
    return re.sub(r"\s*\n\s*", " ", markup).replace("> <", "><").strip()
