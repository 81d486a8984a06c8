"""The WSGI entry point that the web server loads."""

import gc
import os

import django
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from lantoa.config import environment, lock
from lantoa.config.orphans import follow_supervisor

follow_supervisor()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
django.setup()
# Everything is imported while the supervisor still prepares; the middleware looks at the static
# files once, so it is made when they are there.
_ = get_resolver().url_patterns
lock.await_preparation(environment.data_dir())
application = get_wsgi_application()

# What is loaded by now lives as long as the process: the collector need not walk it at each page.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
