"""The log's pages: walked by key, narrowed exactly, exported without formulas, opened only with a reason."""

from __future__ import annotations

import ast
import csv
import io
import uuid
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

import manara
from manara.foundation.access import Hidden, Refused
from manara.foundation.actions.record import record, record_entry
from manara.foundation.actions.unseal_detail import NoReason, unseal_detail
from manara.foundation.engine.spreadsheet_cells import inert
from manara.foundation.keys import Unsealable
from manara.foundation.models import AuditEvent, User
from manara.foundation.models.audit import AuditVerb
from manara.foundation.queries.log import PAGE, Narrowed, event_of, stretch
from manara.foundation.queries.log_days import HEIGHT, WIDTH, bars, days
from manara.foundation.queries.log_words import GROUP_OF, OBJECT_TYPES
from tests.foundation.browsing import browser
from tests.foundation.people import at_work, nobody, person

pytestmark = pytest.mark.django_db
OBJECT = uuid.uuid4()


@pytest.fixture
def reader() -> User:
    user = person(code="E-0417")
    with at_work(user, purpose="SOM-2026-031") as viewer:
        record(viewer, "read", "report", [OBJECT], fields=["title"])
        record(viewer, "search", "entity", detail="محمد")
        record(viewer, "export", "entity", count=4)
    return user


@pytest.fixture
def auditor() -> User:
    return person("auditor", code="E-0999")


def found(auditor: User, **narrowed: Any) -> list[str]:
    with at_work(auditor):
        return [event.verb for event in stretch(Narrowed(**narrowed)).events]


def test_each_part_of_the_filter_leaves_what_it_says(reader: User, auditor: User) -> None:
    today = timezone.localdate()
    record_entry(None, "refused", code="x")
    assert found(auditor) == ["refused", "export", "search", "read"]
    assert found(auditor, actor="E-0417") == ["export", "search", "read"]
    assert found(auditor, actor="E-041") == []
    assert found(auditor, verb="search") == ["search"]
    assert found(auditor, object_type="entity") == ["export", "search"]
    assert found(auditor, object_id=OBJECT) == ["read"]
    assert found(auditor, purpose="2026-031") == ["export", "search", "read"]
    assert found(auditor, first=today, last=today) == ["refused", "export", "search", "read"]
    assert found(auditor, last=today - timedelta(days=1)) == []
    assert found(auditor, first=today + timedelta(days=1)) == []
    assert found(auditor, request_id=uuid.uuid4()) == []
    assert found(auditor, actor="E-0417", verb="read", object_type="entity") == []


def test_the_log_is_walked_to_its_end_and_back(auditor: User) -> None:
    for _ in range(2 * PAGE + 3):
        record_entry(None, "refused", code="x")
    with at_work(auditor):
        newest = stretch(Narrowed())
        middle = stretch(Narrowed(), before=newest.older)
        oldest = stretch(Narrowed(), before=middle.older)
        assert [len(each.events) for each in (newest, middle, oldest)] == [PAGE, PAGE, 3]
        assert (newest.newer, oldest.older) == (None, None)
        back = stretch(Narrowed(), after=oldest.newer)
        assert [event.pk for event in back.events] == [event.pk for event in middle.events]
        again = stretch(Narrowed(), after=back.newer)
        assert [event.pk for event in again.events] == [event.pk for event in newest.events] and again.newer is None
        every = [event.pk for each in (newest, middle, oldest) for event in each.events]
        assert every == sorted(set(every), reverse=True)


def test_a_filter_that_is_not_understood_shows_nothing(reader: User, auditor: User) -> None:
    client = browser(auditor)
    for wrong in ("object_id=1", "request_id=x", "first=yesterday", "first=2026-02-02&last=2026-02-01", "verb=rewrite"):
        page = client.get(f"/log/?{wrong}").content.decode()
        assert "E-0417" not in page and 'class="errors"' in page, wrong
        assert client.get(f"/log/export/?{wrong}").status_code == 302


@pytest.mark.parametrize("asked", ["before=x", "after=-1", "before=" + "9" * 40, "before=٣", "after="])
def test_a_place_in_the_list_that_is_none_is_the_beginning(reader: User, auditor: User, asked: str) -> None:
    assert "E-0417" in browser(auditor).get(f"/log/?{asked}").content.decode()


def test_the_log_shows_no_content(reader: User, auditor: User) -> None:
    client = browser(auditor)
    nobody()
    with at_work(auditor):
        search = AuditEvent.objects.get(verb="search")
    for address in ("/log/", f"/log/events/{search.public_id}/", "/log/export/", "/log/days/"):
        assert "محمد" not in client.get(address).content.decode()


