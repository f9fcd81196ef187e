"""An investigator who opens cases, a colleague, a prosecutor, and a browser in which each has signed in."""

from __future__ import annotations

import pytest

from manara.foundation.models import Agency, User
from tests.foundation import people
from tests.resolution.conftest import Browse, browser, static_folder

__all__ = ["Browse", "browser", "static_folder"]


@pytest.fixture
def gendarmerie(db: None) -> Agency:
    return people.agency("gn-ndb")


@pytest.fixture
def investigator(gendarmerie: Agency) -> User:
    return people.person("investigator", at=gendarmerie, code="E-0417")


@pytest.fixture
def analyst(gendarmerie: Agency) -> User:
    return people.person("analyst", at=gendarmerie, code="E-0418")


@pytest.fixture
def prosecutor(db: None) -> User:
    return people.person("prosecutor", at=people.agency("pros"), code="E-0518")


@pytest.fixture
def stranger(db: None) -> User:
    return people.person("investigator", at=people.agency("gc-ndb"), code="E-0999")
