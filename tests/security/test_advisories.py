"""What was published of comparable products, tried here: one test an advisory, named by its number.

The table of all of them, with what each meant there: `docs/reference/security-tests.md`.
"""

from __future__ import annotations

import ast
import io
import logging
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from manara.foundation.actions.admit_member import NotForContent, admit_member
from manara.foundation.actions.seal_file import path_of
from manara.foundation.models import User
from manara.intake.actions.attach_file import attach_file
from manara.intake.models import Draft, Import, Report, Statement
from tests.foundation.people import at_work
from tests.house.source import modules, name
from tests.intake.conftest import People
from tests.intake.reporting import hand_in
from tests.security.hostile import advisories, strings
from tests.security.requests_made import listening
from tests.signed_in import session_of
from tests.walls.routes import Route, routes
from tests.walls.world import World, build

PAYLOAD = "<img src=x onerror=alert(1)>"
CREDENTIALS = ("Bearer x", "Bearer ", "Basic YWRtaW46YWRtaW4=", "Token 0", "Bearer " + "A" * 43, "bearer null", "\x00")
OPEN = ("/accounts/", "/language/", "/welcome/", "/health/", "/static/")


@pytest.fixture
def world(db: None, settings: Any) -> World:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.NODE.upload_dir().mkdir(parents=True, exist_ok=True)
    return build(standings=("insider", "outsider"))


def signed_in(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)
    return client


def openers(world: World, standing: str) -> Iterator[tuple[Route, User]]:
    """Every address with somebody of that standing whose role may open it."""
    people = [user for (where, _), user in world.people.items() if where == standing]
    for route in routes(world):
        user = next((each for each in people if route.policy.admits(frozenset(each.roles))), None)
        if user is not None and route.policy.signed_in:
            yield route, user


