"""Every page, of every role that opens it, in Arabic and French, wide and narrow: readable by all, and light."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, Page

from manara.foundation import access
from manara.foundation.access import policy_of
from manara.foundation.models import AuditEvent, Circle, User
from manara.intake.models import Draft, Entity, Import, QuarantinedRow, Report
from tests.journeys.conftest import Region, signed_in
from tests.journeys.rooms import rooms

pytestmark = pytest.mark.django_db(transaction=True)

ROLES = ("investigator", "analyst", "liaison", "first-responder", "prosecutor", "auditor", "administrator")
WIDTHS = (1280, 360)
ON_THE_WIRE = 120_000
QUERY = {"search/suggest/": None, "entities/take/": "?schema=Person"}
# What a page of its own is not: a download, a fragment, or a form that only takes answers.
NO_PAGE = ("export", "files/<", "/progress/", "health/", "welcome/", "accounts/", "suggest", "/save/", "log/days/", "api/")
REFUSED = tuple(part for room in rooms() for part in getattr(room, "REFUSED", ()))
# What takes along what was found leads nowhere for whom nothing is found.
OF_WHAT_IS_FOUND = ("search/take/", "entities/take/")


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role(browser: Browser, region: Region, role: str, language: str) -> None:
    user = region.people[role]
    addresses = list(pages_of(user))
    assert len(addresses) >= 3
    axe = Axe()
    wrong: list[str] = []
    with signed_in(browser, region, role, language) as (context, complaints):
        page = context.new_page()
        for address in addresses:
            kind = _IDS.sub("*", address)
            if kind not in _takes_answers:
                status = context.request.get(region.at + address, max_redirects=0).status
                _takes_answers[kind] = status == 405
            if _takes_answers[kind]:
                continue
            answer = page.goto(region.at + address)
            assert answer is not None
            if "/accounts/" in page.url:
                wrong.append(f"{address}: leads to {page.url}")
                continue
            refusing = answer.status == 403 and any(part in address for part in REFUSED)
            if refusing:  # which a browser says too
                complaints[:] = [said for said in complaints if "status of 403" not in said]
            if answer.status != 200 and not refusing:
                wrong.append(f"{address}: {answer.status}")
                continue
            if not _seen_before(address, language):
                wrong += [f"{address}: {each}" for each in faults_of(page, axe, language)]
            size = int(answer.headers.get("content-length", 0)) or len(answer.body())
            if size > ON_THE_WIRE:
                wrong.append(f"{address}: {size} bytes")
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert not complaints, "\n".join(sorted(set(complaints)))


# Whether an address only takes answers: asked once, without the browser, for which no page is an error.
_takes_answers: dict[str, bool] = {}
# What was looked at closely, by address and language: the same page of a further role is opened, and held to the rest.
_looked_at: set[tuple[str, str]] = set()
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def _seen_before(address: str, language: str) -> bool:
    """Whether the same page was looked at for another role; the first page is another one for each."""
    known = (_IDS.sub("*", address), language)
    if known in _looked_at and address != "/":
        return True
    _looked_at.add(known)
    return False


def faults_of(page: Page, axe: Axe, language: str) -> list[str]:
    """What is wrong with the page as it stands."""
    found: list[str] = []
    if page.get_attribute("html", "dir") != ("rtl" if language == "ar" else "ltr"):
        found.append("its direction is not the language's")
    page.evaluate(axe.axe_script)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        # As `Axe.run` does it, which gives the page the half megabyte of its script each time.
        violations = page.evaluate("axe.run({resultTypes: ['violations']}).then(said => said.violations)")
        found += [f"{width}: {each['id']} {each['nodes'][0]['html'][:160]}" for each in violations]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{width}: wider than the screen")
    return found


def pages_of(user: User) -> list[str]:
    """The addresses that the person may open, with records that he sees in them."""
    with access.acting(user, purpose="test"):
        records = {
            "reports/": _first(Report.objects.exclude(text="")) or _first(Report.objects.all()),
            "drafts/": _first(Draft.objects.all()),
            "imports/": _first(Import.objects.all()),
            "quarantine/": _first(QuarantinedRow.objects.all()),
            "entities/": _first(Entity.objects.filter(schema="Person").order_by("-pk")),
            "circles/": _first(Circle.objects.filter(memberships__user=user)),
            "log/events/": _first(AuditEvent.objects.all()),
            "log/requests/": AuditEvent.objects.exclude(request_id=None).values_list("request_id", flat=True).first(),
            "people/": user.public_id,
            "agencies/": user.agency.public_id,
        }
        named = Entity.objects.filter(schema="Person").exclude(caption="").order_by("-pk").first()
        for room in rooms():
            if hasattr(room, "records"):
                records.update(room.records(user))
    no_page = (*NO_PAGE, *(part for room in rooms() for part in getattr(room, "NO_PAGE", ())))
    asked = f"?q={quote(named.caption if named else 'Mohamed')}"
    queries = QUERY | {"search/": asked, "search/take/": asked}
    queries |= {pattern: query for room in rooms() for pattern, query in getattr(room, "QUERY", {}).items()}
    found = []
    for pattern, callback in _walk(get_resolver()):
        policy = policy_of(callback)
        if policy is None or not policy.admits(frozenset(user.roles)) or any(part in pattern for part in no_page):
            continue
        if pattern in OF_WHAT_IS_FOUND and records["entities/"] is None:
            continue
        if "<" in pattern:
            record = next(
                (records[start] for start in sorted(records, key=len, reverse=True) if pattern.startswith(start)), None
            )
            ids = iter(record if isinstance(record, tuple) else (record,))
            if record is None or pattern.count("<") > (len(record) if isinstance(record, tuple) else 1):
                continue
            pattern = "/".join(str(next(ids)) if part.startswith("<") else part for part in pattern.split("/"))
        found.append("/" + pattern + (queries.get(pattern) or ""))
    return found


def _first(rows: Any) -> Any:
    return rows.values_list("public_id", flat=True).first()


def _walk(resolver: URLResolver, before: str = "") -> Any:
    for each in resolver.url_patterns:
        here = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each, here)
        elif isinstance(each, URLPattern):
            yield here, each.callback
