"""What every page gets: navigation, docks, and the switches and menus of the bar.

Everything is lazy, so a fragment that shows none of it asks the database nothing.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from lantoa.home import navigation, scope, work
from lantoa.organization.scopes import roles_of


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every signed-in page; nothing for a stranger."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    today = timezone.localdate()
    keep = scope.carried(request.GET)

    own_menu = f"{reverse('home:own-menu')}?{urlencode({'ve': request.get_full_path()})}"

    # Counting what waits asks a dozen questions: only the page that shows it pays for them.
    is_task_page = request.path == reverse("home:tasks")

    def entries(places: tuple[navigation.Place, ...], *, counted: bool = False) -> Any:  # noqa: ANN401
        return SimpleLazyObject(
            lambda: navigation.entries(
                places,
                roles=roles_of(user),
                path=request.path,
                keep=keep,
                badge=str(len(work.tasks_for(user, on=today)) or "") if counted else "",
            )
        )

    return {
        "nav": entries(navigation.PLACES, counted=is_task_page),
        "docks": entries(navigation.DOCKS),
        "scope": SimpleLazyObject(lambda: scope.page_scope(request, user)),
        "person_menu_url": own_menu,
    }
