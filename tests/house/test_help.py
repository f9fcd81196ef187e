"""Every page says what it is for: each named address has a help or is said to be no page, and each help is complete."""

from __future__ import annotations

import re

import pytest
from django.urls import get_resolver

from manara.foundation.page_help import PageHelp, helps, no_pages
from manara.web.help_page import named_addresses

# The programme's own door has its reference (OpenAPI), not a help.
NOT_FOR_PEOPLE = ("api:",)


def pages() -> list[str]:
    found = {name for name, _pattern in named_addresses(get_resolver())}
    return sorted(name for name in found if not name.startswith(NOT_FOR_PEOPLE))


@pytest.mark.parametrize("name", pages())
def test_a_page_says_what_it_is_for(name: str) -> None:
    assert name in helps() or name in no_pages(), f"{name} has neither a help nor stands in NO_PAGE of its room's help.py"
    assert not (name in helps() and name in no_pages()), f"{name} stands in both"


def test_no_help_is_of_an_address_that_is_not_there() -> None:
    assert len(pages()) > 60
    assert sorted((set(helps()) | no_pages()) - set(pages())) == []


@pytest.mark.parametrize("name", sorted(helps()))
def test_a_help_is_short_and_complete(name: str) -> None:
    told: PageHelp = helps()[name]
    lines = [str(each) for each in (told.title, told.purpose, *told.acts, *told.know)]
    assert all(lines), f"{name} has an empty line"
    assert all(len(line) <= 260 for line in lines)
    assert len(told.acts) <= 6 and len(told.know) <= 4
    assert str(told.purpose).endswith((".", "؟", "?")) and not re.search(r"\b(TODO|xxx)\b", " ".join(lines))
