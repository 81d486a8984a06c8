"""Root URLs: paths in Vietnamese without diacritics."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from lantoa.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("song", health.alive, name="alive"),
    path("san-sang", health.ready, name="ready"),
]
