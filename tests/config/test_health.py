from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

pytestmark = pytest.mark.django_db


def test_liveness_needs_no_sign_in(client: Client) -> None:
    response = client.get("/song")

    assert response.status_code == 200
    assert response.content.decode() == "sống\n"


def test_readiness_names_the_part_that_is_missing(client: Client) -> None:
    response = client.get("/san-sang")

    assert response.status_code == 503
    assert response.json() == {"database": True, "migrations": True, "worker": False}


@pytest.mark.parametrize(("silence", "status"), [("1 second", 200), ("2 minutes", 503)])
def test_a_worker_counts_while_its_heart_beats(client: Client, silence: str, status: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval)",
            [silence],
        )

    response = client.get("/san-sang")

    assert response.status_code == status


def test_readiness_sees_a_migration_that_is_not_applied(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'organization'")

    response = client.get("/san-sang")

    assert response.status_code == 503
    assert response.json()["migrations"] is False


def test_health_pages_are_read_only(client: Client) -> None:
    assert client.post("/song").status_code == 405
    assert client.post("/san-sang").status_code == 405
