"""Root URLs: paths in Vietnamese without diacritics."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from lantoa.config import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("song", health.alive, name="alive"),
    path("san-sang", health.ready, name="ready"),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    path("", include("lantoa.home.urls")),
    path("", include("lantoa.accounts.urls")),
    path("", include("lantoa.organization.urls")),
    path("", include("lantoa.statistics.urls")),
    path("sang-kien/", include("lantoa.initiatives.urls")),
    path("hoi-thi/", include("lantoa.contests.urls")),
    path("xep-loai/", include("lantoa.assessments.urls")),
    path("phong-trao/", include("lantoa.movements.urls")),
    path("khen-thuong/", include("lantoa.awards.urls")),
    path("quyet-dinh/", include("lantoa.decisions.urls")),
    path("so-luat/", include("lantoa.rulebook.urls")),
    path("bao-cao/", include("lantoa.reviews.urls")),
    path("nhap-tep/", include("lantoa.intake.urls")),
    path("ui/", include("lantoa.ui.urls")),
]
