"""Whole stories in a real browser, on the product's own server, over the Region of `region.py`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from lantoa.audit.remembering import forget_everything
from tests.browser import SIZES
from tests.journeys.region import Region, build_region

pytest.register_assert_rewrite("tests.journeys.visitor")
from tests.journeys.visitor import SitDown, Visitor  # noqa: E402 -- after the line above


@pytest.fixture
def region(transactional_db: None, settings: Settings) -> Region:
    """Build the Region by acts, so that what is remembered is what people would be shown."""
    settings.REMEMBERS = True
    forget_everything()
    return build_region()


@pytest.fixture
def somebody(browser: Browser, live_server: LiveServer, region: Region) -> Iterator[SitDown]:
    """Return a way to sit a person down at a screen; at the end their way is judged."""
    seats: list[Visitor] = []

    def sit_down(username: str = "", *, size: str = "desk", scripts: bool = True) -> Visitor:
        width, height = SIZES[size]
        screen: dict[str, Any] = {
            "viewport": {"width": width, "height": height},
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
            "reduced_motion": "reduce",
            "is_mobile": size == "phone",
            "has_touch": size == "phone",
        }
        context = browser.new_context(**screen, java_script_enabled=scripts)
        twin = None if scripts else browser.new_context(**screen).new_page()
        visitor = Visitor(context.new_page(), live_server.url, twin)
        seats.append(visitor)
        if username:
            visitor.sign_in(username)
        return visitor

    yield sit_down
    for visitor in seats:
        visitor.leave()
    for visitor in seats:
        visitor.judge()