def answer_of(client: Client, method: str, path: str, data: Any = None, **more: Any) -> Any:
    """What one request is answered; what it did is undone."""
    with transaction.atomic():
        answer = getattr(client, method)(path, data or {}, **more)
        if answer.streaming:
            list(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def test_each_advisory_has_its_test() -> None:
    tests = {each for each in globals() if each.startswith("test_")}
    for listed in advisories():
        number = listed["id"].replace("-", "_").lower()
        assert any(number in each for each in tests), listed["id"]


# ---- MISP


def test_cve_2026_56424_one_object_in_the_address_another_in_the_body(people: People, browser_of: Any) -> None:
    """There the check looked at one object and the change went to another. Here both must belong together."""
    with at_work(people.outsider) as viewer:
        theirs = hand_in(viewer, people.guard_circle, title="Theirs")
        hidden = Statement.objects.filter(report=theirs).first()
    with at_work(people.analyst) as viewer:
        mine = hand_in(viewer, people.police_circle, title="Mine")
        own = Draft.objects.create(audience_id=mine.audience_id, author=people.analyst)
        second = Draft.objects.create(audience_id=mine.audience_id, author=people.analyst)
    client = browser_of(people.analyst)
    assert hidden is not None
    # The circle of another agency, a statement of a report he can't see, a child of a foreign parent.
    for address, data in (
        ("share/", {"circle": str(people.guard_circle.public_id), "reason": "r"}),
        ("release/", {"circle": str(people.guard_circle.public_id), "reason": "r", "statement": str(hidden.pk)}),
        (f"share/{uuid.uuid4()}/end/", {}),
    ):
        assert client.post(f"/reports/{mine.public_id}/{address}", data).status_code in (404, 422), address
    release = {"circle": str(people.case.public_id), "reason": "r", "statement": str(hidden.pk)}
    assert client.post(f"/reports/{mine.public_id}/release/", release).status_code == 422
    client.post(f"/drafts/{own.public_id}/", {"title": "Changed", "draft": str(second.public_id), "act": "save"})
    with at_work(people.analyst):
        assert Draft.objects.get(pk=second.pk).title == ""
        assert Draft.objects.get(pk=own.pk).title == "Changed"
    with at_work(people.outsider):
        assert Report.objects.get(pk=theirs.pk).audience_id == theirs.audience_id


def test_cve_2026_56424_no_child_under_a_parent_that_is_not_its_own(world: World) -> None:
    """Every address of a child with another parent's id before it is as if nothing were there."""
    tried = 0
    for route, user in openers(world, "insider"):
        ids = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", route.path)
        if len(ids) < 2:
            continue
        tried += 1
        client = signed_in(world.keeper if route.policy.admits(frozenset(world.keeper.roles)) else user)
        strange = route.path.replace(ids[0], str(uuid.uuid4()), 1)
        for method in ("get", "post"):
            assert answer_of(client, method, strange, {"reason": "r"}).status_code in (403, 404, 405), (method, route.path)
    assert tried >= 3


def test_cve_2026_44381_no_order_by_from_a_request(world: World) -> None:
    """There the order of a list came from the request into the SQL. Here no list is ordered by what a request says."""
    tried = 0
    for route, user in openers(world, "insider"):
        if route.takes_record or not route.path.endswith("/") or route.name in ("health",):
            continue
        client = signed_in(user)
        plain = answer_of(client, "get", route.path)
        if plain.status_code != 200 or plain.streaming:
            continue
        names = ("sort", "order", "order_by", "ordering", "o", "dir")
        with CaptureQueriesContext(connection) as asked:
            answer = answer_of(client, "get", route.path, dict.fromkeys(names, "canary_4711 desc"))
        assert answer.status_code in (200, 400), route.path
        # The log keeps what was asked for; no other statement has it.
        said = [each["sql"] for each in asked.captured_queries if "canary_4711" in each["sql"]]
        assert [each for each in said if not each.lower().startswith("insert")] == [], route.path
        tried += 1
    assert tried > 15


def test_cve_2019_14286_and_cve_2025_67906_no_markup_in_charts_and_ways(people: People, browser_of: Any) -> None:
    """There labels of a graph and of a workflow's steps were markup. Here a label is text wherever it stands."""
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle, **dict.fromkeys(
            ("title", "text", "place", "persons-0-name", "persons-0-notes", "conditions"), PAYLOAD))  # fmt: skip
        entities = [each.public_id for each in report.entities.all()]
    client = browser_of(people.analyst)
    pages = [f"/reports/{report.public_id}/", "/reports/", "/search/?q=img", "/entities/?schema=Person", "/map/all/", "/"]
    for entity in entities:
        pages += [f"/entities/{entity}/{part}" for part in ("", "network/", "timeline/", "reports/")]
        pages.append(f"/chart/?entity={entity}")
    shown = 0
    for path in pages:
        answer = client.get(path)
        assert answer.status_code in (200, 404), path
        body = answer.content.decode()
        assert PAYLOAD not in body, path
        shown += "&lt;img src=x onerror" in body or "\\u003Cimg src=x" in body
    assert shown >= 6


def test_cve_2026_95679_an_address_as_the_whole_body_is_fetched_by_nobody(world: World) -> None:
    """There an XML parser took an address for the document, before anybody had signed in."""
    kinds = ("application/xml", "text/xml", "application/json", "application/csp-report", "text/csv", "text/plain")
    with listening() as listener:
        for client in (Client(), signed_in(world.keeper)):
            for route in routes(world):
                for kind in kinds if route.path in ("/reports/", "/health/", "/imports/new/", "/") else kinds[:1]:
                    with transaction.atomic():
                        answer = client.generic("POST", route.path, listener.url, content_type=kind)
                        transaction.set_rollback(True)
                    assert answer.status_code < 500, (route.path, kind)
        assert listener.came == []


