from __future__ import annotations

from django.urls import path

from lantoa.accounts import views

app_name = "accounts"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign-in"),
    path("dang-xuat/", views.sign_out, name="sign-out"),
    path("tai-khoan/", views.profile, name="profile"),
    path("tai-khoan/hien-thi/", views.display, name="display"),
    path("tai-khoan/nen/", views.theme, name="theme"),
    path("tai-khoan/mat-khau/", views.password, name="password"),
]
