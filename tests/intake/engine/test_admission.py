"""A row becomes what its columns say, or waits with the exact reason; nothing is lost and nothing is invented."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.foundation.engine.problems import Problem
from manara.foundation.vocabulary import schemas
from manara.intake.engine.admission import Admission, admit
from manara.intake.engine.digest import digest
from manara.intake.engine.drafts import EntityDraft, Quarantined, ReportDraft, StatementDraft
from manara.intake.engine.mapping import Column, Mapping
from manara.intake.engine.profiles import IOM, built_in
from manara.intake.engine.reading import Row, open_source

SRC = Path(__file__).resolve().parents[3] / "src"


def mapped(*targets: str, **options: object) -> Mapping:
    return Mapping(columns=tuple(Column(at, t, t) for at, t in enumerate(targets)), **options)  # type: ignore[arg-type]


def row(*cells: str, number: int = 2) -> Row:
    return Row(number, cells, ",".join(cells).encode("utf-8", "surrogatepass"))


def admitted(mapping: Mapping, *cells: str) -> ReportDraft:
    result = admit(row(*cells), mapping)
    assert isinstance(result, ReportDraft), result
    check(result)
    return result


def refused(mapping: Mapping, *cells: str) -> Quarantined:
    result = admit(row(*cells), mapping)
    assert isinstance(result, Quarantined), result
    assert result.cells == cells and result.raw
    assert "…" not in result.problem.sentence.replace("“…”", "")
    return result


def check(draft: ReportDraft) -> None:
    """Hold a draft to the vocabulary: known schemas, known properties, pointers to slots that are there."""
    slots = {entity.slot: entity.schema for entity in draft.entities}
    assert len(slots) == len(draft.entities)
    for entity in draft.entities:
        schema = schemas()[entity.schema]
        assert entity.statements
        for said in entity.statements:
            prop = schema.properties[said.prop]
            if said.other:
                assert prop.range is not None and schemas()[slots[said.other]].is_a(prop.range), (entity.schema, said)
            else:
                assert said.value and prop.type != "entity", (entity.schema, said)


def said(draft: ReportDraft, slot: str) -> dict[str, str]:
    entity = next(entity for entity in draft.entities if entity.slot == slot)
    return {s.prop: s.value or f"→{s.other}" for s in entity.statements}


def test_a_person_with_everything() -> None:
    mapping = mapped("person.name", "person.birthDate", "person.nationality", "person.gender", "person.idNumber",
                     "person.phone", "person.role", "person.email",
                     "report.date", "report.place", order="dmy", country="MR")  # fmt: skip
    draft = admitted(
        mapping,
        "محمد  ولد أحمد",
        "٠٣/٠٤/١٩٨٤",
        "موريتاني",
        "ذكر",
        "١٢٣٤٥٦٧٨٩٠",
        "36 30 10 10",
        "سمسار",
        "A@Example.org",
        "12 mars 2024",
        "نواذيبو",
    )
    assert said(draft, "person") == {
        "name": "محمد ولد أحمد", "birthDate": "1984-04-03", "nationality": "mr", "gender": "male",
        "idNumber": "1234567890", "phone": "+22236301010", "email": "a@example.org",
    }  # fmt: skip
    assert said(draft, "phone") == {"number": "+22236301010"}
    assert said(draft, "link") == {"holder": "→person", "phone": "→phone"}
    assert said(draft, "role") == {"holder": "→person", "role": "recruiter"}
    assert said(draft, "place") == {"name": "نواذيبو"}
    assert (draft.occurred.iso() if draft.occurred else "", draft.place) == ("2024-03-12", "نواذيبو")
    originals = {s.prop: s.original for e in draft.entities if e.slot == "person" for s in e.statements}
    assert originals["birthDate"] == "٠٣/٠٤/١٩٨٤" and originals["name"] == "محمد  ولد أحمد"
    notes = {s.prop: s.note for e in draft.entities if e.slot == "person" for s in e.statements}
    assert notes["phone"] == "country-assumed:MR"
    assert Problem("country-assumed", text="36 30 10 10", country="MR") in draft.problems


def test_several_phones_in_one_cell() -> None:
    draft = admitted(mapped("person.name", "person.phone", country="MR"), "Ba", "36301010 / +222 22 33 44 55")
    assert [said(draft, slot)["number"] for slot in ("phone", "phone2")] == ["+22236301010", "+22222334455"]
    assert said(draft, "link2") == {"holder": "→person", "phone": "→phone2"}


def test_two_persons_and_what_ties_them() -> None:
    mapping = mapped("person.name", "person2.name", "person2.relation", "person2.phone", country="MR")
    assert said(admitted(mapping, "Ba", "Sy", "", ""), "link") == {"subject": "→person", "object": "→person2"}
    family = admitted(mapping, "Ba", "Sy", "frère", "36301010")
    assert next(e.schema for e in family.entities if e.slot == "link2") == "Family"
    associate = admitted(mapping, "Ba", "Sy", "complice", "")
    assert said(associate, "link") == {"person": "→person", "associate": "→person2", "relationship": "complice"}


def test_boats_cars_money_and_documents() -> None:
    mapping = mapped(
        "person.name", "vessel.name", "vehicle.plate", "money.amount", "document.number", "document.type", "phone.imei"
    )
    draft = admitted(mapping, "Ba", "Yaye Awa", "1234 aa 00", "30 000 أوقية", "A1", "CNI", "490154203237518")
    assert said(draft, "vehicle") == {"registrationNumber": "1234 AA 00"}
    assert said(draft, "money") == {"amount": "30000", "currency": "MRU", "payer": "→person"}
    assert said(draft, "document") == {"number": "A1", "type": "CNI", "holder": "→person"}
    assert said(draft, "device") == {"imei": "490154203237518"}


@pytest.mark.parametrize("word", ["passager", "migrante", "ضحية", "lawyer", "témoin", "family"])
def test_who_may_never_be_charted_gets_no_role(word: str) -> None:
    draft = admitted(mapped("person.name", "person.role"), "Ba", word)
    assert {entity.schema for entity in draft.entities} == {"Person"}
    assert said(draft, "person") == {"name": "Ba", "notes": word}
    assert draft.problems[0].code == "role-never-charted"


def test_an_unknown_role_charts_nobody() -> None:
    draft = admitted(mapped("person.name", "person.role"), "Ba", "pêcheur")
    assert said(draft, "person") == {"name": "Ba", "position": "pêcheur"}


@pytest.mark.parametrize(
    ("target", "cell", "code"),
    [
        ("person.birthDate", "31/02/1984", "date-impossible"),
        ("person.birthDate", "12/03/0000", "date-year-zero"),
        ("person.birthDate", "03/04/1984", "date-ambiguous"),
        ("person.birthDate", "1 محرم 1299", "date-hijri-range"),
        ("person.birthDate", "bientôt", "date-unreadable"),
        ("person.phone", "36 30 1O 10", "phone-letters"),
        ("person.phone", "36301010", "phone-no-country"),
        ("person.phone", "+222 1", "phone-impossible"),
        ("person.name", "x" * 2001, "name-too-long"),
        ("person.email", "ba chez exemple", "email-invalid"),
        ("person.gender", "Rosso", "gender-unknown"),
        ("person.idNumber", "9" * 251, "value-too-long"),
        ("phone.imei", "12345", "imei-impossible"),
        ("place.lat", "91", "coordinate-range"),
        ("place.lon", "ouest", "coordinate-unreadable"),
        ("money.amount", "beaucoup", "number-unreadable"),
        ("report.grade", "très sûr", "grade-unknown"),
        ("report.handling", "confidentiel", "handling-unknown"),
        ("report.kind", "rumeur", "kind-unknown"),
        ("report.source", "r" * 41, "value-too-long"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_column(target: str, cell: str, code: str) -> None:
    found = refused(mapped("person.alias", target), "Ba", cell)
    assert found.problem.code == code
    if target != "report.source":
        assert found.column == 1


@pytest.mark.parametrize("name", ["م", "A", "x" * 2000, "Ba\u200b", "\u202eمحمد\u202c", "Ba\x07 Moussa"])
def test_names_of_any_length_without_what_can_not_be_seen(name: str) -> None:
    draft = admitted(mapped("person.name"), name)
    (statement,) = draft.entities[0].statements
    assert statement.value and not set(statement.value) & set("\u200b\u202e\u202c\x07")
    assert (statement.original or statement.value) == name
    assert (statement.note == "hidden-removed") == (statement.value != name)


@pytest.mark.parametrize("cell", ["", " ", "-", "néant", "غير معروف", "unknown", "?"])
def test_cells_that_say_nothing_state_nothing(cell: str) -> None:
    assert refused(mapped("person.name", "person.phone"), cell, cell).problem.code == "row-says-nothing"


def test_hijri_dates_keep_what_was_written() -> None:
    draft = admitted(mapped("person.name", "person.birthDate", calendar="hijri", order="dmy"), "Ba", "12/09/1405")
    birth = draft.entities[0].statements[1]
    assert birth.value.startswith("1985-0") and (birth.original, birth.note) == ("12/09/1405", "calendar-hijri")


def test_the_first_of_january_is_a_doubt_and_no_reason() -> None:
    draft = admitted(mapped("person.name", "person.birthDate"), "Ba", "1984-01-01")
    assert draft.problems == (Problem("date-first-january", column="person.birthDate"),)


def test_a_zero_kept_by_a_formula_and_hours_beside_a_date() -> None:
    draft = admitted(mapped("person.idNumber", "report.date", order="dmy"), '="0022"', "25/03/2024 14:30")
    assert said(draft, "person") == {"idNumber": "0022"}
    assert draft.occurred is not None and draft.occurred.iso() == "2024-03-25"


def test_grades_and_handling_stay_as_given() -> None:
    mapping = mapped("person.name", "report.grade", "report.handling", "report.source", handling="H0", grade_source="X")
    draft = admitted(mapping, "Ba", "b 2", "h1", "S-17")
    assert (draft.grade_source, draft.grade_information, draft.handling, draft.source_reference) == (
        "B",
        "2",
        "H1",
        "S-17",
    )
    draft = admitted(mapping, "Ba", "", "TLP:AMBER+STRICT", "")
    assert (draft.grade_source, draft.grade_information, draft.handling, draft.tlp) == ("X", "", "H0", "AMBER+STRICT")


def test_fact_or_assessment_by_row_column_and_mapping() -> None:
    def kinds(mapping: Mapping, *cells: str) -> set[str]:
        return {s.kind for e in admitted(mapping, *cells).entities for s in e.statements}

    mapping = mapped("person.name", "person.alias", "report.kind")
    assert kinds(mapping, "Ba", "Le grand", "") == {"fact"}
    assert kinds(mapping, "Ba", "Le grand", "تقدير") == {"assessment"}
    assert kinds(replace(mapping, kind="assessment"), "Ba", "", "") == {"assessment"}
    assert kinds(replace(mapping, kind="assessment"), "Ba", "", "fait") == {"fact"}
    assert kinds(mapping.with_column(1, kind="assessment"), "Ba", "Le grand", "") == {"fact", "assessment"}


def test_a_row_the_reader_refused_keeps_its_reason() -> None:
    problem = Problem("row-undecodable", encoding="utf-8")
    found = admit(Row(7, ("a",), b"a\xff", problem), mapped("person.name"))
    assert found == Quarantined(7, problem, ("a",), b"a\xff")


def test_a_corrected_row_is_as_if_it_had_been_right() -> None:
    mapping = mapped("person.name", "person.phone", country="MR")
    wrong = refused(mapping, "Ba", "3630101O")
    corrected = admit(Row(wrong.row, ("Ba", "36301010"), wrong.raw), mapping)
    right = admit(row("Ba", "36301010"), mapping)
    assert corrected == right
    assert isinstance(right, ReportDraft) and isinstance(corrected, ReportDraft) and digest(corrected) == digest(right)


def test_a_mapping_of_nothing_is_refused() -> None:
    with pytest.raises(Problem) as empty:
        Admission(Mapping(columns=(Column(0, "x"),)))
    assert empty.value.code == "mapping-empty"


def test_rows_shorter_than_the_mapping_and_titles_from_columns() -> None:
    mapping = mapped("person.name", "report.place", "person.phone", title="Contrôle {report.place}")
    assert admitted(mapping, "Ba", "Rosso").title == "Contrôle Rosso"


ANY = st.text(max_size=40) | st.sampled_from(
    ["", "12/03/1984", "36301010", "A1", "م" * 300, "1445", "H9", "(1,2)", "\ud800"]
)


@given(cells=st.lists(ANY, min_size=12, max_size=12))
def test_no_cells_make_it_fall(cells: list[str]) -> None:
    mapping = mapped("person.name", "person.birthDate", "person.phone", "person.nationality", "person.role",
                     "person.document",
                     "money.amount", "place.lat", "report.grade", "person2.relation", "person2.name",
                     "report.text")  # fmt: skip
    result = admit(row(*cells), mapping)
    if isinstance(result, ReportDraft):
        check(result)
        assert digest(result) == digest(admit(row(*cells), mapping))  # type: ignore[arg-type]
    else:
        assert result.problem.sentence != result.problem.code


def test_the_digest_is_of_the_content_and_the_same_everywhere() -> None:
    first = ReportDraft(
        2,
        "t",
        "",
        None,
        "",
        "B",
        "2",
        "H1",
        (EntityDraft("a", "Person", (StatementDraft("name", "محمد"), StatementDraft("alias", "x"))),),
    )
    moved = replace(
        first,
        row=9,
        problems=(Problem("row-says-nothing"),),
        entities=(EntityDraft("a", "Person", tuple(reversed(first.entities[0].statements))),),
    )
    assert digest(first) == digest(moved) and len(digest(first)) == 32
    assert digest(first) != digest(replace(first, tlp="RED")) != digest(replace(first, handling="H2"))
    code = (
        "from manara.intake.engine.drafts import *; from manara.intake.engine.digest import digest;"
        "print(digest(ReportDraft(2,'t','',None,'','B','2','H1',(EntityDraft('a','Person',"
        "(StatementDraft('name','\\u0645\\u062d\\u0645\\u062f'),StatementDraft('alias','x'))),))).hex())"
    )
    other = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(SRC), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == digest(first).hex()


def test_an_incident_is_counted_and_names_nobody() -> None:
    cells = dict.fromkeys(IOM, "") | {
        "incident_id": "I1",
        "date": "2024-03-01",
        "date_precision": "month",
        "dead": "15.0",
        "location": "Off Nouadhibou",
        "lat": "20.9",
        "lon": "-17.0",
        "minors": "2",
    }
    draft = admitted(built_in("iom-incidents"), *cells.values())
    assert (draft.kind, draft.occurred.iso() if draft.occurred else "") == ("context", "2024-03")
    assert [entity.schema for entity in draft.entities] == ["Incident"]
    assert said(draft, "incident") | {"dead": "15", "children": "2", "latitude": "20.9"} == said(draft, "incident")
    assert "CC BY 4.0" in draft.details["attribution"]
    assert refused(built_in("iom-incidents"), *(cells | {"dead": "-1"}).values()).problem.code == "incident-count"


def test_the_security_councils_list_becomes_people_organisations_and_sanctions(data: Path) -> None:
    source = open_source(data / "un_list_invented.xml")
    first, second, third = (admitted(built_in("un-xml"), *r.cells) for r in source.rows())
    births = [(s.value, s.precision) for s in first.entities[0].statements if s.prop == "birthDate"]
    assert births == [("1971-02-03", "day"), ("~1972", "about"), ("1970/1973", "range")]
    assert [s.value for s in first.entities[0].statements if s.prop == "alias"] == [
        "تستي ولد مخترع",
        "Testy Invented",
        "Testi al-Mukhtara'",
    ]
    assert said(first, "sanction")["unscId"] == "XXi.001" and said(first, "sanction")["entity"] == "→person"
    assert said(first, "document") == {"number": "T0000001", "type": "Passport", "country": "ml", "holder": "→person"}
    assert {e.slot: e.schema for e in third.entities}["person"] == "Organization"
    assert said(second, "person")["gender"] == "female"


def test_tracks_become_journeys(data: Path) -> None:
    source = open_source(data / "samples" / "cerknicko-jezero.gpx")
    drafts = [result for r in source.rows() if isinstance(result := admit(r, built_in("gpx")), ReportDraft)]
    for draft in drafts:
        check(draft)
    trip = next(entity for draft in drafts for entity in draft.entities if entity.schema == "Trip")
    assert {s.prop for s in trip.statements} >= {"startLocation", "endLocation", "description"}


def test_followthemoney_keeps_ids_and_pointers() -> None:
    line = '{"id":"r1","schema":"UnknownLink","properties":{"subject":["p1"],"object":["p2"],"role":["Ba\\u202e"]}}'
    result = admit(Row(1, ("r1", "UnknownLink", "", line), line.encode()), built_in("ftm"))
    assert isinstance(result, ReportDraft)
    (entity,) = result.entities
    assert (entity.key, entity.schema) == ("r1", "UnknownLink")
    assert [(s.prop, s.value, s.other) for s in entity.statements] == [
        ("subject", "", "p1"),
        ("object", "", "p2"),
        ("role", "Ba", ""),
    ]
    unknown = admit(Row(1, ("x", "Shoe", "", '{"id":"x","schema":"Shoe","properties":{}}'), b"x"), built_in("ftm"))
    assert isinstance(unknown, Quarantined) and unknown.problem.code == "ftm-unknown-schema"
