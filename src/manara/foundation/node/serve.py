"""The node's web server: gunicorn with threads, whose log names no person, no address and no search."""

from __future__ import annotations

import gc
import logging
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.config import Config as GunicornConfig
from gunicorn.glogging import Logger

from manara.foundation.node.config import Config

MEMORY = Path("/dev/shm")  # noqa: S108  where workers show that they live: a full disk must not kill them
REQUEST = "%(m)s %(U)s %(s)s %(B)s bytes %(M)s ms"  # %(U)s is the path without its query


class OneLineLogger(Logger):  # type: ignore[misc]
    """gunicorn's events and requests through the node's own log."""

    def setup(self, cfg: GunicornConfig) -> None:
        """Leaves formatting to the node's log."""
        self.error_log = logging.getLogger("manara.web")
        self.access_log = logging.getLogger("manara.requests")


class WebServer(BaseApplication):  # type: ignore[misc]
    """gunicorn, told by the node's settings alone: no file, no arguments, no environment of its own."""

    def __init__(self, config: Config) -> None:
        self.node = config
        super().__init__()

    def load_config(self) -> None:
        """What gunicorn is told."""
        for name, value in options(self.node).items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The WSGI application, loaded once: a worker begins as a copy, and one that dies is replaced in a moment."""
        from django.urls import get_resolver

        from manara.foundation.node import installed
        from manara.wsgi import application

        len(get_resolver().url_patterns)  # which imports every page
        installed.let_go()  # copies must not share a connection
        gc.freeze()  # they share what is there for good, as long as no collection touches it
        return application


def options(config: Config) -> dict[str, Any]:
    """gunicorn's settings for this node."""
    host = f"[{config.host}]" if ":" in config.host else config.host
    return {
        "bind": f"{host}:{config.port}",
        "workers": config.workers,
        "preload_app": True,
        "worker_class": "gthread",
        "threads": config.threads,
        "timeout": 60,
        "graceful_timeout": 25,
        "keepalive": 5,
        # The most gunicorn allows: a long search in Arabic, six signs a letter in an address, is answered by a page.
        "limit_request_line": 8190,
        "accesslog": "-",
        "access_log_format": REQUEST,
        "logger_class": OneLineLogger,
        "proc_name": f"manara-{config.profile}",
        "worker_tmp_dir": str(MEMORY) if MEMORY.is_dir() else None,
        "forwarded_allow_ips": "*" if config.trusted_proxies else "",
        "control_socket_disable": True,
        "post_worker_init": lambda worker: _warm(config),
        "child_exit": lambda arbiter, worker: _clear(config),
    }


def serve(config: Config) -> None:
    """Serves until SIGTERM."""
    from manara.foundation.node import logs

    logs.start(config)
    _clear(config)
    WebServer(config).run()


def _warm(config: Config) -> None:
    from manara.foundation.node import warming

    warming.begin(config.data_dir)


def _clear(config: Config) -> None:
    from manara.foundation.node import receiving

    receiving.clear(config.upload_dir())
