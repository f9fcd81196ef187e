"""A place is found by any of its names in any script, and two places of one name are two."""

from __future__ import annotations

from collections import defaultdict

import pytest

from manara.foundation.engine import places
from manara.foundation.engine.match_keys import keys


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Nouadhibou", "g2377457"), ("نواذيبو", "g2377457"), ("Nuadibú", "g2377457"), ("NOUADIBOU", "g2377457"),
        ("Port-Étienne", "g2377457"), ("طنجة", "g2530335"), ("Tanger", "g2530335"), ("روصو", "g2376898"),
    ],
)  # fmt: skip
def test_a_place_is_found_by_each_of_its_names(text: str, id: str) -> None:
    assert places.find_places(text)[0].id == id


def test_the_keys_that_ship_are_those_of_today() -> None:
    """Else a change of the rules would leave places that nobody finds."""
    book = places.gazetteer()
    computed: dict[str, set[int]] = defaultdict(set)
    for number, place in enumerate(book.places[:1500]):
        for name in place.all_names:
            for key in keys("place", name):
                computed[key].add(number)
    shipped = {key: {n for n in numbers if n < 1500} for key, numbers in book.keyed.items()}
    assert {key: numbers for key, numbers in shipped.items() if numbers} == dict(computed)


def test_two_places_of_one_name_are_both_there_and_neither_is_chosen() -> None:
    found = [place for place in places.find_places("Rosso") if "Rosso" in place.all_names]
    assert {place.country for place in found} == {"MR", "SN"}
    assert places.only_place("Rosso") is None
    assert places.only_place("Rosso", "SN") is not None and places.only_place("Rosso", "SN").country == "SN"  # type: ignore[union-attr]
    assert [place.country for place in places.find_places("Rosso", "sn")[:1]] == ["SN"]


def test_what_is_half_typed_is_found_and_what_is_nothing_is_not() -> None:
    assert "g2377457" in {place.id for place in places.beginning("noua")}
    assert "g2377457" in {place.id for place in places.beginning("نواذ")}
    for nothing in ("", "   ", "\u202e", "!!!", "٪"):
        assert places.find_places(nothing) == [] and places.beginning(nothing) == []
    assert places.find_places("Xqzvw Kjhgf") == []


def test_every_place_lies_on_earth_and_bears_a_name() -> None:
    for place in places.gazetteer().places:
        assert place.all_names and place.located
        assert abs(place.latitude or 0) <= 90 and abs(place.longitude or 0) <= 180
    assert len(places.gazetteer().numbers) == len(places.gazetteer().places)


def test_near_is_near() -> None:
    town = places.near(20.95, -17.03, least_population=50_000)
    assert town is not None and town.id == "g2377457"
    assert places.near(0.0, -30.0, within_km=50) is None
    # Nouakchott to Nouadhibou, as the crow flies.
    assert 330 < places.kilometres(18.086, -15.979, 20.942, -17.038) < 345
