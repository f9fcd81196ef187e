"""The vocabulary is whole: four languages everywhere, no schema inherits from itself, every edge and range exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from manara.foundation import vocabulary
from manara.foundation.engine.match_keys import KINDS
from manara.foundation.vocabulary import LANGUAGES, Property, Schema, choice_lists, schema, schemas
from manara.foundation.vocabulary.noun import TYPES

FILES = sorted((Path(vocabulary.__file__).parent / "schema-files").glob("*.yaml"))
ALL = sorted(schemas().values(), key=lambda one: one.name)
PROPERTIES = {(prop.schema, prop.name): prop for one in ALL for prop in one.properties.values()}
ICONS = Path(vocabulary.__file__).parents[2] / "web" / "static" / "web" / "icons.svg"

FOLLOWTHEMONEY = """
    Thing Interval LegalEntity Person Organization PublicBody Company Vessel Vehicle Airplane Identification Passport Call
    Message Payment BankAccount CryptoWallet Trip Family Membership Associate UnknownLink Directorship Employment
    Ownership Event Address Document Note Sanction Mention
"""
OWN = """
    Phone Device PhoneUse DeviceUse NetworkRole CriminalNetwork RouteLeg SafeHouse VictimShelter DetentionPlace
    PlaceOfInterest CoTravel Lodging Presence Incident Equipment
"""


def test_what_the_rooms_rely_on_is_there() -> None:
    assert set(FOLLOWTHEMONEY.split()) <= {one.name for one in ALL if not one.own}
    assert set(OWN.split()) == {one.name for one in ALL if one.own}


def test_one_file_a_schema_named_after_it() -> None:
    snake = {re.sub(r"(?<!^)(?=[A-Z])", "_", one.name).lower() for one in ALL}
    assert {file.stem for file in FILES} == snake


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_a_schema_is_named_in_four_languages(one: Schema) -> None:
    assert re.fullmatch(r"[A-Z][A-Za-z]+", one.name)
    assert one.about.endswith(".")
    for words in (one.words, one.plural_words, *((one.edge.words,) if one.edge else ())):
        said_in_four_languages(words)


@pytest.mark.parametrize("prop", PROPERTIES.values(), ids=lambda prop: f"{prop.schema}.{prop.name}")
def test_a_property_is_named_in_four_languages(prop: Property) -> None:
    assert re.fullmatch(r"[a-z][A-Za-z0-9]*", prop.name)
    assert prop.type in TYPES
    assert (prop.type == "entity") == (prop.range is not None)
    assert prop.range is None or prop.range in schemas()
    assert prop.match_kind is None or prop.match_kind in KINDS
    said_in_four_languages(prop.words)


@pytest.mark.parametrize("name", sorted(choice_lists()))
def test_a_choice_is_named_in_four_languages(name: str) -> None:
    assert choice_lists()[name]
    for code, words in choice_lists()[name].items():
        assert re.fullmatch(r"[a-z][a-z_]*", code)
        said_in_four_languages(words)
    for lang in LANGUAGES:
        labels = [words[lang] for words in choice_lists()[name].values()]
        assert len(set(labels)) == len(labels), "two choices can't be told apart"


def said_in_four_languages(words: object) -> None:
    assert isinstance(words, vocabulary.noun.Mapping) and tuple(sorted(words)) == tuple(sorted(LANGUAGES))
    for lang, word in words.items():
        assert word == word.strip() != ""
        arabic = re.search("[\u0620-\u064a]", word) is not None
        assert arabic == (lang == "ar"), f"{word!r} is not in {lang}"
        assert "'" not in word, "a typographic apostrophe belongs here"


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_inheritance_has_an_end_and_what_it_promises(one: Schema) -> None:
    assert one.name not in one.ancestors
    assert one.is_a(one.name)
    for parent in one.parents:
        assert one.is_a(parent)
        assert schema(parent).ancestors <= one.ancestors
        assert set(schema(parent).properties) <= set(one.properties)
        assert schema(parent).chartable or not one.chartable


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_captions_edges_and_exports_name_what_exists(one: Schema) -> None:
    assert set(one.caption) | set(one.featured) <= set(one.properties)
    assert one.caption or one.abstract
    if one.edge:
        for end in (one.edge.source, one.edge.target):
            assert one.properties[end].type == "entity"
    if one.own:
        assert one.export is not None, "an own schema says what other readers get"
    if one.export:
        target = schema(one.export.schema)
        assert not target.own and not target.abstract
        assert set(one.export.properties) <= set(one.properties)
        assert {name for names in one.export.properties.values() for name in names} <= set(target.properties)
        assert set(one.export.constants) <= set(target.properties)


def test_every_tie_between_two_can_be_drawn() -> None:
    ties = [one for one in ALL if one.is_a("Interest") and not one.abstract]
    assert len(ties) > 8 and all(one.edge for one in ties)


def test_the_glyph_of_each_schema_is_drawn() -> None:
    if not ICONS.exists():
        pytest.skip("no icons yet")
    glyphs = set(re.findall(r'id="([^"]+)"', ICONS.read_text(encoding="utf-8")))
    assert {one.icon for one in ALL} <= glyphs


def test_three_places_that_arabic_calls_alike_stay_apart() -> None:
    three = [schema(name) for name in ("SafeHouse", "VictimShelter", "DetentionPlace")]
    for lang in LANGUAGES:
        assert len({one.label(lang) for one in three}) == 3
    assert not any(one.is_a(other.name) for one in three for other in three if one is not other)
    assert [one.chartable for one in three] == [True, False, True]


def test_boats_are_matched_as_boats_and_cars_by_their_plate() -> None:
    assert schema("Vehicle").properties["registrationNumber"].match_kind == "plate"
    assert {schema("Vessel").properties[name].match_kind for name in ("name", "registrationNumber", "imoNumber")} == {
        "boat"
    }
    assert schema("Address").properties["name"].match_kind == "place"
    assert schema("Person").properties["name"].match_kind == "name"
    assert schema("Phone").properties["number"].match_kind == "phone"
    assert schema("Device").properties["imei"].match_kind == "imei"
    assert schema("Passport").properties["number"].match_kind == "document"
    assert schema("BankAccount").properties["iban"].match_kind == "account"


def test_every_role_of_the_field_can_be_given_and_none_that_must_not() -> None:
    roles = schema("NetworkRole").properties["role"].choices
    assert list(roles) == [
        "organiser", "financier", "recruiter", "community_head", "transporter", "guide", "host", "supplier", "captain",
        "forger", "money_collector", "lookout", "complicit_official", "online_advertiser",
    ]  # fmt: skip
    assert not {"passenger", "victim", "family", "rescuer", "lawyer"} & set(roles)


def test_labels_fall_back_to_english_and_codes_to_themselves() -> None:
    assert schema("Person").label("ar-ma") == "شخص"
    assert schema("Person").label("de") == "Person"
    role = schema("NetworkRole").properties["role"]
    assert role.choice_label("lookout", "fr") == "Guetteur"
    assert role.choice_label("chauffeur de taxi", "fr") == "chauffeur de taxi"


def test_own_marks_what_followthemoney_lacks() -> None:
    assert schema("Phone").own and schema("Phone").properties["number"].own
    assert not schema("Phone").properties["name"].own
    assert not schema("NetworkRole").properties["role"].own  # FollowTheMoney's Interest has it


def test_an_unknown_schema_is_refused() -> None:
    with pytest.raises(KeyError):
        schema("Suspect")
