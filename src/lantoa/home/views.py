from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.audit.actions import record_file_opening
from lantoa.home import finding, lifetime, navigation, queries, scope, work
from lantoa.organization.queries.units import units_for
from lantoa.organization.scopes import WRITING_ROLES, roles_of


@require_safe
def start(_request: UserRequest) -> HttpResponse:
    return redirect("home:tasks")


@require_safe
def tasks(request: UserRequest) -> HttpResponse:
    today = timezone.localdate()
    waiting = work.tasks_for(request.user, on=today)
    context = {
        "today": today,
        "post": queries.post_of(request.user),
        "headline": work.headline(waiting),
        "groups": work.grouped(waiting, on=today),
        "strip": work.strip(waiting, on=today),
        "year_figures": work.year_figures(
            request.user, unit=scope.unit_of(request.GET, request.user), on=today
        ),
        "year": today.year,
        "done": work.just_done(request.user),
        "can_import": bool(roles_of(request.user) & WRITING_ROLES),
    }
    return render(request, "home/tasks.html", context)


@require_safe
def search(request: UserRequest) -> HttpResponse:
    text = request.GET.get("tim", "").strip()[:200]
    groups = finding.groups(request.user, text) if len(text) > 1 else []
    is_fragment = request.headers.get("HX-Target") == "lt-search-results"
    template = "home/_search.html" if is_fragment else "home/search.html"
    return render(request, template, {"text": text, "groups": groups})


@require_safe
def choose_unit(request: UserRequest) -> HttpResponse:
    back = scope.Address.read(request.GET.get("ve", "/"))
    if _is_menu(request):
        context = {
            "choices": scope.unit_choices(request.user, back),
            "all_url": request.get_full_path(),
        }
        return render(request, "home/_unit_menu.html", context)
    text = request.GET.get("tim", "").strip()[:200]
    units = units_for(request.user)
    found = units.named(text) if text else units
    context = {
        "text": text,
        "back": request.GET.get("ve", "/"),
        "choices": scope.unit_links(found, back),
    }
    return render(request, "home/choose_unit.html", context)


@require_safe
def choose_period(request: UserRequest) -> HttpResponse:
    back = scope.Address.read(request.GET.get("ve", "/"))
    menu = scope.period_menu(request.user, back, on=timezone.localdate())
    template = "home/_period_menu.html" if _is_menu(request) else "home/choose_period.html"
    return render(request, template, {"menu": menu})


@require_safe
def own_menu(request: UserRequest) -> HttpResponse:
    """Show what a person finds under their initials: their pages, the looks, the way out."""
    back = scope.Address.read(request.GET.get("ve", "/"))
    context = {
        "person_menu": navigation.entries(
            navigation.PERSON_MENU,
            roles=roles_of(request.user),
            path=back.path,
            keep=scope.carried(back.params),
        ),
        "post": queries.post_of(request.user),
        "back": back.changed(),
    }
    template = "home/_own_menu.html" if _is_menu(request) else "home/own_menu.html"
    return render(request, template, context)


def _is_menu(request: UserRequest) -> bool:
    """Tell whether a menu of the bar asks, and not somebody who followed its link."""
    return "HX-Request" in request.headers


@require_safe
def own_file(request: UserRequest) -> HttpResponse:
    person = lifetime.person_of(request.user)
    if person is None:
        return render(request, "home/no_file.html", status=404)
    return redirect("home:person-file", code=person.code)


@require_safe
def person_file(request: UserRequest, code: str) -> HttpResponse:
    file = lifetime.person_file(request.user, code)
    record_file_opening(file.person.pk, actor=request.user, at=timezone.now(), purpose="ho_so")
    return render(request, "home/person_file.html", {"file": file})


@require_safe
def unit_file(request: UserRequest, code: str) -> HttpResponse:
    file = lifetime.unit_file(
        request.user, code, period=scope.period_of(request.GET), on=timezone.localdate()
    )
    return render(request, "home/unit_file.html", {"file": file})
