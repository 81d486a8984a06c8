"""Every template of the project: no inline style or script, nothing from another host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "src/lantoa"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
BUNDLE = PACKAGE / "ui/static/dist/app.css"
STYLED = set(re.findall(r"\.(lt-[a-z0-9_-]+)", BUNDLE.read_text("utf-8")))
FORBIDDEN = {
    "an inline style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE
    ),
    "a script that htmx would evaluate": re.compile(r"hx-on|js:\{", re.IGNORECASE),
    "another host": re.compile(
        r"(?:src|href|action|hx-(?:get|post|put|delete|patch))\s*=\s*[\"']?(?:https?:)?//|url\(\s*[\"']?(?:https?:)?//",
        re.IGNORECASE,
    ),
}


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_template_holds(path: Path, fault: str) -> None:
    assert FORBIDDEN[fault].findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('<p style="color:red">', "an inline style"),
        ("<script>go()</script>", "an inline script"),
        ('<a onclick="go()">', "an inline script"),
        ('<img src="https://example.org/a.png">', "another host"),
        ('<script src="//example.org/a.js"></script>', "another host"),
        ('<div hx-on::after-swap="go()">', "a script that htmx would evaluate"),
    ],
)
def test_the_search_for_faults_finds_them(markup: str, fault: str) -> None:
    assert FORBIDDEN[fault].search(markup)


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_every_class_of_a_template_is_styled(path: Path) -> None:
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", path.read_text("utf-8"), flags=re.DOTALL)
    names = {name for value in re.findall(r'class="([^"]*)"', text) for name in value.split()}
    whole = {name for name in names if not name.endswith("-")}  # `lt-status--{{ kind }}` is a stem

    assert sorted(whole - STYLED) == []
