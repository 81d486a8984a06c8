from __future__ import annotations

from django.urls import path

from lantoa.statistics import views

app_name = "statistics"
urlpatterns = [
    path("bang-dieu-hanh/", views.dashboard, name="dashboard"),
    path("so-lieu/", views.catalogue, name="catalogue"),
    path("so-lieu/chi-tieu/<slug:code>/", views.figure, name="figure"),
    path("so-lieu/chi-tieu/<slug:code>/the/", views.card, name="card"),
    path("so-lieu/don-vi/", views.unit_list, name="units"),
    path("so-lieu/doan-vien/", views.member_list, name="members"),
    path("so-lieu/loi-ich/", views.benefit_list, name="benefits"),
]
