from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts.actions import WeakPassword
from lantoa.accounts.models import User
from lantoa.accounts.requests import UserRequest
from lantoa.organization import lists, oversight, permissions
from lantoa.organization.actions import accounts, roles
from lantoa.organization.choices import Role
from lantoa.organization.forms import AccountForm, LinkForm, ResetForm, RoleForm, refuse
from lantoa.organization.listing import respond
from lantoa.organization.middleware import SESSION_KEY
from lantoa.organization.queries.units import units_suggested
from lantoa.shared.errors import DomainError


@require_safe
def account_list(request: UserRequest) -> HttpResponseBase:
    user = request.user
    permissions.require(permissions.can_administer(user))
    locked = oversight.locked_accounts(user)
    return respond(
        request,
        lists.account_listing(),
        oversight.accounts_for(user),
        template="organization/accounts.html",
        extra_context={"locked": locked},
    )


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def add_account(request: UserRequest) -> HttpResponse:
    user = request.user
    permissions.require(permissions.can_administer(user))
    form = AccountForm(
        request.POST or None, user=user, initial={"unit": request.GET.get("don_vi", "")}
    )
    if form.is_valid():
        now = timezone.now()
        given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        try:
            made = accounts.create_account(
                **given, since=timezone.localdate(now), actor=user, at=now
            )
        except WeakPassword as error:
            refuse(form, "password", error)
        except DomainError as error:
            refuse(form, None, error)
        else:
            return redirect("organization:account", username=made.username)
    context = {
        "form": form,
        "title": _("Mở tài khoản"),
        "suggested": units_suggested(user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "organization/account_form.html", context, status=status)


@require_safe
def account_page(request: UserRequest, username: str) -> HttpResponse:
    account = oversight.get_account(request.user, username)
    return _account(request, account)


@require_POST
def assign_role(request: UserRequest, username: str) -> HttpResponse:
    account = oversight.get_account(request.user, username)
    form = RoleForm(request.POST, user=request.user)
    if not form.is_valid():
        return _account(request, account, role_form=form)
    given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
    roles.assign_role(account, **given, actor=request.user, at=timezone.now())
    messages.success(request, _("Đã giao vai trò."))
    return redirect("organization:account", username=account.username)


@require_POST
def end_role(request: UserRequest, username: str, pk: int) -> HttpResponse:
    account = oversight.get_account(request.user, username)
    assignment = oversight.get_assignment(request.user, account, pk)
    now = timezone.now()
    roles.end_role(assignment, on=timezone.localdate(now), actor=request.user, at=now)
    messages.success(request, _("Đã kết thúc vai trò."))
    return redirect("organization:account", username=account.username)


@sensitive_post_parameters("password")
@require_POST
def reset_password(request: UserRequest, username: str) -> HttpResponse:
    account = oversight.get_account(request.user, username)
    form = ResetForm(request.POST)
    if form.is_valid():
        try:
            accounts.reset_account_password(
                account,
                password=form.cleaned_data["password"],
                actor=request.user,
                at=timezone.now(),
            )
        except WeakPassword as error:
            refuse(form, "password", error)
        else:
            messages.success(request, _("Đã đặt mật khẩu mới. Báo cho người dùng để họ đổi."))
            return redirect("organization:account", username=account.username)
    return _account(request, account, reset_form=form)


@require_POST
def set_active(request: UserRequest, username: str) -> HttpResponse:
    account = oversight.get_account(request.user, username)
    is_active = request.POST.get("dang_dung") == "1"
    accounts.set_account_active(account, is_active=is_active, actor=request.user, at=timezone.now())
    return redirect("organization:account", username=account.username)


@require_POST
def link_person(request: UserRequest, username: str) -> HttpResponse:
    account = oversight.get_account(request.user, username)
    form = LinkForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            accounts.link_person(
                account, **form.cleaned_data, actor=request.user, at=timezone.now()
            )
        except DomainError as error:
            refuse(form, "person", error)
        else:
            return redirect("organization:account", username=account.username)
    return _account(request, account, link_form=form)


@require_POST
def lift_lockout(request: UserRequest, username: str) -> HttpResponse:
    account = oversight.get_account(request.user, username)
    accounts.lift_lockout(account, actor=request.user, at=timezone.now())
    messages.success(request, _("%(name)s đăng nhập lại được rồi.") % {"name": account.full_name})
    return redirect("organization:accounts")


@require_POST
def start_seeing_as(request: UserRequest, username: str) -> HttpResponse:
    account = oversight.get_account(request.user, username)
    accounts.start_seeing_as(account, actor=request.user, at=timezone.now())
    request.session[SESSION_KEY] = account.pk
    return redirect("/")


@require_POST
def stop_seeing_as(request: UserRequest) -> HttpResponse:
    key = request.session.pop(SESSION_KEY, None)
    if key is None:
        return redirect("/")
    seen = oversight.account_by_key(key)
    accounts.stop_seeing_as(seen, actor=request.user, at=timezone.now())
    return redirect("organization:account", username=seen.username)


def _account(
    request: UserRequest,
    account: User,
    *,
    role_form: RoleForm | None = None,
    reset_form: ResetForm | None = None,
    link_form: LinkForm | None = None,
) -> HttpResponse:
    user = request.user
    bad = role_form or reset_form or link_form
    today = timezone.localdate()
    context = {
        "account": account,
        "assignments": oversight.assignments_of(account),
        "is_locked": account in oversight.locked_accounts(user),
        "can_manage": permissions.can_manage_account(user, account),
        "can_see_as": permissions.can_see_as(user, account),
        "role_form": role_form
        or RoleForm(user=user, initial={"since": today.strftime("%d/%m/%Y")}),
        "reset_form": reset_form or ResetForm(),
        "link_form": link_form or LinkForm(user=user),
        "suggested": units_suggested(user),
    }
    return render(request, "organization/account.html", context, status=422 if bad else 200)
