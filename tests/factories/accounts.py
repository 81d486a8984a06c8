from __future__ import annotations

from django.contrib.auth.hashers import make_password

from lantoa.accounts.models import User
from lantoa.shared.text import fold
from tests.factories.base import ModelFactory, derived, sequence

PASSWORD = "một mật khẩu đủ dài 2022"


class UserFactory(ModelFactory[User]):
    """An account without any role; `PASSWORD` opens it."""

    class Meta:
        model = User

    username = sequence("nguoi-dung-%d")
    full_name = "Trần Thị Bình"
    search_text = derived(lambda user: fold(f"{user.username} {user.full_name}"))
    password = derived(lambda _user: make_password(PASSWORD))
