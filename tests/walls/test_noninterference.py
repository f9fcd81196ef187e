"""Two instances that differ in one hidden record answer an outsider byte for byte alike, headers, counts and errors too."""

from __future__ import annotations

import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from manara.foundation import access
from manara.foundation.access.reach import again
from manara.foundation.models import Role
from manara.intake.models import Entity, MatchKey, Report, Statement
from tests.walls.routes import routes
from tests.walls.test_pages import client_of
from tests.walls.world import HIDDEN_NAME, World, build

# What every answer draws anew, for anyone: the form's own token, the request's own number, and the minute of printing.
FRESH = (
    (re.compile(rb'name="csrfmiddlewaretoken"\s+value="[^"]+"'), b""),
    (re.compile(rb'(content|data-token)="[A-Za-z0-9]{64}"'), b""),
    (re.compile(rb"data-printed>[0-9: -]{16}<"), b""),
)
OWN_HEADERS = {"X-Request-Id", "Set-Cookie"}
# More than a list shows at once, so that the pages after the first are compared too.
OWN_ROWS = 60
FURTHER = re.compile(r'href="((?:/(?:reports|entities)/)?\?[^"]*(?:after|before)=[^"]+)"')
SEARCHES = (HIDDEN_NAME, "زينبو", "Zeynabou", "+22236301044", "khafiya")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "role", [Role.INVESTIGATOR, Role.ANALYST, Role.FIRST_RESPONDER, Role.ADMINISTRATOR, Role.TRAINER]
)
def test_one_hidden_record_more_changes_no_byte(role: str) -> None:
    world = build(roles=tuple({role, Role.INVESTIGATOR}), standings=("outsider",))
    _own_record(world)
    user = world.people["outsider", role]
    _nobody()
    client = client_of(user)
    before = _answers(world, client)
    hidden = _hide_one_more(world)
    _nobody()
    after = _answers(world, client)
    assert before.keys() == after.keys() and len(before) >= 60
    # Whoever reads reports has a second page of them, and it was compared.
    assert role != Role.INVESTIGATOR or any("after=" in each or "before=" in each for each in before)
    differing = [address for address in before if before[address] != after[address]]
    assert not differing
    # Its own address answers like one that never was.
    assert _seen(client.get(f"/entities/{hidden}/")) == _seen(client.get(f"/entities/{uuid.uuid4()}/"))
    assert _seen(client.get(f"/reports/{hidden}/")) == _seen(client.get(f"/reports/{uuid.uuid4()}/"))


def _answers(world: World, client: Client) -> dict[str, Any]:
    addresses = [route.path for route in routes(world) if not route.path.startswith("/log")]
    addresses += [f"{page}?q={words}" for page in ("/search/", "/search/suggest/") for words in SEARCHES]
    seen = {address: _seen(client.get(address)) for address in addresses}
    for page in ("/reports/", "/entities/"):
        for link in FURTHER.findall(seen[page][2].decode()):
            address = unescape(link if link.startswith("/") else page + link)
            seen[address] = _seen(client.get(address))
    return seen


def _seen(answer: Any) -> tuple[int, list[tuple[str, str]], bytes]:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    for pattern, instead in FRESH:
        body = pattern.sub(instead, body)
    headers = sorted((name, value) for name, value in answer.items() if name not in OWN_HEADERS)
    return answer.status_code, headers, body


def _own_record(world: World) -> None:
    """Something that the outsider does see, so that equal answers are not merely empty ones."""
    from manara.foundation.actions.open_circle import open_circle

    mine = world.people["outsider", Role.INVESTIGATOR]
    with access.acting(mine, purpose="walls") as viewer:
        circle, viewer = open_circle(viewer, kind="case", name="Mine", purpose="mine")
        audience = access.audience_of([circle.pk])
        viewer = again(viewer)
        for number in range(OWN_ROWS):
            _report_of(world, mine, audience, f"Zeynabou Mint Ahmed {number:03}", f"n1:own:{number}")


def _hide_one_more(world: World) -> uuid.UUID:
    with access.acting(world.keeper, purpose="walls"):
        return _report_of(world, world.keeper, world.audience, HIDDEN_NAME, "n1:one-more")


def _report_of(world: World, author: Any, audience: int, name: str, key: str) -> uuid.UUID:
    from manara.foundation.engine.match_keys import keys

    shared = uuid.uuid4()
    report = Report.objects.create(
        audience_id=audience, kind="form", agency_id=author.agency_id, author=author, title=name, public_id=shared,
        statement_count=1,
    )  # fmt: skip
    entity = Entity.objects.create(
        audience_id=audience, schema="Person", report=report, caption=name, sort_key=name.lower(), public_id=shared
    )
    Statement.objects.create(
        audience_id=audience, report=report, entity=entity, schema="Person", prop="name", value=name
    )
    MatchKey.objects.bulk_create(
        MatchKey(audience_id=audience, entity=entity, key=each) for each in {key, *keys("name", name)}
    )
    return shared


def _nobody() -> None:
    with connection.cursor() as cursor:
        for name in ("user", "roles", "circles", "kept_circles", "audiences", "kept_audiences"):
            cursor.execute("select set_config(%s, '', true)", [f"manara.{name}"])
