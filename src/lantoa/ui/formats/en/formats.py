"""The English screens write numbers as the Vietnamese papers beside them do.

1.234 must not be read as one and a bit on one desk and as a thousand on the next.
"""

from __future__ import annotations

from lantoa.ui.formats.vi.formats import *  # noqa: F403 -- Django reads the names of a module
