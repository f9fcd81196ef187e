"""The first page and the bar show what the rooms tell, and only to those who may."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from manara.foundation.access import Ability, Viewer
from manara.web import home, navigation

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
