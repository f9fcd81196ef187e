"""The first page and the bar show what the rooms tell, and only to those who may."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from manara.foundation.access import Ability, Viewer
from manara.web import home, navigation
from manara.web.zones import zones

ANALYST = Viewer(user_id=1, code="E-1", agency_id=1, roles=frozenset({"analyst"}))
AUDITOR = Viewer(user_id=2, code="A-1", agency_id=1, roles=frozenset({"auditor"}))


def card(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "template": "x.html", "context": {}, **more}


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    one = SimpleNamespace(
        NAVIGATION=(
            {
                "label": "Account",
                "url": "web:account",
                "abilities": (Ability.READ_REPORTS,),
                "order": 30,
                "count": lambda viewer: 4,
            },
        ),
        HOME=(lambda viewer: card("late", order=90), lambda viewer: None),
        FIRST_STEPS=({"label": "Write", "url": "/x/", "abilities": (Ability.WRITE_REPORTS,)},),
        SEARCH={"url": "web:purpose", "abilities": (Ability.READ_ENTITIES,)},
    )
    other = SimpleNamespace(
        NAVIGATION=({"label": "Nowhere", "url": "nowhere:page", "abilities": (), "order": 10},),
        HOME=(lambda viewer: card("waits", order=99, waits=2), lambda viewer: card("early", order=10)),
    )
    for module in (home, navigation):
        monkeypatch.setattr(module, "shells", lambda: (one, other))


def test_what_waits_for_a_decision_comes_first(rooms: None) -> None:
    assert [each["title"] for each in home.cards(ANALYST)] == ["waits", "early", "late"]


def test_the_bar_shows_only_what_the_viewer_may_open_and_what_is_there(rooms: None) -> None:
    assert [(entry.url, entry.count) for entry in navigation.navigation(ANALYST, "/")] == [("/", 0), ("/account/", 4)]
    assert [entry.url for entry in navigation.navigation(AUDITOR, "/")] == ["/"]


def test_the_bar_says_where_one_is(rooms: None) -> None:
    assert [entry.here for entry in navigation.navigation(ANALYST, "/account/")] == ["", "page"]
    assert [entry.here for entry in navigation.navigation(ANALYST, "/account/keys/")] == ["", "true"]
    assert [entry.here for entry in navigation.navigation(ANALYST, "/")] == ["page", ""]


def test_search_and_first_steps_are_for_those_who_may(rooms: None) -> None:
    assert (navigation.search_url(ANALYST), navigation.search_url(AUDITOR)) == ("/purpose/", "")
    assert [step["url"] for step in home.first_steps(ANALYST)] == ["/x/"]
    assert home.first_steps(AUDITOR) == []


def asked(roles: set[str], *cards: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(zone.name, [str(each["title"]) for each in zone.cards]) for zone in zones(roles, cards)]


def test_the_first_page_answers_three_questions_in_their_order() -> None:
    told = asked({"analyst"}, card("a", zone="late", waits=1), card("b", zone="waits"), card("c", zone="came-in"))
    assert told == [("came-in", ["c"]), ("waits", ["b"]), ("late", ["a"])]


def test_a_card_that_names_no_question_waits_where_it_counts_something() -> None:
    assert asked({"liaison"}, card("a", waits=2), card("b")) == [("came-in", ["b"]), ("waits", ["a"]), ("late", [])]


@pytest.mark.parametrize("role", ["first-responder", "auditor", "administrator"])
def test_whose_own_work_comes_first_sees_it_first_and_nothing_else_that_came_in(role: str) -> None:
    told = asked({role}, card("own", zone="mine"), card("other", zone="came-in"))
    assert told == [("mine", ["own", "other"]), ("waits", []), ("late", [])]


def test_who_is_both_sees_both() -> None:
    told = asked({"first-responder", "investigator"}, card("own", zone="mine"), card("new", zone="came-in"))
    assert told == [("came-in", ["new"]), ("mine", ["own"]), ("waits", []), ("late", [])]


def test_only_what_waits_or_is_late_is_counted() -> None:
    cards = (card("a", zone="came-in", waits=9), card("b", zone="waits", waits=2), card("c", zone="waits", waits=3))
    assert [zone.waits for zone in zones({"analyst"}, cards)] == [0, 5, 0]
