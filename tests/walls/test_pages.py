"""The wall in the pages: role × standing × address × method, searches, autocomplete, exports and files included."""

from __future__ import annotations

import os

import pytest
from django.test import Client

from manara.foundation.access.viewer import abilities_of
from manara.foundation.models import Role, User
from tests.walls.rooms import rooms
from tests.walls.routes import Route, routes
from tests.walls.world import HIDDEN_NAME, build

STANDINGS = ("insider", "outsider", "ended")
METHODS = ("get", "post")
# Not fewer than there were when the desk was built: a room that drops out of the walk shows.
ADDRESSES = 125
# Who has read an entity is told to the keepers of its circle, whatever their role.
FOR_KEEPERS = {"readers"}
# The hidden name in another order: the page repeats what was typed, and only a leak can show the name itself.
TYPED = "Khafiya Zeynabou"
QUERY = {"q": TYPED, "text": TYPED}
# The roles that the database itself tells from the others; among the rest the code alone chooses, the same on any database.
APART = (Role.AUDITOR, Role.ADMINISTRATOR)
ONCE = bool(os.environ.get("MANARA_TEST_EACH_ADDRESS_ONCE"))


def client_of(user: User) -> Client:
    """A browser in which `user` is signed in with a second factor."""
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def stands_for_others(role: str, route: Route) -> bool:
    """Whether the role is one by which a second PostgreSQL (`make walls-again`) is asked this address.

    An address is asked by the role that may do most of those that may open it, and by each that the database tells from the
    others: whoever may not is turned away before the database is asked.
    """
    may = [each for each in Role.values if route.policy.admits(frozenset([each]))]
    alike = sorted(set(may) - set(APART), key=lambda each: (-len(abilities_of(frozenset([each]))), each))
    return role in may and (role in APART or role == alike[0])


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("standing", STANDINGS)
def test_every_address_by_every_role(standing: str, role: str) -> None:
    world = build(roles=(role,), standings=(standing,))
    user = world.people[standing, role]
    client = client_of(user)
    wrong, cells = [], 0
    for_keepers = FOR_KEEPERS.union(*(getattr(room, "FOR_KEEPERS", ()) for room in rooms()))
    for route in routes(world):
        for method in METHODS:
            cells += 1
            if ONCE and not stands_for_others(role, route):
                continue
            answer = getattr(client, method)(route.path, QUERY if method == "get" else {})
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            status, admitted = answer.status_code, route.policy.admits(frozenset([role]))
            if status >= 500:
                wrong.append(f"{method} {route.name}: {status}")
            elif not admitted and status not in (403, 405):
                wrong.append(f"{method} {route.name}: {status} for a role that may not")
            elif (
                admitted
                and status == 403
                and method == "get"
                and standing == "insider"
                and route.takes_record
                and (route.name not in for_keepers)
            ):
                wrong.append(f"{method} {route.name}: refused to one who may")
            elif (
                admitted
                and route.takes_record
                and standing != "insider"
                and role != Role.AUDITOR
                and status not in (404, 405)
            ):
                wrong.append(f"{method} {route.name}: {status} for a record that is not there for him")
            knows = standing == "insider" and admitted
            if not knows and HIDDEN_NAME.encode() in body:
                wrong.append(f"{method} {route.name}: shows the hidden name")
    assert not wrong, "\n".join(wrong)
    assert cells >= 2 * ADDRESSES


def test_the_matrix_is_large_enough() -> None:
    assert len(STANDINGS) * len(Role.values) * len(METHODS) * ADDRESSES >= 3000


@pytest.mark.django_db
def test_who_may_see_the_hidden_name_finds_it_by_what_the_matrix_types() -> None:
    world = build(roles=(Role.ANALYST,), standings=("insider",))
    answer = client_of(world.people["insider", Role.ANALYST]).get("/search/", {"q": TYPED})
    assert HIDDEN_NAME.encode() in answer.content
