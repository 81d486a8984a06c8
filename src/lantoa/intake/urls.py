from __future__ import annotations

from django.urls import path

from lantoa.intake.views import batches, downloads, files, sending

app_name = "intake"
urlpatterns = [
    path("", sending.file_list, name="list"),
    path("gui/", sending.send, name="send"),
    path("mau/", downloads.choose_workbook, name="choose-workbook"),
    path("mau/<str:code>.<slug:suffix>", downloads.workbook, name="workbook"),
    path("dot/<int:pk>/", batches.batch, name="batch"),
    path("dot/<int:pk>/tien-do/", batches.progress, name="batch-progress"),
    path("dot/<int:pk>/ghi/", batches.apply, name="apply-batch"),
    path("<int:pk>/", files.file, name="file"),
    path("<int:pk>/ghi/", files.apply, name="apply"),
    path("<int:pk>/hoan-tac/", files.undo, name="undo"),
    path("<int:pk>/doc-lai/", files.read_again, name="read-again"),
    path("<int:pk>/thay-doi/", files.changes, name="changes"),
    path("<int:pk>/tai/", downloads.original, name="original"),
]
