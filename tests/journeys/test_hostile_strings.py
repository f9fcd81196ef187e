"""Strings that attack, as names, words, ties, places and comments, opened in a real browser: none of them does anything."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Browser, Page, Request, TimeoutError

from manara.foundation.models import Circle, User
from manara.intake.actions.import_file import import_file
from manara.intake.engine.mapping import Column, Mapping
from manara.intake.engine.reading import Choice
from manara.intake.models import Entity, QuarantinedRow, Report
from tests.copies import Worlds
from tests.foundation import people
from tests.intake.reporting import hand_in
from tests.security.hostile import sample, strings, texts
from tests.signed_in import session_of

pytestmark = pytest.mark.django_db(transaction=True)

# Whatever a page that fell for a string would do, it does here in sight.
CANARY = """
window.__did = [];
for (const name of ["alert", "prompt", "confirm", "print", "open"])
  window[name] = (said) => window.__did.push(`${name} ${said}`);
document.addEventListener("securitypolicyviolation", (event) =>
  window.__did.push(`policy ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
window.addEventListener("error", (event) => window.__did.push(`error ${event.message}`));
"""
# What none of our templates writes, so that a page that holds it took it out of a text.
FOREIGN = (
    "[onerror],[onload],[onclick],[onmouseover],[onfocus],iframe,object,embed,base,marquee,math,script:not([src]):not([type$=json])"
)
# The innermost element that stands out of the screen, which is what to look at.
WIDEST = """
[...document.querySelectorAll("body *")].filter((each) => {
  const at = each.getBoundingClientRect();
  return at.width && (at.right > innerWidth + 1 || at.left < -1) && getComputedStyle(each).position !== "fixed";
}).slice(-2).map((each) => `${each.parentElement.className}>${each.outerHTML.slice(0, 160)}`).join(" | ")
"""
IN_MARKUP = ("xss", "xss-sanitizer", "bidi", "naughty", "unicode", "control", "homoglyph", "csv", "ssti", "redirect")
WHOLE = bool(os.environ.get("MANARA_TEST_ALL_STRINGS"))
A_PERSON = 250  # names of one entity
WIDTHS = (1280, 360)


@dataclass
class Watched:
    """A browser window of one person, and all that was wrong on the pages it saw."""

    at: str
    page: Page
    wrong: list[str] = field(default_factory=list)
    opened: int = 0
    asked: set[Request] = field(default_factory=set)

    def asks(self, request: Request) -> None:
        self.asked.add(request)

    def has_its_end(self, request: Request) -> None:
        self.asked.discard(request)

    def rest(self) -> None:
        """Wait until nothing is asked any more; what the browser never counts as answered is named."""
        try:
            self.page.wait_for_load_state("networkidle")
        except TimeoutError as still:
            # The browser loses count now and then: it is at rest where each request has its end.
            waiting = [f"{each.method} {each.url}" for each in self.asked]
            if waiting:
                raise AssertionError(f"{self.page.url} is not at rest: {waiting}") from still

    def see(self, path: str, *, widths: tuple[int, ...] = WIDTHS, status: tuple[int, ...] = (200,)) -> None:
        """Open the page, and hold it to the figure: nothing ran, nothing was fetched from elsewhere, nothing left its place."""
        answer = self.page.goto(self.at + path)
        assert answer is not None
        self.opened += 1
        if answer.status not in status:
            self.wrong.append(f"{path}: {answer.status}")
            return
        self.rest()
        self.look(path, widths=widths)

    def look(self, path: str, *, widths: tuple[int, ...] = WIDTHS) -> None:
        """The page as it stands now."""
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 800})
            if self.page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
                self.wrong.append(f"{path}: wider than {width}: {self.page.evaluate(WIDEST)}")
        did = self.page.evaluate("window.__did")
        foreign = self.page.evaluate(f"[...document.querySelectorAll('{FOREIGN}')].map((each) => each.outerHTML.slice(0, 120))")
        self.wrong += [f"{path}: {each}" for each in (*did, *foreign)]
        if not self.page.url.startswith(self.at + path.split("?")[0]):
            self.wrong.append(f"{path}: is at {self.page.url}")


@dataclass
class Node:
    """A node on which one person's reports are full of such strings."""

    at: str
    analyst: User
    auditor: User
    circle: Circle
    persons: list[str]
    packaged: str
    reports: int


@pytest.fixture
def node_full_of_them(live_server: Any, settings: Any, tmp_path: Path, worlds: Worlds) -> Node:
    settings.NODE.upload_dir().mkdir(parents=True, exist_ok=True)
    return worlds.of("full_of_them", lambda: _full_of_them(live_server.url, tmp_path))


def _full_of_them(at: str, tmp_path: Path) -> Node:
    home = people.agency("bp-hostile")
    analyst, auditor = people.person("analyst", at=home), people.person("auditor", at=home)
    with people.at_work(analyst) as viewer:
        circle = next(each for each in Circle.objects.filter(pk__in=viewer.circles) if each.kind == "agency")
    _rows(analyst, circle, tmp_path)
    package = _package(analyst, circle, tmp_path)
    with people.at_work(analyst):
        packaged = Report.objects.get(kind="package")
        held = Entity.objects.filter(report=packaged, schema="Person").order_by("pk")
        persons = [str(each) for each in held.values_list("public_id", flat=True)]
        reports = Report.objects.filter(kind="row").count()
    assert package and reports > 500
    return Node(at, analyst, auditor, circle, persons, str(packaged.public_id), reports)


def _rows(analyst: User, circle: Circle, folder: Path) -> None:
    """One report a string: its title, text, place, and the name and role of whom it names; dates that are none wait."""
    import csv

    chosen = [each.text for each in strings() if each.category in IN_MARKUP and len(each.text) < 290][::3]
    chosen = list(dict.fromkeys((*sample(), *chosen)))
    path = folder / "rows.csv"
    headers = ("Titre", "Texte", "Nom", "Lieu", "Fonction", "Né le")
    with path.open("w", encoding="utf-8", newline="", errors="replace") as file:
        rows = csv.writer(file, quoting=csv.QUOTE_ALL)
        rows.writerow(headers)
        # Every seventh row is refused for its date, so that the quarantine is full of them, too.
        for at, text in enumerate(chosen):
            rows.writerow([*[text.replace("\x00", "")] * 5, text if at % 7 == 0 else "13/03/1990"])
    targets = ("report.title", "report.text", "person.name", "report.place", "person.position", "person.birthDate")
    columns = tuple(Column(at, name, target) for at, (name, target) in enumerate(zip(headers, targets, strict=True)))
    import_file(
        analyst, path, circle, mapping=Mapping(columns=columns),
        choice=Choice(encoding="utf-8", separator=",", header_row=1),
        defaults={"grade_scheme": "4x4", "grade_source": "B", "grade_information": "2", "handling": "H1"},
    )  # fmt: skip


def _package(analyst: User, circle: Circle, folder: Path) -> int:
    """All of them: a person of two hundred and fifty names, tied to the next one in their words, with events and places."""
    said = [text.encode("utf-8", "replace").decode() for text in texts() if len(text) < 1_900 and "\x00" not in text]
    path = folder / "package.ftm.json"
    parts = [said[at : at + A_PERSON] for at in range(0, len(said), A_PERSON)]
    with path.open("w", encoding="utf-8") as file:
        for number, part in enumerate(parts):
            # The one least like a word is what pages and charts call the person by.
            name = next((text for text in part if "<" in text and len(text) < 120), part[0])
            words = {"name": [name], "alias": part, "notes": ["\n".join(part[:20])], "nationality": [part[1][:60]]}
            lines: list[dict[str, Any]] = [
                {"id": f"p{number}", "schema": "Person", "properties": words},
                {"id": f"e{number}", "schema": "Event", "properties": {
                    "name": [part[2]], "summary": [part[3]], "date": ["2025-03-12"], "involved": [f"p{number}"]}},
            ]  # fmt: skip
            if number:
                ends = {"subject": [f"p{number - 1}"], "object": [f"p{number}"], "role": [part[4], part[5]]}
                lines.append({"id": f"t{number}", "schema": "UnknownLink", "properties": ends})
            file.writelines(json.dumps(line) + "\n" for line in lines)
    imported = import_file(
        analyst, path, circle,
        defaults={"grade_scheme": "4x4", "grade_source": "B", "grade_information": "2", "handling": "H1"},
    )  # fmt: skip
    assert imported.quarantined == 0, imported.quarantined
    return imported.statements


@contextmanager
def watched(browser: Browser, at: str, user: User, language: str) -> Iterator[Watched]:
    """A window of `user` with the canary in every page; what it complains of is wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale=language)
    values = {django_settings.SESSION_COOKIE_NAME: session_of(user), "manara_language": language}
    context.add_cookies([{"name": name, "value": value, "url": at} for name, value in values.items()])
    context.add_init_script(CANARY)
    window = Watched(at, context.new_page())
    own = (at, "data:", "blob:")
    context.on("request", lambda asked: None if asked.url.startswith(own) else window.wrong.append(f"asked {asked.url}"))
    context.on("request", window.asks)
    context.on("requestfinished", window.has_its_end)
    context.on("requestfailed", window.has_its_end)
    context.on("console", lambda told: window.wrong.append(f"console {told.text}") if told.type == "error" else None)
    context.on("weberror", lambda problem: window.wrong.append(f"error {problem.error}"))
    context.on("page", lambda page: window.wrong.append(f"window {page.url}") if page != window.page else None)
    window.page.on("dialog", lambda dialog: (window.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    yield window
    context.close()
    assert window.opened
    assert not window.wrong, f"{len(window.wrong)} on {window.opened} pages\n" + "\n".join(dict.fromkeys(window.wrong))


def _walk(window: Watched, path: str, most: int) -> None:
    """A list from its first page on, as its link to the next one leads."""
    for _ in range(most):
        window.see(path, widths=(1280,) if "after" in path else WIDTHS)
        following = window.page.locator("a[rel=next]").first
        if not following.count():
            return
        path = path.split("?")[0] + str(following.get_attribute("href"))


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_lists_pages_search_and_suggestions(browser: Browser, node_full_of_them: Node, language: str) -> None:
    node = node_full_of_them
    with people.at_work(node.analyst):
        reports = [str(each) for each in Report.objects.filter(kind="row").values_list("public_id", flat=True)]
        waiting = [str(each) for each in QuarantinedRow.objects.values_list("public_id", flat=True)]
    with watched(browser, node.at, node.analyst, language) as window:
        _walk(window, "/reports/", 40 if WHOLE else 5)
        _walk(window, "/entities/?schema=Person", 12 if WHOLE else 4)
        _walk(window, "/quarantine/", 4)
        _walk(window, f"/reports/{node.packaged}/", 60 if WHOLE and language == "ar" else 2)
        for public in reports[:: max(1, len(reports) // 12)]:
            window.see(f"/reports/{public}/")
        for public in waiting[:: max(1, len(waiting) // 5)]:
            window.see(f"/quarantine/{public}/")
        for text in ("<img src=x onerror=alert(1)>", "\u202eabc", "'\"><script>alert(1)</script>", "javascript:alert(1)"):
            window.see(f"/search/?{_query(q=text)}")
            window.see(f"/reports/?{_query(title=text)}")
        box = window.page.locator("input[type=search]").first
        for text in ("<script>", "alert", "\u202e", "onerror"):
            box.fill(text)
            window.rest()
            window.look(window.page.url.removeprefix(node.at))


def _query(**values: str) -> str:
    from urllib.parse import urlencode

    return urlencode(values)


def test_each_entity_with_all_its_names(browser: Browser, node_full_of_them: Node) -> None:
    """The pages of the persons, who bear every string there is between them; as page, ties, timeline, chart and file."""
    node = node_full_of_them
    assert len(node.persons) * A_PERSON >= 8_900
    with watched(browser, node.at, node.analyst, "ar") as window:
        # In CI every third of them, so that each kind of string is seen; all of them by `make strings`.
        for at, public in enumerate(node.persons if WHOLE else node.persons[::3]):
            widths = WIDTHS if at % 6 == 0 else (1280,)
            window.see(f"/entities/{public}/", widths=widths)
            if at % 6 == 0:
                for part in ("network", "timeline", "reports", "files", "export"):
                    window.see(reverse(f"resolution:{part}", args=[public]), widths=widths)
            if at % 4 == 0:
                for path in _pictures(public):
                    window.see(path, widths=(1280,))


def _pictures(public: str) -> list[str]:
    """The chart opened from the person, where the node has charts."""
    try:
        return [f"{reverse('networks:chart')}?entity={public}"]
    except NoReverseMatch:
        return []


def test_what_the_auditor_sees_of_it(browser: Browser, node_full_of_them: Node) -> None:
    """Who looked, for which purpose and for which words: the purposes and searches are such strings themselves."""
    node = node_full_of_them
    with watched(browser, node.at, node.analyst, "fr") as window:
        for text in [each for each in sample() if "\x00" not in each and len(each) < 230][:40]:
            window.see(f"/purpose/?{_query(next='//example.org/' + text)}", widths=(1280,))
            window.page.fill("input[name=purpose]", text)
            window.page.locator("main form button").first.click()
            window.rest()
            window.see(f"/search/?{_query(q=text)}", widths=(1280,))
    with watched(browser, node.at, node.auditor, "ar") as window:
        _walk(window, "/log/", 4)
        first = window.page.goto(node.at + "/log/")
        assert first is not None
        links = window.page.eval_on_selector_all("a[href*='/log/events/']", "all => all.map(each => each.getAttribute('href'))")
        for path in list(dict.fromkeys(links))[:12]:
            window.see(path)


def test_a_report_of_them_is_written_by_hand(browser: Browser, node_full_of_them: Node) -> None:
    """Through the form, released, attached to, and shown; then the colleagues' rooms that the node has."""
    node = node_full_of_them
    made = []
    braces = "{{[].map.constructor('alert(1)')()}}"
    for text in ("<svg/onload=alert(1)>", "\u202eمحمد\u2066<b>", '=HYPERLINK("http://example.org")', braces):
        with people.at_work(node.analyst) as viewer:
            changed = {"title": text, "text": text, "place": text, "persons-0-name": text, "persons-0-notes": text,
                       "conditions": text, "source_reference": text[:40]}  # fmt: skip
            made.append(hand_in(viewer, node.circle, **changed))
    with watched(browser, node.at, node.analyst, "fr") as window:
        for report in made:
            for part in ("", "history/", "release/"):
                window.see(f"/reports/{report.public_id}/{part}")
            for kind in ("report",):
                try:
                    path = reverse(f"foundation:comments-on-{kind}", args=[report.public_id])
                except NoReverseMatch:
                    continue
                window.see(f"/reports/{report.public_id}/")
                token = window.page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value")
                for text in ("<img src=x onerror=alert(1)> @x", "\u202e@" + node.analyst.code, "[a](javascript:alert(1))"):
                    window.page.request.post(
                        node.at + path, form={"text": text, "csrfmiddlewaretoken": token}, headers={"Referer": node.at}
                    )
                window.see(f"/reports/{report.public_id}/")
        for name in (
            "routes:map",
            "routes:map-whole",
            "routes:places",
            "cases:cases",
            "networks:charts",
            "foundation:mentions",
            "web:home",
        ):
            try:
                path = reverse(name)
            except NoReverseMatch:
                continue
            window.see(path)
