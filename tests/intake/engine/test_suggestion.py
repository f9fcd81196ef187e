"""Columns are understood in four languages, and what only their owner knows is asked once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from manara.foundation.engine.problems import Problem
from manara.foundation.vocabulary import schemas
from manara.intake.engine.headers import phrases
from manara.intake.engine.looks import is_imei, look_of
from manara.intake.engine.mapping import Column, Mapping, suggest
from manara.intake.engine.profiles import IOM, NAMES, built_in
from manara.intake.engine.questions import questions
from manara.intake.engine.targets import IGNORED, SCHEMAS, TARGETS

EXPECTED = {
    "الاسم الكامل": "person.name", "اسم الأب": "person.fatherName", "تاريخ الميلاد": "person.birthDate",
    "مكان الميلاد": "person.birthPlace", "الهاتف": "person.phone", "رقم البطاقة": "person.idNumber",
    "جواز السفر": "person.passportNumber", "الجنسية": "person.nationality", "الجنس": "person.gender",
    "المكان": "report.place", "تاريخ": "report.date", "مركب": "vessel.name", "لوحة": "vehicle.plate",
    "نوع السيارة": "vehicle.type", "المبلغ": "money.amount", "المصدر": "report.source", "الكنية": "person.alias",
    "nom complet": "person.name", "date de naissance": "person.birthDate", "né(e) le": "person.birthDate",
    "tél.": "person.phone", "GSM": "person.phone", "N° de téléphone": "person.phone", "CNI": "person.idNumber",
    "NNI": "person.idNumber", "N° passeport": "person.passportNumber", "nationalité": "person.nationality",
    "lieu": "report.place", "immatriculation": "vehicle.plate", "pirogue": "vessel.name", "surnom": "person.alias",
    "immatriculation de la pirogue": "vessel.registrationNumber", "sexe": "person.gender", "devise": "money.currency",
    "nombre y apellidos": "person.name", "fecha de nacimiento": "person.birthDate", "teléfono": "person.phone",
    "DNI": "person.idNumber", "NIE": "person.idNumber", "pasaporte": "person.passportNumber",
    "matrícula": "vehicle.plate", "patera": "vessel.name", "matrícula de la embarcación": "vessel.registrationNumber",
    "full name": "person.name", "dob": "person.birthDate", "phone": "person.phone", "id no": "person.idNumber",
    "vessel": "vessel.name", "plate": "vehicle.plate", "place": "report.place", "source": "report.source",
    "reliability": "report.gradeSource", "grade": "report.grade", "handling": "report.handling", "IMEI": "phone.imei",
    "birthDate": "person.birthDate", "passport_number": "person.passportNumber", "latitude": "place.lat",
    "Observations": "person.notes", "نوع المعلومة": "report.kind", "complice": "person2.name",
}  # fmt: skip


@pytest.mark.parametrize(("header", "target"), EXPECTED.items())
def test_a_header_is_understood(header: str, target: str) -> None:
    assert suggest([header], []).columns[0].target == target


@pytest.mark.parametrize("header", ["foo", "xyzzy", "", "A", "رقم", "N°", "12"])
def test_what_is_not_known_is_left_to_the_user(header: str) -> None:
    assert suggest([header], []).columns[0].target is None


def test_halves_and_wholes_of_names() -> None:
    def targets(*header: str) -> list[str | None]:
        return [column.target for column in suggest(header, []).columns]

    assert targets("Nom", "Prénom") == ["person.lastName", "person.firstName"]
    assert targets("Nom", "Lieu") == ["person.name", "report.place"]
    assert targets("Nombre", "Apellidos") == ["person.firstName", "person.lastName"]
    assert targets("الاسم", "اللقب") == ["person.firstName", "person.lastName"]
    assert targets("الاسم", "خط العرض", "خط الطول") == ["place.name", "place.lat", "place.lon"]
    assert targets("Nom", "Tél", "Nom du contact", "Tél du contact") == [
        "person.name",
        "person.phone",
        "person2.name",
        "person2.phone",
    ]


def test_values_speak_where_headers_do_not() -> None:
    rows = [
        ("+222 90 00 10 00", "490154203237518", "a@example.org"),
        ("+222 90 00 10 01", "490154203237518", "b@example.org"),
    ]
    assert [c.target for c in suggest(("x1", "x2", "x3"), rows).columns] == [
        "person.phone",
        "phone.imei",
        "person.email",
    ]


def test_values_that_contradict_a_header_weigh_against_it() -> None:
    assert suggest(("Date", "Nom"), [("Rosso", "12/03/1984"), ("Kiffa", "13/04/1990")]).columns[0].target is None


def test_every_word_stands_for_a_target() -> None:
    assert set(phrases().values()) <= set(TARGETS) | IGNORED | {"second"}
    assert len(phrases()) > 700


def test_every_target_is_in_the_vocabulary() -> None:
    for target in TARGETS.values():
        if target.group == "report" or not target.prop or target.reading in ("role", "document", "relation"):
            continue
        schema = schemas()["Device" if target.prop == "imei" else SCHEMAS[target.group]]
        assert target.prop in schema.properties, target.name


def test_an_imei_has_a_check_digit() -> None:
    assert is_imei("49-015420-323751-8") and is_imei("٤٩٠١٥٤٢٠٣٢٣٧٥١٨")
    assert not is_imei("490154203237519") and not is_imei("4901542032375")


def test_looks_are_shares() -> None:
    look = look_of(["12/03/1984", "13/04/1990", "", "-", "x"])
    assert (look.filled, round(look.date, 2)) == (3, 0.67)


HEADER = ("Nom", "Né le", "Tél")


def asked(*dates: str, phones: tuple[str, ...] = ("+22290001000",), **changes: str) -> list[tuple[str, str]]:
    rows = [("Ba", date, phones[at % len(phones)]) for at, date in enumerate(dates)]
    mapping = replace(suggest(HEADER, rows), **changes)  # type: ignore[arg-type]
    return [(question.kind, question.suggested) for question in questions(HEADER, rows, mapping)]


def test_the_order_is_asked_only_where_nothing_decides_it() -> None:
    assert asked("03/04/1984", "05/06/1990") == [("date-order", "dmy")]
    assert asked("03/04/1984", "25/06/1990") == []
    assert asked("03/04/1984", "06/25/1990") == []
    assert asked("03/04/1984", "25/06/1990", "06/25/1990") == [("date-order", "dmy")]
    assert asked("1984-03-04", "12 mars 1984") == []
    assert asked("03/04/1984", order="dmy") == []


def test_the_calendar_is_asked_once() -> None:
    assert asked("1445", "1446") == [("calendar", "hijri")]
    assert asked("1984", "1445", "1990") == [("calendar", "gregorian")]
    assert asked("1445", calendar="hijri") == []


def test_the_country_is_asked_where_a_phone_has_none() -> None:
    found = questions(HEADER, [("Ba", "1984", "36 30 10 10 / +22290001000")])
    assert [(question.kind, question.examples) for question in found] == [("phone-country", ("36 30 10 10",))]
    assert asked("1984", phones=("36301010",), country="MR") == []


def test_a_mapping_survives_json() -> None:
    mapping = replace(suggest(HEADER, [("Ba", "13/04/1984", "1")]), name="Brigade", country="MR", options={"a": "ب"})
    assert Mapping.from_json(mapping.to_json()) == mapping
    assert Mapping.from_json(mapping.to_json()).to_json() == mapping.to_json()
    for name in NAMES:
        assert Mapping.from_json(built_in(name).to_json()) == built_in(name)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "mapping-unreadable"), ("[]", "mapping-unreadable"), ("[" * 100_000, "mapping-unreadable"),
        ('{"version": 99}', "mapping-version"), ('{"version": "1"}', "mapping-unreadable"),
        ('{"columns": [{"target": "person.shoes"}]}', "mapping-target"),
        ('{"columns": [{"target": ["x"]}]}', "mapping-target"),
        ('{"columns": [{"index": -1}]}', "mapping-unreadable"),
        ('{"columns": [{"index": 0}, {"index": 0}]}', "mapping-unreadable"),
        ('{"columns": 7}', "mapping-unreadable"), ('{"country": "Mauritania"}', "mapping-unreadable"),
        ('{"order": "ydm"}', "mapping-unreadable"), ('{"columns": [{"kind": "guess"}]}', "mapping-unreadable"),
    ],
)  # fmt: skip
def test_a_mapping_that_can_not_be_read_says_why(text: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        Mapping.from_json(text)
    assert refused.value.code == code


def test_a_saved_mapping_finds_its_columns_by_name() -> None:
    saved = Mapping(columns=(Column(0, "Nom", "person.name"), Column(1, "Tél", "person.phone"), Column(2, "x")))
    fitted = saved.fitted(("N°", "tel", "NOM"))
    assert [(c.index, c.header, c.target) for c in fitted.columns] == [
        (0, "N°", None),
        (1, "tel", "person.phone"),
        (2, "NOM", "person.name"),
    ]
    with pytest.raises(Problem) as refused:
        saved.fitted(("Nom",))
    assert refused.value.sentence == "The mapping was made for other columns: Tél is missing from this file."


def test_known_lists_are_known_by_their_header() -> None:
    assert suggest(IOM, []).profile == "iom-incidents"
    assert suggest(("extra", *IOM), []).profile == "iom-incidents"
    with pytest.raises(Problem) as refused:
        built_in("nobody")
    assert refused.value.code == "mapping-unknown"
