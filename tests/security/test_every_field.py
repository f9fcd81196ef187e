"""Every address with every string in everything that can be written there: it answers, refuses, and never breaks.

The addresses come from the node's own table and the names from its source, so that a new field is tried without being listed.
"""

from __future__ import annotations

import inspect
import os
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import resolve

from manara.foundation.models import User
from manara.intake.engine.mapping import Column, Mapping
from manara.intake.engine.reading.encodings import canonical
from tests.foundation.people import at_work
from tests.security.hostile import ALWAYS, sample, texts
from tests.security.text_fields import fields_of_forms, forms_in, names_asked_for, names_in, pages_behind
from tests.signed_in import session_of
from tests.walls.routes import routes
from tests.walls.world import World, build

# Asked of every address, whether it knows them or not: what lists are narrowed, ordered and walked by.
EVERYWHERE = ("q", "page", "sort", "order", "after", "before", "next", "limit", "offset")
# What must be right for the rest of a form to be looked at; anything else is written into.
ACTS = {
    "report-source": ("name", "forget", "open"),
    "quarantined": ("try", "admit", "alike", "discard"),
    "draft": ("save", "submit", "add:persons", "remove:persons:0", "compare"),
    "import-columns": ("check", "keep", "start", "profile"),
}
A_ROUTE = 4  # strings of the sample an address sees in every run, beside those that broke something once
ESSENTIAL = ("\x00", "²", "٣", "-1", "9" * 40, "A" * 300, "é" * 9000, "'", "\u202e", "<b id=x>", "1\r\nA: b")
MAY_SAY = frozenset({200, 204, 301, 302, 400, 401, 403, 404, 405, 409, 410, 413, 415, 422, 429})


@dataclass
class Place:
    """One address with the names that can be written there, and a browser of somebody who may."""

    name: str
    path: str
    client: Client
    asked: tuple[str, ...]
    written: tuple[str, ...]
    fixed: dict[str, Any] = field(default_factory=dict)
    takes_json: bool = False


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    made = build(standings=("insider",))
    imported = made.records["import"]
    # A row waits in quarantine only where columns were mapped.
    imported.mapping, imported.quarantined = asdict(Mapping(columns=(Column(0, "Nom", "person.name"),))), 1  # type: ignore[attr-defined]
    with at_work(made.keeper):
        imported.save()
    return made


def places(world: World) -> Iterator[Place]:
    """Every address that somebody of the world may open."""
    people: list[User] = [world.keeper, *(user for (standing, _), user in world.people.items() if standing == "insider")]
    clients: dict[int, Client] = {}
    for route in routes(world):
        user = next((each for each in people if route.policy.admits(frozenset(each.roles))), None)
        if user is None or not route.policy.signed_in:
            continue
        if user.pk not in clients:
            clients[user.pk] = Client()
            clients[user.pk].cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
        module = inspect.getmodule(inspect.unwrap(resolve(route.path).func))
        assert module is not None
        asked, written = names_in(module)
        fixed: dict[str, Any] = {"circle": str(world.circle.public_id), "circles": str(world.circle.public_id)}
        for form in forms_in(module):
            for name, each in form.base_fields.items():
                if isinstance(each, forms.ChoiceField) and not isinstance(each, forms.MultipleChoiceField):
                    fixed |= {str(name): value for value, _ in list(each.choices)[-1:] if isinstance(value, str)}
                elif isinstance(each, forms.CharField):
                    written.add(name)
                    asked.add(name)
        free = tuple(sorted(written - fixed.keys() - {"act", "*"}))
        yield Place(route.name, route.path, clients[user.pk], tuple(sorted({*asked, *EVERYWHERE} - {"*"})), free, fixed)


def chosen(name: str) -> list[str]:
    """The strings that an address sees in this run: a part of each kind by lot, or all of them in the long run."""
    if os.environ.get("MANARA_TEST_ALL_STRINGS"):
        return list(texts())[:: int(os.environ["MANARA_TEST_ALL_STRINGS"])]
    return list(dict.fromkeys((*ESSENTIAL[:4], *random.Random(name).sample((*ESSENTIAL[4:], *sample()), A_ROUTE))))


