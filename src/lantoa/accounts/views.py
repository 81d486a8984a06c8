from __future__ import annotations

from copy import copy

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts import actions
from lantoa.accounts.forms import DisplayForm, PasswordForm, ProfileForm, SignInForm, ThemeForm
from lantoa.accounts.models import User
from lantoa.accounts.requests import UserRequest
from lantoa.shared.errors import DomainError


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    there = _safe_next(request)
    if request.user.is_authenticated:
        return redirect(there)
    form = SignInForm(request, data=request.POST if request.method == "POST" else None)
    if form.is_valid():
        user = form.get_user()
        if not isinstance(user, User):  # the backend returns no other
            raise TypeError(user)
        login(request, user)
        actions.note_sign_in(user, at=timezone.now())
        return redirect(there)
    status = 422 if form.is_bound else 200
    context = {"form": form, "next": request.POST.get("next", request.GET.get("next", ""))}
    return render(request, "accounts/sign_in.html", context, status=status)


@require_POST
def sign_out(request: UserRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: UserRequest) -> HttpResponse:
    user = request.user
    form = ProfileForm(request.POST or None, instance=copy(user))
    if form.is_valid():
        actions.describe_self(user, **form.cleaned_data, actor=user, at=timezone.now())
        messages.success(request, _("Đã lưu tên và thư điện tử."))
        return redirect("accounts:profile")
    context = {"form": form, "display_form": DisplayForm(instance=user, prefix="nen")}
    return render(request, "accounts/profile.html", context, status=422 if form.is_bound else 200)


@require_POST
def display(request: UserRequest) -> HttpResponse:
    user = request.user
    form = DisplayForm(request.POST, instance=User(), prefix="nen")
    if form.is_valid():
        actions.set_display(user, **form.cleaned_data, actor=user)
        messages.success(request, _("Đã đổi cách hiển thị."))
    return redirect("accounts:profile")


@require_POST
def theme(request: UserRequest) -> HttpResponse:
    form = ThemeForm(request.POST)
    if form.is_valid():
        actions.set_display(request.user, theme=form.cleaned_data["theme"], actor=request.user)
    if request.headers.get("Sec-Fetch-Dest") == "empty":  # the page has changed by itself
        return HttpResponse(status=204)
    return redirect(_safe_next(request))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: UserRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if form.is_valid() and _changed(request, form):
        messages.success(request, _("Đã đổi mật khẩu. Các máy khác phải đăng nhập lại."))
        return redirect("accounts:profile")
    context = {"form": form, "is_first": request.user.must_change_password}
    return render(request, "accounts/password.html", context, status=422 if form.is_bound else 200)


def _changed(request: UserRequest, form: PasswordForm) -> bool:
    """Change the password and keep this session; an error goes to its field."""
    user = request.user
    given = form.cleaned_data
    try:
        actions.change_password(
            user,
            current=given["current"],
            password=given["password"],
            actor=user,
            at=timezone.now(),
        )
    except actions.WrongPassword as error:
        form.add_error("current", str(error))
        return False
    except DomainError as error:
        form.add_error("password", str(error))
        return False
    update_session_auth_hash(request, user)
    return True


def _safe_next(request: HttpRequest) -> str:
    """Return where to go on: the address asked for, if it is one of ours, else the first page."""
    there = request.POST.get("next", request.GET.get("next", ""))
    if url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return there
    return resolve_url(settings.LOGIN_REDIRECT_URL)
