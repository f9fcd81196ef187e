"""The test node itself: tests run as the application behind the walls, and each leaves the database as it found it."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest


def code_of_agencies() -> list[str]:
    from manara.foundation.models import Agency

    return list(Agency.objects.values_list("code", flat=True))


def add_agency() -> None:
    from manara.foundation.models import Agency

    Agency.objects.create(code="left-over", name_ar="أ", name_fr="a", name_es="a", name_en="a", kind="police", country="MR")


def test_the_files_that_come_first_are_there() -> None:
    from tests.conftest import HERE, LONGEST

    assert [each for each in LONGEST if not (HERE / each).is_file()] == []


@pytest.mark.django_db
def test_a_test_is_connected_as_the_application() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, (SELECT rolbypassrls FROM pg_roles WHERE rolname = current_user)")
        assert cursor.fetchone() == ("manara_app", False)


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_what_a_test_commits_is_gone_afterwards(turn: int) -> None:
    assert code_of_agencies() == []
    add_agency()
    assert code_of_agencies() == ["left-over"]


@pytest.mark.django_db(transaction=True)
def test_the_owner_sees_what_a_test_committed(owner_connection: psycopg.Connection[Any]) -> None:
    add_agency()
    assert owner_connection.execute("SELECT count(*) FROM foundation_agency").fetchone() == (1,)


@pytest.mark.django_db
def test_the_models_and_their_migrations_agree() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
