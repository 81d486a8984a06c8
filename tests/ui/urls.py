from django.urls import include, path

from lantoa.ui import views

urlpatterns = [
    path("ui/", include("lantoa.ui.urls")),
    path("vao/", include(([path("", views.sample_card, name="sign-in")], "accounts"))),
]
