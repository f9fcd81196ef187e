"""Serves the test node's pages in a process of its own until it is killed: `python -m tests.journeys.served PORT`."""

from __future__ import annotations

import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class _Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: what matters is what the browser sees."""


def main() -> None:
    """Serve on the port given, and say so on standard output once it is open."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.journeys.served_settings"
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    application = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", int(sys.argv[1]), application, _Threaded, _Quiet) as server:
        print("open", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