def test_cve_2026_94401_a_file_that_holds_an_address_is_what_it_says(people: People, browser_of: Any) -> None:
    """There the server read whatever file or address an import named. Here a file is its own bytes and nothing else."""
    client = browser_of(people.analyst)
    with listening() as listener:
        for content in (
            listener.url, "/etc/passwd", "file:///etc/passwd",
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            '<gpx><wpt lat="1" lon="1"><name>&x;</name></wpt></gpx>',
            f'<?xml version="1.0"?><gpx xmlns="{listener.url}" xmlns:xi="http://www.w3.org/2001/XInclude">'
            f'<xi:include href="{listener.url}"/><wpt lat="1" lon="1"><name>a</name><link href="{listener.url}"/></wpt></gpx>',
            f'<kml><NetworkLink><Link><href>{listener.url}</href></Link></NetworkLink><Placemark><name>a</name><Point>'
            "<coordinates>1,1</coordinates></Point></Placemark></kml>",
        ):  # fmt: skip
            for suffix in ("xml", "csv", "json"):
                sent = SimpleUploadedFile(f"list.{suffix}", content.encode())
                circle = str(people.police_circle.public_id)
                answer = client.post("/imports/new/", {"file": sent, "circle": circle, "again": "yes"})
                page = client.get(answer["Location"])
                assert page.status_code == 200
                assert "root:" not in page.content.decode()
        assert listener.came == []
    with at_work(people.analyst):
        assert Import.objects.count() >= 5
        assert Report.objects.count() == 0


# Asks its own node over the loopback whether it is up.
OWN_HEALTH = {"src/manara/foundation/node/state.py"}


def test_cve_2026_86419_the_node_asks_nobody() -> None:
    """There a fetched feed led to other hosts with the credentials. Here the product has nothing with which to fetch."""
    fetching = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "ftplib", "smtplib", "xmlrpc"}
    found = []
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
            fetches = {each for each in names if each in fetching or each.split(".")[0] in fetching}
            found += [f"{name(file)}: {each}" for each in fetches if name(file) not in OWN_HEALTH]
    assert found == []


def test_cve_2026_94404_and_cve_2026_44364_no_form_without_its_token(world: World) -> None:
    """There some forms could be sent from another site. Here each one without the token of this browser is refused."""
    tried = 0
    for route, user in openers(world, "insider"):
        if route.path.startswith("/api/"):
            continue  # no cookie counts there
        client = signed_in(user, enforce_csrf_checks=True)
        allowed = answer_of(client, "post", route.path, {"reason": "r"})
        assert allowed.status_code == 403, (route.path, allowed.status_code)
        assert answer_of(client, "post", route.path, {}, headers={"X-CSRFToken": "x" * 32}).status_code == 403
        tried += 1
    assert tried > 40


# What reading writes: who read, the session's own time; and a counter that keeps programmes and guessers slow.
# (when a member last looked at his case says what is new in it to him).
WRITTEN_BY_READING = {
    "foundation_auditevent", "django_session", "web_cache", "foundation_accesstoken", "cache", "cases_casevisit",
}  # fmt: skip
# Opens the form: an empty draft is made once and then found again.
BEGINS = {"new"}


def test_cve_2026_85236_nothing_is_changed_by_looking(world: World) -> None:
    """There something irreversible happened at a plain address. Here whatever is opened writes only that it was read."""
    wrong = []
    for route, user in openers(world, "insider"):
        client = signed_in(world.keeper if route.policy.admits(frozenset(world.keeper.roles)) else user)
        with CaptureQueriesContext(connection) as asked:
            answer_of(client, "get", route.path, {"act": "delete", "confirm": "yes", "reason": "r", "_method": "DELETE"})
        for each in asked.captured_queries:
            found = re.match(r'\s*(?:insert into|update|delete from)\s+"?(\w+)"?', each["sql"], re.I)
            if found and found[1] not in WRITTEN_BY_READING and route.name not in BEGINS:
                wrong.append(f"{route.path}: {found[0]}")
    assert wrong == []


# ---- OpenCTI


