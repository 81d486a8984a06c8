"""Two addresses for a supervisor: is the process alive, can it do its work."""

from __future__ import annotations

import functools
from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# A worker writes its heartbeat every ten seconds; one late beat is not yet a death.
WORKER_SILENCE = timedelta(seconds=30)


@login_not_required
@require_safe
@never_cache
def alive(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers, whatever the database does."""
    return HttpResponse("sống\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Say whether the database answers, its schema is this release's and a worker lives."""
    parts = {"database": False, "migrations": False, "worker": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        parts["database"] = True
        parts["migrations"] = _schema_is_current()
        parts["worker"] = parts["migrations"] and _a_worker_lives()
    except DatabaseError:
        connection.close()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _schema_is_current() -> bool:
    return _known_migrations() <= set(MigrationRecorder(connection).applied_migrations())


@functools.cache
def _known_migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None, ignore_no_migrations=True).graph.nodes)


def _a_worker_lives() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_workers "
            "WHERE last_heartbeat > now() - make_interval(secs => %s))",
            [WORKER_SILENCE.total_seconds()],
        )
        row = cursor.fetchone()
    return bool(row and row[0])
