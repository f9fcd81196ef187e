"""Numbers come to E.164 as they are written down; the quick way agrees with libphonenumber on every number it takes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from manara.foundation.engine.phones import Phone, PhoneProblem, parse_phone, split_phones

DEMO = ("+22290", "+2129999")


@pytest.mark.parametrize(
    ("text", "country", "e164", "assumed"),
    [
        ("+222 36 30 10 10", None, "+22236301010", None),
        ("00222 36301010", None, "+22236301010", None),
        ("00222-36-30-10-10", "MA", "+22236301010", None),
        ("36.30.10.10", "MR", "+22236301010", "MR"),
        ("٣٦ ٣٠ ١٠ ١٠", "MR", "+22236301010", "MR"),
        ("\u202a+222 36 30 10 10\u202c", None, "+22236301010", None),
        ("\u2066+222\u00a036\u00a030\u00a010\u00a010\u2069", None, "+22236301010", None),
        ("22236301010", "MR", "+22236301010", "MR"),
        ("36301010.0", "MR", "+22236301010", "MR"),
        ("Tél: 36301010 poste 12", "MR", "+22236301010", "MR"),
        ("هاتف: 36301010 تحويلة 4", "MR", "+22236301010", "MR"),
        ("0612345678", "MA", "+212612345678", "MA"),
        ("06 12-34-56-78", "MA", "+212612345678", "MA"),
        ("+212 (0)6 12 34 56 78", None, "+212612345678", None),
        ("+2120612345678", None, "+212612345678", None),
        ("tel:+34612345678", None, "+34612345678", None),
        ("612 345 678", "ES", "+34612345678", "ES"),
        ("+39 06 1234 5678", None, "+390612345678", None),
        ("06 12 34 56 78", "FR", "+33612345678", "FR"),
        ("77 123 45 67", "SN", "+221771234567", "SN"),
        ("36301010 222+", None, None, None),
    ],
)  # fmt: skip
def test_read(text: str, country: str | None, e164: str | None, assumed: str | None) -> None:
    if e164 is None:
        with pytest.raises(PhoneProblem):
            parse_phone(text, country=country)
    else:
        phone = parse_phone(text, country=country)
        assert (phone.e164, phone.assumed_country) == (e164, assumed)
        assert "".join(sign for sign in phone.display if sign.isdigit() or sign == "+") == e164


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("", "MR", "phone-empty"), ("\u200f ", "MR", "phone-empty"),
        ("abc", "MR", "phone-letters"), ("3630101O", "MR", "phone-letters"),
        ("2.2236E+10", "MR", "phone-letters"),
        ("36301010", None, "phone-no-country"), ("36301010", "XX", "phone-no-country"),
        ("123", "MR", "phone-impossible"),
        ("99999999", "MR", "phone-impossible"), ("+999123456", None, "phone-impossible"),
        ("+", None, "phone-impossible"), ("000", "MR", "phone-impossible"), ("3" * 500, "MR", "phone-impossible"),
        ("+222363010101010101", None, "phone-impossible"),
    ],
)  # fmt: skip
def test_refused_with_a_reason(text: str, country: str | None, code: str) -> None:
    with pytest.raises(PhoneProblem) as caught:
        parse_phone(text, country=country)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["90123456", "+22290123456", "0022290 12 34 56", "٩٠١٢٣٤٥٦"])
def test_numbers_that_no_operator_holds_pass_for_the_demo_only(text: str) -> None:
    assert parse_phone(text, country="MR", reserved_prefixes=DEMO).e164 == "+22290123456"
    with pytest.raises(PhoneProblem):
        parse_phone(text, country="MR")


def test_a_reserved_number_still_has_a_length() -> None:
    with pytest.raises(PhoneProblem):
        parse_phone("+22290" + "1" * 20, country=None, reserved_prefixes=DEMO)


def test_display_is_spaced_as_in_its_country() -> None:
    assert parse_phone("+22236301010", country=None) == Phone("+22236301010", None, "+222 36 30 10 10")


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("36301010 / 22334455", ("36301010", "22334455")),
        ("36301010; +222 22 33 44 55", ("36301010", "+222 22 33 44 55")),
        ("36301010 ou 22334455", ("36301010", "22334455")), ("36301010 و 22334455", ("36301010", "22334455")),
        ("36301010، 22334455", ("36301010", "22334455")),
        ("36 30 10 10", ("36 30 10 10",)), ("06/12/34/56/78", ("06/12/34/56/78",)),
        ("", ()),
    ],
)  # fmt: skip
def test_a_cell_of_several_numbers(cell: str, numbers: tuple[str, ...]) -> None:
    assert split_phones(cell) == numbers


CODES = (222, 212, 213, 216, 218, 20, 221, 223, 227, 234, 225, 34, 33, 39, 44, 1, 7, 49, 351, 220, 224, 245, 971, 90)


@given(st.sampled_from(CODES), st.integers(10**5, 10**11))
def test_the_quick_way_agrees_with_the_library_on_international_numbers(code: int, rest: int) -> None:
    agree(f"+{code}{rest}", None)


@given(
    st.sampled_from(["MR", "MA", "EH", "DZ", "TN", "LY", "EG", "SN", "ML", "NE", "ES", "FR", "IT", "GB"]),
    st.from_regex(r"0?[1-9]\d{6,9}", fullmatch=True),
)
def test_the_quick_way_agrees_with_the_library_on_national_numbers(country: str, text: str) -> None:
    agree(text, country)


@pytest.mark.parametrize(
    "country", ["MR", "MA", "DZ", "TN", "LY", "EG", "SN", "GM", "ML", "NE", "ES", "FR", "IT", "PT", "NG", "SD"]
)
@pytest.mark.parametrize("kind", [phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE])
def test_each_country_s_own_form_is_read(country: str, kind: int) -> None:
    example = phonenumbers.example_number_for_type(country, kind)
    agree(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.NATIONAL), country)
    agree(phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL), None)


def agree(text: str, country: str | None) -> None:
    try:
        number = phonenumbers.parse(text, country)
        expected = phonenumbers.format_number(number, 0) if phonenumbers.is_valid_number(number) else None
    except phonenumbers.NumberParseException:
        expected = None
    try:
        found = parse_phone(text, country=country)
    except PhoneProblem:
        assert expected is None
    else:
        assert found.e164 == expected
        assert found.display == phonenumbers.format_number(
            phonenumbers.parse(expected), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )


def test_numbers_are_read_sooner_than_the_library_would() -> None:
    draw = random.Random(7)

    def numbers() -> list[str]:
        # Others each time, since what was read before is remembered.
        return [f"+222 {draw.choice((22, 36, 46))} {draw.randrange(10**6):06}" for _ in range(1_000)]

    def library(number: str) -> None:
        found = phonenumbers.parse(number, "MR")
        assert phonenumbers.is_valid_number(found)
        phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    def ours(number: str) -> None:
        parse_phone(number, country="MR")

    # The least of several in turn: whatever else the machine does makes either longer.
    took = [(_seconds(ours, numbers()), _seconds(library, numbers())) for _turn in range(5)]
    assert min(one for one, _other in took) * 1.3 < min(other for _one, other in took)


def _seconds(read: Callable[[str], None], numbers: list[str]) -> float:
    before = time.process_time()
    for number in numbers:
        read(number)
    return time.process_time() - before
