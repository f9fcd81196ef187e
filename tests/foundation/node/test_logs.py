"""The log: one line an event, and nothing of what people typed, searched or are called."""

from __future__ import annotations

import logging

import pytest

from manara.foundation.node.config import load
from manara.foundation.node.logs import OneLine, WithoutQuery, settings


def record(message: str, *values: object, **about: object) -> logging.LogRecord:
    return logging.LogRecord("manara.test", logging.ERROR, "file.py", 1, message, values, about.get("exc_info"))  # type: ignore[arg-type]


def test_an_error_is_told_by_kind_and_place_and_never_by_its_words() -> None:
    try:
        int("محمد ولد أحمد")
    except ValueError as problem:
        line = OneLine().format(record("import failed", exc_info=(type(problem), problem, problem.__traceback__)))
    assert "محمد" not in line
    assert "ERROR manara.test import failed [ValueError at " in line


def test_a_message_stays_on_one_line() -> None:
    assert "\n" not in OneLine().format(record("one\ntwo\r%s", "three\x1b[31m"))


@pytest.mark.parametrize("path", ["/search?q=secret", "/search?q=%D9%85"])
def test_query_strings_are_cut(path: str) -> None:
    event = record("%s: %s", "Not Found", path)
    assert WithoutQuery().filter(event)
    assert event.getMessage() == "Not Found: /search"


def test_an_invitations_secret_stays_out_of_the_log() -> None:
    line = OneLine().format(record("GET %s 200", "/welcome/q8Zr-secret_TOKEN/"))
    assert "secret" not in line and "GET /welcome/…/ 200" in line


def test_statements_are_never_logged_even_at_debug() -> None:
    told = settings(load({"MANARA_LOG_LEVEL": "debug"}))
    assert told["root"]["level"] == "DEBUG"
    assert told["loggers"]["django.db.backends"]["level"] == "WARNING"
