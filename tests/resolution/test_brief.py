"""The brief of an entity: everything that is known with everyone who says it, in four languages, and never the source."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from manara.foundation.models import User
from tests.foundation import people
from tests.resolution.story import NAME, agencies, told
from tests.resolution.world import address, admit, draft, entity, said

pytestmark = pytest.mark.django_db
Browse = Callable[..., Any]
LANGUAGES = ("ar", "fr", "es", "en")


def words(pdf: bytes) -> str:
    pages = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(pages.translate(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200b"))).split())


@pytest.fixture
def story(db: None) -> tuple[User, str]:
    gendarmerie, coast_guard, partner = agencies()
    user, second, third = (
        people.person("investigator", at=gendarmerie, code="E-0417"),
        people.person("analyst", at=coast_guard, code="E-0500"),
        people.person("liaison", at=partner, code="E-0600"),
    )
    circle = people.circle(user)
    from manara.foundation.actions.admit_member import admit_member

    with people.at_work(user) as viewer:
        for each in (second, third):
            admit_member(viewer, circle, each, reason="joint case")
    return user, str(told(user, (second, third), circle.pk))


def brief(browser: Browse, user: User, opened: str, language: str) -> bytes:
    answer = browser(user).post(
        f"/entities/{opened}/take/",
        {"format": "pdf", "language": language, "purpose": "hearing", "confirmed": "on"},
    )
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return bytes(answer.content)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_in_the_language_that_was_chosen(
    story: tuple[User, str], browser: Browse, language: str, tmp_path: Path
) -> None:
    pdf = brief(browser, *story, language)
    (tmp_path / f"brief-{language}.pdf").write_bytes(pdf)
    read = PdfReader(io.BytesIO(pdf))
    assert read.root_object["/Lang"] == language
    direction = read.root_object.get("/ViewerPreferences", {}).get("/Direction", "/L2R")
    assert direction == ("/R2L" if language == "ar" else "/L2R")
    shown = words(pdf)
    own = {"fr": "Ce que l’on sait", "es": "Lo que se sabe", "en": "What is known"}
    assert own.get(language, "Mohamed") in shown
    for each in own.keys() - {language}:
        assert own[each] not in shown


def test_it_says_what_the_page_says_with_everyone_who_says_it(story: tuple[User, str], browser: Browse) -> None:
    shown = words(brief(browser, *story, "en"))
    for part in ("Mohamed Ould Ahmed Salem", "1984-03-12", "1984-12-03", "they differ", "assessment", "B2 (4x4)", "H1",
                 "+222 10301044", "Yaye Fatou", "Traoré Mamadou", "Coast guard", "MR-1204471",
                 "in Latin script", "organiser", "E-0417", "hearing", "End of the document"):  # fmt: skip
        assert part.casefold() in shown.casefold(), part
    assert shown.count("[1]") > 5, "what is said leads to its report"


def test_who_the_source_is_stays_in_the_node(story: tuple[User, str], browser: Browse) -> None:
    pdf = brief(browser, *story, "ar")
    assert "112" not in words(pdf).replace("MR-1204471", "")


def test_the_name_on_the_first_page_is_the_name(story: tuple[User, str], browser: Browse) -> None:
    read = PdfReader(io.BytesIO(brief(browser, *story, "ar")))
    assert read.metadata is not None and read.metadata.title == NAME


def test_hostile_words_are_words(investigator: User, browser: Browse) -> None:
    hostile = '#import "x" $y$ `z` #eval("1")'
    (report,) = admit(
        investigator,
        draft(
            entity("man", "Person", said("name", "Sidi Bah"), said("notes", hostile), said("position", "long " * 2000))
        ),
    )
    shown = words(brief(browser, investigator, str(address(investigator, report)), "fr"))
    assert hostile in shown and shown.count("long") == 2000


def test_one_who_has_only_a_name_gets_a_brief_too(investigator: User, browser: Browse) -> None:
    (report,) = admit(investigator, draft(entity("man", "Person", name="Sidi Bah"), occurred=""))
    shown = words(brief(browser, investigator, str(address(investigator, report)), "en"))
    assert "No report ties it to anything else." in shown and "Sidi Bah" in shown
