from __future__ import annotations

from django.urls import path

from lantoa.initiatives import views

app_name = "initiatives"
urlpatterns = [
    path("", views.initiative_list, name="list"),
    path("them/", views.add, name="add"),
    path("<int:pk>/", views.initiative, name="detail"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/chuyen/", views.move, name="move"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
]
