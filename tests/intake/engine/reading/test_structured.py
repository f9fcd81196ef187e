"""Lists and maps with a structure of their own read as rows: the Security Council's list, GPX, KML, Access, FollowTheMoney."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from manara.foundation.engine.problems import Problem
from manara.intake.engine.profiles import built_in
from manara.intake.engine.reading import Choice, detect, open_source
from manara.intake.engine.reading.access_tables import date_text, unicode_text
from manara.intake.engine.tracks import track_of


def as_dicts(path: Path) -> list[dict[str, str]]:
    source = open_source(path)
    return [dict(zip(source.header, row.cells, strict=True)) for row in source.rows()]


def test_the_security_councils_list(data: Path) -> None:
    path = data / "un_list_invented.xml"
    assert detect(path).format == "un-xml"
    first, second, third = as_dicts(path)
    assert first["name"] == "TESTI OULD INVENTED"  # "na" is no name
    assert first["original script"] == "تستي ولد مخترع"
    assert first["alias"] == "Testy Invented\nTesti al-Mukhtara'"
    assert first["weak alias"] == "The Inventor"
    assert first["birth date"] == "1971-02-03\n~1972\n1970/1973"
    assert first["birth place"] == "Kaédi, Mauritania"
    assert first["nationality"] == "Mauritania\nMali"
    assert first["document"] == "Passport | T0000001 | Mali\nNational Identification Number | 0000000001"
    assert first["designation"] == "Invented treasurer\nInvented driver"
    assert (second["birth date"], second["gender"], second["listed on"]) == ("1980", "Female", "2020-07-08")
    assert (third["kind"], third["alias"], third["address"]) == ("entity", "Invented Boats", "Nouadhibou, Mauritania")
    assert [row.number for row in open_source(path).rows(1)] == [2, 3]


def test_gpx_of_a_navigation_device(data: Path) -> None:
    rows = as_dicts(data / "samples" / "gpx1.1_with_all_fields.gpx")
    assert [row["kind"] for row in rows] == ["waypoint", "waypoint", "route", "route", "track", "track"]
    assert rows[0]["name"] == "example name"
    assert (rows[0]["latitude"], rows[0]["longitude"], rows[0]["time"][:10]) == ("12.3", "45.6", "2013-01-02")
    track = next(
        row
        for row in as_dicts(data / "samples" / "cerknicko-jezero.gpx")
        if row["kind"] == "track" and row["points"] != "0"
    )
    assert int(track["points"]) == len(track["path"].split("\n")) > 10
    assert track["path"].startswith(f"{track['latitude']},{track['longitude']}")


def test_kml_of_a_map_program(data: Path, written: Callable[..., Path]) -> None:
    rows = as_dicts(data / "samples" / "iom_corridors.kml")
    assert len(rows) == 62
    assert (rows[0]["latitude"], rows[0]["longitude"]) == ("14.6928", "-17.4467")  # KML writes longitude first
    text = """<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document><Folder><name>Plages</name>
      <Placemark><name>Point A</name><description><![CDATA[<b>vu</b> le 3<script>alert(1)</script> &amp; 4]]></description>
        <TimeStamp><when>2024-03-12</when></TimeStamp><Point><coordinates>-17.03,20.94,0</coordinates></Point></Placemark>
      <Placemark><name>Zone</name><Polygon><outerBoundaryIs><LinearRing>
        <coordinates>1,2 3,4 1,2</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
      <Placemark><name>Trace</name><gx:Track><when>2024-01-01T00:00:00Z</when><when>2024-01-02T00:00:00Z</when>
        <gx:coord>1 2 0</gx:coord><gx:coord>3 4 0</gx:coord></gx:Track></Placemark>
      <Placemark><name>Deux</name><MultiGeometry><Point><coordinates>1,2</coordinates></Point><Point><coordinates>3,4</coordinates></Point></MultiGeometry></Placemark>
      <NetworkLink><Link><href>http://192.0.2.1/x.kml</href></Link></NetworkLink></Folder></Document></kml>"""
    rows = as_dicts(written(text, name="a.kml"))
    assert [(row["name"], row["kind"]) for row in rows] == [
        ("Point A", "waypoint"), ("Zone", "area"), ("Trace", "track"), ("Deux", "waypoint"), ("Deux", "waypoint"),
    ]  # fmt: skip
    assert rows[0]["description"] == "<b>vu</b> le 3<script>alert(1)</script> &amp; 4"
    row = next(iter(open_source(written(text, name="a.kml")).rows()))
    report = track_of(row, built_in("kml"))
    assert (report.text, report.details["description"]) == ("vu le 3 & 4", rows[0]["description"])
    assert (rows[0]["time"], rows[0]["folder"]) == ("2024-03-12", "Plages")
    assert (rows[2]["time"][:10], rows[2]["end time"][:10], rows[2]["end latitude"]) == (
        "2024-01-01",
        "2024-01-02",
        "4",
    )