def test_a_detail_opens_once_with_a_reason_which_is_in_the_log(reader: User, auditor: User) -> None:
    client = browser(auditor)
    nobody()
    with at_work(auditor):
        search = AuditEvent.objects.get(verb="search")
    address = reverse("foundation:event", args=[search.public_id])
    for reason in ("", "   ", "\u200e"):
        assert "محمد" not in client.post(address, {"reason": reason}).content.decode()
    assert "محمد" in client.post(address, {"reason": "plainte 12/2026"}).content.decode()
    assert "محمد" not in client.get(address).content.decode()
    nobody()
    with at_work(auditor):
        (opened,) = AuditEvent.objects.filter(object_type="audit-event", fields=["detail"])
    assert (opened.purpose, opened.actor, opened.object_ids) == ("plainte 12/2026", auditor, [search.public_id])


def test_a_detail_is_refused_to_all_others_and_without_a_reason(reader: User, auditor: User) -> None:
    with at_work(auditor) as viewer:
        search = AuditEvent.objects.get(verb="search")
        with pytest.raises(NoReason):
            unseal_detail(viewer, search, reason=" ")
        moved = AuditEvent.objects.get(verb="read")
        moved.sealed_detail = search.sealed_detail
        with pytest.raises(Unsealable):
            unseal_detail(viewer, moved, reason="x")
        with pytest.raises(Hidden):
            event_of(uuid.uuid4())
    with at_work(reader) as viewer, pytest.raises(Refused):
        unseal_detail(viewer, search, reason="x")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "  =1", "\n@x", "＝1"])
def test_a_cell_that_a_spreadsheet_would_compute_is_inert(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "SOM-2026-031", "1-1", "محمد", "a=b"])
def test_any_other_cell_is_as_it_is(text: str) -> None:
    assert inert(text) == text


def test_an_export_holds_what_the_filter_leaves_and_is_recorded(reader: User, auditor: User) -> None:
    with at_work(reader, purpose="=cmd()") as viewer:
        record(viewer, "read", "report", [OBJECT])
    answer = browser(auditor).get("/log/export/?verb=read")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[7] for row in rows[1:]] == ["'=cmd()", "SOM-2026-031"]
    assert answer["Content-Disposition"].startswith("attachment;")
    nobody()
    with at_work(auditor):
        assert AuditEvent.objects.get(object_type="audit-event", verb="export").object_count == 2


def test_days_count_every_event_once(reader: User, auditor: User) -> None:
    today = timezone.localdate()
    with at_work(auditor):
        counted = days(today - timedelta(days=6), today)
        assert AuditEvent.objects.count() == 3
    assert len(counted) == 7 and [day.total for day in counted] == [0] * 6 + [3]
    assert set(GROUP_OF) == set(AuditVerb.values)


@pytest.mark.parametrize("from_the_right", [True, False])
def test_bars_stand_side_by_side_inside_the_picture(reader: User, auditor: User, from_the_right: bool) -> None:
    today = timezone.localdate()
    with at_work(auditor):
        drawn = bars(days(today - timedelta(days=2), today), from_the_right=from_the_right)
    assert round(sum(bar.height for bar in drawn)) == HEIGHT
    assert all(bar.x >= 0 and bar.x + bar.width <= WIDTH and bar.y >= 0 for bar in drawn)
    assert all((bar.x < WIDTH / 3) == from_the_right for bar in drawn)
    assert bars([], from_the_right=False) == []


@pytest.mark.parametrize("page", ["", "days/", "export/"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0001-01-05"])
def test_the_ends_of_the_calendar_are_no_error(auditor: User, page: str, day: str) -> None:
    client = browser(auditor)
    for side in ("first", "last"):
        assert client.get(f"/log/{page}?{side}={day}").status_code in (200, 302)


def recorded_types() -> set[str]:
    """The kinds of object that any room names where it records."""
    verbs = {each.name for each in AuditVerb}
    found = set()
    for path in Path(manara.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            given = node.args if isinstance(node, ast.Call) else []
            for verb, kind in pairwise(given):
                named = isinstance(verb, ast.Attribute) and verb.attr in verbs and ast.unparse(verb.value) == "AuditVerb"
                if named and isinstance(kind, ast.Constant) and isinstance(kind.value, str):
                    found.add(kind.value)
    return found


def test_whatever_a_room_records_has_its_word_in_the_log() -> None:
    types = recorded_types()
    assert {"report", "case", "task", "chart", "place"} <= types
    assert types <= set(OBJECT_TYPES), types - set(OBJECT_TYPES)
