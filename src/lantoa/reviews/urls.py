from __future__ import annotations

from django.urls import path

from lantoa.reviews.views import drafting, figures, files, listing, reading

app_name = "reviews"
urlpatterns = [
    path("", listing.review_list, name="list"),
    path("them/", drafting.create, name="create"),
    path("xem-truoc/", reading.preview, name="preview"),
    path("xem-truoc/the/", figures.preview_card, name="preview-card"),
    path("xem-truoc/word/", files.preview_word, name="preview-word"),
    path("xem-truoc/pdf/", files.preview_pdf, name="preview-pdf"),
    path("xem-truoc/excel/", files.preview_xlsx, name="preview-xlsx"),
    path("<int:pk>/", reading.page, name="page"),
    path("<int:pk>/word/", files.word, name="word"),
    path("<int:pk>/pdf/", files.pdf, name="pdf"),
    path("<int:pk>/excel/", files.xlsx, name="xlsx"),
    path("<int:pk>/sua/", drafting.describe, name="describe"),
    path("<int:pk>/phan-loi/", drafting.texts, name="texts"),
    path("<int:pk>/cach-viet/", drafting.roundings, name="roundings"),
    path("<int:pk>/chot/", drafting.freeze, name="freeze"),
    path("<int:pk>/bo/", drafting.discard, name="discard"),
    path("<int:pk>/con-so/", figures.figure, name="figure"),
    path("<int:pk>/con-so/the/", figures.card, name="card"),
]
