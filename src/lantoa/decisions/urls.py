from __future__ import annotations

from django.urls import path

from lantoa.decisions import views

app_name = "decisions"
urlpatterns = [
    path("", views.decision_list, name="list"),
    path("them/", views.add, name="add"),
    path("<int:pk>/", views.decision, name="detail"),
    path("<int:pk>/sua/", views.describe, name="describe"),
    path("<int:pk>/dinh-chinh/", views.correct, name="correct"),
    path("<int:pk>/thu-hoi/", views.revoke, name="revoke"),
    path("<int:pk>/khoi-phuc/", views.restore, name="restore"),
]
