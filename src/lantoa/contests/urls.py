from __future__ import annotations

from django.urls import path

from lantoa.contests import views

app_name = "contests"
urlpatterns = [
    path("", views.edition_list, name="list"),
    path("bai/", views.entry_list, name="entries"),
    path("bai/them/", views.add, name="add"),
    path("bai/<int:pk>/", views.entry, name="entry"),
    path("bai/<int:pk>/sua/", views.edit, name="edit"),
]
