"""Running installations, for what happens to files when a server is killed."""

from __future__ import annotations

from tests.config.conftest import installation, made_installation, place

__all__ = ["installation", "made_installation", "place"]