def test_cve_2026_27960_nobody_is_nobody(world: World) -> None:
    """There the API answered whoever asked, as any user. Here no credential, or a wrong one, opens nothing."""
    every = routes(world)
    for credential in (None, *CREDENTIALS):
        client = Client(headers={"Authorization": credential} if credential else {})
        for route in every if credential is None else [*every[::9], *(each for each in every if "/api/" in each.path)]:
            if not route.policy.signed_in or route.path.startswith(OPEN):
                continue
            for method in ("get", "post"):
                answer = answer_of(client, method, route.path)
                assert answer.status_code in (302, 400, 401, 403, 404, 405), (route.path, credential, answer.status_code)
                if answer.status_code == 302:
                    assert answer["Location"].startswith("/accounts/login/"), route.path
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    assert client.get("/reports/").status_code == 302


def test_cve_2026_27960_a_new_node_has_no_account(db: None) -> None:
    assert User.objects.count() == 0


def test_cve_2026_21886_an_id_of_another_kind_opens_nothing(world: World) -> None:
    """There the address for one kind of object deleted those of another. Here an id counts for its own kind alone."""
    ids = {kind: str(each.public_id) for kind, each in world.records.items() if hasattr(each, "public_id")}  # type: ignore[attr-defined]
    tried, wrong = 0, []
    for route, user in openers(world, "insider"):
        found = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", route.path)
        if not found or route.path.startswith("/log/requests/"):
            continue  # the log's page of a request that did nothing is empty
        client = signed_in(world.keeper if route.policy.admits(frozenset(world.keeper.roles)) else user)
        tried += 1
        # A few kinds an address, other ones at the next.
        strange = [(kind, public) for kind, public in ids.items() if public not in found]
        for kind, public in strange[tried % 11 :: 11]:
            path = route.path.replace(found[-1], public)
            answer = answer_of(client, "post", path, {"reason": "r", "act": "discard"})
            if answer.status_code not in (400, 403, 404, 405):
                wrong.append(f"{path} ({kind}): {answer.status_code}")
    assert wrong == []


def test_cve_2025_61781_what_is_another_persons_is_not_there(world: World) -> None:
    """There anybody deleted anybody's workspace. Here what an outsider sends to an address is answered as if it were empty."""
    wrong = []
    for route, user in openers(world, "outsider"):
        if not route.takes_record or route.path.startswith(("/people/", "/agencies/")):
            continue
        if user.roles[0] in ("auditor", "administrator"):
            continue
        for method in ("get", "post"):
            answer = answer_of(signed_in(user), method, route.path, {"reason": "r", "act": "discard"})
            if answer.status_code not in (401, 403, 404, 405):
                wrong.append(f"{method} {route.path}: {answer.status_code}")
    assert wrong == []


def test_cve_2026_44730_nobody_raises_himself_by_another(world: World, people: People) -> None:
    """There an organisation's administrator took in one with more power. Here roles are given by administrators alone."""
    for role in ("investigator", "analyst", "liaison", "auditor"):
        client = signed_in(world.people["insider", role])
        for user in (world.people["insider", role], world.keeper):
            answer = answer_of(client, "post", f"/people/{user.public_id}/roles/", {"roles": "administrator", "reason": "r"})
            assert answer.status_code == 403
        assert answer_of(client, "post", "/people/invite/", {"code": "E-9", "roles": "administrator"}).status_code == 403
    administrator = signed_in(world.people["insider", "administrator"])
    both = {"roles": ["administrator", "investigator"], "reason": "r"}
    own = world.people["insider", "administrator"]
    administrator.post(f"/people/{own.public_id}/roles/", both)
    assert User.objects.get(pk=own.pk).roles == ["administrator"]
    with at_work(people.analyst) as viewer:
        for role in ("auditor", "administrator"):
            with pytest.raises(NotForContent):
                admit_member(viewer, people.case, world.people["outsider", role], reason="r")


