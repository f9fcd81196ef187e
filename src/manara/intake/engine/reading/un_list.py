"""The consolidated list of the United Nations Security Council: individuals and entities with all their names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from manara.intake.engine.reading.safe_xml import WHITE, XmlRecords, children, local, text_of
from manara.intake.engine.reading.structured import PART, SEVERAL, XmlSource

HEADER = (
    "kind", "id", "name", "original script", "alias", "weak alias", "birth date", "birth place", "nationality",
    "gender", "title", "designation", "document", "address", "reference", "listed on", "updated on", "comments",
)  # fmt: skip
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_BREAK = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")


class UnListSource(XmlSource):
    """One row an individual or entity; several aliases, dates or documents stand on lines of their own."""

    format = "un-xml"
    header = HEADER
    record_names = frozenset({"INDIVIDUAL", "ENTITY"})

    def records(self, found: XmlRecords) -> Iterator[tuple[str, ...]]:
        for element, _ in found:
            yield _cells(element)


def _cells(element: Element) -> tuple[str, ...]:
    kind = local(element)
    good, weak = _aliases(element, f"{kind}_ALIAS")
    return (
        kind.lower(),
        text_of(element, "DATAID"),
        _words(element, _NAMES, " "),
        text_of(element, "NAME_ORIGINAL_SCRIPT"),
        SEVERAL.join(good),
        SEVERAL.join(weak),
        SEVERAL.join(_unique(_birth_date(date) for date in children(element, "INDIVIDUAL_DATE_OF_BIRTH"))),
        SEVERAL.join(_unique(_words(place, _PLACE, ", ") for place in children(element, "INDIVIDUAL_PLACE_OF_BIRTH"))),
        SEVERAL.join(_values(element, "NATIONALITY")),
        text_of(element, "GENDER"),
        SEVERAL.join(_values(element, "TITLE")),
        SEVERAL.join(_values(element, "DESIGNATION")),
        SEVERAL.join(_unique(_document(document) for document in children(element, "INDIVIDUAL_DOCUMENT"))),
        SEVERAL.join(_unique(_words(address, _PLACE, ", ") for address in children(element, f"{kind}_ADDRESS"))),
        text_of(element, "REFERENCE_NUMBER"),
        text_of(element, "LISTED_ON")[:10],
        (SEVERAL.join(value[:10] for value in _values(element, "LAST_DAY_UPDATED"))),
        " ".join(text_of(element, "COMMENTS1").split()),
    )


def _unique(values: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _words(element: Element, names: tuple[str, ...], between: str) -> str:
    """Join the texts of the named children; the list writes "na" where it knows nothing."""
    texts = (text_of(element, name) for name in names)
    return between.join(_one_line(text) for text in texts if text and text.lower() != "na")


def _one_line(text: str) -> str:
    """Return the text without its line breaks, which are the list's layout and part values here; the rest as it stands."""
    return _BREAK.sub(" ", text.strip(WHITE))


def _values(element: Element, name: str) -> list[str]:
    return _unique(
        _one_line(value.text or "")
        for listed in children(element, name)
        for value in children(listed, "VALUE")
    )


def _aliases(element: Element, name: str) -> tuple[list[str], list[str]]:
    """Return the aliases of good quality and the weak ones ("Low"); a.k.a. of entities count as good."""
    good: list[str] = []
    weak: list[str] = []
    for alias in children(element, name):
        text = _one_line(text_of(alias, "ALIAS_NAME"))
        if text:
            (weak if text_of(alias, "QUALITY").lower() == "low" else good).append(text)
    return list(dict.fromkeys(good)), list(dict.fromkeys(weak))


def _birth_date(element: Element) -> str:
    """Return a date of birth in ISO form: exact, "~" for about, "from/to" for between."""
    kind = text_of(element, "TYPE_OF_DATE").upper()
    exact = text_of(element, "DATE")[:10]
    year = text_of(element, "YEAR")[:4]
    first, last = text_of(element, "FROM_YEAR")[:4], text_of(element, "TO_YEAR")[:4]
    if kind == "BETWEEN" or (first and last and not exact and not year):
        return f"{first or last}/{last or first}" if first or last else ""
    value = exact or year
    return f"~{value}" if value and kind == "APPROXIMATELY" else value


def _document(element: Element) -> str:
    number = text_of(element, "NUMBER")
    if not number:
        return ""
    country = text_of(element, "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE")
    return PART.join((text_of(element, "TYPE_OF_DOCUMENT"), number, country)).rstrip(" |")
