"""The test node: one disposable PostgreSQL a run, migrated as owner, with every test connected as the application."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tools")]
# In CI the same examples at every run: what is new is looked for at a person's own desk, where he can look at it.
hypothesis.settings.register_profile("ci", derandomize=True, deadline=None)
hypothesis.settings.register_profile("desk", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "desk")

KINDS = ("walls", "house", "journeys", "faults")
TEMPLATE = "manara_template"
A_WHOLE_RUN = 1000  # tests
SELDOM = 10_000  # objects more made than freed before rings are looked for; Python's own figure is 700
# What takes longest, first: a file stays with one process, and one that began last would leave the others idle. The names'
# own come before all: they compile what others then find compiled.
LONGEST = (
    "resolution/engine/names/test_parsing_and_searching.py", "security/test_every_field.py", "walls/test_pages.py",
    "foundation/node/test_command.py", "resolution/engine/names/test_what_papers_vary.py",
    "networks/engine/dismantling/test_dismantle.py", "foundation/node/test_launcher.py", "security/test_advisories.py",
    "walls/test_database.py", "resolution/engine/linkage/test_linking.py", "web/test_browser.py",
    "networks/engine/test_protection.py", "foundation/node/test_own_server.py", "walls/test_noninterference.py",
    "walls/test_api.py", "networks/commands/test_dismantle.py", "networks/engine/ties/test_targets.py",
    "security/test_importers.py", "networks/test_lab.py", "resolution/engine/names/test_compiling.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test with its kind: the folder it lies in. The files that take longest come first."""
    for item in items:
        folder = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        item.add_marker(getattr(pytest.mark, folder if folder in KINDS else "unit"))
    place = {HERE / each: at for at, each in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What thousands of collected tests hold stays until the end: it is seldom looked through for rings that can go."""
    if len(session.items) > A_WHOLE_RUN:
        gc.collect()
        gc.freeze()
        gc.set_threshold(SELDOM, *gc.get_threshold()[1:])


@pytest.fixture(scope="session")
def node() -> Any:
    """The test node's Config."""
    from django.conf import settings

    return settings.NODE


@pytest.fixture(scope="session")
def database_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, node: Any, django_db_blocker: Any
) -> Iterator[Any]:
    """The run's own PostgreSQL, migrated; the next run on the same sources copies what is made here."""
    from tests.kept_cluster import KeptCluster

    def make() -> None:
        with _running(node) as server, django_db_blocker.unblock():
            _migrate(server)

    cache = getattr(request.config, "cache", None)  # without it, each process makes its own
    KeptCluster(cache.mkdir("cluster") if cache else tmp_path_factory.mktemp("cluster")).ready(node, make)
    with _running(node) as server:
        yield server


@contextmanager
def _running(node: Any) -> Iterator[Any]:
    from manara.foundation.node import postgres

    server = postgres.ensure_running(node, disposable=True)
    # A run that is killed would leave its server behind: this one sees the end of the run and ends the server.
    order = f"read _; kill -QUIT {postgres.place(node).process()}; rm -rf '{node.data_dir.parent}'"
    watch = subprocess.Popen(["/bin/sh", "-c", order], stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield server
    finally:
        watch.kill()
        watch.communicate()
        server.stop()


def _migrate(server: Any) -> None:
    """Every migration as owner, as a node makes them when it starts, and a copy to put the database back to."""
    from django.core.management import call_command
    from django.db import connections

    from manara.foundation.node import roles
    from tests.copies import copy_database

    call_command("migrate", database="owner", verbosity=0, interactive=False)
    call_command("createcachetable", database="owner", verbosity=0)
    for each in connections.all():
        each.close()
    with psycopg.connect(**server.owner_dsn) as connection:
        roles.protect(connection)
    with psycopg.connect(**server.superuser_dsn, autocommit=True) as connection:
        copy_database(connection, source=roles.DATABASE, target=TEMPLATE)


@pytest.fixture(scope="session")
def django_db_setup(database_server: Any, django_db_blocker: Any) -> Iterator[None]:
    """The migrated database; a test that commits gets a fresh copy of it afterwards."""
    from django.db import connections
    from django.test import TransactionTestCase

    from manara.foundation.node import roles
    from tests.copies import copy_database

    def put_back(test_case: TransactionTestCase) -> None:
        # The application cannot TRUNCATE, which Django would do here, and what migrations wrote would be lost with it.
        for each in connections.all():
            each.close()
        with psycopg.connect(**database_server.superuser_dsn, autocommit=True) as connection:
            copy_database(connection, source=TEMPLATE, target=roles.DATABASE)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", put_back)
        yield
    with django_db_blocker.unblock():
        for each in connections.all():
            each.close()


@pytest.fixture
def owner_connection(django_db_setup: None, database_server: Any) -> Iterator[psycopg.Connection[Any]]:
    """A connection as the owner of the tables, who sees every committed row; for checks, never for the product."""
    with psycopg.connect(**database_server.owner_dsn, autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the journeys are skipped, and in CI they fail."""
    from chromium import find

    path = find(windowless=True)
    if path is None:
        reason = "no Chromium on this machine: `make test` installs one, or name one in MANARA_CHROMIUM"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    return path
