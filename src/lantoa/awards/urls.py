from __future__ import annotations

from django.urls import path

from lantoa.awards import views

app_name = "awards"
urlpatterns = [
    path("", views.award_list, name="list"),
    path("them/", views.add, name="add"),
    path("<int:pk>/", views.award, name="detail"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("de-nghi/", views.nomination_list, name="nominations"),
    path("de-nghi/them/", views.add_nomination, name="add-nomination"),
    path("de-nghi/<int:pk>/", views.nomination, name="nomination"),
    path("de-nghi/<int:pk>/sua/", views.edit_nomination, name="edit-nomination"),
]
