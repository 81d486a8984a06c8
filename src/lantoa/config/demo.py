"""`lantoa demo`: a data folder that holds the demo and nothing else.

The mark `DEMO` in the folder says so: its accounts have passwords that everybody knows, so
`serve` refuses any address but 127.0.0.1. The mark holds one word while the demo is being built,
and afterwards what a visitor needs to know: the sign-ins.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

from lantoa.config import access, embedded, lock
from lantoa.config import environment as env
from lantoa.shared.errors import DomainError

BUILDING = "building\n"


class NoDemoHere(DomainError):
    """The demo would mix with data that are not the demo's."""


def build(*, say: Callable[[str], None], quiet: bool = False) -> None:
    """Build the demo unless it is there, and tell its sign-ins.

    The rows come from the Django command `build_demo`: it fills an empty, current schema, draws
    its progress on stderr and writes the sign-ins to stdout.
    """
    folder = env.data_dir()
    mark = folder / "DEMO"
    known = env.demo_mark() or ""
    if not known or known == BUILDING:
        known = _build(folder, mark, begun=known == BUILDING, quiet=quiet)
    say(known)


def _build(folder: Path, mark: Path, *, begun: bool, quiet: bool) -> str:
    if env.text("LANTOA_DATABASE_URL"):
        raise NoDemoHere(
            "Bản trình diễn chỉ dựng trên PostgreSQL của riêng nó. Hãy bỏ LANTOA_DATABASE_URL."
        )
    with lock.hold(folder, "demo"):
        if begun:
            _clear(folder)
        elif embedded.cluster(folder).exists():
            raise NoDemoHere(
                f"Thư mục {folder} đã có dữ liệu không phải bản trình diễn. Hãy đặt "
                "LANTOA_DATA_DIR tới một thư mục khác rồi chạy lại."
            )
        env.make_data_dir(folder)
        mark.write_text(BUILDING, encoding="utf-8")
    with access.database("demo"):
        sign_ins = _fill(quiet=quiet)
    draft = mark.with_suffix(".new")
    draft.write_text(sign_ins, encoding="utf-8")
    draft.rename(mark)
    return sign_ins


def _clear(folder: Path) -> None:
    """Remove a demo whose building was cut off: a half demo shows wrong figures."""
    for path in (embedded.cluster(folder), folder / "files", folder / "workbooks"):
        if path.exists():
            shutil.rmtree(path)


def _fill(*, quiet: bool) -> str:
    import django  # noqa: PLC0415 -- nothing to load when the demo is there already
    from django.core.management import call_command  # noqa: PLC0415

    from lantoa.config import preparation  # noqa: PLC0415

    django.setup()
    preparation.migrate()
    preparation.collect_static()
    said = io.StringIO()
    call_command("build_demo", quiet=quiet, stdout=said)
    preparation.close_connections()
    return said.getvalue()
