"""Somebody at a screen of the product: every page they come to is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Locator, Page, Response, Route

from tests.browser import violations
from tests.journeys.region import PASSWORD

# Chromium itself writes a line for every answer of 4xx; journeys that expect one assert it.
_REFUSED = re.compile(r"Failed to load resource: .* status of 4\d\d")


@dataclass
class Visitor:
    """A person at a screen of their own; `judge` tells what was wrong on their way.

    axe is a script, so where the browser runs none it is asked of a `twin`: the same page, drawn
    in a browser that runs scripts but gets none of the page's own.
    """

    page: Page
    address: str
    twin: Page | None = None
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    shown: dict[str, int] = field(default_factory=dict)
    looked_at: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("response", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def sign_in(self, username: str, password: str = PASSWORD) -> Page:
        """Go in by the form, as people do."""
        self.visit("/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(password)
        return self.press("Đăng nhập")

    def visit(self, path: str) -> Page:
        """Open an address of the site."""
        self.page.goto(self.address + path)
        return self.look()

    def press(self, what: str | Locator) -> Page:
        """Press the button of this name (or this thing) and look at the page it leads to."""
        named = (
            self.page.get_by_role("button", name=what, exact=True)
            if isinstance(what, str)
            else what
        )
        with self.page.expect_navigation():
            named.click()
        return self.look()

    def press_and_confirm(self, name: str) -> Page:
        """Press a button that asks first, and say yes."""
        self.page.get_by_role("button", name=name, exact=True).click()
        return self.press(self.page.locator("#lt-confirm").get_by_role("button", name=name))

    def follow(self, what: str, *, within: str = "body") -> Page:
        """Follow the first link of this name."""
        return self.press(self.page.locator(within).get_by_role("link", name=what).first)

    def download(self, what: str | Locator, *, to: Path) -> Path:
        """Press the link of this name (or this thing) and keep the file that comes."""
        named = self.page.get_by_role("link", name=what) if isinstance(what, str) else what
        with self.page.expect_download() as coming:
            named.click()
        kept = to / coming.value.suggested_filename
        coming.value.save_as(kept)
        return kept

    def look(self) -> Page:
        """Ask of the page as it stands now what is asked of every page."""
        self.page.wait_for_load_state()
        self.looked_at.add(_bare(self.page.url))
        wrong = violations(self._as_twin(self.twin) if self.twin else self.page)
        if self.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(("wider than the screen", []))
        assert (self.page.url, wrong) == (self.page.url, [])
        return self.page

    def _as_twin(self, twin: Page) -> Page:
        drawn = self.page.content()

        def answer(route: Route) -> None:
            if route.request.is_navigation_request():
                route.fulfill(body=drawn, content_type="text/html")
            elif route.request.resource_type == "script":
                route.abort()
            else:
                route.continue_()

        twin.unroute_all()
        twin.route("**/*", answer)
        twin.goto(self.page.url)
        return twin

    def status(self) -> int:
        """Return the status with which the page at hand was answered."""
        return self.shown[_bare(self.page.url)]

    def leave(self) -> None:
        """Get up from the screen."""
        for page in (self.page, self.twin):
            if page is not None:
                page.context.close()

    def judge(self) -> None:
        """Tell of errors, of requests to other hosts, of pages that nobody looked at."""
        assert self.complaints == []
        assert [url for url in self.asked if not url.startswith((self.address, "data:"))] == []
        assert set(self.shown) - self.looked_at == set()

    def _note(self, response: Response) -> None:
        is_page = response.headers.get("content-type", "").startswith("text/html")
        is_last = response.status < 300 or response.status >= 400
        if response.request.is_navigation_request() and is_page and is_last:
            self.shown[_bare(response.url)] = response.status

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not _REFUSED.match(message.text):
            self.complaints.append(message.text)


def _bare(url: str) -> str:
    return url.partition("#")[0]


SitDown = Callable[..., Visitor]
"""The fixture `somebody`: sits a person down, `somebody("thidua", size="phone")`, signed in."""
