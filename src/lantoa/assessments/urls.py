from __future__ import annotations

from django.urls import path

from lantoa.assessments import views

app_name = "assessments"
urlpatterns = [
    path("", views.grading_list, name="list"),
    path("bang/", views.matrix, name="matrix"),
    path("them/", views.add, name="add"),
    path("<int:pk>/", views.grading, name="detail"),
    path("<int:pk>/sua/", views.edit, name="edit"),
]
