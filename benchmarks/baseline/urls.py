from __future__ import annotations

from django.contrib.auth.views import LoginView
from django.urls import path

from benchmarks.baseline.admin import aggregates, bare, site

urlpatterns = [
    path("admin/so-lieu/", site.admin_view(aggregates)),
    path("admin/", site.urls),
    path("bare/", bare.urls),
    path("dang-nhap/", LoginView.as_view(), name="accounts:sign-in"),
]
