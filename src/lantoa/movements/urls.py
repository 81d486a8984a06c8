from __future__ import annotations

from django.urls import path

from lantoa.movements import views

app_name = "movements"
urlpatterns = [
    path("", views.movement_list, name="list"),
    path("them/", views.add_movement, name="add"),
    path("<int:pk>/", views.movement, name="detail"),
    path("<int:pk>/sua/", views.edit_movement, name="edit"),
    path("tuyen-truyen/", views.activity_list, name="activities"),
    path("tuyen-truyen/them/", views.add_activity, name="add-activity"),
    path("tuyen-truyen/<int:pk>/", views.activity, name="activity"),
    path("tuyen-truyen/<int:pk>/sua/", views.edit_activity, name="edit-activity"),
    path("tap-huan/", views.training_list, name="trainings"),
    path("tap-huan/them/", views.add_training, name="add-training"),
    path("tap-huan/<int:pk>/", views.training, name="training"),
    path("tap-huan/<int:pk>/sua/", views.edit_training, name="edit-training"),
    path("dang-ky/", views.registration_list, name="registrations"),
    path("dang-ky/them/", views.add_registration, name="add-registration"),
    path("dang-ky/<int:pk>/", views.registration, name="registration"),
    path("dang-ky/<int:pk>/sua/", views.edit_registration, name="edit-registration"),
    path("giai-phap/", views.solution_list, name="solutions"),
    path("giai-phap/them/", views.add_solution, name="add-solution"),
    path("giai-phap/<int:pk>/", views.solution, name="solution"),
    path("giai-phap/<int:pk>/sua/", views.edit_solution, name="edit-solution"),
]
