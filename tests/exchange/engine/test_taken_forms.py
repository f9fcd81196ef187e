"""CSV, i2-style tables and GeoJSON come back as they were written, bear their marks, and can't pass for whole when cut off."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.exchange.engine import geojson, i2, plain_table
from manara.exchange.engine.marks import Marks, file_name
from manara.foundation.engine.handling import TLP, strictest
from manara.foundation.engine.spreadsheet_cells import as_written, inert

MARKS = Marks("H2", "ANA-01", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC), "case 12", "RED", ("ask first",), "Gendarmerie")
FORMULAS = ("=1+1", "+222", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", "''=1", "' =1", "＝1", "'", "a=1")


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_inert_and_comes_back(text: str) -> None:
    assert as_written(inert(text)) == text
    assert not inert(text).lstrip().startswith(("=", "+", "-", "@", "＝"))


@given(st.text(alphabet=st.sampled_from("'=+-@ \t\n\rab1＝"), max_size=8))
def test_what_inert_adds_can_be_told_from_what_was_written(text: str) -> None:
    assert as_written(inert(text)) == text
    assert not inert(text).lstrip().startswith(("=", "+", "-", "@", "＝"))


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12), max_size=4))
def test_a_table_comes_back_with_its_marks(values: list[str]) -> None:
    data = b"".join(plain_table.write(("a", "b"), [(each, "x") for each in values], MARKS))
    rows = rows_of(data)
    assert [as_written(row["a"]) for row in rows] == values
    assert plain_table.whole(rows) == bool(values)
    for row in rows:
        assert (row["file_handling"], row["file_tlp"], row["taken_by"]) == ("H2", "RED", "ANA-01")
        assert (row["taken_at"], row["purpose"]) == ("2026-03-04T05:06:07Z", "case 12")


def test_a_table_that_was_cut_off_does_not_pass_for_whole() -> None:
    written = list(plain_table.write(("a",), [("1",), ("2",), ("3",)], MARKS))
    assert plain_table.whole(rows_of(b"".join(written)))
    for cut in range(2, len(written)):
        assert not plain_table.whole(rows_of(b"".join(written[:cut])))


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="row 1"):
        list(plain_table.write(("a", "b"), [("1",)], MARKS))


ENTITIES = (
    i2.I2Entity("e-1", "Person", "محمد ولد أحمد", when="1990-02"),
    i2.I2Entity("e-2", "Phone", "+222 36 30 10 22", when="2026-02-18", grade="B2", handling="H1", source="HUM-7"),
)
LINK = i2.I2Link(
    "l-1", "uses", "e-1", "e-2", direction="forward", strength="confirmed", since="2026-01-05T22:10", until="2026-02"
)


def test_a_link_stands_on_one_row_with_both_its_ends() -> None:
    (row,) = rows_of(i2.link_table([LINK], ENTITIES, MARKS))
    ends = [as_written(row[f"Entity {end} {part}"]) for end in (1, 2) for part in ("Type", "Identity", "Label")]
    assert ends == ["Person", "e-1", "محمد ولد أحمد", "Phone", "e-2", "+222 36 30 10 22"]
    assert (as_written(row["Direction"]), row["Strength"], row["Link Type"]) == ("->", "Confirmed", "uses")
    assert (row["Date"], row["Time"], row["End Date Description"]) == ("2026-01-05", "22:10", "2026-02")


def test_a_date_that_is_no_whole_day_stays_words() -> None:
    first, second = rows_of(i2.entity_table(ENTITIES, MARKS))
    assert (first["Date"], first["Date Description"]) == ("", "1990-02")
    told = (second["Date"], second["Source Reference"], second["Grade"], second["Handling"])
    assert told == ("2026-02-18", "HUM-7", "B2", "H1")


def test_a_link_to_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="not in the file"):
        i2.link_table([i2.I2Link("l", "uses", "e-1", "e-9")], ENTITIES, MARKS)


def test_strength_says_how_far_a_tie_is_known() -> None:
    assert i2.strength_of(fact=True, reports=1) == "confirmed"
    assert i2.strength_of(fact=False, reports=2) == "unconfirmed"
    assert i2.strength_of(fact=False, reports=1) == "tentative"


def test_the_package_says_who_took_it_and_does_not_open_when_cut_off() -> None:
    packed = i2.package(ENTITIES, [LINK], MARKS, note="a suspicion\nis no fact")
    assert packed == i2.package(ENTITIES, [LINK], MARKS, note="a suspicion\nis no fact")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        told = archive.read("marks.txt").decode("utf-8-sig")
        assert plain_table.whole(rows_of(archive.read("links.csv")))
    for part in ("handling: H2", "tlp: RED", "taken_by: ANA-01", "purpose: case 12", "entities: 2", "a suspicion is no fact"):
        assert part in told
    for cut in (len(packed) // 2, len(packed) - 1):
        with pytest.raises(zipfile.BadZipFile):
            zipfile.ZipFile(io.BytesIO(packed[:cut]))


FEATURES = (
    geojson.Feature("p-1", ((-17.03, 20.93),), {"name": "نواذيبو", "handling": "H1", "reports": 3, "sure": True}),
    geojson.Feature("w-1", ((-17.03, 20.93), (-15.4, 28.1)), {"name": "leg", "dates": ["2026-02"]}),
    geojson.Feature("x-1", (), {"name": "a place without coordinates"}),
)


def test_places_and_ways_come_back_with_their_marks() -> None:
    data = geojson.write(FEATURES, MARKS)
    back = geojson.read(data)
    assert [(each.id, each.positions) for each in back] == [(each.id, each.positions) for each in FEATURES]
    for was, now in zip(FEATURES, back, strict=True):
        assert {name: now.properties[name] for name in was.properties} == dict(was.properties)
        assert now.properties["taken_by"] == "ANA-01" and now.properties["purpose"] == "case 12"
    # What a report asks for is not overwritten by what the file asks for.
    assert (back[0].properties["handling"], back[0].properties["file_handling"]) == ("H1", "H2")
    assert json.loads(data)["marks"]["features"] == 3
    for cut in (10, len(data) // 2, len(data) - 2):
        with pytest.raises(ValueError):
            geojson.read(data[:cut])


@pytest.mark.parametrize("position", [(181.0, 0.0), (0.0, 90.01), (float("nan"), 0.0), (0.0, float("inf"))])
def test_a_position_outside_the_world_is_refused(position: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="degrees"):
        geojson.write([geojson.Feature("x", (position,), {})], MARKS)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"type":"Feature"}', b'{"type":"FeatureCollection","features":[1]}',
    b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon"}}]}'])  # fmt: skip
def test_what_is_no_such_collection_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        geojson.read(data)


def test_the_name_of_a_file_says_its_marks_in_plain_letters() -> None:
    assert file_name(MARKS, "entity", ".pdf") == "manara-entity-H2-TLP_RED-ANA_01-20260304T050607Z.pdf"
    elsewhere = Marks("", "a/../b", datetime(2026, 3, 4, 6, 6, 7, tzinfo=timezone(timedelta(hours=1))))
    assert file_name(elsewhere, "search", ".csv") == "manara-search-H0-a____b-20260304T050607Z.csv"


def test_the_strictest_rules_and_what_nobody_knows_is_stricter_still() -> None:
    assert strictest(["H0", "H2", "", "H1"]) == "H2"
    assert strictest([], TLP) == ""
    assert strictest(["GREEN", "AMBER+STRICT", "AMBER"], TLP) == "AMBER+STRICT"
    assert strictest(["H3", "H9"]) == "H9"
    assert MARKS.restricted and MARKS.code == "H2 · TLP:RED"
    assert not Marks("H1", "x", MARKS.taken_at, tlp="AMBER").restricted
