"""The web process. Under our supervisor a worker dies with its parent, so no orphan keeps the port."""

import ctypes
import os
import signal
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if os.environ.get("MOTCUA_SUPERVISED") == "1" and sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
if not settings.HAS_SECRET:
    raise ImproperlyConfigured(f"no MOTCUA_SECRET and no {settings.STATE / 'secret'}: any bin/manage command makes one")
application = get_wsgi_application()
