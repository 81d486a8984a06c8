"""One Chromium for everything that is looked at in a real browser, and what is asked of a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).resolve().parents[1] / "node_modules/axe-core/axe.min.js"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
SIZES = {"desk": (1366, 768), "phone": (390, 844)}
_RUN_AXE = "axe.run(document, {resultTypes: ['violations']})"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the machine's own Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def violations(page: Page) -> list[tuple[str, list[Any]]]:
    """Return what axe finds wrong with a page: the rule, and where.

    The script enters by the developer tools, so the page's own policy stays in force.
    """
    tools = page.context.new_cdp_session(page)
    try:
        tools.send("Runtime.evaluate", {"expression": _axe()})
        answer = tools.send(
            "Runtime.evaluate",
            {"expression": _RUN_AXE, "awaitPromise": True, "returnByValue": True},
        )
    finally:
        tools.detach()
    found = answer["result"]["value"]["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")
