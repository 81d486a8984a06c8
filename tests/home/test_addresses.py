"""Any address that a person can type or carry along ends in a page, never in a crash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from lantoa.organization.choices import Role
from tests.factories.organization import UnitFactory, officer_of

pytestmark = pytest.mark.django_db
# Whole documents ask what the list of reviews asks; readiness is rightly not ready in a test.
LEFT_OUT = ("/bao-cao/xem-truoc/", "/san-sang")
NAMES = (
    "q", "sx", "sau", "truoc", "trang", "tu", "den", "don_vi", "co_cau", "rieng", "loai",
    "trang_thai", "nam", "cot", "xuat", "dem", "phan", "tim", "ve", "so", "hinh_thuc",
    "doi_tuong", "cap", "ban", "hieu_luc",
)  # fmt: skip
VALUES = ("2021", '"><b>[')  # what some parameter reads, and what none does


def places(resolver: URLResolver, start: str = "/") -> Iterator[str]:
    """Yield every address of the site that names no record."""
    for one in resolver.url_patterns:
        route = start + str(one.pattern)
        if "<" in route or "(" in route:
            continue
        if isinstance(one, URLResolver):
            yield from places(one, route)
        elif isinstance(one, URLPattern):
            yield route


@pytest.fixture(scope="module")
def addresses() -> list[str]:
    found = [one for one in sorted(set(places(get_resolver()))) if not one.startswith(LEFT_OUT)]
    assert len(found) > 50
    return found


@pytest.mark.parametrize("value", VALUES)
def test_no_parameter_breaks_a_page(value: str, addresses: list[str]) -> None:
    unit = UnitFactory()
    client = Client(raise_request_exception=False)
    officer: Any = officer_of(unit, Role.COMMENDATION_OFFICER)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    broken = [
        f"{address}?{name}={value}"
        for address in addresses
        for name in NAMES
        if client.get(address, {name: value}).status_code >= 500
    ]

    assert broken == []
