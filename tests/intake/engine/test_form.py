"""A report's form as it was typed: read whole, or refused field by field; never an exception, nothing lost in between."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from manara.intake.engine.drafts import EntityDraft
from manara.intake.engine.form import read_form
from manara.intake.engine.form_entries import ENTRIES, MOST, numbers_of, place_of
from manara.intake.engine.grades import GRADES, is_grade
from manara.intake.engine.merging import differences, merged

GRADED = {"grade_scheme": "4x4", "grade_source": "B", "grade_information": "2", "handling": "H0"}


def entities(**typed: str) -> tuple[EntityDraft, ...]:
    read = read_form(
        {"title": "t", **GRADED, **{key.replace("__", "-"): value for key, value in typed.items()}}, country="MR"
    )
    assert read.draft is not None, read.errors
    return read.draft.entities


def test_a_phone_in_a_device_used_by_a_person_is_five_things() -> None:
    found = entities(
        persons__0__name="Ali",
        phones__0__number="36 30 10 10",
        phones__0__imei="490154203237518",
        phones__0__person="0",
    )
    assert sorted(each.schema for each in found) == ["Device", "DeviceUse", "Person", "Phone", "PhoneUse"]
    use = next(each for each in found if each.schema == "PhoneUse")
    assert {(said.prop, said.other) for said in use.statements} == {("phone", "phones-0"), ("holder", "persons-0")}
    number = next(each for each in found if each.schema == "Phone").statements[0]
    assert (number.value, number.original, number.note) == ("+22236301010", "36 30 10 10", "country-assumed:MR")


def test_a_device_without_a_number_stands_for_itself() -> None:
    assert [each.schema for each in entities(phones__0__imei="490154203237518")] == ["Device"]


def test_fact_or_assessment_is_told_for_each_entry_and_a_role_is_never_a_fact() -> None:
    found = entities(persons__0__name="Ali", persons__0__role="captain", persons__0__kind="fact",
                     boats__0__name="Yaye Fatou", boats__0__kind="assessment")  # fmt: skip
    kinds = {each.schema: {said.kind for said in each.statements} for each in found}
    assert kinds == {"Person": {"fact"}, "NetworkRole": {"assessment"}, "Vessel": {"assessment"}}


def test_an_amount_brings_its_currency_unless_one_is_given() -> None:
    said = {each.prop: each.value for each in entities(money__0__amount="30 000 MRU")[0].statements}
    assert said == {"amount": "30000", "currency": "MRU"}
    values = [
        (each.prop, each.value)
        for each in entities(money__0__amount="30 000 MRU", money__0__currency="EUR")[0].statements
    ]
    assert values == [("amount", "30000"), ("currency", "EUR")]


def test_what_is_wrong_stands_at_its_field_and_all_of_it_at_once() -> None:
    typed = {
        "title": "t",
        "persons-0-birthDate": "31/2/1990",
        "phones-0-number": "abc",
        "phones-1-person": "7",
        "grade_scheme": "4x4",
    }
    errors = read_form(typed).errors
    assert {key: problem.code for key, problem in errors.items()} == {
        "persons-0-birthDate": "date-impossible", "phones-0-number": "phone-letters", "phones-1-person": "person-missing",
        "grade_source": "grade-missing", "grade_information": "grade-missing",
    }  # fmt: skip


def test_a_link_without_anything_it_links_is_asked_about() -> None:
    errors = read_form({"title": "t", **GRADED, "persons-0-name": "Ali", "vehicles-0-person": "0"}).errors
    assert {key: problem.code for key, problem in errors.items()} == {"vehicles-0-plate": "entry-empty"}


def test_more_entries_than_a_form_takes_are_refused_and_not_dropped() -> None:
    typed = {f"persons-{number}-name": f"P{number}" for number in range(MOST + 1)}
    assert read_form({"title": "t", **GRADED, **typed}).errors[f"persons-{MOST}-name"].code == "form-too-many"


def test_a_report_without_a_title_takes_its_first_line() -> None:
    read = read_form({"text": "Boat at the cape.\nMore to come.", **GRADED})
    assert read.draft is not None and read.draft.title == "Boat at the cape."


def test_only_fields_that_the_form_has_are_fields() -> None:
    assert place_of("persons-0-name") is not None
    assert place_of("persons-0-birthDate_as") is not None
    for key in (
        "persons-0-name_as",
        "persons-x-name",
        "secrets-0-name",
        "persons-0-isAdmin",
        "title",
        "persons-1000-name",
    ):
        assert place_of(key) is None, key
    assert numbers_of({"persons-3-name": "", "persons-1-kind": "", "phones-0-number": ""}, "persons") == [1, 3]


def test_grades_belong_to_their_scheme() -> None:
    assert is_grade("4x4", "B", "2") and is_grade("3x5x2", "2", "C") and is_grade("6x6", "F", "6")
    assert not is_grade("4x4", "F", "2") and not is_grade("6x6", "B", "") and not is_grade("", "B", "2")
    assert set(GRADES) == {"4x4", "3x5x2", "6x6"}


keys = st.sampled_from([f"{group}-{number}-{name}" for group, entry in ENTRIES.items() for number in (0, 1)
                        for name in (*entry.fields, *entry.links, "kind")]
                       + ["title", "text", "occurred", "place"])  # fmt: skip


@given(st.dictionaries(keys, st.text(max_size=60) | st.sampled_from(["0", "1", "fact", "3/4/1990", "+22236301010"])))
@settings(max_examples=200, deadline=None)
def test_anything_typed_is_read_or_refused_with_a_sentence(typed: dict[str, str]) -> None:
    read = read_form({**GRADED, **typed}, country="MR")
    assert (read.draft is None) == bool(read.errors)
    assert all(problem.sentence for problem in read.errors.values())
    if read.draft is not None:
        slots = {entity.slot for entity in read.draft.entities}
        assert len(slots) == len(read.draft.entities)
        assert all(said.other in slots for entity in read.draft.entities for said in entity.statements if said.other)


def test_two_versions_are_laid_beside_the_one_they_began_from() -> None:
    base = {"title": "a", "text": "b", "place": "c"}
    mine = {"title": "a", "text": "mine", "place": "mine too", "_page": "1"}
    theirs = {"title": "theirs", "text": "b", "place": "theirs too", "persons-0-name": "Ali", "_page": "2"}
    found = {each.key: each for each in differences(base, mine, theirs)}
    assert {key: (each.suggested, each.both) for key, each in found.items()} == {
        "title": ("theirs", False), "text": ("mine", False), "place": ("mine", True), "persons-0-name": ("theirs", False),
    }  # fmt: skip
    assert merged(mine, theirs, ["title"]) == {
        "title": "theirs", "text": "mine", "place": "mine too", "persons-0-name": "Ali"
    }  # fmt: skip


def test_nobody_is_linked_to_a_row_in_which_nobody_is_named() -> None:
    typed = {"title": "x", "persons-0-name": " ", "money-0-amount": "10", "money-0-payer": "0"}
    read = read_form({**GRADED, **typed}, country="MR")
    assert read.draft is None and read.errors["money-0-payer"].code == "person-missing"
