"""Search: either script finds the other, identifiers are one line, filters narrow, and bad queries have an outcome."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client

from manara.foundation.models import User
from manara.resolution.queries import searching
from tests.resolution.conftest import Browse
from tests.resolution.test_entity import words
from tests.resolution.world import admit, draft, entity, said, tie

pytestmark = pytest.mark.django_db
NAME = "محمد ولد أحمد سالم"


@pytest.fixture
def known(investigator: User) -> User:
    admit(
        investigator,
        draft(
            entity("person", "Person", said("name", NAME), birthDate="1984-03-12", nationality="mr"),
            entity("phone", "Phone", number="+22236301010"),
            tie("use", "PhoneUse", {"holder": "person", "phone": "phone"}),
        ),
        draft(
            entity("person", "Person", said("name", "Traoré Mamadou")), entity("phone", "Phone", number="+22236301010")
        ),
        draft(entity("vessel", "Vessel", name="Yaye Fatou", registrationNumber="NDB-4471")),
    )
    return investigator


def found(client: Client, text: str, **more: str) -> str:
    answer = client.get("/search/", {"q": text, **more})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("text", [NAME, "Mohamed Ould Ahmed Salem", "mohamed ahmed", "Ahmed Salem Mohammed"])
def test_a_name_is_found_in_either_script_and_any_order(known: User, browser: Browse, text: str) -> None:
    assert NAME in found(browser(known), text)


@pytest.mark.parametrize("text", ["+222 36 30 10 10", "0022236301010", "36301010", "٣٦٣٠١٠١٠"])
def test_a_phone_is_one_line_however_many_reports_name_it(known: User, browser: Browse, text: str) -> None:
    page = found(browser(known), text)
    assert page.count("<li data-walk") == 1
    assert "2 reports" in page


@pytest.mark.parametrize(("text", "name"), [("NDB 4471", "Yaye Fatou"), ("yaye fatou", "Yaye Fatou")])
def test_a_boat_is_found_by_name_and_by_registration(known: User, browser: Browse, text: str, name: str) -> None:
    assert name in found(browser(known), text)


def test_filters_narrow_and_facets_count(known: User, browser: Browse) -> None:
    client = browser(known)
    assert 'value="Person"' in found(client, "Traoré Mamadou")
    assert "data-walk" not in found(client, "Traoré Mamadou", schema="Vessel")
    assert "data-walk" in found(
        client, "Traoré Mamadou", schema="Person", agency="gn-ndb", handling="H1", since="2026-01-01"
    )
    assert "data-walk" not in found(client, "Traoré Mamadou", until="2025-01-01")
    assert "data-walk" not in found(client, "Traoré Mamadou", agency="gc-ndb")


BAD = {
    "a": "too short",
    "12": "too short",
    "!!! …": "no letter and no figure",
    "\u202e\u202e": "Find a person",
    "x" * 2_000: "The first 400 characters",
    "Moh\u202eamed A\u200fhmed": "Invisible characters",
    "\0\x01Mohamed Ahmed": "Invisible characters",
    "' or 1=1 --; drop table": "Nothing in what your circles may see",
    "<script>alert(1)</script>": "Nothing in what your circles may see",
    "9" * 390: "Nothing in what your circles may see",
}


@pytest.mark.parametrize("text", BAD, ids=[repr(each[:12]) for each in BAD])
def test_a_query_that_makes_little_sense_has_a_defined_outcome(known: User, browser: Browse, text: str) -> None:
    page = found(browser(known), text)
    assert BAD[text] in page
    assert "<script>alert" not in page


def test_filters_that_make_no_sense_are_left_out(known: User, browser: Browse) -> None:
    page = found(
        browser(known), "Traoré Mamadou", schema="Nonsense", since="31-31", page="-7", handling="H9", agency="\0"
    )
    assert "Traoré Mamadou" in page


def test_what_another_agency_holds_is_not_found_and_leaves_no_trace(known: User, other: User, browser: Browse) -> None:
    client = browser(other)
    before = found(client, NAME)
    assert "data-walk" not in before and "Nothing in what your circles may see" in before


def test_suggestions_are_of_what_one_may_see_in_both_forms(known: User, other: User, browser: Browse) -> None:
    mine, theirs = browser(known), browser(other)
    assert mine.get("/search/suggest/", {"q": "traor"}).json()["suggestions"][0]["name"]["text"] == "Traoré Mamadou"
    assert "Traoré" in mine.get("/search/suggest/", {"q": "traoré"}, headers={"HX-Request": "true"}).content.decode()
    assert theirs.get("/search/suggest/", {"q": "traor"}).json() == {"suggestions": []}
    assert mine.get("/search/suggest/", {"q": "t"}).json() == {"suggestions": []}


TITLED = ("مولاي موسى حدمين", "سيد أحمد ولد بلال الفاضل", "سيدي محمد ولد الشيخ أحمد")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("مولاي موسى", TITLED[0]), ("Moulaye Moussa", TITLED[0]), ("سيد أحمد", TITLED[1]), ("سيدي محمد", TITLED[2]),
        ("Sid'Ahmed", "Sid Ahmed Bilal"), ("Traoré Mam", "Traoré Mamadou"), ("2223630", "+222 36 30 10 10"),
    ],
)  # fmt: skip
def test_the_page_finds_all_that_its_box_offers_and_who_bears_a_title(
    known: User, other: User, browser: Browse, text: str, name: str
) -> None:
    admit(known, *(draft(entity("p", "Person", name=each), place=each) for each in (*TITLED, "Sid Ahmed Bilal")))
    client = browser(known)
    page = found(client, text)
    assert name in page and "Nothing in what" not in page
    offered = client.get("/search/suggest/", {"q": text}).json()["suggestions"]
    assert offered or text == "Moulaye Moussa"
    assert all(each["name"]["text"] in page for each in offered)
    assert "data-walk" not in found(client, text, agency="gc-ndb"), "filters hold for them too"
    assert "data-walk" not in found(client, text, schema="Vessel", until="2025-01-01")
    assert "data-walk" not in found(browser(other), text), "walls as well"


def test_of_many_who_bear_the_word_beside_a_title_the_likeliest_stand_first(known: User, browser: Browse) -> None:
    admit(known, draft(entity("p", "Person", name=TITLED[0])))
    admit(known, *(draft(entity("p", "Person", name=f"موسى ولد {word}"), place=word) for word in ("سالم", "أحمد", "بلال")))
    page = found(browser(known), "مولاي موسى")
    assert page.count("<li data-walk") == 4 and page.index(TITLED[0]) < page.index("موسى ولد")


def test_a_search_that_is_too_wide_says_so_in_whole_sentences(
    known: User, browser: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "candidates", partial(searching.candidates, limit=2))
    admit(known, *(draft(entity("p", "Person", name=NAME), place=str(at)) for at in range(3)))
    text = words(found(browser(known), NAME))
    assert "The best 2 of more in what your circles may see, the likeliest first. Another name," in text
    assert ". of what your circles" not in text


def test_a_period_that_ends_before_it_begins_is_said_and_not_answered_with_nothing(known: User, browser: Browse) -> None:
    client = browser(known)
    page = found(client, NAME, since="2026-06-01", until="2024-01-01")
    assert "The period ends before it begins" in page and "Nothing in what your circles may see" not in page
    assert 'value="2026-06-01"' in page and 'value="2024-01-01"' in page, "both dates stay, to be corrected"
    assert "ends before it begins" not in found(client, NAME, since="2026-06-01", until="2026-06-01")
