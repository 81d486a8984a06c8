"""What the import linter cannot see. Each check reads the source; none needs the database."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

import lantoa

PACKAGE = Path(lantoa.__file__).parent
ENTRY_POINTS = ("views", "api", "admin", "tasks", "management")
INSIDE = (
    "actions", "queries", "permissions", "models", "rules", "rows", "forms", "lists", "filters",
)  # fmt: skip
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
LATE_CLOCKS = {"localdate", "localtime"}  # these read the clock only when nothing is given


def _modules(*names: str) -> Iterator[Path]:
    """Yield the files of every app's module or package of these names."""
    for name in names:
        yield from sorted(PACKAGE.glob(f"*/{name}.py"))
        yield from sorted(PACKAGE.glob(f"*/{name}/**/*.py"))


def _nodes(path: Path) -> Iterator[ast.AST]:
    yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def _attributes(path: Path, wanted: set[str]) -> list[str]:
    return [
        f"{_name(path)}:{node.lineno} .{node.attr}"
        for node in _nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in wanted
    ]


def test_entry_points_neither_query_nor_save() -> None:
    found = [
        mention
        for path in _modules(*ENTRY_POINTS)
        for mention in _attributes(path, {"objects", "save", "delete"})
    ]

    assert found == []


def test_forms_save_nothing_and_query_nothing_of_their_own() -> None:
    found = [
        mention
        for path in _modules("forms")
        for mention in _attributes(path, {"save", "delete", "filter", "get_or_create"})
    ]

    assert found == []


def test_only_entry_points_read_the_clock() -> None:
    found = []
    for path in _modules(*INSIDE):
        for node in _nodes(path):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            name = node.func.attr
            if name in CLOCKS and not (name in LATE_CLOCKS and node.args):
                found.append(f"{_name(path)}:{node.lineno} {ast.unparse(node)}")

    assert found == []


def test_views_open_no_transaction() -> None:
    found = [
        mention
        for path in _modules(*ENTRY_POINTS)
        for mention in _attributes(path, {"atomic", "on_commit"})
    ]

    assert found == []


def test_every_action_that_writes_is_one_transaction() -> None:
    """An action is a public function of `actions` that is told who acts and when."""
    found = []
    for path in _modules("actions"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            told = {argument.arg for argument in node.args.kwonlyargs}
            writes = any(map(_writes, ast.walk(node)))
            if {"actor", "at"} <= told and writes and "transaction.atomic" not in ast.unparse(node):
                found.append(f"{_name(path)} {node.name}")

    # the journal writes into its caller's transaction; a batch applies each file in one of its own
    assert found == [
        "audit/actions.py record",
        "audit/actions.py record_file_opening",
        "intake/actions/applying.py apply_batch",
    ]


def _writes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
    return name in {"save", "create", "bulk_create", "update", "get_or_create", "record", "acting"}


def test_rules_name_no_database_clock_or_request() -> None:
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in _modules("rules")
        for node in _nodes(path)
        if isinstance(node, ast.ImportFrom | ast.Import)
        and any(
            name.startswith("django") for name in [getattr(node, "module", "") or "", *_names(node)]
        )
    ]

    assert found == []


def _names(node: ast.ImportFrom | ast.Import) -> list[str]:
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


def test_rules_open_with_their_source() -> None:
    found = [
        _name(path)
        for path in _modules("rules")
        if path.name != "__init__.py"
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_every_app_says_what_it_is_for() -> None:
    found = [
        path.parent.name
        for path in sorted(PACKAGE.glob("*/__init__.py"))
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_no_model_orders_itself() -> None:
    models = [model for model in apps.get_models() if model.__module__.startswith("lantoa.")]

    assert [model._meta.label for model in models if model._meta.ordering] == []
    assert models


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        (r"\sstyle\s*=", "inline style"),
        (r"<script(?![^>]*\ssrc=)", "inline script"),
        (r"\son[a-z]+\s*=\s*[\"']", "inline handler"),
        (r"(?:src|href|action)=[\"'](?:https?:)?//", "another host"),
        (r"hx-on|js:", "script in an attribute"),
    ],
)
def test_templates_keep_to_the_content_policy(pattern: str, what: str) -> None:
    found = [
        f"{_name(path)}: {what}"
        for path in sorted(PACKAGE.glob("*/templates/**/*.html"))
        if re.search(pattern, path.read_text(encoding="utf-8"))
    ]

    assert found == []


def test_every_source_is_in_composed_unicode() -> None:
    found = [
        _name(path)
        for pattern in ("**/*.py", "**/*.html", "**/*.yaml")
        for path in sorted(PACKAGE.glob(pattern))
        if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]

    assert found == []
