"""The component page renders whole, in both languages, and is closed where strangers may come."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from lantoa.ui import views


def answer(rf: RequestFactory) -> HttpResponse:
    request = rf.get("/ui/")
    request.user = AnonymousUser()
    response = views.gallery(request)
    assert isinstance(response, HttpResponse)
    return response


@pytest.mark.parametrize("language", ["vi", "en"])
@override_settings(ROOT_URLCONF="tests.ui.urls", IS_DEMO=True)
def test_the_component_page_shows_every_component(rf: RequestFactory, language: str) -> None:
    with translation.override(language):
        page = answer(rf).content.decode()

    for part in ("lt-figure--changed", "lt-tree", "lt-chart", "lt-toast", "lt-empty", "lt-sheet"):
        assert part in page
    assert f'<html lang="{language}"' in page


@override_settings(ROOT_URLCONF="tests.ui.urls", IS_DEMO=False, DEBUG=False)
def test_strangers_are_sent_to_sign_in(rf: RequestFactory) -> None:
    response = answer(rf)

    assert response.status_code == 302
    assert response["Location"].endswith("?next=/ui/")


@override_settings(ROOT_URLCONF="tests.ui.urls")
def test_the_base_renders_without_navigation_or_a_person() -> None:
    page = render_to_string("ui/base.html")

    assert 'href="#noi-dung"' in page
    assert "lt-nav" not in page
    assert "lt-docks" not in page


@override_settings(ROOT_URLCONF="tests.ui.urls")
def test_the_base_says_as_whom_one_sees() -> None:
    page = render_to_string(
        "ui/base.html", {"seeing_as": {"label": "Trần Văn Lộc", "stop_url": "/x"}}
    )

    assert "Đang xem như <strong>Trần Văn Lộc</strong>" in page
    assert 'action="/x"' in page


@override_settings(ROOT_URLCONF="tests.ui.urls")
def test_navigation_marks_the_place_and_counts_what_waits() -> None:
    nav = [{"label": "Việc của tôi", "url": "/viec", "current": True, "badge": 7}]

    page = render_to_string("ui/base.html", {"nav": nav})

    assert page.count('aria-current="page"') == 2  # the bar, and the menu it folds into
    assert '<span class="lt-badge">7</span>' in page


@override_settings(ROOT_URLCONF="tests.ui.urls")
def test_a_menu_of_the_bar_is_a_link_until_it_is_opened() -> None:
    scope = {"unit_label": "Toàn Quân khu", "unit_menu_url": "/chon/?ve=/viec/"}

    page = render_to_string("ui/base.html", {"scope": scope, "nav": []})

    assert 'data-load="/chon/?ve=/viec/"><a class="lt-drop__item" href="/chon/?ve=/viec/">' in page
