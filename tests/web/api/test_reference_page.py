"""The reference for people stands in the product itself, complete, in the frame's language, and asks no other host."""

from __future__ import annotations

import re

import pytest

from manara.foundation.models import User
from manara.web.api.description import described
from tests.foundation import people
from tests.resolution.conftest import Browse, browser, static_folder

__all__ = ["browser", "static_folder"]
pytestmark = pytest.mark.django_db
ADDRESS = "/account/tokens/reference/"


WORDS = {"en": "What can be asked", "ar": "ما يمكن طلبه", "fr": "Ce qui peut", "es": "Qué se puede"}


@pytest.mark.parametrize(("language", "word"), WORDS.items())
def test_every_address_and_every_shape_stands_on_it(investigator: User, browser: Browse, language: str, word: str) -> None:
    client = browser(investigator, language)
    assert f'href="{ADDRESS}"' in client.get("/account/tokens/").content.decode()
    page = client.get(ADDRESS).content.decode()
    assert word in page
    description = described()
    for path in description["paths"]:
        assert f"GET {path}</h2>" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for target in set(re.findall(r'href="#([^"]+)"', page)):
        assert target in ids, target
    for name, shape in description["components"]["schemas"].items():
        if "properties" in shape:
            assert f'id="shape-{name}"' in page
            for prop in shape["properties"]:
                assert f">{prop}" in page
    assert "<script src=\"http" not in page and "//cdn" not in page


def test_only_who_may_hold_a_token_reads_it(browser: Browse) -> None:
    assert browser(people.person("first-responder")).get(ADDRESS).status_code == 403
