from django.urls import path

from lantoa.ui import views

app_name = "ui"

urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("the-con-so/", views.sample_card, name="sample-card"),
]
