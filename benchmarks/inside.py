"""The part of the benchmark that runs inside Django: the database, its rows, a session, timings."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import reverse, set_urlconf  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks import generate  # noqa: E402
from lantoa.accounts.models import User  # noqa: E402
from lantoa.audit.actions import record  # noqa: E402
from lantoa.config import access  # noqa: E402
from lantoa.initiatives.models import Initiative  # noqa: E402
from lantoa.organization.actions.roles import assign_role  # noqa: E402
from lantoa.organization.choices import Role  # noqa: E402
from lantoa.organization.models import Unit  # noqa: E402
from lantoa.organization.queries.units import root_unit  # noqa: E402

Report = Callable[..., None]
PRODUCT_URLS = "lantoa.config.urls"


def database(folder: Path) -> AbstractContextManager[bool]:
    return access.database("benchmark", folder=folder)


def prepare(*, rows: int, units: int) -> None:
    """Migrate and fill; a folder that already holds this size is used as it is."""
    subprocess.run(  # with the product's settings: it serves hashed, compressed files
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "lantoa.config.settings"},
        cwd=Path(__file__).resolve().parent.parent,
        check=True,
    )
    mark = Path(settings.DATA_DIR) / f"filled-{rows}-{units}"
    if mark.exists():
        return
    call_command("migrate", interactive=False, verbosity=0)
    call_command("sync_reference")
    if Unit.objects.exists():
        raise SystemExit(f"{settings.DATA_DIR} đã có dữ liệu cỡ khác. Xóa thư mục đó rồi chạy lại.")
    generate.fill(initiatives=rows, awards=rows, units=units)
    user = User(username="do", full_name="Người Đo")
    user.set_unusable_password()
    user.save()
    root = root_unit()
    assert root is not None
    for role in (Role.COMMENDATION_OFFICER, Role.LEADER):
        assign_role(
            user, role=role, unit=root, since=date(2017, 1, 1), actor=None, at=timezone.now()
        )
    mark.touch()


def _user() -> User:
    return User.objects.get(username="do")


def cookie() -> str:
    """Return the cookie header of a session of the benchmark's user."""
    user = _user()
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def world() -> dict[str, Any]:
    """Return the keys and addresses that the measured pages need."""
    branch = Unit.objects.filter(name="Khối 3").get()
    initiative = Initiative.objects.order_by("-counted_on", "-pk")[1000]

    def at(name: str, *args: object) -> str:
        return reverse(name, urlconf=PRODUCT_URLS, args=args)

    return {
        "branch_code": branch.code,
        "branch_path": branch.path,
        "initiative": initiative.pk,
        "urls": {
            "initiatives": at("initiatives:list"),
            "awards": at("awards:list"),
            "detail": at("initiatives:detail", initiative.pk),
            "dashboard": at("statistics:dashboard"),
        },
    }


def act() -> None:
    """Leave a trace of an act, so that nobody may be shown what was remembered before it."""
    record("benchmark.acted", actor=None, at=timezone.now())


def timed(work: Callable[[], object], *, times: int = 3) -> float:
    """Return the median seconds of some runs."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def queries_of(work: Callable[[], object]) -> int:
    """Return how many queries a piece of work asks."""
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def measure_review(report: Report) -> None:
    """Time the review of the whole organization over six years: its figures, its Word report."""
    from benchmarks import reviewing  # noqa: PLC0415 -- after the settings

    set_urlconf(PRODUCT_URLS)  # a report cites the product's addresses
    reviewing.measure(report, _user())


def measure_intake(report: Report) -> None:
    """Time files that become records."""
    from benchmarks import writing  # noqa: PLC0415 -- after the settings

    writing.measure(report, _user())
