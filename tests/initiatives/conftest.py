"""What the tests of initiatives share: how rows are written, how pages are visited."""

from __future__ import annotations

from typing import Any

from django.test import Client

from lantoa.initiatives.actions import apply_rows
from lantoa.initiatives.actions.storing import rows_by_pk
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rows import InitiativeRow
from lantoa.organization.choices import Role
from lantoa.organization.models import Unit
from tests.factories.organization import NOON, officer_of

LIST = "/sang-kien/"


def signed_in(unit: Unit, role: Role = Role.COMMENDATION_OFFICER) -> Client:
    client = Client()
    client.force_login(officer_of(unit, role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(client: Client, address: str, **params: Any) -> str:
    response = client.get(address, params)
    assert response.status_code == 200, response
    return response.content.decode()


def address_of(initiative: Initiative, act: str = "") -> str:
    return f"{LIST}{initiative.pk}/{act}"


def apply(*rows: InitiativeRow, **given: Any) -> Any:
    return apply_rows(rows, **{"actor": None, "at": NOON, **given})


def only_row() -> InitiativeRow:
    (row,) = rows_by_pk([Initiative.objects.get().pk]).values()
    return row
