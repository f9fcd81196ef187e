"""Holds what libphonenumber knows of each country's numbers in the form that reads 100,000 of them in a second."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import phonenumbers

_TYPES: Final = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan", "voicemail",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """One calling code: ``code`` (``222``), its main ``country``, its ``trunk`` prefix (``0``) and its valid numbers."""

    code: str
    country: str
    trunk: str
    valid: re.Pattern[str]
    layouts: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]

    def holds(self, number: str) -> bool:
        """True when ``number`` (digits, calling code first) is one that the plan gives out."""
        return self.valid.fullmatch(number, len(self.code)) is not None

    def display(self, number: str) -> str:
        """``+222 36 30 10 10``; figures in pairs where the plan has no layout for the number."""
        national = number[len(self.code) :]
        for leading, whole, template in self.layouts:
            if leading.match(national) and (found := whole.fullmatch(national)):
                return f"+{self.code} {found.expand(template)}"
        head = len(national) % 2
        pairs = [national[:head]] * bool(head) + [national[at : at + 2] for at in range(head, len(national), 2)]
        return f"+{self.code} {' '.join(pairs)}"


@cache
def plan_of_country(country: str) -> Plan | None:
    """The plan of an ISO 3166 country, None when there is none."""
    code = phonenumbers.country_code_for_region(country.upper())
    return _plan(str(code), country.upper()) if code else None


def plan_of_calling_code(figures: str) -> Plan | None:
    """The plan of the calling code that ``figures`` begin with, None when no country has it."""
    return _plan_of(figures[:3])


@lru_cache(maxsize=4_096)
def _plan_of(first: str) -> Plan | None:
    for length in (1, 2, 3):
        code = first[:length]
        if code.isdecimal() and int(code) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE and code[0] != "0":
            return _plan(code, "")
    return None


@cache
def _plan(code: str, country: str) -> Plan:
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE[int(code)]
    metadata = [data for data in map(_metadata_of(code), regions) if data]
    main = metadata[0]
    alternatives = [pattern for data in metadata for pattern in _valid_patterns(data)]
    formats = main.intl_number_format or main.number_format
    layouts = tuple(
        (re.compile(entry.leading_digits_pattern[-1] if entry.leading_digits_pattern else ""),
         re.compile(entry.pattern), entry.format)
        for entry in formats
        if entry.format != "NA"
    )  # fmt: skip
    trunk = main.national_prefix or ""
    return Plan(code, country or regions[0], trunk, re.compile("|".join(alternatives) or r"(?!)"), layouts)


def _metadata_of(code: str):  # type: ignore[no-untyped-def]
    def metadata(region: str):  # type: ignore[no-untyped-def]
        if region == "001":
            return phonenumbers.PhoneMetadata.metadata_for_nongeo_region(int(code))
        return phonenumbers.PhoneMetadata.metadata_for_region(region)

    return metadata


def _valid_patterns(data) -> list[str]:  # type: ignore[no-untyped-def]
    """A number is valid when it has the general form of its region and the form of one kind of number in it."""
    general = data.general_desc.national_number_pattern
    kinds = [getattr(data, kind) for kind in _TYPES]
    patterns = [
        kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern not in (None, "NA")
    ]
    if not patterns:
        return []
    lead = f"(?={data.leading_digits})" if data.leading_digits else ""
    return [f"{lead}(?=(?:{general})$)(?:{'|'.join(f'(?:{p})' for p in patterns)})"]
