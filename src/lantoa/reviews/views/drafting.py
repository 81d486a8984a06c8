"""Keeping, describing, wording and freezing reviews."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts.requests import UserRequest
from lantoa.organization.choices import Structure
from lantoa.reviews import actions, permissions
from lantoa.reviews.actions import Description
from lantoa.reviews.forms import (
    DescriptionForm,
    ReviewForm,
    RoundingForm,
    TextsForm,
    initial_of,
)
from lantoa.reviews.models import Review
from lantoa.reviews.queries.reports import worded_numbers
from lantoa.reviews.queries.reviews import get_review, roundings_of, texts_of
from lantoa.shared.dates import Period, show_date
from lantoa.shared.errors import DomainError
from lantoa.shared.numbers import Rounding
from lantoa.statistics.asking import asked_scope


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: UserRequest) -> HttpResponse:
    scope = asked_scope(request, on=timezone.localdate())
    if not permissions.can_create_review(request.user, scope.unit):
        raise PermissionDenied
    initial = {
        "first_day": show_date(scope.first_day),
        "last_day": show_date(scope.last_day),
        "structure": scope.structure.value,
    }
    form = ReviewForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        review = actions.create_review(
            scope.unit,
            period=Period.through(given["first_day"], given["last_day"]),
            structure=Structure(given["structure"]),
            description=_description(form),
            actor=request.user,
            at=timezone.now(),
        )
        return redirect("reviews:page", pk=review.pk)
    back = f"{reverse('reviews:create')}?{urlencode({'don_vi': scope.unit.code})}"
    context = {
        "unit": scope.unit,
        "choose_url": f"{reverse('home:choose-unit')}?{urlencode({'ve': back})}",
    }
    return _form_page(request, form, title=_("Lập báo cáo"), extra=context)


@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: UserRequest, pk: int) -> HttpResponse:
    review = _draft(request, pk)
    form = DescriptionForm(request.POST or None, initial=initial_of(review))
    if request.method == "POST" and form.is_valid():
        actions.describe_review(review, _description(form), actor=request.user, at=timezone.now())
        return redirect("reviews:page", pk=pk)
    return _form_page(request, form, title=_("Thông tin báo cáo"), review=review)


@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: UserRequest, pk: int) -> HttpResponse:
    review = _draft(request, pk)
    form = TextsForm(request.POST or None, texts=texts_of(review))
    if request.method == "POST" and form.is_valid():
        actions.write_texts(review, form.cleaned_data, actor=request.user, at=timezone.now())
        return redirect("reviews:page", pk=pk)
    return _form_page(request, form, title=_("Phần lời của báo cáo"), review=review)


@require_http_methods(["GET", "HEAD", "POST"])
def roundings(request: UserRequest, pk: int) -> HttpResponse:
    review = _draft(request, pk)
    numbers = worded_numbers(review, request.user, at=timezone.now())
    form = RoundingForm(request.POST or None, numbers=numbers, chosen=roundings_of(review))
    if request.method == "POST" and form.is_valid():
        styles = {code: Rounding(style) for code, style in form.cleaned_data.items()}
        try:
            actions.choose_roundings(review, styles, actor=request.user, at=timezone.now())
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("reviews:page", pk=pk)
    return _form_page(request, form, title=_("Cách viết số"), review=review)


@require_POST
def freeze(request: UserRequest, pk: int) -> HttpResponse:
    review = get_review(request.user, pk)
    actions.freeze_review(review, actor=request.user, at=timezone.now())
    return redirect("reviews:page", pk=pk)


@require_POST
def discard(request: UserRequest, pk: int) -> HttpResponse:
    review = get_review(request.user, pk)
    actions.discard_review(review, actor=request.user, at=timezone.now())
    return redirect("reviews:list")


def _draft(request: UserRequest, pk: int) -> Review:
    """Return a review that this user may still write; else 404, 403, or the page that says why."""
    review = get_review(request.user, pk)
    if not permissions.can_edit_review(request.user, review):
        raise PermissionDenied
    actions.refuse_frozen(review)
    return review


def _description(form: DescriptionForm) -> Description:
    given = form.cleaned_data
    names = Description.__dataclass_fields__
    return Description(**{name: given[name] for name in names})


def _form_page(
    request: UserRequest,
    form: Form,
    *,
    title: str,
    review: Review | None = None,
    extra: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"form": form, "title": title, "review": review, **(extra or {})}
    return render(request, "reviews/form.html", context, status=422 if form.is_bound else 200)
