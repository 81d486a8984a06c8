"""Running installations, for what happens to files when a server is killed, and bare pages."""

from __future__ import annotations

from tests.config.conftest import installation, made_installation, place
from tests.organization.conftest import without_bar

__all__ = ["installation", "made_installation", "place", "without_bar"]