HEADERS = (
    "synchronized-upsert", "X-Synchronized-Upsert", "opencti-replication", "X-Forwarded-User", "Remote-User", "X-Remote-User",
    "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "X-Internal", "X-Admin", "X-Manara-Roles", "X-Manara-User",
    "manara.audiences", "X-Forwarded-Host", "X-Impersonate-User", "HX-Request",
)  # fmt: skip


def test_pysec_2026_3445_no_header_opens_or_lowers_anything(world: World) -> None:
    """There a header meant for replication switched the markings off. Here no header of a request decides who may see."""
    for value in ("true", "1", world.keeper.code, "/health/", "DELETE", "administrator", str(world.audience)):
        outsider = signed_in(world.people["outsider", "analyst"])
        for path in (f"/reports/{world.records['report'].public_id}/", "/people/"):  # type: ignore[attr-defined]
            headers = dict.fromkeys(HEADERS, value)
            assert answer_of(outsider, "get", path, headers=headers).status_code in (403, 404)
            assert answer_of(Client(), "get", path, headers=headers).status_code == 302
            if path.startswith("/reports/"):
                body = {"reason": "r", "handling": "H0", "tlp": ""}
                assert answer_of(outsider, "post", f"{path}retract/", body, headers=headers).status_code == 404


def test_cve_2026_35212_words_are_never_a_page(people: People, browser_of: Any) -> None:
    """There a message's HTML was drawn. Here whatever was written is shown as it was written."""
    client = browser_of(people.analyst)
    picture = "![x](http://example.org/a.png)"
    for text in ("<b>bold</b><script>alert(1)</script>", "[x](javascript:alert(1))", picture, "&lt;b&gt;"):
        with at_work(people.analyst) as viewer:
            report = hand_in(viewer, people.police_circle, text=text, title=text)
        body = client.get(f"/reports/{report.public_id}/").content.decode()
        assert "<b>bold" not in body
        assert 'href="javascript' not in body and "example.org/a.png\"" not in body
        assert text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in body


def test_cve_2026_76822_each_role_does_what_it_may_and_no_more(world: World) -> None:
    """There a reader could open cases. Here every address refuses each role that its policy doesn't name."""
    pairs, tried, wrong = 0, 0, []
    clients: dict[int, Client] = {}
    for route in routes(world):
        for (standing, role), user in world.people.items():
            if standing != "insider" or not route.policy.signed_in or route.policy.admits(frozenset(user.roles)):
                continue
            if route.path.startswith("/api/"):
                continue  # asked with a token: tests/web/api
            pairs += 1
            if pairs % 3:
                continue  # tests/walls has every cell of reading; of writing every third is enough
            if user.pk not in clients:
                clients[user.pk] = signed_in(user)
            status = answer_of(clients[user.pk], "post", route.path, {"reason": "r"}).status_code
            tried += 1
            if status not in (403, 404, 405):
                wrong.append(f"{role} {route.path}: {status}")
    assert wrong == []
    assert tried > 80


