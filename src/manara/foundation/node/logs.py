"""The node's log: one line an event, with the time and the part that speaks, and never any content or person."""

from __future__ import annotations

import logging
import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from manara.foundation.node.config import Config

PATTERN = "%(asctime)s %(levelname)s %(name)s %(message)s"
# An invitation's link opens an account until it is used, and its address is its secret.
_LINK = re.compile(r"(/welcome/)[^/\s?]+")
TIME = "%Y-%m-%dT%H:%M:%S%z"


class OneLine(logging.Formatter):
    """Writes every event on one line; of an error only its kind and place, as its text may carry content."""

    def __init__(self) -> None:
        super().__init__(PATTERN, TIME)

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record, TIME)} {record.levelname} {record.name} {record.getMessage()}"
        if record.exc_info and record.exc_info[0]:
            line += f" [{record.exc_info[0].__name__} at {_place(record.exc_info[2])}]"
        line = _LINK.sub(r"\1…", line)
        return "".join(letter if letter.isprintable() else " " for letter in line)


class WithoutQuery(logging.Filter):
    """Cuts query strings from what Django logs about requests: a search is content."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_cut(each) for each in record.args)
        return True


def settings(config: Config) -> dict[str, Any]:
    """What `logging.config.dictConfig` is told: everything to standard error, where the system's journal reads."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": OneLine}},
        "filters": {"without_query": {"()": WithoutQuery}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_query"]},
        },
        "root": {"handlers": ["stderr"], "level": config.log_level.upper()},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "procrastinate": {"level": "WARNING"},  # its lines name jobs' arguments
            "django.db.backends": {"level": "WARNING"},  # its debug lines are statements with their values
        },
    }


def start(config: Config) -> None:
    """Sets up logging for a process that runs without Django."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=config.log_level.upper(), handlers=[handler], force=True)


def _cut(value: object) -> object:
    return value.partition("?")[0] if isinstance(value, str) and value.startswith("/") else value


def _place(trace: Any) -> str:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
