from __future__ import annotations

from django.urls import path

from lantoa.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("", views.catalogue, name="catalogue"),
    path("<str:code>/", views.entry, name="entry"),
]
