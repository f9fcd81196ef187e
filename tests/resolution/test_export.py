"""What is taken along: marked with the strictest code, whole or seen not to be, recorded with all in it, and read back."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import uuid
import zipfile
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from manara.exchange.engine import plain_table
from manara.foundation.engine.spreadsheet_cells import as_written
from manara.foundation.models import Agency, AuditEvent, User
from tests.foundation import people
from tests.resolution.queries_counted import counted
from tests.resolution.world import address, admit, draft, entity, said, tie

pytestmark = pytest.mark.django_db
Browse = Callable[..., Any]
NAME = "محمد ولد أحمد"


def asked(form: str, **more: str) -> dict[str, str]:
    return {"format": form, "language": "en", "purpose": "case 12"} | more


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def opened(investigator: User) -> str:
    (report,) = admit(
        investigator,
        draft(
            entity(
                "man", "Person", said("name", NAME), said("alias", "=cmd|' /C calc'!A0"), said("birthDate", "~1984")
            ),
            entity("phone", "Phone", number="+22236301010"),
            entity("friend", "Person", name="Traoré Mamadou"),
            tie("use", "PhoneUse", {"holder": "man", "phone": "phone"}, said("startDate", "2025-03-02")),
            tie("a", "Associate", {"person": "man", "associate": "friend"}, kind="assessment"),
        ),
    )
    return str(address(investigator, report))


@pytest.fixture
def restricted(investigator: User) -> str:
    (report,) = admit(
        investigator,
        draft(entity("man", "Person", name="Sidi Ould Bah"), handling="H2", tlp="RED"),
    )
    return str(address(investigator, report))


def exports(agency: Agency) -> list[AuditEvent]:
    with people.at_work(people.person("auditor", at=agency)):
        return list(AuditEvent.objects.filter(verb="export").order_by("pk"))


def test_the_page_asks_how_and_why_and_names_the_code(investigator: User, opened: str, browser: Browse) -> None:
    page = browser(investigator).get(f"/entities/{opened}/take/").content.decode()
    assert all(f'value="{form}"' in page for form in ("pdf", "csv", "i2", "ftm"))
    assert "H1" in page and 'name="purpose"' in page and 'name="confirmed"' not in page


def test_without_a_purpose_nothing_is_taken(
    gendarmerie: Agency, investigator: User, opened: str, browser: Browse
) -> None:
    client = browser(investigator)
    answer = client.post(f"/entities/{opened}/take/", asked("csv", purpose="  "))
    assert answer.status_code == 422 and "Say what it is for" in answer.content.decode()
    assert client.post(f"/entities/{opened}/take/", asked("exe")).status_code == 422
    assert client.post(f"/entities/{opened}/take/").status_code == 422
    assert exports(gendarmerie) == []


def test_what_needs_the_originators_permission_must_be_confirmed(
    gendarmerie: Agency, investigator: User, restricted: str, browser: Browse
) -> None:
    client = browser(investigator)
    assert 'name="confirmed"' in client.get(f"/entities/{restricted}/take/").content.decode()
    answer = client.post(f"/entities/{restricted}/take/", asked("csv"))
    assert answer.status_code == 422 and "confirm it" in answer.content.decode()
    assert exports(gendarmerie) == []
    taken = client.post(f"/entities/{restricted}/take/", asked("csv", confirmed="on"))
    assert taken.status_code == 200 and "-H2-TLP_RED-" in taken["Content-Disposition"]
    assert exports(gendarmerie) != []


@pytest.mark.parametrize("form", ["pdf", "csv", "i2", "ftm"])
def test_a_file_says_its_length_and_digest_and_the_log_keeps_them(
    gendarmerie: Agency, investigator: User, opened: str, browser: Browse, form: str
) -> None:
    answer = browser(investigator).post(f"/entities/{opened}/take/", asked(form))
    assert answer.status_code == 200
    assert int(answer["Content-Length"]) == len(answer.content)
    digest = hashlib.sha256(answer.content)
    found = re.fullmatch(r"sha-256=:(.+):", answer["Repr-Digest"])
    assert found and b64decode(found[1]) == digest.digest()
    events = exports(gendarmerie)
    assert {event.object_type for event in events} == {"entity", "report"}
    assert all(event.purpose == "case 12" and event.fields == [form] and event.sealed_detail for event in events)
    assert all(event.audience_id for event in events), "a keeper of its circle sees each"
    assert uuid.UUID(opened) in {number for event in events for number in event.object_ids}


def test_the_table_of_an_entity_comes_back_as_it_was_said(investigator: User, opened: str, browser: Browse) -> None:
    content = browser(investigator).post(f"/entities/{opened}/take/", asked("csv")).content
    rows = rows_of(content)
    assert plain_table.whole(rows)
    assert {(row["property"], as_written(row["value"])) for row in rows} >= {
        ("name", NAME), ("alias", "=cmd|' /C calc'!A0"), ("birthDate", "~1984")
    }  # fmt: skip
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    for row in rows:
        assert (row["grade"], row["grade_scheme"], row["handling"], row["file_handling"]) == ("B2", "4x4", "H1", "H1")
        assert (row["taken_by"], row["purpose"]) == ("E-0417", "case 12")


def test_the_tables_for_i2_join_things_by_their_ties(investigator: User, opened: str, browser: Browse) -> None:
    content = browser(investigator).post(f"/entities/{opened}/take/", asked("i2")).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["entities.csv", "links.csv", "marks.txt"]
        things, links = rows_of(archive.read("entities.csv")), rows_of(archive.read("links.csv"))
        marks = archive.read("marks.txt").decode("utf-8-sig")
        assert hashlib.sha256(archive.read("links.csv")).hexdigest() in marks and "taken_by: E-0417" in marks
    assert plain_table.whole(things) and plain_table.whole(links)
    assert {row["Type"] for row in things} == {"Person", "Telephone number"}
    known = {row["Identity"] for row in things}
    use = next(row for row in links if row["Entity 2 Type"] == "Telephone number")
    assert (use["Entity 1 Label"], as_written(use["Entity 2 Label"])) == (NAME, "+222 36 30 10 10")
    assert (as_written(use["Direction"]), use["Strength"], use["Date"]) == ("->", "Confirmed", "2025-03-02")
    friend = next(row for row in links if "Traoré Mamadou" in (row["Entity 1 Label"], row["Entity 2 Label"]))
    assert friend["Strength"] == "Tentative"
    assert all({row["Entity 1 Identity"], row["Entity 2 Identity"]} <= known for row in links)


def test_lines_say_which_of_how_many_they_are(investigator: User, opened: str, browser: Browse) -> None:
    content = browser(investigator).post(f"/entities/{opened}/take/", asked("ftm")).content
    told = [json.loads(line)["context"] for line in content.splitlines()]
    assert [each["row"] for each in told] == [f"{number}/{len(told)}" for number in range(1, len(told) + 1)]
    assert {each["purpose"] for each in told} == {"case 12"}


@pytest.mark.parametrize("form", ["csv", "i2", "ftm"])
def test_a_search_and_a_list_are_taken_like_an_entity(
    investigator: User, opened: str, browser: Browse, form: str
) -> None:
    client = browser(investigator)
    for where in ("/search/take/?q=%2B22236301010", "/entities/take/?schema=Person"):
        assert client.get(where).status_code == 200
        assert client.post(where, asked(form, purpose="")).status_code == 422
        answer = client.post(where, asked(form))
        assert answer.status_code == 200 and "-H1-E_0417-" in answer["Content-Disposition"]
    assert client.get("/entities/take/?schema=Nothing").status_code == 404
    assert client.get("/search/take/?q=Zzyzx+Qwert").status_code == 404


@pytest.mark.parametrize("form", ["i2", "ftm"])
def test_a_part_never_passes_for_the_whole(
    gendarmerie: Agency, investigator: User, opened: str, browser: Browse, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("manara.resolution.queries.exporting.MOST_AROUND", 3)
    client = browser(investigator)
    answer = client.post(f"/entities/{opened}/take/", asked(form))
    assert answer.status_code == 422 and "More stands around it" in answer.content.decode()
    assert exports(gendarmerie) == []
    assert client.post(f"/entities/{opened}/take/", asked("csv")).status_code == 200


def test_what_is_not_yours_is_not_there(other: User, opened: str, browser: Browse) -> None:
    client = browser(other)
    assert client.get(f"/entities/{opened}/take/").status_code == 404
    assert client.post(f"/entities/{opened}/take/", asked("pdf")).status_code == 404
    assert client.get("/entities/take/?schema=Person").status_code == 404


def test_who_may_not_export_is_told_so(gendarmerie: Agency, opened: str, browser: Browse) -> None:
    client = browser(people.person("prosecutor", at=gendarmerie))
    assert client.get(f"/entities/{opened}/take/").status_code == 403
    assert "/take/" not in client.get(f"/entities/{opened}/").content.decode()


def test_keepers_see_takings_apart_from_readings(
    gendarmerie: Agency, investigator: User, opened: str, browser: Browse
) -> None:
    from manara.foundation.models import Circle

    with people.at_work(investigator) as viewer:
        kept = Circle.objects.filter(pk__in=viewer.kept_circles).exists()
    client = browser(investigator)
    client.post(f"/entities/{opened}/take/", asked("i2", purpose="hearing of 3 May"))
    auditor = browser(people.person("auditor", at=gendarmerie)).get(f"/entities/{opened}/readers/").content.decode()
    pages = [auditor, *([client.get(f"/entities/{opened}/readers/").content.decode()] if kept else [])]
    for page in pages:
        takings = page[
            page.index("Who has taken it along") : page.index("</section>", page.index("Who has taken it along"))
        ]
        assert "hearing of 3 May" in takings and "E-0417" in takings and "i2 (CSV)" in takings


def test_every_entity_in_a_large_file_is_in_the_log(gendarmerie: Agency, investigator: User, browser: Browse) -> None:
    admit(investigator, *(draft(entity("p", "Person", name=f"Person {number}")) for number in range(230)))
    client = browser(investigator)
    answer = client.post("/entities/take/?schema=Person", asked("csv"))
    ids = {row["id"] for row in rows_of(answer.content)}
    assert len(ids) == 230
    assert {str(number) for event in exports(gendarmerie) for number in event.object_ids} >= ids


def test_what_it_asks_of_the_database_is_fixed(investigator: User, opened: str, browser: Browse) -> None:
    client = browser(investigator)
    client.get(f"/entities/{opened}/take/")
    with counted() as page:
        client.get(f"/entities/{opened}/take/")
    assert len(page) <= 9, page
    for form, most in (("pdf", 20), ("csv", 15), ("i2", 15), ("ftm", 15)):
        with counted() as asking:
            assert client.post(f"/entities/{opened}/take/", asked(form)).status_code == 200
        assert len(asking) <= most, (form, len(asking))


def test_without_its_event_there_is_no_file(
    gendarmerie: Agency, investigator: User, opened: str, browser: Browse
) -> None:
    client = browser(investigator)
    client.raise_request_exception = False

    def breaks(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """The database is lost just when the second event is to be written."""
        if "insert into foundation_auditevent" in sql and "report" in params:
            raise OperationalError("the connection is lost")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(breaks):
        answer = client.post(f"/entities/{opened}/take/", asked("csv"))
    assert answer.status_code >= 500 and "Content-Disposition" not in answer
    assert NAME.encode() not in answer.content
    assert exports(gendarmerie) == [], "the first event went with the second"
