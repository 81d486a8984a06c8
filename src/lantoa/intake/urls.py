from __future__ import annotations

from django.urls import path

from lantoa.intake import views

app_name = "intake"
urlpatterns = [
    path("", views.file_list, name="list"),
    path("gui/", views.send, name="send"),
    path("mau/", views.choose_workbook, name="choose-workbook"),
    path("mau/<str:code>.<slug:suffix>", views.workbook, name="workbook"),
    path("dot/<int:pk>/", views.batch, name="batch"),
    path("dot/<int:pk>/tien-do/", views.batch_progress, name="batch-progress"),
    path("dot/<int:pk>/ghi/", views.apply_batch, name="apply-batch"),
    path("<int:pk>/", views.file, name="file"),
    path("<int:pk>/ghi/", views.apply, name="apply"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
    path("<int:pk>/doc-lai/", views.read_again, name="read-again"),
    path("<int:pk>/thay-doi/", views.changes, name="changes"),
    path("<int:pk>/tai/", views.original, name="original"),
]
