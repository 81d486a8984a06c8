from __future__ import annotations

from django.urls import path

from lantoa.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("viec/", views.tasks, name="tasks"),
    path("tim/", views.search, name="search"),
    path("chon-don-vi/", views.choose_unit, name="choose-unit"),
    path("chon-ky/", views.choose_period, name="choose-period"),
    path("muc-cua-toi/", views.own_menu, name="own-menu"),
    path("ho-so/", views.own_file, name="own-file"),
    path("ho-so/nguoi/<path:code>/", views.person_file, name="person-file"),
    path("ho-so/don-vi/<path:code>/", views.unit_file, name="unit-file"),
]
