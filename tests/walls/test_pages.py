"""The wall in the pages: role × standing × address × method, searches, autocomplete, exports and files included."""

from __future__ import annotations

import pytest
from django.test import Client

from manara.foundation.models import Role, User
from tests.walls.routes import routes
from tests.walls.world import HIDDEN_NAME, build

STANDINGS = ("insider", "outsider", "ended")
METHODS = ("get", "post")
QUERY = {"q": HIDDEN_NAME, "text": HIDDEN_NAME}


def client_of(user: User) -> Client:
    """A browser in which `user` is signed in with a second factor."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("standing", STANDINGS)
def test_every_address_by_every_role(standing: str, role: str) -> None:
    world = build(roles=(role,), standings=(standing,))
    user = world.people[standing, role]
    client = client_of(user)
    wrong, cells = [], 0
    for route in routes(world):
        for method in METHODS:
            cells += 1
            answer = getattr(client, method)(route.path, QUERY if method == "get" else {})
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            status, admitted = answer.status_code, route.policy.admits(frozenset([role]))
            if status >= 500:
                wrong.append(f"{method} {route.name}: {status}")
            elif not admitted and status not in (403, 405):
                wrong.append(f"{method} {route.name}: {status} for a role that may not")
            elif admitted and status == 403 and method == "get" and standing == "insider" and route.takes_record:
                wrong.append(f"{method} {route.name}: refused to one who may")
            elif admitted and route.takes_record and standing != "insider" and role != Role.AUDITOR and status not in (404, 405):
                wrong.append(f"{method} {route.name}: {status} for a record that is not there for him")
            knows = standing == "insider" and admitted
            if not knows and HIDDEN_NAME.encode() in _without_echo(body):
                wrong.append(f"{method} {route.name}: shows the hidden name")
    assert not wrong, "\n".join(wrong)
    assert cells >= 2 * 55


def test_the_matrix_is_large_enough() -> None:
    assert len(STANDINGS) * len(Role.values) * len(METHODS) * 55 >= 1500


def _without_echo(body: bytes) -> bytes:
    """The page less the words that the person himself typed into the search."""
    from django.utils.http import urlencode

    typed = {HIDDEN_NAME.encode(), urlencode({"q": HIDDEN_NAME})[2:].encode(), HIDDEN_NAME.replace(" ", "%20").encode()}
    for mark in (b'value="%s"', b"<bdi>%s</bdi>", b"<bdi dir=\"auto\">%s</bdi>", b"q=%s"):
        for words in typed:
            body = body.replace(mark % words, b"")
    return body
