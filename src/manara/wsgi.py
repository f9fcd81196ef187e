"""The door through which gunicorn hands requests to this node."""

from __future__ import annotations

import os
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "manara.settings")


class Request(WSGIRequest):
    """Read as UTF-8 always: the framework's own decodes with whatever codec a stranger names, before anything can answer.

    What names another encoding, `manara.web.middleware.encoding` refuses.
    """

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except (ValueError, LookupError, TypeError):
            # Python's parser of mail headers fails in each of these ways; no encoding has this name.
            self.content_type, self.content_params = "", {"charset": "?"}


application = get_wsgi_application()
application.request_class = Request
