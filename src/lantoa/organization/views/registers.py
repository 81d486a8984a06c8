from __future__ import annotations

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.accounts.requests import UserRequest
from lantoa.organization import lists, oversight, permissions
from lantoa.organization.listing import respond
from lantoa.organization.queries.people import personal_fields


@require_safe
def journal(request: UserRequest) -> HttpResponseBase:
    permissions.require(permissions.can_read_journal(request.user))
    return respond(request, lists.journal_listing(), oversight.journal_for(request.user))


@require_safe
def personal_data(request: UserRequest) -> HttpResponse:
    context = {"fields": personal_fields()}
    return render(request, "organization/personal_data.html", context)