def tried(place: Place, text: str) -> Iterator[str]:
    """What went wrong with this string at this address."""
    requests: list[tuple[str, Any]] = [("get", dict.fromkeys(place.asked, text))]
    acts = ACTS.get(place.name, ("save",))
    if place.written or place.name in ACTS:
        requests += [("post", dict.fromkeys(place.written, text) | place.fixed | {"act": act}) for act in acts]
        requests.append(("post", dict.fromkeys((*place.written, *place.fixed, "act"), text)))
    for method, data in requests:
        sendable = {name: value.encode("utf-8", "replace").decode() for name, value in data.items()}
        try:
            with transaction.atomic():
                answer = getattr(place.client, method)(place.path, sendable)
                transaction.set_rollback(True)
        except Exception as error:
            yield f"{method} {place.name} {text!r:.60}: {type(error).__name__} {error!s:.200}"
            continue
        if answer.status_code not in MAY_SAY:
            yield f"{method} {place.name} {text!r:.60}: {answer.status_code}"
        if method == "post" and answer.status_code == 302 and not answer["Location"].startswith("/"):
            yield f"{method} {place.name} {text!r:.60}: leads to {answer['Location'][:80]}"
        if answer.headers.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            body = answer.content.decode()
            if len(text) > 12 and "<" in text and text in body:
                yield f"{method} {place.name} {text!r:.60}: its markup stands in the page"


def test_no_address_breaks(world: World) -> None:
    found = list(places(world))
    assert len(found) > 60
    wrong = [fault for place in found for text in chosen(place.name) for fault in tried(place, text)]
    assert not wrong, f"{len(wrong)}\n" + "\n".join(dict.fromkeys(wrong))


def test_every_text_field_is_one_that_some_address_tries(world: World) -> None:
    """A form or a name that no address reaches would never be tried: then this is red."""
    tried_forms, tried_modules = set(), set()
    for route in routes(world):
        module = inspect.getmodule(inspect.unwrap(resolve(route.path).func))
        assert module is not None
        tried_modules |= pages_behind(module)
        tried_forms |= {form.__name__ for form in forms_in(module)}
    untried = {each for each in fields_of_forms() if each.split(".")[0] not in tried_forms | OPEN_FORMS}
    assert untried == set()
    asked = {each for each in names_asked_for() if each.split(" ")[0] not in tried_modules | BESIDE}
    assert asked == set()


# Tried by `test_before_signing_in` and `test_helpers`: no address of a room is theirs alone.
OPEN_FORMS = {"PasswordForm", "PurposeForm", "Sample"}
BESIDE = {"web/language_page", "web/purpose", "web/shell", "foundation/pages/takings"}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/accounts/login/", ("login", "password", "next", "remember")),
        ("/accounts/2fa/authenticate/", ("code",)),
        ("/welcome/x/", ("password", "again")),
        ("/language/", ("language", "next")),
        ("/purpose/", ("purpose", "next")),
        ("/styleguide/", ("name", "text")),
        ("/account/taken/", ("before",)),
    ],
)
def test_before_signing_in(world: World, path: str, names: tuple[str, ...]) -> None:
    client = Client()
    if path in ("/purpose/", "/styleguide/", "/account/taken/"):
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(world.keeper)
    place = Place(path, path, client, names, names)
    wrong = [fault for text in {*ESSENTIAL, *ALWAYS, *chosen(path)} for fault in tried(place, text)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


@pytest.mark.parametrize("where", ["header", "path", "body", "kind"])
def test_the_request_itself(world: World, where: str) -> None:
    """Strings as headers, as addresses, as whole bodies of any announced kind."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(world.keeper)
    wrong = []
    for text in {*ESSENTIAL, *sample()}:
        safe = text.encode("utf-8", "replace").decode()
        try:
            with transaction.atomic():
                if where == "header":
                    line = safe.replace("\r", " ").replace("\n", " ").replace("\x00", " ").encode().decode("latin-1")
                    names = ("User-Agent", "Accept-Language", "Referer", "X-Forwarded-For", "HX-Request", "HX-Target", "Accept")
                    answer = client.get("/", headers=dict.fromkeys(names, line))
                elif where == "path":
                    answer = client.get("/entities/" + safe.replace("?", "").replace("#", ""))
                elif where == "body":
                    answer = client.post("/reports/", data=safe.encode(), content_type="application/json")
                else:
                    answer = client.generic("POST", "/search/export/", safe.encode(), content_type="application/xml")
                transaction.set_rollback(True)
        except Exception as error:
            wrong.append(f"{where} {text!r:.60}: {type(error).__name__} {error!s:.160}")
            continue
        if answer.status_code not in MAY_SAY:
            wrong.append(f"{where} {text!r:.60}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["zlib", "hex", "idna", "unicode_escape", "rot13", "undefined", "utf-8\x00", "../../x"])
def test_an_encoding_is_one_of_text(name: str) -> None:
    with pytest.raises(LookupError):
        canonical(name)
