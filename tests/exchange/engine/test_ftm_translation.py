"""What only Manara has reaches other readers in FollowTheMoney's own schemas, and each loss is stated."""

from __future__ import annotations

import pytest

from manara.exchange.engine.ftm import FtmEntity, to_ftm
from manara.foundation.vocabulary import schema, schemas

OWN = sorted(name for name, one in schemas().items() if one.own)


def sample(name: str) -> FtmEntity:
    """An entity of a schema with a value for each property."""
    of_type = {
        "date": "2024-03-12",
        "number": "3",
        "country": "MR",
        "gender": "male",
        "url": "https://example.org/",
        "topic": "crime",
    }
    return FtmEntity(
        f"id-{name}",
        name,
        {
            prop.name: (next(iter(prop.choices), "") or of_type.get(prop.type, f"{prop.name}-1"),)
            for prop in schema(name).properties.values()
        },
    )


@pytest.mark.parametrize("name", sorted(name for name, one in schemas().items() if not one.abstract))
def test_no_value_is_lost(name: str) -> None:
    given = sample(name)
    translation = to_ftm(given)
    target = schema(translation.entity.schema)
    assert not target.own and not target.abstract
    assert set(translation.entity.properties) <= set(target.properties)
    told = " ".join(value for values in translation.entity.properties.values() for value in values)
    for prop, (value,) in given.properties.items():
        shown = schema(name).properties[prop].choice_label(value, "en")
        assert value in told or shown in told or value.lower() in told, prop


@pytest.mark.parametrize("name", OWN)
def test_every_move_of_an_own_schema_is_stated(name: str) -> None:
    given = sample(name)
    translation = to_ftm(given)
    stated = {loss.property for loss in translation.losses}
    assert "" in stated
    moved = {
        prop
        for prop, values in given.properties.items()
        if prop not in schema(translation.entity.schema).properties
    }  # fmt: skip
    assert moved <= stated


def test_a_schema_of_followthemoney_goes_as_it_is() -> None:
    person = FtmEntity("p", "Person", {"name": ("محمد ولد أحمد",), "birthDate": ("1984-05",), "nationality": ("MR",)})
    translation = to_ftm(person)
    assert translation.losses == ()
    assert translation.entity.properties == {
        "name": ("محمد ولد أحمد",),
        "birthDate": ("1984-05",),
        "nationality": ("mr",),
    }


def test_a_phone_and_its_use() -> None:
    phone = to_ftm(FtmEntity("t", "Phone", {"number": ("+22290123456",), "imsi": ("609010000000000",)})).entity
    assert (phone.schema, phone.properties["phone"], phone.properties["service"]) == (
        "UserAccount",
        ("+22290123456",),
        ("phone",),
    )
    assert phone.properties["notes"] == ("IMSI number: 609010000000000",)
    use = to_ftm(FtmEntity("u", "PhoneUse", {"holder": ("p",), "phone": ("t",), "startDate": ("2024",)})).entity
    assert use.schema == "UnknownLink"
    assert use.properties == {"role": ("uses telephone",), "subject": ("p",), "object": ("t",), "startDate": ("2024",)}


def test_a_leg_of_a_route_keeps_from_and_to() -> None:
    leg = FtmEntity(
        "l", "RouteLeg", {"startLocation": ("a",), "endLocation": ("b",), "stage": ("sea",), "network": ("n",)}
    )
    trip = to_ftm(leg).entity
    assert trip.schema == "Trip"
    assert (
        trip.properties["startLocation"] == ("a",)
        and trip.properties["organizer"] == ("n",)
        and trip.properties["keywords"] == ("sea",)
    )


def test_an_incident_keeps_its_counts_in_words() -> None:
    event = to_ftm(FtmEntity("i", "Incident", {"dead": ("4",), "missing": ("11",), "date": ("2021-08-16",)})).entity
    assert event.schema == "Event" and event.properties["summary"] == ("Dead: 4", "Missing: 11")


@pytest.mark.parametrize(
    ("value", "kept"),
    [("2024-03-12", ("2024-03-12",)), ("~1984", ("1984",)), ("~1984-03", ("1984-03",)), ("2024-03/2024-05", ("2024",)),
     ("2024-03-03/2024-03-05", ("2024-03",)), ("2019/2021", ()), ("unknown", ())],
)  # fmt: skip
def test_a_date_keeps_what_is_certain(value: str, kept: tuple[str, ...]) -> None:
    translation = to_ftm(FtmEntity("p", "Person", {"birthDate": (value,)}))
    assert translation.entity.properties.get("birthDate", ()) == kept
    inexact = kept != (value,)
    assert translation.entity.properties.get("notes", ()) == ((f"Date of birth: {value}",) if inexact else ())
    assert bool(translation.losses) is inexact