def test_access_of_two_ages(data: Path) -> None:
    source = open_source(data / "samples" / "ASampleDatabase.accdb")
    assert source.sheets == ("Asset Items",)
    assert len(list(source.rows())) == 65
    assert len(source.sample(10)) == 10
    rows = list(source.rows())
    assert len(rows) == 65  # a sample that stopped early takes nothing from what comes after
    first = dict(zip(source.header, rows[0].cells, strict=True))
    assert (first["Acquired"], first["Cost"], first["Make"]) == ("1997-09-02", "1995.5", "GEO Rocket")
    assert b"GEO Rocket" in rows[0].raw
    dates = open_source(data / "samples" / "DateTestDatabase.mdb", Choice(sheet="DateTest"))
    cells = [dict(zip(dates.header, row.cells, strict=True)) for row in dates.rows()]
    assert cells[0]["DateCol"] == "2021-12-02"
    assert all(cell["DateCol"] != "(Invalid Date)" for cell in cells)
    with pytest.raises(Problem) as refused:
        open_source(data / "samples" / "DateTestDatabase.mdb", Choice(sheet="nowhere"))
    assert refused.value.code == "sheet-missing"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("محمد".encode("utf-16-le"), "محمد"),
        (b"\xff\xfeH\xe9l\xe8ne", "Hélène"),
        (b"\xff\xfeBa \x00" + "محمد".encode("utf-16-le") + b"\x00 Ba", "Ba محمد Ba"),
        (b"", ""),
        (b"\xff\xfe", ""),
    ],
)
def test_text_of_access_is_decoded_as_it_is_stored(stored: bytes, text: str) -> None:
    assert unicode_text(stored) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (44532.0, "2021-12-02"),
        (44532.5, "2021-12-02 12:00"),
        (-1.25, "1899-12-29 06:00"),
        (0.0, "1899-12-30"),
        (1e12, ""),
        (float("nan"), ""),
    ],
)
def test_dates_of_access_count_from_1899(days: float, text: str) -> None:
    assert date_text(days) == text


def entity(number: int, **properties: list[str]) -> str:
    return json.dumps(
        {"id": f"e{number}", "schema": "Person", "properties": properties or {"name": [f"محمد {number}"]}},
        ensure_ascii=False,
    )


def test_followthemoney_lines(written: Callable[..., Path]) -> None:
    lines = [entity(1), "", "not json", "[1]", '{"id": "x"}', entity(2)]
    source = open_source(written("\n".join(lines), name="a.ftm.json"))
    rows = list(source.rows())
    assert [row.number for row in rows] == [1, 3, 4, 5, 6]
    assert [row.problem.code if row.problem else row.cells[:3] for row in rows] == [
        ("e1", "Person", "محمد 1"), "json-invalid", "json-invalid", "json-invalid", ("e2", "Person", "محمد 2"),
    ]  # fmt: skip
    assert list(source.rows(4)) == rows[3:]