def test_cve_2026_114505_what_was_looked_for_stands_in_no_log(
    people: People, browser_of: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """There searches were kept in the servers' logs. Here a line of a request has no words of its address' question."""
    from manara.foundation.node import logs, serve

    caplog.set_level(logging.DEBUG)
    client = browser_of(people.analyst)
    for path in ("/search/", "/search/suggest/", "/reports/", "/entities/", "/nowhere/"):
        client.get(path, {"q": "canary-4711", "title": "canary-4711", "schema": "canary-4711"})
    formatter, without = logs.OneLine(), logs.WithoutQuery()
    lines = []
    for record in caplog.records:
        if record.name.startswith("django.db"):
            continue  # switched off in a node: its level is set to warnings
        without.filter(record)
        lines.append(formatter.format(record))
    assert not [line for line in lines if "canary-4711" in line]
    assert "%(U)s" in serve.REQUEST and not {"%(r)s", "%(q)s", "%(f)s"} & set(re.findall(r"%\([a-z]\)s", serve.REQUEST, re.I))


def test_cve_2025_24977_nothing_written_is_worked_out(people: People, browser_of: Any) -> None:
    """There a template of a message was evaluated. Here braces, dollars and hashes are letters, on pages and in print."""
    chosen = [each.text for each in strings() if each.category in ("ssti", "ssi") and "\n" not in each.text][:60]
    client = browser_of(people.analyst)
    with at_work(people.analyst) as viewer:
        written = "\n".join(["{{7*7}}", "${7*7}", "#{7*7}", '#eval("7*7")', *chosen])
        report = hand_in(viewer, people.police_circle, text=written)
        kept = Report.objects.get(pk=report.pk).text
    assert "{{7*7}}" in kept and "${7*7}" in kept
    body = client.get(f"/reports/{report.public_id}/").content.decode()
    assert "{{7*7}}" in body and "${7*7}" in body and ">49<" not in body


# ---- DHIS2


def test_cve_2023_32060_page_export_and_programme_see_the_same(people: People, browser_of: Any) -> None:
    """There the API told what the pages hid. Here page, export and API of one person have the same reports and entities."""
    from tests.web.api.programme import asking

    with at_work(people.analyst) as viewer:
        mine = hand_in(viewer, people.police_circle, title="Mine", **{"persons-0-name": "Sidi Ould Ahmed"})
    with at_work(people.outsider) as viewer:
        theirs = hand_in(viewer, people.guard_circle, title="Theirs", **{"persons-0-name": "Sidi Ould Ahmed"})
    with at_work(people.analyst):
        hidden = str(theirs.public_id)
        entities = {str(each.public_id) for each in mine.entities.all()}
    api = asking(people.analyst)
    listed = {each["id"] for each in api.get("/api/v1/reports").json()["reports"]}
    assert listed == {str(mine.public_id)}
    page = browser_of(people.analyst).get("/reports/").content.decode()
    assert str(mine.public_id) in page and hidden not in page
    assert api.get(f"/api/v1/v1/reports/{hidden}").status_code == 404
    found = api.get("/api/v1/search", {"q": "Sidi Ould Ahmed"}).content.decode()
    told = api.get("/api/v1/ftm")
    assert told.status_code == 200
    lines = b"".join(told).decode()
    assert "Sidi Ould Ahmed" in lines and any(each in found for each in entities)
    for public in [str(each) for each in _entities_of(people.outsider, theirs)]:
        assert public not in lines and public not in found
        assert api.get(f"/api/v1/v1/entities/{public}").status_code == 404


def _entities_of(user: User, report: Report) -> list[uuid.UUID]:
    with at_work(user):
        return list(report.entities.values_list("public_id", flat=True))


def test_cve_2023_31139_a_token_makes_no_session(people: People) -> None:
    """There a token's session could do more than the token. Here a token makes no session and opens no page."""
    from tests.web.api.programme import asking

    api = asking(people.analyst)
    answer = api.get("/api/v1/reports")
    assert answer.status_code == 200
    assert not answer.cookies
    for path in ("/reports/", "/reports/new/", "/account/tokens/", "/"):
        page = api.get(path)
        assert page.status_code == 302 and page["Location"].startswith("/accounts/login/")
    assert api.post("/api/v1/reports", {}).status_code == 405


def test_what_is_attached_has_no_way_out(people: People) -> None:
    """A name that leads out of its folder leads nowhere: files lie under their content's address."""
    with at_work(people.analyst) as viewer:
        report = hand_in(viewer, people.police_circle)
        for each in [each.text for each in strings() if each.category in ("traversal", "filename")][::60]:
            content = each.encode()
            attached = attach_file(viewer, report, io.BytesIO(content), name=each, size=len(content))
            assert path_of(attached.file).resolve().is_relative_to(settings.NODE.files_dir.resolve())
