from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantoa.accounts.rules import normal_username
from lantoa.audit.history import tracked
from lantoa.shared.text import fold

THEMES = [("", _("theo máy")), ("light", _("sáng")), ("dark", _("tối"))]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """Find an account however its name is typed."""
        return self.get(username=normal_username(username or ""))


@tracked(without=("password", "last_login", "search_text"))
class User(AbstractBaseUser):
    """Someone who signs in. What they may see and do comes from roles held at units."""

    username = models.CharField(_("tên đăng nhập"), max_length=64, unique=True)
    full_name = models.CharField(_("họ và tên"), max_length=200)
    email = models.EmailField(_("thư điện tử"), blank=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)
    is_demo = models.BooleanField(default=False, editable=False)
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    dense_rows = models.BooleanField(_("dòng sát nhau"), default=True)
    theme = models.CharField(
        max_length=5,
        choices=THEMES,
        blank=True,
        default="",
    )
    search_text = models.TextField(editable=False, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    seen_by: User | None = None  # who looks through this account's eyes in this request

    USERNAME_FIELD = "username"

    class Meta:
        verbose_name = _("tài khoản")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("username"), name="user_name_is_unique_in_any_case"
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def find_by(self) -> str:
        """Return what search finds the account by."""
        return fold(f"{self.username} {self.full_name}")

    @property
    def initials(self) -> str:
        """The two letters in the corner: of the middle and the given name."""
        return "".join(part[0] for part in self.full_name.split()[-2:]).upper()
