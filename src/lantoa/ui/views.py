"""The page that shows every component in every state."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from lantoa.ui import samples
from lantoa.ui.forms import SampleForm
from lantoa.ui.icons import ICONS

TO_MEND = {
    "title": "Bệ thử bơm cao áp",
    "applied_on": "31/6/2026",
    "share": "60 + 30",
    "field": "ky-thuat",
}


@login_not_required
def gallery(request: HttpRequest) -> HttpResponseBase:
    """Show the components; open to all while developing and in a demo, else to who is signed in."""
    if not (settings.DEBUG or settings.IS_DEMO or request.user.is_authenticated):
        return redirect_to_login(request.path)
    shown = {name.lower(): value for name, value in vars(samples).items() if name.isupper()}
    shown |= {"form": SampleForm(), "faulty": SampleForm(TO_MEND), "icons": sorted(ICONS)}
    return render(request, "ui/gallery.html", shown)


@login_not_required
def sample_card(request: HttpRequest) -> HttpResponse:
    """Answer what the sample figures show when pointed at."""
    return render(request, "ui/_sample_card.html")
