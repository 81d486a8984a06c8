"""What a developer writes in an afternoon: a few options on plain ModelAdmins."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from import_export.admin import ImportExportModelAdmin

from benchmarks.baseline.numbers import numbers
from lantoa.accounts.models import User
from lantoa.awards.models import Award
from lantoa.initiatives.models import Authorship, Benefit, Initiative, Recognition
from lantoa.organization.models import Unit


def _may(_user: User, *_args: Any) -> bool:
    return True


# The admin asks Django's own permissions, which the product does not use.
User.has_perm = User.has_module_perms = User.has_perms = _may  # type: ignore[attr-defined]
User.is_staff = User.is_superuser = True  # type: ignore[attr-defined]


class Site(admin.AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active


site = Site(name="admin")
bare = Site(name="bare")


class OpenAdmin(ImportExportModelAdmin):
    list_per_page = 25

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_change_permission = has_add_permission = has_delete_permission = has_view_permission

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        return True


class OpenInline(admin.TabularInline):
    extra = 0
    has_view_permission = has_change_permission = OpenAdmin.has_view_permission
    has_add_permission = has_delete_permission = OpenAdmin.has_view_permission


class AuthorInline(OpenInline):
    model = Authorship
    raw_id_fields = ["person"]


class BenefitInline(OpenInline):
    model = Benefit


class RecognitionInline(OpenInline):
    model = Recognition
    raw_id_fields = ["decision"]


class BareInitiativeAdmin(OpenAdmin):
    """The fields of the initiative alone, without who wrote it and what came of it."""

    list_display = ["code", "title", "unit", "kind", "state", "year", "counted_on"]
    list_filter = ["state", "kind", "year"]
    list_select_related = ["unit"]
    search_fields = ["code", "title", "unit__name", "authors__name"]
    ordering = ["-counted_on", "-id"]
    raw_id_fields = ["unit"]


@admin.register(Initiative, site=site)
class InitiativeAdmin(BareInitiativeAdmin):
    inlines = [AuthorInline, BenefitInline, RecognitionInline]


bare.register(Initiative, BareInitiativeAdmin)


@admin.register(Award, site=site)
class AwardAdmin(OpenAdmin):
    list_display = ["kind", "person", "unit", "year", "decision", "counted_on"]
    list_filter = ["recipient", "year"]
    list_select_related = ["kind", "person", "unit", "decision"]
    search_fields = ["person__full_name", "unit__name", "kind__name"]
    ordering = ["-counted_on", "-id"]
    raw_id_fields = ["unit", "person", "decision", "initiative"]


@admin.register(Unit, site=site)
class UnitAdmin(OpenAdmin):
    search_fields = ["code", "name"]


def aggregates(request: HttpRequest) -> HttpResponse:
    """Answer with the dashboard's numbers: one aggregate after the other, as one writes it."""
    asked = request.GET
    first, last = date.fromisoformat(asked["first"]), date.fromisoformat(asked["last"])
    context = {
        **site.each_context(request),
        "title": "Số liệu",
        **numbers(asked["path"], first, last),
    }
    return TemplateResponse(request, "baseline/aggregates.html", context)
