"""Who stands under one name with another, and of whom too little is said to tell him apart."""

from __future__ import annotations

from manara.resolution.engine.namesakes import namesakes, still_alike


def test_names_are_one_as_a_reader_takes_them_in() -> None:
    found = namesakes({1: "Sidi  Ould Ahmed", 2: "sidi ould ahmed", 3: "Sidi", 4: "أحمد", 5: "احمد"})
    assert found.keys() == {1, 2, 4, 5} and found[1] == found[2] and found[4] == found[5]
    assert namesakes({}) == {} and namesakes({1: "Sidi"}) == {}


def test_what_is_said_of_two_alike_or_not_at_all_tells_neither_apart() -> None:
    group = {1: "a", 2: "a", 3: "a", 4: "b", 5: "b"}
    said: dict[int, list[str]] = {1: ["1970"], 2: ["1970"], 3: ["1971"], 4: ["1970"], 5: []}
    assert still_alike(group, said) == {1, 2, 5}
