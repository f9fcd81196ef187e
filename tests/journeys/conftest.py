"""A node with a part of the region in it, served to a real browser, and people who are signed in to it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from manara.foundation.models import Agency, User
from tests.copies import Worlds
from tests.journeys.rooms import rooms
from tests.signed_in import session_of

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")
# Enough to have every kind of record on the pages: a partner's package, boats, payments with faults in them.
FILES = (
    "cellule_liaison_paquet.ftm.json",
    "garde_cotes_journal.ods",
    "cahier_transferts_saisi.csv",
    "traces_gps_garde_cotes.gpx",
)
# A thing may be long in coming on a machine that has more journeys under way than processors.
expect.set_options(timeout=20_000)


@dataclass(frozen=True)
class Region:
    """The people of the demonstration by role, on a node that answers at `at`."""

    at: str
    people: dict[str, User]


@pytest.fixture(scope="session")
def worlds(database_server: Any) -> Worlds:
    """The worlds of this process."""
    return Worlds(database_server)


@pytest.fixture
def region(live_server: Any, settings: Any, tmp_path: Path, worlds: Worlds) -> Region:
    """The demonstration's people and some of its files, loaded as the demonstration loads them."""
    from dataclasses import replace

    from demo.region import shipped

    prefixes = [prefix for listed in shipped.reserved_prefixes().values() for prefix in listed]
    settings.NODE = replace(settings.NODE, reserved_phone_prefixes=tuple(prefixes), country="MR", demo=True)
    return worlds.of("region", lambda: _region(live_server.url, tmp_path))


def _region(at: str, folder_of_people: Path) -> Region:
    from demo import load, people

    names = {f"name_{language}": "Administration" for language in ("ar", "fr", "es", "en")}
    Agency.objects.create(code="administration", kind="national-authority", country="MR", **names)
    with load.region() as folder:
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        cast = people.populate(manifest, folder_of_people)
        for given in manifest["files"]:
            user = load.bringer(cast, given)
            if given["file"] in FILES and user is not None:
                load.bring(cast, user, folder / "files" / given["file"], given)
    by_role = {user.roles[0]: user for user in sorted(cast.users.values(), key=lambda user: user.code, reverse=True)}
    served = Region(at, by_role)
    for room in rooms():
        if hasattr(room, "fill"):
            room.fill(served)
    return served


@pytest.fixture(scope="session")
def browser(chromium: str, django_db_setup: None) -> Iterator[Browser]:
    """One Chromium for the run."""
    # Playwright's own loop runs in this thread; Django would take that for asynchronous use of the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        yield started
        started.close()


@contextmanager
def signed_in(browser: Browser, region: Region, role: str, language: str) -> Iterator[tuple[BrowserContext, list[str]]]:
    """A browser window of a person of `role`, and whatever it complained of or asked of another host."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale=language)
    values = {django_settings.SESSION_COOKIE_NAME: session_of(region.people[role]), "manara_language": language}
    context.add_cookies([{"name": name, "value": value, "url": region.at} for name, value in values.items()])
    # A machine that draws by software says that it is slow to be read: nothing that a page could do otherwise.
    slow = "GL Driver Message (OpenGL, Performance"
    context.on(
        "console",
        lambda said: complaints.append(said.text) if said.type in ("error", "warning") and slow not in said.text else None,
    )
    context.on("weberror", lambda problem: complaints.append(str(problem.error)))
    own = (region.at, "data:", "blob:")
    context.on("request", lambda asked: None if asked.url.startswith(own) else complaints.append(asked.url))
    yield context, complaints
    context.close()

