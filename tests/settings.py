"""The product's settings over a data folder of this test run, thrown away at its end.

The folder must be known before the first setting is read. Workers of pytest-xdist inherit
the first process's environment, so they find the same folder and the same server.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "LANTOA_TEST_RUN" not in os.environ:
    for name in [name for name in os.environ if name.startswith("LANTOA_")]:
        del os.environ[name]
    # /tmp and not TMPDIR: the path of a socket has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="lantoa-test-", dir="/tmp"))
    folder.chmod(0o711)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["LANTOA_TEST_RUN"] = str(folder)
    os.environ["LANTOA_DATA_DIR"] = str(folder / "data")

from lantoa.config.settings import *  # noqa: F403
from lantoa.config.settings import DATABASES, STORAGES

DATABASES["default"]["OPTIONS"] = {}  # no pool: its threads would outlive a test
DATABASES["default"]["TEST"] = {"TEMPLATE": DATABASES["default"]["NAME"]}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True  # no warning about a folder that `make assets` has not made
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REMEMBERS = False  # factories write past the journal, by which it knows what it may still tell
