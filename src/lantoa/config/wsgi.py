"""The WSGI entry point that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from lantoa.config import environment, lock
from lantoa.config.orphans import follow_supervisor

follow_supervisor()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
application = get_wsgi_application()
lock.await_preparation(environment.data_dir())
