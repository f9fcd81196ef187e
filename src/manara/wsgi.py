"""The door through which gunicorn hands requests to this node."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manara.settings")

application = get_wsgi_application()
