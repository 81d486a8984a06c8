from __future__ import annotations

from django.urls import path

from lantoa.reviews.views import files, reading, writing

app_name = "reviews"
urlpatterns = [
    path("", reading.review_list, name="list"),
    path("them/", writing.create, name="create"),
    path("xem-truoc/", reading.preview, name="preview"),
    path("xem-truoc/the/", reading.preview_card, name="preview-card"),
    path("xem-truoc/word/", files.preview_word, name="preview-word"),
    path("xem-truoc/pdf/", files.preview_pdf, name="preview-pdf"),
    path("xem-truoc/excel/", files.preview_xlsx, name="preview-xlsx"),
    path("<int:pk>/", reading.page, name="page"),
    path("<int:pk>/word/", files.word, name="word"),
    path("<int:pk>/pdf/", files.pdf, name="pdf"),
    path("<int:pk>/excel/", files.xlsx, name="xlsx"),
    path("<int:pk>/sua/", writing.describe, name="describe"),
    path("<int:pk>/phan-loi/", writing.texts, name="texts"),
    path("<int:pk>/cach-viet/", writing.roundings, name="roundings"),
    path("<int:pk>/chot/", writing.freeze, name="freeze"),
    path("<int:pk>/bo/", writing.discard, name="discard"),
    path("<int:pk>/con-so/", reading.figure, name="figure"),
    path("<int:pk>/con-so/the/", reading.card, name="card"),
]
